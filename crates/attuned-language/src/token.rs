//! Words of one sentence, with what a pattern needs to know of each.

use rustc_hash::FxHashMap;

/// A known word. `0` is a word that no rule mentions.
pub type WordId = u32;

/// How a token looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// All lower case.
    Lower,
    /// Begins with a capital.
    Capital,
    /// Two capitals or more, and nothing in lower case.
    Upper,
    /// A number, a time or a date in figures.
    Number,
    /// A sum of money.
    Money,
    /// An e-mail or web address, or a word with a point inside.
    Address,
    /// The `'s` of a possessive (or of "it's").
    Possessive,
    /// A mark of punctuation.
    Mark(char),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    pub start: usize,
    pub end: usize,
    pub word: WordId,
    pub shape: Shape,
}

impl Token {
    pub fn is_word(&self) -> bool {
        !matches!(self.shape, Shape::Mark(_) | Shape::Possessive)
    }
    pub fn is_capital(&self) -> bool {
        matches!(self.shape, Shape::Capital | Shape::Upper)
    }
    pub fn is_mark(&self, mark: char) -> bool {
        self.shape == Shape::Mark(mark)
    }
}

/// Every word that any pattern mentions, in lower case.
#[derive(Debug, Default)]
pub struct Vocabulary {
    ids: FxHashMap<Box<[u8]>, WordId>,
}

impl Vocabulary {
    pub fn id(&mut self, word: &str) -> WordId {
        if let Some(id) = self.ids.get(word.as_bytes()) {
            return *id;
        }
        let id = self.ids.len() as WordId + 1;
        self.ids.insert(word.as_bytes().into(), id);
        id
    }

    pub fn find(&self, word: &[u8]) -> WordId {
        self.ids.get(word).copied().unwrap_or(0)
    }

    pub fn len(&self) -> usize {
        self.ids.len() + 1
    }

    /// The words by id; the first is empty.
    pub fn words(&self) -> Vec<String> {
        let mut words = vec![String::new(); self.len()];
        for (word, id) in &self.ids {
            if let Some(slot) = words.get_mut(*id as usize) {
                *slot = String::from_utf8_lossy(word).into_owned();
            }
        }
        words
    }
}

/// Longer words are in no rule.
const LONGEST_WORD: usize = 32;

/// Splits one sentence into `out`, which is emptied first.
///
/// Hyphens join nothing and divide nothing ("wheelchair-bound" reads as "wheelchair bound").
/// Contractions are taken apart ("won't" is `will` `not`), so that a rule is written once.
/// Quotation marks, emphasis and soft hyphens are left out.
pub fn tokenise(
    text: &str,
    start: usize,
    end: usize,
    vocabulary: &Vocabulary,
    out: &mut Vec<Token>,
) {
    out.clear();
    let bytes = text.as_bytes();
    let mut i = start;
    while i < end {
        let Some(&b) = bytes.get(i) else { break };
        if b.is_ascii_alphabetic() || b.is_ascii_digit() {
            i = word(text, i, end, vocabulary, out);
        } else if b < 0x80 {
            match b {
                b' ' | b'\t' | b'\n' | b'\r' | b'-' | b'"' | b'\'' | b'*' | b'_' | b'`' => {
                    // A dash that stands alone divides; a hyphen does not.
                    if b == b'-' && !bytes.get(i + 1).is_some_and(u8::is_ascii_alphanumeric) {
                        out.push(mark(i, 1, '–'));
                    }
                }
                b'&' => out.push(Token {
                    start: i,
                    end: i + 1,
                    word: vocabulary.find(b"and"),
                    shape: Shape::Lower,
                }),
                _ => out.push(mark(i, 1, b as char)),
            }
            i += 1;
        } else {
            let Some(c) = text.get(i..end).and_then(|t| t.chars().next()) else {
                break;
            };
            let len = c.len_utf8();
            match c {
                '£' | '€' => {
                    let from = i;
                    i += len;
                    while bytes
                        .get(i)
                        .is_some_and(|b| b.is_ascii_digit() || matches!(b, b',' | b'.'))
                        && i < end
                    {
                        i += 1;
                    }
                    while i > from + len && matches!(bytes.get(i - 1), Some(b',' | b'.')) {
                        i -= 1;
                    }
                    out.push(Token {
                        start: from,
                        end: i,
                        word: 0,
                        shape: Shape::Money,
                    });
                    continue;
                }
                '‘' | '’' | '“' | '”' | '\u{ad}' | '\u{200b}' | '\u{feff}' | '«' | '»' => {
                }
                '–' | '—' => out.push(mark(i, len, '–')),
                '…' => out.push(mark(i, len, '.')),
                c if c.is_whitespace() => {}
                c if c.is_alphanumeric() => {
                    i = word(text, i, end, vocabulary, out);
                    continue;
                }
                c => out.push(mark(i, len, c)),
            }
            i += len;
        }
    }
}

fn mark(start: usize, len: usize, c: char) -> Token {
    Token {
        start,
        end: start + len,
        word: 0,
        shape: Shape::Mark(c),
    }
}

/// Reads one word from `start` and pushes its token or tokens; returns where it ended.
fn word(
    text: &str,
    start: usize,
    end: usize,
    vocabulary: &Vocabulary,
    out: &mut Vec<Token>,
) -> usize {
    let bytes = text.as_bytes();
    let mut lower = [0u8; LONGEST_WORD];
    let mut len = 0;
    let (mut uppers, mut lowers, mut letters) = (0usize, 0usize, 0usize);
    let mut apostrophe = None;
    let mut dotted = false;
    let digit_first = bytes.get(start).is_some_and(u8::is_ascii_digit);
    let mut i = start;
    while i < end {
        let Some(&b) = bytes.get(i) else { break };
        let next = bytes.get(i + 1).copied().unwrap_or(b' ');
        let mut push = |b: u8| {
            if let Some(slot) = lower.get_mut(len) {
                *slot = b;
            }
            len += 1;
        };
        match b {
            b'a'..=b'z' => {
                lowers += 1;
                letters += 1;
                push(b);
            }
            b'A'..=b'Z' => {
                uppers += 1;
                letters += 1;
                push(b | 0x20);
            }
            b'0'..=b'9' => push(b),
            b'\'' if next.is_ascii_alphabetic() && apostrophe.is_none() => {
                apostrophe = Some((i, len));
            }
            b'.' | b'@' | b':' | b',' | b'/'
                if next.is_ascii_alphanumeric()
                    && (b == b'.' || b == b'@' || (digit_first && next.is_ascii_digit())) =>
            {
                dotted |= !digit_first || b == b'@';
                push(b);
            }
            b if b < 0x80 => break,
            _ => {
                let Some(c) = text.get(i..end).and_then(|t| t.chars().next()) else {
                    break;
                };
                let size = c.len_utf8();
                if c == '’' {
                    let following = bytes.get(i + 3).copied().unwrap_or(b' ');
                    if following.is_ascii_alphabetic() && apostrophe.is_none() {
                        apostrophe = Some((i, len));
                        i += 3;
                        continue;
                    }
                    break;
                }
                if c == '\u{ad}' || c == '\u{200b}' {
                    i += size;
                    continue;
                }
                if !c.is_alphanumeric() {
                    break;
                }
                if c.is_uppercase() {
                    uppers += 1;
                } else {
                    lowers += 1;
                }
                letters += 1;
                let mut utf8 = [0u8; 4];
                for b in c.encode_utf8(&mut utf8).bytes() {
                    if let Some(slot) = lower.get_mut(len) {
                        *slot = b;
                    }
                    len += 1;
                }
                i += size;
                continue;
            }
        }
        i += 1;
    }
    let shape = if dotted {
        Shape::Address
    } else if digit_first {
        Shape::Number
    } else if uppers >= 2 && (lowers == 0 || (lowers == 1 && bytes.get(i - 1) == Some(&b's'))) {
        Shape::Upper
    } else if bytes.get(start).is_some_and(u8::is_ascii_uppercase)
        || (uppers > 0 && letters == uppers)
    {
        Shape::Capital
    } else {
        Shape::Lower
    };
    let known = |from: usize, to: usize| lower.get(from..to).map_or(0, |w| vocabulary.find(w));
    let len = if len > LONGEST_WORD { 0 } else { len };
    match apostrophe {
        Some((at, cut)) if len > cut => {
            let tail = lower.get(cut..len).unwrap_or_default();
            let base = lower.get(..cut).unwrap_or_default();
            let (base_cut, second): (usize, &[u8]) = match tail {
                b"t" if base.ends_with(b"n")
                    && bytes
                        .get(at - 1)
                        .is_some_and(|b| b.eq_ignore_ascii_case(&b'n')) =>
                {
                    (cut - 1, b"not")
                }
                b"ll" => (cut, b"will"),
                b"re" => (cut, b"are"),
                b"ve" => (cut, b"have"),
                b"m" => (cut, b"am"),
                b"d" => (cut, b"would"),
                b"s" => (cut, b""),
                _ => {
                    out.push(Token {
                        start,
                        end: i,
                        word: known(0, len),
                        shape,
                    });
                    return i;
                }
            };
            let split = if tail == b"t" { at - 1 } else { at };
            let first = match (tail, base) {
                (b"t", b"won") => vocabulary.find(b"will"),
                (b"t", b"can") => vocabulary.find(b"can"),
                (b"t", b"shan") => vocabulary.find(b"shall"),
                _ => known(0, base_cut),
            };
            let split = if tail == b"t" && base == b"can" {
                at
            } else {
                split
            };
            if split > start {
                out.push(Token {
                    start,
                    end: split,
                    word: first,
                    shape,
                });
            }
            let (word, shape) = if tail == b"s" {
                (0, Shape::Possessive)
            } else {
                (vocabulary.find(second), Shape::Lower)
            };
            out.push(Token {
                start: split,
                end: i,
                word,
                shape,
            });
        }
        _ if lower.get(..len) == Some(b"cannot") => {
            out.push(Token {
                start,
                end: start + 3,
                word: vocabulary.find(b"can"),
                shape,
            });
            out.push(Token {
                start: start + 3,
                end: i,
                word: vocabulary.find(b"not"),
                shape: Shape::Lower,
            });
        }
        _ => out.push(Token {
            start,
            end: i,
            word: known(0, len),
            shape,
        }),
    }
    i
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<(&str, Shape)> {
        let mut out = Vec::new();
        tokenise(text, 0, text.len(), &Vocabulary::default(), &mut out);
        out.iter()
            .map(|t| (&text[t.start..t.end], t.shape))
            .collect()
    }

    #[test]
    fn contractions_come_apart_where_the_letters_stand() {
        let words = |t| read(t).iter().map(|w| w.0.to_string()).collect::<Vec<_>>();
        assert_eq!(words("You won’t"), ["You", "wo", "n’t"]);
        assert_eq!(
            words("I can't, she'll"),
            ["I", "can", "'t", ",", "she", "'ll"]
        );
        assert_eq!(words("cannot"), ["can", "not"]);
        assert_eq!(words("wheelchair-bound"), ["wheelchair", "bound"]);
    }

    #[test]
    fn shapes_tell_money_numbers_names_and_addresses() {
        assert_eq!(
            read("£642.18."),
            [("£642.18", Shape::Money), (".", Shape::Mark('.'))]
        );
        assert_eq!(
            read("9.30am 12/03"),
            [("9.30am", Shape::Number), ("12/03", Shape::Number)]
        );
        assert_eq!(read("NOSP Kyle I")[0].1, Shape::Upper);
        assert_eq!(read("a.b@c.example x")[0].1, Shape::Address);
        assert_eq!(read("tenant's")[1].1, Shape::Possessive);
    }

    #[test]
    fn any_text_is_read_on_character_boundaries() {
        for text in [
            "’’’",
            "a’",
            "é'é",
            "\u{ad}",
            "n't",
            "’t",
            "won’t’t",
            "🙂🙂",
            "can't've",
            "Ⅷ",
        ] {
            for (word, _) in read(text) {
                assert!(!word.is_empty());
            }
        }
    }
}
