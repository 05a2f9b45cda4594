//! Where the blocks, sentences and quotations of a text lie.
//!
//! Found with `memchr`, so that a text in which no rule has a candidate costs little more than
//! reading it. General segmentation (ICU) was measured at a sixth of the speed and still needed a
//! pass of ours for "Mr", "s.95" and "9.30am"; offices write few other hard cases.

use memchr::{memchr, memchr3};

/// A sentence longer than this is cut at a space, so that no line can make the work grow faster
/// than its length.
const LONGEST_SENTENCE: usize = 4096;

/// What a block of text is on the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    Prose,
    /// A title or a heading: short, and without a closing mark.
    Heading,
    /// One point of a list.
    Item,
    /// A row of a table.
    Row,
}

/// A paragraph, heading, list item or table row, without its leading mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Block {
    pub start: usize,
    pub end: usize,
    pub role: Role,
    /// Index of its first sentence.
    pub first: usize,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sentence {
    pub start: usize,
    pub end: usize,
    /// Index of its block.
    pub block: usize,
}

/// The parts of a text, all in order.
#[derive(Debug, Default)]
pub struct Layout {
    pub blocks: Vec<Block>,
    pub sentences: Vec<Sentence>,
    /// What stands inside quotation marks, without the marks.
    pub quotes: Vec<(usize, usize)>,
}

impl Layout {
    pub fn of(text: &str) -> Layout {
        let mut layout = Layout::default();
        layout.find_blocks(text);
        layout.find_quotes(text);
        layout
    }

    /// Whether a range lies inside quotation marks.
    pub fn quoted(&self, start: usize, end: usize) -> bool {
        let after = self.quotes.partition_point(|q| q.0 <= start);
        // Single marks may stand inside double ones, so a few earlier ranges can still be open.
        self.quotes
            .get(after.saturating_sub(8)..after)
            .is_some_and(|near| near.iter().any(|q| q.0 <= start && end <= q.1))
    }

    pub fn role(&self, sentence: usize) -> Role {
        self.sentences
            .get(sentence)
            .and_then(|s| self.blocks.get(s.block))
            .map_or(Role::Prose, |b| b.role)
    }

    fn find_blocks(&mut self, text: &str) {
        let bytes = text.as_bytes();
        let mut at = 0;
        while at < bytes.len() {
            let (start, mut end) = trim(text, at, line_end(bytes, at));
            at = line_end(bytes, at) + 1;
            if start == end {
                continue;
            }
            let (body, role) = leading_mark(text, start, end);
            // Hard-wrapped lines belong together; short lines of an address do not.
            while role != Role::Row && at < bytes.len() {
                let (next, next_end) = trim(text, at, line_end(bytes, at));
                if next == next_end
                    || !continues(text, start.max(last_line(bytes, end)), end, next, next_end)
                {
                    break;
                }
                end = next_end;
                at = line_end(bytes, at) + 1;
            }
            if body < end {
                self.add_block(text, body, end, role);
            }
        }
    }

    fn add_block(&mut self, text: &str, start: usize, end: usize, role: Role) {
        let body = text.get(start..end).unwrap_or_default();
        let role = if role == Role::Prose
            && body.len() < 90
            && !body.ends_with(['.', '?', '!', ',', ';', ':', '”', '"'])
            && !body.contains('\n')
        {
            Role::Heading
        } else {
            role
        };
        let index = self.blocks.len();
        self.blocks.push(Block {
            start,
            end,
            role,
            first: self.sentences.len(),
        });
        let mut from = start;
        let mut look = start;
        let bytes = text.as_bytes();
        while look < end {
            let stop = bytes.get(look..end).and_then(|rest| {
                if role == Role::Row {
                    memchr(b'|', rest)
                } else {
                    memchr3(b'.', b'?', b'!', rest)
                }
            });
            let Some(stop) = stop else { break };
            let stop = look + stop;
            look = stop + 1;
            let close = if role == Role::Row {
                Some(stop)
            } else {
                sentence_end(text, stop, end)
            };
            if let Some(close) = close {
                self.add_sentence(text, from, close, index);
                from = close.max(look);
                look = from;
            }
        }
        self.add_sentence(text, from, end, index);
    }

    fn add_sentence(&mut self, text: &str, start: usize, end: usize, block: usize) {
        let (mut start, end) = trim(text, start, end);
        while end - start > LONGEST_SENTENCE {
            let mut cut = start + LONGEST_SENTENCE;
            if let Some(space) = text
                .as_bytes()
                .get(start..cut)
                .and_then(|b| memchr::memrchr(b' ', b))
                && space > 0
            {
                cut = start + space;
            }
            while !text.is_char_boundary(cut) {
                cut -= 1;
            }
            self.sentences.push(Sentence {
                start,
                end: cut,
                block,
            });
            start = cut;
        }
        if start < end {
            self.sentences.push(Sentence { start, end, block });
        }
    }

    /// Pairs of quotation marks within a block; a mark without a partner encloses nothing.
    fn find_quotes(&mut self, text: &str) {
        let bytes = text.as_bytes();
        let mut block = 0;
        let mut block_end = 0;
        let (mut straight, mut single, mut curly, mut curly_single) = (None, None, None, None);
        let mut at = 0;
        while let Some(found) = bytes
            .get(at..)
            .and_then(|rest| memchr3(b'"', b'\'', 0xE2, rest))
        {
            let i = at + found;
            at = i + 1;
            if i >= block_end {
                (straight, single, curly, curly_single) = (None, None, None, None);
                while self.blocks.get(block).is_some_and(|b| b.end <= i) {
                    block += 1;
                }
                block_end = self.blocks.get(block).map_or(bytes.len(), |b| b.end);
            }
            let before = i
                .checked_sub(1)
                .and_then(|p| bytes.get(p))
                .copied()
                .unwrap_or(b' ');
            let opens = !before.is_ascii_alphanumeric() && before < 0x80;
            match bytes.get(i) {
                Some(b'"') => match straight.take() {
                    None => straight = Some(i + 1),
                    Some(open) => self.quotes.push((open, i)),
                },
                Some(b'\'') => {
                    let after = bytes.get(i + 1).copied().unwrap_or(b' ');
                    if opens && after.is_ascii_alphanumeric() {
                        single = Some(i + 1);
                    } else if !after.is_ascii_alphanumeric()
                        && let Some(open) = single.take()
                    {
                        self.quotes.push((open, i));
                    }
                }
                _ => match bytes.get(i + 1..i + 3) {
                    Some([0x80, 0x9C]) => curly = Some(i + 3),
                    Some([0x80, 0x9D]) => {
                        if let Some(open) = curly.take() {
                            self.quotes.push((open, i));
                        }
                    }
                    Some([0x80, 0x98]) => curly_single = Some(i + 3),
                    Some([0x80, 0x99])
                        if !bytes.get(i + 3).is_some_and(u8::is_ascii_alphanumeric) =>
                    {
                        if let Some(open) = curly_single.take() {
                            self.quotes.push((open, i));
                        }
                    }
                    _ => {}
                },
            }
        }
        self.quotes.sort_unstable();
    }
}

fn line_end(bytes: &[u8], at: usize) -> usize {
    bytes
        .get(at..)
        .and_then(|rest| memchr(b'\n', rest))
        .map_or(bytes.len(), |n| at + n)
}

fn last_line(bytes: &[u8], end: usize) -> usize {
    bytes
        .get(..end)
        .and_then(|b| memchr::memrchr(b'\n', b))
        .map_or(0, |n| n + 1)
}

fn trim(text: &str, start: usize, end: usize) -> (usize, usize) {
    let Some(body) = text.get(start..end) else {
        return (start, start);
    };
    let left = body.trim_start();
    let start = end - left.len();
    (start, start + left.trim_end().len())
}

/// Skips "- ", "## ", "1.", "(a)", "> " and the like, and says what the line is.
fn leading_mark(text: &str, start: usize, end: usize) -> (usize, Role) {
    let body = text.get(start..end).unwrap_or_default();
    let rest = body.trim_start_matches('#');
    if rest.len() < body.len() && rest.starts_with([' ', '\t']) {
        return (end - rest.trim_start().len(), Role::Heading);
    }
    if body.starts_with('|') {
        return (start + 1, Role::Row);
    }
    if let Some(rest) = body.strip_prefix('>') {
        return (end - rest.trim_start().len(), Role::Prose);
    }
    for mark in ["- ", "* ", "• ", "– ", "+ ", "\u{f0b7} ", "o "] {
        if let Some(rest) = body.strip_prefix(mark) {
            return (end - rest.trim_start().len(), Role::Item);
        }
    }
    // 1. 2.1 (a) iv) [3]
    let open = body.trim_start_matches(['(', '[']);
    let label = open.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.');
    let label = if label.len() == open.len() {
        let letter = open.trim_start_matches(|c: char| matches!(c, 'a'..='h' | 'i' | 'v' | 'x'));
        if open.len() - letter.len() > 3 || !letter.starts_with([')', ']']) {
            open
        } else {
            letter
        }
    } else {
        label
    };
    let closed = label.trim_start_matches([')', ']', '.']);
    let marked = closed.len() < open.len()
        && (closed.len() < label.len() || open.contains(". ") || open.len() - label.len() > 1);
    if marked
        && closed.starts_with([' ', '\t'])
        && (label.len() > closed.len()
            || open
                .as_bytes()
                .get(..open.len() - label.len())
                .is_some_and(|l| l.contains(&b'.')))
    {
        return (end - closed.trim_start().len(), Role::Item);
    }
    (start, Role::Prose)
}

/// Whether a line runs on into the next one: a hard wrap, and not a new item or an address.
fn continues(text: &str, start: usize, end: usize, next: usize, next_end: usize) -> bool {
    let line = text.get(start..end).unwrap_or_default();
    let following = text.get(next..next_end).unwrap_or_default();
    let (body, role) = leading_mark(text, next, next_end);
    if body != next || role != Role::Prose || line.starts_with('#') {
        return false;
    }
    if in_columns(following) {
        return false;
    }
    let closed = line.ends_with(['.', '?', '!', ':', ';']);
    line.len() >= 50
        || (!closed && following.starts_with(|c: char| c.is_lowercase()) && line.len() > 24)
}

/// Whether a line is an entry with its meaning set apart ("--kind   what kind of text it is"), as in
/// a list of options: such lines are read one by one.
fn in_columns(line: &str) -> bool {
    let option = line
        .strip_prefix('-')
        .is_some_and(|rest| rest.starts_with(|c: char| c == '-' || c.is_ascii_alphanumeric()));
    option
        || line.match_indices("  ").any(|(at, _)| {
            let before = line.get(..at).unwrap_or_default();
            !before.ends_with(['.', '?', '!', ':', ' ']) && at < 40
        })
}

const SHORT_FORMS: &[&str] = &[
    "mr", "mrs", "ms", "mx", "dr", "st", "rd", "ave", "prof", "rev", "cllr", "no", "nos", "para",
    "paras", "ref", "tel", "ext", "approx", "vs", "inc", "ltd", "co", "dept", "gov", "sec", "cl",
    "reg", "art", "fig", "vol", "eg", "ie", "cf", "jan", "feb", "mar", "apr", "jun", "jul", "aug",
    "sept", "oct", "nov", "dec", "min", "max", "appt", "encl", "hon", "sgt", "pc", "insp",
];

/// The byte after the closing mark and its quotation marks, when a sentence ends at `stop`.
fn sentence_end(text: &str, stop: usize, end: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    let mark = *bytes.get(stop)?;
    let mut close = stop + 1;
    loop {
        let rest = text.get(close..end)?;
        match rest.chars().next() {
            None => return Some(end),
            Some(c @ ('.' | '?' | '!' | '"' | '\'' | '”' | '’' | ')' | ']' | '*' | '_')) => {
                close += c.len_utf8();
            }
            Some(c) if c.is_whitespace() => break,
            Some(_) => return None,
        }
    }
    let next = text.get(close..end)?.trim_start().chars().next();
    if next.is_some_and(|c| c.is_lowercase()) && close == stop + 1 {
        return None;
    }
    if mark == b'.' && close == stop + 1 {
        let from = bytes
            .get(..stop)?
            .iter()
            .rposition(|b| !b.is_ascii_alphanumeric() && *b < 0x80)
            .map_or(0, |p| p + 1);
        let word = text.get(from..stop)?;
        let first = word.chars().next();
        if word.len() == 1 && first.is_some_and(|c| c.is_ascii_uppercase() && c != 'I') {
            return None;
        }
        // "e.g." and "i.e.": a letter after a point.
        if matches!(word, "g" | "e") && from > 0 && bytes.get(from - 1) == Some(&b'.') {
            return None;
        }
        if word.len() <= 6 {
            let lower = word.to_ascii_lowercase();
            let digit = next.is_some_and(|c| c.is_ascii_digit());
            let known = SHORT_FORMS.contains(&lower.as_str());
            let month_or_word = matches!(
                lower.as_str(),
                "no" | "co"
                    | "art"
                    | "mar"
                    | "dec"
                    | "min"
                    | "max"
                    | "sec"
                    | "reg"
                    | "ref"
                    | "jan"
                    | "st"
                    | "rd"
                    | "ave"
                    | "inc"
                    | "ltd"
            );
            if known && (!month_or_word || digit) {
                return None;
            }
            // "St. Anne's", where the saint comes first.
            if matches!(word, "St") {
                return None;
            }
        }
    }
    Some(close)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sentences(text: &str) -> Vec<&str> {
        Layout::of(text)
            .sentences
            .iter()
            .map(|s| &text[s.start..s.end])
            .collect()
    }

    #[test]
    fn a_sentence_does_not_end_at_a_title_a_time_or_a_section() {
        assert_eq!(
            sentences("Mr. Lee called at 9.30am. See s.95, e.g. the list. Dr. Ray (no. 5) agreed."),
            [
                "Mr. Lee called at 9.30am.",
                "See s.95, e.g. the list.",
                "Dr. Ray (no. 5) agreed."
            ]
        );
        assert_eq!(
            sentences("Can you come? If not, ring us."),
            ["Can you come?", "If not, ring us."]
        );
        assert_eq!(
            sentences("\"I stopped.\" She left."),
            ["\"I stopped.\"", "She left."]
        );
    }

    #[test]
    fn wrapped_lines_are_one_sentence_and_an_address_is_not() {
        let wrapped = "This line is long enough to have been wrapped by\nsomeone's mail program.";
        assert_eq!(sentences(wrapped).len(), 1);
        assert_eq!(sentences("Wexcombe Homes\nRent Team\n4 March").len(), 3);
    }

    #[test]
    fn a_list_of_options_is_read_line_by_line() {
        let options = "  --kind <KIND>   What kind of text it is, such as a letter\n  -r, --rules     A folder with rules of your own, beside ours";
        assert_eq!(sentences(options).len(), 2);
        let indented = "  This paragraph is set in from the edge, and its lines run on\n  into the next one.  Two spaces follow a stop.";
        assert_eq!(sentences(indented).len(), 2);
    }

    #[test]
    fn marks_of_lists_and_headings_are_not_part_of_the_words() {
        assert_eq!(
            sentences("- one\n* two\n1. three\n(a) four\n## five\n[1] six\n2.1 seven"),
            ["one", "two", "three", "four", "five", "six", "seven"]
        );
        assert_eq!(Layout::of("## five").role(0), Role::Heading);
        assert_eq!(sentences("14 May is fine."), ["14 May is fine."]);
    }

    #[test]
    fn quotations_are_found_in_every_style_and_apostrophes_are_not() {
        for text in [
            "She said \"go now\" to us",
            "She said “go now” to us",
            "She said 'go now' to us",
            "She said ‘go now’ to us",
        ] {
            let layout = Layout::of(text);
            let at = text.find("go").unwrap();
            assert!(layout.quoted(at, at + 6), "{text}");
            assert!(!layout.quoted(0, 3), "{text}");
        }
        assert!(
            Layout::of("the tenant's flat isn't the tenants' home")
                .quotes
                .is_empty()
        );
    }

    #[test]
    fn an_endless_line_is_cut_on_character_boundaries() {
        for unit in ["é", "a", "a ", "\"", "'", "“", ". ", "|"] {
            let text = unit.repeat(20_000);
            let layout = Layout::of(&text);
            for s in &layout.sentences {
                assert!(text.get(s.start..s.end).is_some() && s.end - s.start <= LONGEST_SENTENCE);
            }
        }
    }
}
