//! Reviews prose for what it does to its reader.
//!
//! [`review`] takes a text, its [`Kind`] and the [`Rules`], and returns findings, ten answered
//! questions and a few measures. It is deterministic, does no I/O and cannot fail on any text.
//! Offsets are bytes of the text given, on character boundaries.
//!
//! ```
//! use attuned_language::{review, Category, Kind, Rules};
//!
//! let rules = Rules::builtin();
//! let review = review("You have failed to reply.", Kind::Letter, &rules);
//! assert_eq!(review.findings[0].category(), Category::Blame);
//! ```

mod context;
mod finding;
mod inflect;
mod kind;
mod layout;
mod matchers;
mod measures;
mod pattern;
mod rubric;
mod rule_file;
mod rules;
mod scan;
mod settle;
mod terms;
mod token;

pub use finding::{
    Answer, Card, Category, Criterion, Finding, Measures, Presence, Principle, Quality, Review,
    Severity,
};
pub use kind::Kind;
pub use rule_file::{Condition, Outcome, Problem, RuleFile, Span, What, Who};
pub use rules::Rules;

/// Reviews a text. `kind` decides which rules and questions apply; see [`Kind::guess`].
pub fn review(text: &str, kind: Kind, rules: &Rules) -> Review {
    let scan = scan::scan(text, kind, rules);
    let mut findings = settle::settle(text, &scan, rules);
    matchers::settle_shapes(text, &scan, kind, rules, &mut findings);
    matchers::long_sentences(text, &scan, kind, rules, &mut findings);
    findings.sort_by_key(|f| (f.start, f.end, f.category()));
    let rubric = rubric::answer(text, kind, &scan, &findings, rules);
    Review {
        kind,
        findings,
        rubric,
        measures: scan.measures,
        other_languages: scan.other_languages,
    }
}

/// Steps of work a review costs, for the test that it grows in proportion to length.
#[doc(hidden)]
pub fn work(text: &str, kind: Kind, rules: &Rules) -> u64 {
    scan::scan(text, kind, rules).work
}
