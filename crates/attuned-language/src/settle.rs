//! From hits to findings: what stands near decides, and a clause is pointed at once.

use std::sync::Arc;

use crate::finding::{Category, Finding, Severity};
use crate::layout::Role;
use crate::rule_file::{Condition, Span, What};
use crate::rules::{Rule, Rules};
use crate::scan::{Hit, Scan};

/// Whether every condition of a rule holds for a hit.
pub fn holds(rule: &Rule, hit: &Hit, scan: &Scan, rules: &Rules) -> bool {
    rule.conditions
        .iter()
        .all(|c| condition(c, hit, scan, rules) == c.wanted)
}

fn condition(condition: &Condition, hit: &Hit, scan: &Scan, rules: &Rules) -> bool {
    let of = |name: &str| -> &[(u32, usize, usize)] {
        rules
            .signal(name)
            .and_then(|i| scan.signals.get(i))
            .map_or(&[], Vec::as_slice)
    };
    match &condition.what {
        What::Sentence(name) => near(of(name), hit.sentence, hit.sentence),
        What::Within(name, n) => {
            let n = *n as u32;
            near(
                of(name),
                hit.sentence.saturating_sub(n),
                hit.sentence.saturating_add(n),
            )
        }
        What::Before(name) => of(name).first().is_some_and(|s| s.0 < hit.sentence),
        What::Document(name) => !of(name).is_empty(),
        What::PossibleAfterHelp => {
            of("help").first().is_some_and(|s| s.0 < hit.sentence)
                && near(of("possible"), hit.sentence, hit.sentence)
        }
        What::Heading => scan.layout.role(hit.sentence as usize) == Role::Heading,
        What::Capitals => hit.capitals,
        What::Short(n) => scan
            .counts
            .get(hit.sentence as usize)
            .is_some_and(|c| c.words as usize <= *n),
        What::Opening => {
            let sentence = scan.layout.sentences.get(hit.sentence as usize);
            sentence
                .and_then(|s| scan.layout.blocks.get(s.block))
                .is_some_and(|b| b.first == hit.sentence as usize)
        }
    }
}

/// Whether a signal stands in sentences `from..=to`.
pub fn near(signals: &[(u32, usize, usize)], from: u32, to: u32) -> bool {
    let at = signals.partition_point(|s| s.0 < from);
    signals.get(at).is_some_and(|s| s.0 <= to)
}

/// A finding in the making.
struct Candidate<'r> {
    start: usize,
    end: usize,
    sentence: u32,
    after: usize,
    words: (usize, usize),
    rule: &'r Rule,
}

/// Turns hits into findings, one for each problem.
pub fn settle(text: &str, scan: &Scan, rules: &Rules) -> Vec<Finding> {
    let mut candidates: Vec<Candidate<'_>> = scan
        .hits
        .iter()
        .filter_map(|hit| {
            let rule = rules.rules.get(hit.rule as usize)?;
            holds(rule, hit, scan, rules).then_some(Candidate {
                start: hit.start,
                end: hit.end,
                sentence: hit.sentence,
                after: hit.after,
                words: hit.words,
                rule,
            })
        })
        .collect();
    candidates.sort_by_key(|c| {
        (
            c.sentence,
            std::cmp::Reverse(weight(c.rule)),
            std::cmp::Reverse(c.end - c.start),
            c.start,
        )
    });
    let mut findings = Vec::new();
    let mut kept: Vec<Candidate<'_>> = Vec::new();
    for candidate in candidates {
        if kept
            .first()
            .is_some_and(|k| k.sentence != candidate.sentence)
        {
            kept.clear();
        }
        if kept.iter().any(|k| same_problem(k, &candidate)) {
            continue;
        }
        findings.push(Finding {
            start: candidate.start,
            end: candidate.end,
            severity: candidate.rule.card.severity,
            card: Arc::clone(&candidate.rule.card),
            suggestions: suggestions(text, scan, &candidate),
        });
        kept.push(candidate);
    }
    findings
}

/// Which of two findings about one clause says most about what it does to its reader.
fn weight(rule: &Rule) -> (bool, Severity, u8) {
    let clause = clause_level(rule);
    let order = match rule.card.category {
        Category::Retelling => 9,
        Category::Threat => 8,
        Category::Blame => 7,
        Category::Minimising => 6,
        Category::Command => 5,
        Category::Impersonal => 4,
        Category::Label => 3,
        Category::Terminology => 2,
        Category::Jargon | Category::Complexity => 1,
    };
    (clause, rule.card.severity, order)
}

/// Whether a rule judges a clause, rather than a term inside it.
fn clause_level(rule: &Rule) -> bool {
    match rule.card.category {
        _ if rule.term => false,
        Category::Threat
        | Category::Blame
        | Category::Retelling
        | Category::Command
        | Category::Minimising => true,
        Category::Impersonal => rule.span != Span::Words || rule.card.finer == "no one deciding",
        _ => false,
    }
}

fn same_problem(kept: &Candidate<'_>, new: &Candidate<'_>) -> bool {
    let shared = kept
        .end
        .min(new.end)
        .saturating_sub(kept.start.max(new.start));
    if shared == 0 {
        return false;
    }
    let (a, b) = (kept.rule.card.category, new.rule.card.category);
    let names = |c| matches!(c, Category::Label | Category::Terminology);
    if a == b || (names(a) && names(b)) {
        return true;
    }
    if !clause_level(kept.rule) || !clause_level(new.rule) {
        return false;
    }
    // Two wide findings of different kinds stand side by side where different words show them
    // ("Your conduct is a breach … and will not be tolerated"). An order or a hidden actor inside a
    // threat is part of the threat, and so is what leads up to one that takes the whole sentence.
    let part = |c| matches!(c, Category::Command | Category::Impersonal);
    let whole = |c: &Candidate<'_>| {
        c.rule.span == Span::Sentence && c.rule.card.category == Category::Threat
    };
    let side_by_side = !(part(a) || part(b) || whole(kept) || whole(new));
    let (x, y) = if side_by_side {
        (kept.words, new.words)
    } else {
        ((kept.start, kept.end), (new.start, new.end))
    };
    let common = x.1.min(y.1).saturating_sub(x.0.max(y.0));
    common * 2 > (x.1 - x.0).min(y.1 - y.0)
}

/// Words between "must" and its verb.
const BEFORE_VERB: &[&str] = &[
    "also",
    "now",
    "then",
    "immediately",
    "therefore",
    "only",
    "still",
];

/// Words that cannot follow "Please": what is asked is not put as a verb there.
const NO_VERB: &[&str] = &[
    "be", "been", "have", "not", "never", "that", "the", "a", "an", "you", "your", "all", "no",
    "it", "this", "each",
];

/// Fills `{rest}` with what the reader is asked to do, with its date or sum; where the sentence does
/// not say it as a verb, the place is left open in brackets.
fn suggestions(text: &str, scan: &Scan, candidate: &Candidate<'_>) -> Vec<Arc<str>> {
    if !candidate.rule.filled {
        return candidate.rule.suggestions.clone();
    }
    let asked = asked(text, scan, candidate);
    let asked = asked.unwrap_or("(say what you ask for)");
    candidate
        .rule
        .suggestions
        .iter()
        .map(|s| {
            if s.contains("{rest}") {
                Arc::from(s.replace("{rest}", asked))
            } else {
                Arc::clone(s)
            }
        })
        .collect()
}

/// What stands after "must" or "to", from its verb to the end of the clause.
fn asked<'t>(text: &'t str, scan: &Scan, candidate: &Candidate<'_>) -> Option<&'t str> {
    let sentence = scan.layout.sentences.get(candidate.sentence as usize)?;
    let said = text.get(candidate.words.0..candidate.after)?;
    let mut turn = None;
    let mut at = 0;
    for word in said.split_inclusive(char::is_whitespace) {
        at += word.len();
        match word.trim_end() {
            // "You must not" and "forbidden to": the rest says what is unwelcome.
            "not" | "never" | "forbidden" | "prohibited" | "NOT" => return None,
            "must" | "shall" | "will" | "to" | "MUST" => turn = Some(at),
            _ => {}
        }
    }
    let turn = turn?;
    let end = candidate.end.clamp(candidate.after, sentence.end);
    let mut rest = text.get(candidate.words.0 + turn..end)?.trim_start();
    let mut first = rest.split_whitespace().next()?;
    while BEFORE_VERB.contains(&first) {
        rest = rest.get(first.len()..)?.trim_start();
        first = rest.split_whitespace().next()?;
    }
    let rest = rest
        .trim_end()
        .trim_end_matches(['.', '!', '?', ';', ':', ',']);
    let verb = first.bytes().all(|b| b.is_ascii_lowercase() || b == b'-')
        && !first.ends_with("ed")
        && !NO_VERB.contains(&first);
    // An order with its threat beside it would only be the same threat with "please" before it.
    let plain = ![" or ", " will ", " must ", " shall ", " otherwise "]
        .iter()
        .any(|w| rest.contains(w));
    (verb && plain && rest.len() < 200).then_some(rest)
}

#[cfg(test)]
mod tests {
    use crate::{Kind, Rules, review};

    #[test]
    fn a_suggestion_reads_as_english_whatever_fills_it() {
        let rules = Rules::builtin();
        for (text, first) in [
            (
                "You must attend the Civic Suite on 14 May at 9.30am.",
                "Please attend the Civic Suite on 14 May at 9.30am, because …",
            ),
            (
                "Tenants are required to keep the hall clear.",
                "Please keep the hall clear, because …",
            ),
            (
                "All keys must be returned by noon.",
                "Please (say what you ask for), because …",
            ),
            (
                "You must not smoke in the hall.",
                "Please (say what you ask for), because …",
            ),
        ] {
            let review = review(text, Kind::Letter, &rules);
            let said: Vec<&str> = review
                .findings
                .iter()
                .flat_map(|f| &f.suggestions)
                .map(|s| &**s)
                .collect();
            assert!(said.contains(&first), "{text}: {said:?}");
        }
    }
}
