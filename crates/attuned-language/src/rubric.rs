//! The ten questions, each with the passage that answers it.
//!
//! What counts as an answer is data (`rules/rubric`, `rules/signals`); order and number are
//! decided here: whether help comes first, which paragraph is the first, whether there are two ways
//! to reply, whether a number belongs to somebody.

use memchr::memchr2_iter;

use crate::finding::{Answer, Category, Criterion, Finding, Presence};
use crate::kind::Kind;
use crate::layout::Role;
use crate::rules::Rules;
use crate::scan::{Hit, Scan};
use crate::settle;

/// The ways in which a reader can answer.
const CHANNELS: [&str; 7] = [
    "channel-phone",
    "channel-text",
    "channel-email",
    "channel-visit",
    "channel-post",
    "channel-online",
    "channel-person",
];

type Range = (usize, usize);

/// Answers all ten questions, in the order of [`Criterion::ALL`].
pub fn answer(
    text: &str,
    kind: Kind,
    scan: &Scan,
    findings: &[Finding],
    rules: &Rules,
) -> Vec<Answer> {
    let hits = kept(scan, rules);
    let contacts = contacts(text, scan);
    let first = |criterion: Criterion| -> Option<Range> {
        hits.iter()
            .find(|(c, _)| *c == criterion)
            .map(|(_, hit)| (hit.start, hit.end))
    };
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
            if criterion == Criterion::S2 {
                return help_first(scan, findings, rules, &hits);
            }
            let quote = match criterion {
                Criterion::T1 => reachable(scan, rules, &contacts),
                Criterion::T2 => reason_given(text, scan, &hits),
                Criterion::C1 => two_ways(scan, rules, &contacts),
                other => first(other),
            };
            let value = if quote.is_some() {
                Presence::Present
            } else {
                Presence::Absent
            };
            Answer {
                criterion,
                value,
                quote,
            }
        })
        .collect()
}

/// The answers whose conditions hold, in order of the text.
fn kept(scan: &Scan, rules: &Rules) -> Vec<(Criterion, Hit)> {
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
    hits.sort_by_key(|(_, hit)| hit.start);
    hits
}

/// Help or an option stands before the first consequence, or there is no consequence.
fn help_first(
    scan: &Scan,
    findings: &[Finding],
    rules: &Rules,
    hits: &[(Criterion, Hit)],
) -> Answer {
    let announced = findings
        .iter()
        .filter(|f| f.category() == Category::Threat && f.card.finer != "shouting")
        .map(|f| (f.start, f.end));
    let consequence = announced.chain(signal(scan, rules, "consequence")).min();
    let help = hits
        .iter()
        .filter(|(c, _)| matches!(c, Criterion::S1 | Criterion::C2))
        .map(|(_, hit)| (hit.start, hit.end))
        .chain(signal(scan, rules, "help"))
        .min();
    let (value, quote) = match (consequence, help) {
        (None, _) => (Presence::Present, None),
        (Some(c), Some(h)) if h.0 < c.0 => (Presence::Present, Some(h)),
        (Some(c), _) => (Presence::Absent, Some(c)),
    };
    Answer {
        criterion: Criterion::S2,
        value,
        quote,
    }
}

fn signal<'s>(scan: &'s Scan, rules: &Rules, name: &str) -> impl Iterator<Item = Range> + 's {
    of(scan, rules, name)
        .iter()
        .map(|(_, start, end)| (*start, *end))
}

fn of<'s>(scan: &'s Scan, rules: &Rules, name: &str) -> &'s [(u32, usize, usize)] {
    rules
        .signal(name)
        .and_then(|i| scan.signals.get(i))
        .map_or(&[], Vec::as_slice)
}

/// A number to call or an address to write to, and the sentence it stands in.
#[derive(Clone, Copy)]
struct Contact {
    sentence: u32,
    mail: bool,
}

/// Phone numbers (ten or eleven figures from 0 or +44) and e-mail addresses.
fn contacts(text: &str, scan: &Scan) -> Vec<Contact> {
    let bytes = text.as_bytes();
    let mut out: Vec<Contact> = Vec::new();
    let mut past = 0;
    for at in memchr2_iter(b'0', b'@', bytes) {
        if at < past {
            continue;
        }
        let before = at
            .checked_sub(1)
            .and_then(|b| bytes.get(b))
            .copied()
            .unwrap_or(b' ');
        let mail = bytes.get(at) == Some(&b'@');
        if mail {
            if !before.is_ascii_alphanumeric()
                || !bytes.get(at + 1).is_some_and(u8::is_ascii_alphanumeric)
            {
                continue;
            }
            past = at + 1;
        } else {
            if before.is_ascii_alphanumeric() || matches!(before, b'.' | b',') {
                continue;
            }
            let mut digits = 0;
            let mut end = at;
            for b in bytes.get(at..).unwrap_or_default().iter().take(20) {
                match b {
                    b'0'..=b'9' => digits += 1,
                    b' ' | b'-' | b'(' | b')' => {}
                    _ => break,
                }
                end += 1;
            }
            past = end.max(at + 1);
            if !(10..=11).contains(&digits) {
                continue;
            }
        }
        let after = scan.layout.sentences.partition_point(|s| s.start <= at);
        let Some(sentence) = after.checked_sub(1) else {
            continue;
        };
        out.push(Contact {
            sentence: sentence as u32,
            mail,
        });
    }
    out
}

/// A number or an address that belongs to somebody, or to a team.
fn reachable(scan: &Scan, rules: &Rules, contacts: &[Contact]) -> Option<Range> {
    let people = of(scan, rules, "who-to-reach");
    contacts
        .iter()
        .find(|c| settle::near(people, c.sentence.saturating_sub(2), c.sentence + 1))
        .and_then(|c| scan.layout.sentences.get(c.sentence as usize))
        .map(|s| (s.start, s.end))
}

/// The first paragraph of the body says why this was written.
fn reason_given(text: &str, scan: &Scan, hits: &[(Criterion, Hit)]) -> Option<Range> {
    let greeted = scan.layout.blocks.iter().take(30).position(|b| {
        let body = text.get(b.start..b.end).unwrap_or_default();
        body.len() < 80
            && ["Dear ", "Hi ", "Hello", "To "]
                .iter()
                .any(|g| body.starts_with(g))
            && !body.contains(". ")
    });
    let from = greeted.map_or(0, |g| g + 1);
    let (index, _) = scan
        .layout
        .blocks
        .iter()
        .enumerate()
        .skip(from)
        .find(|(_, b)| {
            matches!(b.role, Role::Prose | Role::Item)
                && b.end - b.start > 30
                && !is_masthead(text, b.start, b.end)
        })?;
    let opens = scan.layout.blocks.get(index)?;
    hits.iter()
        .find(|(c, hit)| *c == Criterion::T2 && hit.start >= opens.start && hit.start < opens.end)
        .map(|(_, hit)| (hit.start, hit.end))
}

/// A line of an address or a reference rather than a paragraph.
fn is_masthead(text: &str, start: usize, end: usize) -> bool {
    let body = text.get(start..end).unwrap_or_default();
    body.len() < 90
        && !body.trim_end_matches(['"', '”']).ends_with(['.', '?', '!'])
        && !body.starts_with('"')
}

/// Two different ways to answer in one place, leaving out ways to pay.
fn two_ways(scan: &Scan, rules: &Rules, contacts: &[Contact]) -> Option<Range> {
    let paying = of(scan, rules, "paying");
    let mut ways: Vec<(u32, usize)> = Vec::new();
    for (way, name) in CHANNELS.iter().enumerate() {
        ways.extend(of(scan, rules, name).iter().map(|s| (s.0, way)));
    }
    let texted = of(scan, rules, "text-only");
    for c in contacts {
        // A number beside "text me on" alone is that one way.
        if c.mail {
            ways.push((c.sentence, 2));
        } else if !settle::near(texted, c.sentence, c.sentence) {
            ways.push((c.sentence, 0));
        }
    }
    ways.retain(|(sentence, _)| !settle::near(paying, *sentence, *sentence));
    ways.sort_unstable();
    ways.iter().enumerate().find_map(|(i, (sentence, way))| {
        let other = ways
            .get(i + 1..)?
            .iter()
            .take_while(|(s, _)| *s <= sentence + 1)
            .find(|(_, w)| w != way)?;
        let start = scan.layout.sentences.get(*sentence as usize)?.start;
        let end = scan.layout.sentences.get(other.0 as usize)?.end;
        Some((start, end))
    })
}
