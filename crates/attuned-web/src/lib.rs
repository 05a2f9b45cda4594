//! What every page of every module shares: the route table, visits, forms, problems and the organisation's own data.
//!
//! See the crate's README for how a request goes.

mod access;
mod form;
mod guard;
mod list;
mod module;
mod organisation;
mod problem;
mod session;
mod site;
mod store;
mod visit;

pub use access::{Access, Permission, Viewer};
pub use form::{FieldError, Form, Posted};
pub use list::{PageOf, Paging};
pub use module::{Module, Navigation, Route, Sample};
pub use organisation::{Organisation, OrganisationProblem, Settings};
pub use problem::Problem;
pub use session::{SIGNED_IN, sign_in, sign_out};
pub use site::{FindViewer, Site};
pub use visit::{Moment, Visit};

/// The part of this crate that is a module like any other: its table, its pages, its statements.
pub fn module() -> Module {
    Module {
        name: "web",
        schema: attuned_db::Schema {
            module: "web",
            steps: &[attuned_db::Step {
                number: 1,
                text: include_str!("../sql/schema_001.sql"),
            }],
        },
        statements: store::ALL,
        pages: attuned_design::pages![
            "web/problem.html",
            "web/accessibility.html",
            "web/privacy.html",
            "web/cookies.html"
        ],
        routes: guard::routes(),
        navigation: Vec::new(),
        samples: problem::samples(),
    }
}
