//! The look of Attuned and the language its pages are written in.
//!
//! - [`Design`] holds every page and renders one; a module hands over its pages with [`pages!`].
//! - [`Shell`], [`Organisation`] and [`Field`] are what `layout.html` and the components expect.
//! - [`asset`] finds a static file for the web layer to serve, under an address that can be kept for ever.
//! - [`Palette`] is the organisation's own colours: [`Palette::check`] refuses a pair that is hard to read.
//!
//! The components are macros in `pages/components.html`; the README lists them.

mod asset;
mod design;
mod field;
mod palette;
mod shell;
mod wording;

pub use asset::{ASSETS, Asset, asset, asset_address};
pub use design::{Design, Pages};
pub use field::{Choice, Field};
pub use minijinja;
pub use palette::{BadColour, Colour, ContrastProblem, Palette, palette_css};
pub use shell::{AsOf, Flash, FlashKind, Link, NavigationItem, Organisation, Shell, Word};
