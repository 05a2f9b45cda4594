//! The organisation's colours, and whether people can read them.

use std::fmt::{self, Write as _};
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// An opaque colour in sRGB, written `#rrggbb` or `#rgb`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize, Serialize)]
#[serde(try_from = "String", into = "String")]
pub struct Colour {
    red: u8,
    green: u8,
    blue: u8,
}

/// The text is no colour that we can use.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "{0:?} is not a colour that can be used here: write it as # and six digits or letters from a to f, such as #452a49"
)]
pub struct BadColour(pub String);

impl Colour {
    pub const WHITE: Colour = Colour::new(0xff, 0xff, 0xff);
    /// The colour of body text in the styles.
    pub const TEXT: Colour = Colour::new(0x0b, 0x0c, 0x0c);

    pub const fn new(red: u8, green: u8, blue: u8) -> Colour {
        Colour { red, green, blue }
    }

    /// Relative luminance from 0 to 1, as WCAG 2.2 defines it.
    pub fn luminance(self) -> f64 {
        fn linear(channel: u8) -> f64 {
            let share = f64::from(channel) / 255.0;
            if share <= 0.04045 {
                share / 12.92
            } else {
                ((share + 0.055) / 1.055).powf(2.4)
            }
        }
        0.2126 * linear(self.red) + 0.7152 * linear(self.green) + 0.0722 * linear(self.blue)
    }

    /// Contrast ratio from 1 to 21, as WCAG 2.2 defines it; the order of the two does not matter.
    pub fn contrast(self, other: Colour) -> f64 {
        let (a, b) = (self.luminance(), other.luminance());
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    /// The colour with this share (0 to 1) of another mixed in.
    fn mixed(self, other: Colour, share: f64) -> Colour {
        let mix = |from: u8, to: u8| {
            let value = f64::from(from) * (1.0 - share) + f64::from(to) * share;
            // Between two bytes, so it fits; the cast of a float saturates in any case.
            value.round() as u8
        };
        Colour::new(
            mix(self.red, other.red),
            mix(self.green, other.green),
            mix(self.blue, other.blue),
        )
    }
}

impl fmt::Display for Colour {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "#{:02x}{:02x}{:02x}", self.red, self.green, self.blue)
    }
}

impl FromStr for Colour {
    type Err = BadColour;

    fn from_str(text: &str) -> Result<Colour, BadColour> {
        let bad = || BadColour(text.to_owned());
        let digits = text
            .trim()
            .strip_prefix('#')
            .ok_or_else(bad)?
            .chars()
            .map(|digit| {
                digit
                    .to_digit(16)
                    .and_then(|value| u8::try_from(value).ok())
            })
            .collect::<Option<Vec<u8>>>()
            .ok_or_else(bad)?;
        match *digits.as_slice() {
            [r, g, b] => Ok(Colour::new(r * 17, g * 17, b * 17)),
            [r1, r2, g1, g2, b1, b2] => Ok(Colour::new(r1 * 16 + r2, g1 * 16 + g2, b1 * 16 + b2)),
            _ => Err(bad()),
        }
    }
}

impl TryFrom<String> for Colour {
    type Error = BadColour;

    fn try_from(text: String) -> Result<Colour, BadColour> {
        text.parse()
    }
}

impl From<Colour> for String {
    fn from(colour: Colour) -> String {
        colour.to_string()
    }
}

/// The colours an organisation may choose. What is left out keeps ours.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields)]
pub struct Palette {
    /// The header, the line above the footer, the bars and the marks of the page.
    pub brand: Colour,
    /// Text on `brand`.
    pub brand_text: Colour,
    pub link: Colour,
    pub link_hover: Colour,
    pub link_visited: Colour,
    /// The main button.
    pub button: Colour,
    /// Text on `button`.
    pub button_text: Colour,
    /// The quiet ground of navigation, footer and number tiles. Text and links lie on it.
    pub surface: Colour,
}

impl Default for Palette {
    /// The same colours as in `styles/_colours.scss`; a test holds the two together.
    fn default() -> Palette {
        Palette {
            brand: Colour::new(0x45, 0x2a, 0x49),
            brand_text: Colour::WHITE,
            link: Colour::new(0x0b, 0x5a, 0x60),
            link_hover: Colour::new(0x06, 0x38, 0x3c),
            link_visited: Colour::new(0x5b, 0x3a, 0x6e),
            button: Colour::new(0x0b, 0x5a, 0x60),
            button_text: Colour::WHITE,
            surface: Colour::new(0xf6, 0xf3, 0xf6),
        }
    }
}

/// Two colours that lie on each other and are too alike.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[error("{front} {front_colour} on {back} {back_colour} has a contrast of {} to 1; it needs at least {needed} to 1", rounded_down(*.ratio))]
pub struct ContrastProblem {
    /// What lies in front, by its name in [`Palette`].
    pub front: &'static str,
    pub front_colour: Colour,
    pub back: &'static str,
    pub back_colour: Colour,
    /// What it is, from 1 to 21.
    pub ratio: f64,
    /// What it has to be: 4.5 for text, 3 for shapes (WCAG 2.2, criteria 1.4.3 and 1.4.11).
    pub needed: f64,
}

/// Down, not to the nearest: 4.499 shown as 4.50 would contradict the sentence that refuses it.
fn rounded_down(ratio: f64) -> String {
    format!("{:.2}", (ratio * 100.0).floor() / 100.0)
}

impl Palette {
    /// Whether every pair of colours that meet on a page can be told apart.
    ///
    /// # Errors
    /// Every pair that is too alike, with its ratio and what is needed.
    pub fn check(&self) -> Result<(), Vec<ContrastProblem>> {
        const FOR_TEXT: f64 = 4.5;
        const FOR_SHAPES: f64 = 3.0;
        let page = ("the page", Colour::WHITE);
        let surface = ("surface", self.surface);
        let past_day = ("the banner of a past day", PAST_DAY);
        let pressed = ("button under the pointer", self.button_hover());
        let pairs = [
            (
                ("brand_text", self.brand_text),
                ("brand", self.brand),
                FOR_TEXT,
            ),
            (
                ("button_text", self.button_text),
                ("button", self.button),
                FOR_TEXT,
            ),
            (("button_text", self.button_text), pressed, FOR_TEXT),
            (("link", self.link), page, FOR_TEXT),
            (("link", self.link), past_day, FOR_TEXT),
            (("link_hover", self.link_hover), page, FOR_TEXT),
            (("link_visited", self.link_visited), page, FOR_TEXT),
            (("link", self.link), surface, FOR_TEXT),
            (("link_hover", self.link_hover), surface, FOR_TEXT),
            (("link_visited", self.link_visited), surface, FOR_TEXT),
            (("text", Colour::TEXT), surface, FOR_TEXT),
            (("brand", self.brand), page, FOR_SHAPES),
            (("brand", self.brand), surface, FOR_SHAPES),
            (("button", self.button), page, FOR_SHAPES),
        ];
        let problems: Vec<ContrastProblem> = pairs
            .into_iter()
            .map(
                |((front, front_colour), (back, back_colour), needed)| ContrastProblem {
                    front,
                    front_colour,
                    back,
                    back_colour,
                    ratio: front_colour.contrast(back_colour),
                    needed,
                },
            )
            .filter(|pair| pair.ratio < pair.needed)
            .collect();
        if problems.is_empty() {
            Ok(())
        } else {
            Err(problems)
        }
    }
}

/// The ground of the banner which says that a page shows a past day; a link lies on it.
const PAST_DAY: Colour = Colour::new(0xff, 0xf7, 0xd6);

impl Palette {
    /// Darker, so that a light button with dark text may fail here and nowhere else.
    fn button_hover(&self) -> Colour {
        self.button.mixed(Colour::new(0, 0, 0), 0.25)
    }
}

/// The stylesheet that puts an organisation's colours in place of ours. It goes after `attuned.css`, and
/// is a file of its own because a strict content policy allows no style inside a page.
pub fn palette_css(palette: &Palette) -> String {
    let black = Colour::new(0, 0, 0);
    let properties = [
        ("--govuk-brand-colour", palette.brand),
        ("--govuk-link-colour", palette.link),
        ("--govuk-link-hover-colour", palette.link_hover),
        ("--govuk-link-visited-colour", palette.link_visited),
        ("--govuk-surface-background-colour", palette.surface),
        ("--govuk-template-background-colour", palette.surface),
        (
            "--govuk-surface-border-colour",
            palette.surface.mixed(palette.brand, 0.22),
        ),
        ("--attuned-brand-text", palette.brand_text),
        ("--attuned-button", palette.button),
        ("--attuned-button-text", palette.button_text),
        ("--attuned-button-hover", palette.button_hover()),
        ("--attuned-button-shadow", palette.button.mixed(black, 0.5)),
    ];
    let mut css = String::from(":root{");
    for (name, colour) in properties {
        // Writing to a string cannot fail.
        let _ = write!(css, "{name}:{colour};");
    }
    css.push_str("}\n");
    css
}

#[cfg(test)]
mod tests {
    use super::*;

    fn colour(text: &str) -> Colour {
        text.parse().expect(text)
    }

    /// Pairs whose ratios are published: black and white in the definition of WCAG 2.2 itself; #767676 as
    /// the lightest grey that passes on white and #777777 as the first that does not, and #949494 for
    /// shapes, in the teaching material around it.
    #[test]
    fn known_pairs_have_their_published_ratio() {
        for (a, b, ratio) in [
            ("#000000", "#ffffff", 21.0),
            ("#ffffff", "#ffffff", 1.0),
            ("#767676", "#ffffff", 4.54),
            ("#777777", "#ffffff", 4.48),
            ("#949494", "#ffffff", 3.03),
            ("#ff0000", "#ffffff", 4.00),
            ("#00ff00", "#ffffff", 1.37),
            ("#0000ff", "#ffffff", 8.59),
        ] {
            let measured = colour(a).contrast(colour(b));
            assert!((measured - ratio).abs() < 0.005, "{a} on {b}: {measured}");
            assert_eq!(measured, colour(b).contrast(colour(a)));
        }
    }

    #[test]
    fn colours_are_read_in_both_lengths_and_nothing_else() {
        assert_eq!(colour("#ABC"), colour("#aabbcc"));
        assert_eq!(colour(" #452a49 ").to_string(), "#452a49");
        for text in [
            "452a49", "#45", "#12345", "#1234567", "#ggg", "red", "", "#12é",
        ] {
            assert!(text.parse::<Colour>().is_err(), "{text}");
        }
    }

    /// The styles hold our colours a second time, for a page that is served without a palette.
    #[test]
    fn the_styles_and_the_default_palette_agree() {
        let styles = include_str!("../styles/_colours.scss");
        let held = |name: &str| {
            styles
                .lines()
                .find_map(|line| line.strip_prefix(&format!("${name}: "))?.strip_suffix(';'))
                .map(colour)
        };
        let ours = Palette::default();
        let black = Colour::new(0, 0, 0);
        for (name, expected) in [
            ("brand", ours.brand),
            ("brand-text", ours.brand_text),
            ("link", ours.link),
            ("link-hover", ours.link_hover),
            ("link-visited", ours.link_visited),
            ("button", ours.button),
            ("button-text", ours.button_text),
            ("surface", ours.surface),
            ("surface-border", ours.surface.mixed(ours.brand, 0.22)),
            ("button-hover", ours.button_hover()),
            ("button-shadow", ours.button.mixed(black, 0.5)),
        ] {
            assert_eq!(held(name), Some(expected), "{name} should be {expected}");
        }
    }

    /// What the styles fix for every organisation is held to the same rule.
    #[test]
    fn the_fixed_colours_can_be_read() {
        let page = Colour::WHITE;
        let surface = Palette::default().surface;
        for (front, back) in [
            ("#505a5f", page),
            ("#505a5f", surface),
            ("#383f43", colour("#f3f3f3")),
            ("#0b4a2f", colour("#e3f1e9")),
            ("#6b4300", colour("#fcf0d9")),
            ("#7d1d33", colour("#fae8ec")),
            ("#7d1d33", page),
            ("#2b4663", colour("#e6eef6")),
            ("#0b0c0c", colour("#fff7d6")),
            ("#0b5a60", colour("#fff7d6")),
            ("#ffffff", colour("#1c6443")),
        ] {
            let ratio = colour(front).contrast(back);
            assert!(ratio >= 4.5, "{front} on {back}: {ratio}");
        }
    }

    #[test]
    fn our_own_colours_pass() {
        assert_eq!(Palette::default().check(), Ok(()));
    }

    #[test]
    fn a_colour_that_is_hard_to_read_is_refused_with_the_reason() {
        let palette = Palette {
            link: colour("#777777"),
            ..Palette::default()
        };
        let problems = palette.check().expect_err("too light");
        assert!(problems.iter().all(|problem| problem.front == "link"));
        assert_eq!(
            problems[0].to_string(),
            "link #777777 on the page #ffffff has a contrast of 4.47 to 1; it needs at least 4.5 to 1"
        );
        let pale = Palette {
            brand: colour("#ffee88"),
            ..Palette::default()
        };
        let fronts: Vec<_> = pale
            .check()
            .expect_err("pale")
            .iter()
            .map(|problem| (problem.front, problem.needed))
            .collect();
        assert_eq!(
            fronts,
            [("brand_text", 4.5), ("brand", 3.0), ("brand", 3.0)]
        );
    }

    #[test]
    fn a_button_is_checked_under_the_pointer_too() {
        let palette = Palette {
            button: colour("#808080"),
            button_text: colour("#000000"),
            ..Palette::default()
        };
        let problems = palette.check().expect_err("too dark under the pointer");
        assert_eq!(problems.len(), 1, "{problems:?}");
        assert_eq!(problems[0].back, "button under the pointer");
    }

    #[test]
    fn a_settings_file_may_name_only_some_colours() {
        let palette: Palette =
            serde_json::from_str(r##"{"brand": "#123456"}"##).expect("partial palette");
        assert_eq!(palette.brand, colour("#123456"));
        assert_eq!(palette.link, Palette::default().link);
        assert!(serde_json::from_str::<Palette>(r##"{"brnad": "#123456"}"##).is_err());
        assert!(serde_json::from_str::<Palette>(r##"{"brand": "blue"}"##).is_err());
    }

    #[test]
    fn the_stylesheet_holds_nothing_but_colours() {
        let css = palette_css(&Palette::default());
        assert!(css.starts_with(":root{--govuk-brand-colour:#452a49;"));
        assert_eq!(css.matches('{').count(), 1);
    }
}
