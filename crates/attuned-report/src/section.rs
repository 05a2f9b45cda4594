//! What kind of section a title announces.

use crate::report::SectionKind;
use crate::{names, words};

pub(crate) fn kind(title: &str) -> SectionKind {
    let lower = title.to_lowercase().replace('\u{2019}', "'");
    let lower = lower.trim().trim_end_matches([':', '.', '?']);
    let count = lower.split_whitespace().count();
    if count == 0 || count > 18 {
        return SectionKind::Unknown;
    }
    if count <= 12 && words::first_in("implications", lower).is_some() {
        return SectionKind::Implications;
    }
    if names_implications(lower) {
        return SectionKind::Implications;
    }
    if is_body(title) || (count > 1 && words::has("general_title", lower)) {
        return SectionKind::Unknown;
    }
    if asked_by_examiners(lower) {
        return SectionKind::CommitteeRecommendations;
    }
    if speaks_of_recommendations(lower) {
        return recommendation_kind(lower);
    }
    let fits = |term: &str| count <= term.split_whitespace().count() * 4 + 3;
    if let Some((_, kind)) = words::list("section")
        .iter()
        .find(|(term, _)| fits(term) && words::stands_in(term, lower))
    {
        return named(kind);
    }
    let both = words::first_in("now_word", lower)
        .filter(|_| words::first_in("work_word", lower).is_some());
    both.filter(|_| count <= 10)
        .map_or(SectionKind::Unknown, |(_, kind)| named(kind))
}

/// "Legal", "Risk management", "Equality, diversity and inclusion": kinds of implications and no other words.
fn names_implications(lower: &str) -> bool {
    let list: Vec<&str> = lower
        .split(|letter: char| !letter.is_alphanumeric() && letter != '-')
        .filter(|word| !word.is_empty())
        .collect();
    let known = |word: &&&str| {
        words::has("implication_kind", word) || words::has("implication_extra", word)
    };
    (1..=5).contains(&list.len())
        && list.iter().filter(known).count() == list.len()
        && list.first().is_some_and(|first| {
            words::has("implication_kind", first) && !words::has("not_alone", first)
        })
}

/// "Policy and Finance Committee": a body's name is no section, whatever words it is made of.
fn is_body(title: &str) -> bool {
    let title = title.trim();
    let last = title
        .split_whitespace()
        .last()
        .map_or(String::new(), str::to_lowercase);
    title.split_whitespace().count() <= 9
        && words::has("body", &last)
        && words::first_in("about_body", &title.to_lowercase()).is_none()
        && names::bodies(title)
            .first()
            .is_some_and(|range| *range == (0..title.len()))
}

/// "What the Panel asked for", "What the Group recommended": those who examined speak, and not of what others ask of them.
fn asked_by_examiners(lower: &str) -> bool {
    let list: Vec<&str> = lower
        .split(|letter: char| !letter.is_alphanumeric() && letter != '\'')
        .filter(|word| !word.is_empty())
        .collect();
    let verb = list
        .iter()
        .position(|word| words::has("examiners_verb", word));
    let Some((verb, before)) = verb.and_then(|verb| Some((verb, list.get(..verb)?))) else {
        return false;
    };
    let passive = before
        .last()
        .is_some_and(|word| matches!(*word, "is" | "are" | "be" | "was" | "were" | "been"));
    let body = before
        .iter()
        .any(|word| words::has("body", word) || words::has("examines_alone", word));
    let to = list.get(verb + 1..).is_some_and(|after| {
        after.iter().any(|word| matches!(*word, "to"))
            && after.iter().any(|word| words::has("body", word))
    });
    !passive && body && !to
}

fn speaks_of_recommendations(lower: &str) -> bool {
    lower.contains("recommendation") || lower.contains("recommended") || lower.contains("argymhell")
}

fn recommendation_kind(lower: &str) -> SectionKind {
    if [
        "reason",
        "rationale",
        "basis for",
        "background to",
        "update on",
        "how we reached",
    ]
    .iter()
    .any(|words| lower.contains(words))
    {
        return SectionKind::Narrative;
    }
    // A title of one recommendation ("Recommendation 3: Training") belongs to the section around it.
    if crate::recommendation::label(lower).is_some() {
        return SectionKind::Unknown;
    }
    if lower.starts_with("outline") {
        return SectionKind::FrontBox;
    }
    // "Recommendations to the Scrutiny Panel" are for it, not from it.
    let from = [" to be ", " to the ", " to ", " for "]
        .iter()
        .filter_map(|word| lower.find(word))
        .min()
        .and_then(|at| lower.get(..at))
        .unwrap_or(lower);
    let replied = lower.contains("response")
        || lower.contains("progress")
        || words::stands_in("reply", lower)
        || words::stands_in("replies", lower);
    let answers = lower.starts_with("response") || lower.starts_with("repl");
    // "Recommendations of the Board" come from it, where "Recommendations to the Board" are for it.
    let of_body = [
        "recommendations of ",
        "recommendations from ",
        "recommendations by ",
        "recommendations made by ",
    ]
    .iter()
    .any(|opening| from.contains(opening))
        && from
            .split(|letter: char| !letter.is_alphanumeric())
            .any(|word| words::has("body", word));
    if words::first_in("examines", from).is_some() || of_body || (replied && !answers) {
        return SectionKind::CommitteeRecommendations;
    }
    if words::first_in("section", lower).is_some_and(|(_, kind)| kind == "response") {
        return SectionKind::Response;
    }
    SectionKind::Asks
}

fn named(kind: &str) -> SectionKind {
    match kind {
        "front_box" => SectionKind::FrontBox,
        "summary" => SectionKind::Summary,
        "asks" => SectionKind::Asks,
        "committee_recommendations" => SectionKind::CommitteeRecommendations,
        "context" => SectionKind::Context,
        "response" => SectionKind::Response,
        "definitions" => SectionKind::Definitions,
        "glossary" => SectionKind::Glossary,
        "principles" => SectionKind::Principles,
        "practices" => SectionKind::Practices,
        "planned" => SectionKind::Planned,
        "implications" => SectionKind::Implications,
        "papers" => SectionKind::Papers,
        "contact" => SectionKind::Contact,
        "minutes" => SectionKind::Minutes,
        "contents" => SectionKind::Contents,
        "appendix" => SectionKind::Appendix,
        "narrative" => SectionKind::Narrative,
        _ => SectionKind::Unknown,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use SectionKind::*;

    #[test]
    fn titles_of_many_organisations_are_known() {
        for (title, expected) in [
            ("Summary", Summary),
            ("1 PURPOSE OF THE REPORT", Summary),
            ("Recommendations", Asks),
            ("RECOMMENDATION", Asks),
            (
                "Recommendations to the Overview and Scrutiny Committee",
                Asks,
            ),
            (
                "Overview and Scrutiny Committee's recommendations to be considered by the Cabinet",
                CommitteeRecommendations,
            ),
            (
                "Recommendations of the Tenant Scrutiny Panel",
                CommitteeRecommendations,
            ),
            (
                "The Panel\u{2019}s recommendations and our response",
                CommitteeRecommendations,
            ),
            ("Reasons for recommendations", Narrative),
            ("Outline and recommendations", FrontBox),
            ("Recommendation 3: Training", Unknown),
            (
                "Officer response to Overview and Scrutiny Committee",
                Response,
            ),
            ("Financial implications", Implications),
            ("Comments of the Chief Finance Officer", Implications),
            ("Equality impact assessment", Implications),
            ("Key principles of trauma-informed practice", Principles),
            (
                "Working definition of trauma-informed practice",
                Definitions,
            ),
            (
                "Current trauma-informed approaches at the council",
                Practices,
            ),
            ("What is already in place", Practices),
            (
                "Planned additional trauma-informed initiatives at the council",
                Planned,
            ),
            ("Policy and Resources Committee", Unknown),
            (
                "What the Review Group recommended",
                CommitteeRecommendations,
            ),
            ("What the Forum asked for", CommitteeRecommendations),
            ("What the Board is asked to do", Asks),
            ("What the Board is recommended to decide", Asks),
            (
                "Recommendations of the Tenants' Forum",
                CommitteeRecommendations,
            ),
            ("Replies from officers", Response),
            ("Decision sought", Asks),
            ("Money", Implications),
            ("What works well now", Practices),
            ("What is there already", Practices),
            ("What we intend to do", Planned),
            ("Who to ask", Contact),
            ("Papers relied on", Papers),
            ("Next steps", Planned),
            ("Background", Context),
            ("Background papers", Papers),
            ("Report author and contact", Contact),
            ("Papurau cefndir", Papers),
            ("Contact with residents", Narrative),
            ("Trauma", Unknown),
        ] {
            assert_eq!(kind(title), expected, "{title}");
        }
    }
}
