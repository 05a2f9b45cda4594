//! Bold, italic and linked parts of plain text, found by the marks that people and converters leave in it.

use std::ops::Range;

use crate::{Span, Style};

/// Spans inside `range` of `text`; each covers the words between its marks.
pub(crate) fn spans(text: &str, range: Range<usize>) -> Vec<Span> {
    let Some(words) = text.get(range.clone()) else {
        return Vec::new();
    };
    let mut spans = Vec::new();
    // Openings that wait for their closing, innermost last; each (mark, length, byte after the mark).
    let mut waiting: Vec<(u8, usize, usize)> = Vec::new();
    let mut bracket: Option<usize> = None;
    let bytes = words.as_bytes();
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'*' | b'_' => {
                let length = bytes
                    .iter()
                    .skip(at)
                    .take_while(|next| *next == byte)
                    .count();
                if length <= 3 {
                    emphasis(words, *byte, length, at, &mut waiting, &mut spans);
                }
                at += length;
            }
            b'[' => {
                bracket = Some(at + 1);
                at += 1;
            }
            b']' => {
                let close = words
                    .get(at + 1..)
                    .and_then(|rest| rest.strip_prefix('('))
                    .and_then(address);
                if let Some((start, address)) = bracket.take().zip(close) {
                    // A converter may have escaped the bracket: `[text\](address)`.
                    let end = if bytes.get(at.wrapping_sub(1)) == Some(&b'\\') {
                        at - 1
                    } else {
                        at
                    };
                    spans.push(Span {
                        range: start..end,
                        style: Style::Link {
                            address: address.to_owned(),
                        },
                    });
                    at += address.len() + 3;
                } else {
                    at += 1;
                }
            }
            _ => at += 1,
        }
    }
    for span in &mut spans {
        span.range = span.range.start + range.start..span.range.end + range.start;
    }
    crate::writer::tidy(text, spans, range.end)
}

/// The address up to its closing bracket; addresses have no spaces and an end in sight.
fn address(rest: &str) -> Option<&str> {
    let end = rest
        .char_indices()
        .take(2_000)
        .find(|(_, letter)| matches!(letter, ')' | '[') || letter.is_whitespace())?;
    rest.get(..end.0).filter(|_| end.1 == ')')
}

fn emphasis(
    words: &str,
    mark: u8,
    length: usize,
    at: usize,
    waiting: &mut Vec<(u8, usize, usize)>,
    spans: &mut Vec<Span>,
) {
    let before = words
        .get(..at)
        .and_then(|before| before.chars().next_back());
    let after = words
        .get(at + length..)
        .and_then(|after| after.chars().next());
    let is_word = |letter: Option<char>| letter.is_some_and(char::is_alphanumeric);
    let is_space = |letter: Option<char>| letter.is_none_or(char::is_whitespace);
    // An underscore inside a word is part of a name ("file_name"), a star beside spaces is a star ("2 * 3").
    let inside = is_word(before) && is_word(after) && mark == b'_';
    let can_close = !(is_space(before) || inside || (mark == b'_' && is_word(after)));
    let can_open = !is_space(after) && !inside && !is_word(before);
    if can_close
        && let Some(found) = waiting
            .iter()
            .rposition(|(m, l, _)| *m == mark && *l == length)
    {
        let (_, _, start) = waiting.swap_remove(found);
        waiting.truncate(found);
        let range = start..at;
        if length != 2 {
            spans.push(Span {
                range: range.clone(),
                style: Style::Italic,
            });
        }
        if length != 1 {
            spans.push(Span {
                range,
                style: Style::Bold,
            });
        }
    } else if can_open && waiting.len() < 16 {
        waiting.push((mark, length, at + length));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<(&str, Style)> {
        spans(text, 0..text.len())
            .into_iter()
            .map(|span| (&text[span.range], span.style))
            .collect()
    }

    #[test]
    fn marks_are_read() {
        assert_eq!(found("(*shown below*)."), [("shown below", Style::Italic)]);
        assert_eq!(
            found("**Safety** - *The safety of\nall*"),
            [
                ("Safety", Style::Bold),
                ("The safety of\nall", Style::Italic)
            ]
        );
        assert_eq!(found("***Both***").len(), 2);
        assert_eq!(found("**a *b* c**").len(), 2);
    }

    #[test]
    fn links_are_read_with_escaped_brackets() {
        let link = |address: &str| Style::Link {
            address: address.into(),
        };
        assert_eq!(
            found("our [Plan \\(2030\\)](#):"),
            [("Plan \\(2030\\)", link("#"))]
        );
        assert_eq!(
            found("our [plan\\](https://a.example/b) and"),
            [("plan", link("https://a.example/b"))]
        );
        assert_eq!(found("[sic] (see above)"), []);
    }

    #[test]
    fn other_stars_are_left() {
        for text in [
            "2 * 3 * 4",
            "file_name_here",
            "a footnote* and another*",
            "**unclosed",
            "*",
            "____________",
            "5*4*3",
        ] {
            assert_eq!(found(text), [], "{text}");
        }
    }
}
