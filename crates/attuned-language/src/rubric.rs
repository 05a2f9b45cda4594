//! The ten questions, each with the passage that answers it.

use crate::finding::{Answer, Criterion, Finding, Presence};
use crate::kind::Kind;
use crate::rules::Rules;
use crate::scan::{Hit, Scan};
use crate::settle;

pub fn answer(
    _text: &str,
    kind: Kind,
    scan: &Scan,
    _findings: &[Finding],
    rules: &Rules,
) -> Vec<Answer> {
    let mut hits: Vec<(Criterion, Hit)> = scan
        .answers
        .iter()
        .filter(|(_, hit)| {
            rules
                .rules
                .get(hit.rule as usize)
                .is_some_and(|rule| settle::holds(rule, hit, scan, rules))
        })
        .copied()
        .collect();
    hits.sort_by_key(|(c, hit)| (*c, hit.start));
    Criterion::ALL
        .iter()
        .map(|&criterion| {
            if !kind.asks(criterion) {
                return Answer {
                    criterion,
                    value: Presence::NotApplicable,
                    quote: None,
                };
            }
            let first = hits.iter().find(|(c, _)| *c == criterion);
            Answer {
                criterion,
                value: if first.is_some() {
                    Presence::Present
                } else {
                    Presence::Absent
                },
                quote: first.map(|(_, hit)| (hit.start, hit.end)),
            }
        })
        .collect()
}
