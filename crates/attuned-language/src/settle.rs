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

/// Fills `{rest}` with what follows in the sentence, so that a date or a sum is kept.
fn suggestions(text: &str, scan: &Scan, candidate: &Candidate<'_>) -> Vec<Arc<str>> {
    if !candidate.rule.filled {
        return candidate.rule.suggestions.clone();
    }
    let end = scan
        .layout
        .sentences
        .get(candidate.sentence as usize)
        .map_or(candidate.end, |s| s.end);
    let rest = text.get(candidate.after..end).unwrap_or_default();
    let rest = rest.trim().trim_end_matches(['.', '!', '?', ';', ':']);
    candidate
        .rule
        .suggestions
        .iter()
        .filter(|s| !s.contains('{') || (!rest.is_empty() && rest.len() < 200))
        .map(|s| {
            if s.contains("{rest}") {
                Arc::from(s.replace("{rest}", rest))
            } else {
                Arc::clone(s)
            }
        })
        .collect()
}
