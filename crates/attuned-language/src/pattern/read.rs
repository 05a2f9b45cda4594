//! Reads patterns as they are written, and gives each word an id and a weight.

use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHashSet};

use super::{Anchor, Case, Choice, Element, Mask, Pattern, Sequence, Slots, Test};
use crate::inflect;
use crate::token::{Vocabulary, WordId};

/// Words so common that a pattern should not be tried at them if it has another.
const COMMON: &str = "the a an of to in on at by for with from as is be been was were has had can could may might must \
    shall should do does did no you your i we our us it its this that these those they their he she who if any all other \
    when what which there so but about out up than then into more only one make use help call need see get ask pay phone \
    email letter please contact home rent case being my me his her over being";

/// Words that a contraction can hide ("won't", "you'll"), so that the automaton would not see them.
const HIDDEN: &[&str] = &["not", "will", "are", "have", "am", "would", "and"];

/// Reads patterns, and gives each word an id and a weight.
pub struct Reader<'s> {
    pub slots: &'s Slots,
    pub vocabulary: Vocabulary,
    /// By word: how unwelcome it is as an anchor.
    weights: Vec<u64>,
    /// Slots already read: some are used by dozens of rules.
    read: FxHashMap<String, Vec<Sequence>>,
    /// By word: the set that holds it alone. Most tests are of one word, and there are many.
    alone: Vec<Option<Arc<[WordId]>>>,
    common: FxHashSet<&'static str>,
}

const NEVER: u64 = 1 << 40;

impl<'s> Reader<'s> {
    pub fn new(slots: &'s Slots) -> Reader<'s> {
        Reader {
            slots,
            vocabulary: Vocabulary::default(),
            weights: Vec::new(),
            read: FxHashMap::default(),
            alone: Vec::new(),
            common: COMMON.split_whitespace().collect(),
        }
    }

    pub fn word(&mut self, word: &str) -> WordId {
        let id = self.vocabulary.id(word);
        let at = id as usize;
        if self.weights.len() <= at {
            self.weights.resize(at + 1, 0);
        }
        if let Some(slot) = self.weights.get_mut(at)
            && *slot == 0
        {
            *slot = if HIDDEN.contains(&word) {
                NEVER
            } else if self.common.contains(word) {
                40
            } else {
                1
            };
        }
        id
    }

    /// Reads one pattern. An error says what is unclear and what would cure it.
    pub fn pattern(&mut self, source: &str) -> Result<Pattern, String> {
        let mut elements = Vec::new();
        for part in split(source)? {
            elements.push(self.element(part)?);
        }
        let weigh = |alternatives: &[Sequence]| -> Option<u64> {
            alternatives
                .iter()
                .map(|s| self.rarest(s).map(|r| r.0))
                .sum()
        };
        let (_, anchor) = elements
            .iter()
            .enumerate()
            .filter_map(|(i, e)| match e {
                Element::One(choice) => weigh(&choice.sequences).map(|w| (w, i)),
                _ => None,
            })
            .min()
            .ok_or_else(|| {
                format!("`{source}` has no word that must be there: add one that is not optional")
            })?;
        let mut anchors = Vec::new();
        if let Some(Element::One(alternatives)) = elements.get(anchor) {
            for (a, sequence) in alternatives.sequences.iter().enumerate() {
                if let Some((_, offset, ids)) = self.rarest(sequence) {
                    anchors.extend(ids.iter().map(|&word| Anchor {
                        word,
                        alternative: a as u32,
                        offset: offset as u32,
                    }));
                }
            }
        }
        let mut needs: Vec<Mask> = elements
            .iter()
            .enumerate()
            .filter(|(i, _)| *i != anchor)
            .filter_map(|(_, e)| match e {
                Element::One(choice) => self.mask(&choice.sequences),
                _ => None,
            })
            .filter(|mask| mask.len() < 128)
            .collect();
        needs.sort_by_key(Mask::len);
        needs.truncate(3);
        Ok(Pattern {
            elements,
            anchor,
            anchors,
            needs,
        })
    }

    /// The words of which one has to stand there, if every alternative has some.
    fn mask(&self, alternatives: &[Sequence]) -> Option<Mask> {
        let mut mask = Mask::default();
        for sequence in alternatives {
            let test = sequence
                .iter()
                .filter_map(|test| match test {
                    Test::Words { ids, .. } => Some(ids),
                    _ => None,
                })
                .min_by_key(|ids| ids.len())?;
            for id in test.iter() {
                mask.add(*id);
            }
        }
        Some(mask)
    }

    /// The rarest test of a sequence: its weight, place and words.
    fn rarest<'q>(&self, sequence: &'q [Test]) -> Option<(u64, usize, &'q [WordId])> {
        sequence
            .iter()
            .enumerate()
            .filter_map(|(i, test)| match test {
                Test::Words { ids, .. } => {
                    let weight: u64 = ids
                        .iter()
                        .map(|id| self.weights.get(*id as usize).copied().unwrap_or(1))
                        .sum();
                    (weight < NEVER).then_some((weight, i, &**ids))
                }
                _ => None,
            })
            .min_by_key(|(weight, i, _)| (*weight, *i))
    }

    fn element(&mut self, part: &str) -> Result<Element, String> {
        match part {
            "^" => return Ok(Element::Start),
            "$" => return Ok(Element::End),
            "[" => return Ok(Element::Open),
            "]" => return Ok(Element::Close),
            _ => {}
        }
        if let Some(most) = part.strip_prefix("..") {
            let most = if most.is_empty() { Ok(4) } else { most.parse() };
            return most
                .map(Element::Gap)
                .map_err(|_| format!("`{part}` is not a gap: write `..` or `..8`"));
        }
        if part.len() > 1
            && let Some(kind @ ('@' | '!' | '-')) = part.chars().next()
        {
            let sequences = self.alternatives(part.get(1..).unwrap_or_default())?;
            let tests: Vec<Test> = sequences
                .into_iter()
                .filter(|s| s.len() == 1)
                .flatten()
                .collect();
            return Ok(match kind {
                '@' => Element::Next(tests),
                '!' => Element::NotNext(tests),
                _ => Element::NotBefore(tests),
            });
        }
        match part.strip_suffix('?') {
            Some(inner) if !inner.is_empty() => {
                Ok(Element::Maybe(Choice::new(self.alternatives(inner)?)))
            }
            _ => Ok(Element::One(Choice::new(self.alternatives(part)?))),
        }
    }

    /// `a|b`, `(a b|c d)`, `<slot>`: the sequences it stands for, the longest first.
    fn alternatives(&mut self, part: &str) -> Result<Vec<Sequence>, String> {
        let inner = bracketed(part).unwrap_or(part);
        let mut sequences = Vec::new();
        self.each(divide(inner, b'|'), 0, &mut sequences)?;
        if sequences.is_empty() {
            return Err(format!("`{part}` stands for nothing"));
        }
        merge_single(&mut sequences);
        sequences.sort_by_key(|s| std::cmp::Reverse(s.len()));
        Ok(sequences)
    }

    /// The sequences of several alternatives. Most are one plain word, and go into one set without a
    /// sequence of their own: reading all rules took twice as long with one for each.
    fn each<'p>(
        &mut self,
        alternatives: impl IntoIterator<Item = &'p str>,
        depth: usize,
        out: &mut Vec<Sequence>,
    ) -> Result<(), String> {
        let mut plain = Vec::new();
        for alternative in alternatives {
            if alternative != "cannot"
                && !alternative.is_empty()
                && alternative.bytes().all(|b| b.is_ascii_lowercase())
            {
                plain.push(self.word(alternative));
            } else {
                self.sequences(alternative, depth, out)?;
            }
        }
        if !plain.is_empty() {
            out.push(vec![words(plain, Case::Any)]);
        }
        Ok(())
    }

    fn sequences(
        &mut self,
        source: &str,
        depth: usize,
        out: &mut Vec<Sequence>,
    ) -> Result<(), String> {
        if depth > 6 {
            return Err(format!("`{source}` refers to itself through its slots"));
        }
        let mut partial: Vec<Sequence> = vec![Vec::new()];
        for item in divide(source, b' ') {
            if item.trim().is_empty() {
                continue;
            }
            let (item, optional) = match item.strip_suffix('?') {
                Some(inner) if !inner.is_empty() => (inner, true),
                _ => (item, false),
            };
            let mut options: Vec<Sequence> = Vec::new();
            if let Some(name) = item.strip_prefix('<').and_then(|n| n.strip_suffix('>')) {
                options = self.slot(name, depth)?;
            } else if let Some(inner) = bracketed(item) {
                self.each(divide(inner, b'|'), depth + 1, &mut options)?;
            } else if item.contains('|') {
                self.each(item.split('|'), depth + 1, &mut options)?;
            } else {
                options.push(self.tests(item)?);
            }
            merge_single(&mut options);
            if optional {
                options.push(Vec::new());
            }
            if partial.len() * options.len() > 20_000 {
                return Err(format!(
                    "`{source}` stands for too many sequences: use fewer options"
                ));
            }
            // One way on, as for nearly every word: no need to copy what came before.
            if let [only] = options.as_slice() {
                for head in &mut partial {
                    head.extend_from_slice(only);
                }
                continue;
            }
            partial = partial
                .iter()
                .flat_map(|head| {
                    options
                        .iter()
                        .map(move |tail| [head.as_slice(), tail.as_slice()].concat())
                })
                .collect();
        }
        out.extend(partial.into_iter().filter(|s| !s.is_empty()));
        Ok(())
    }

    /// The sequences of a slot.
    fn slot(&mut self, name: &str, depth: usize) -> Result<Vec<Sequence>, String> {
        if let Some(known) = self.read.get(name) {
            return Ok(known.clone());
        }
        let slots: &'s Slots = self.slots;
        let entries = slots.get(name).ok_or_else(|| {
            format!("there is no slot `{name}`: add slots/{name}.txt, or correct the name")
        })?;
        let mut out = Vec::new();
        for entry in entries {
            self.each(divide(entry, b'|'), depth + 1, &mut out)?;
        }
        merge_single(&mut out);
        self.read.insert(name.to_string(), out.clone());
        Ok(out)
    }

    /// The tests of one item: one, or two where a word comes apart ("cannot", "self-harm").
    fn tests(&mut self, item: &str) -> Result<Sequence, String> {
        let test = match item {
            "*" => Test::Any,
            "#" => Test::Number,
            "£" => Test::Money,
            "Aa" => Test::Capital,
            "AA" => Test::Upper,
            "'s" => Test::Possessive,
            "–" => Test::Mark('–'),
            "cannot" => {
                return Ok(vec![
                    self.alone("can", Case::Any),
                    self.alone("not", Case::Any),
                ]);
            }
            "," | "." | ";" | ":" | "!" | "?" | "/" | "=" | "%" | "+" => {
                return Ok(vec![Test::Mark(item.chars().next().unwrap_or(','))]);
            }
            _ => {
                if let Some(mark) = item.strip_prefix('"').and_then(|m| m.strip_suffix('"')) {
                    let mark = mark.chars().next().ok_or("`\"\"` holds no mark")?;
                    return Ok(vec![Test::Mark(mark)]);
                }
                let mut out = Vec::new();
                if let Some(owner) = item.strip_suffix("'s") {
                    out.push(self.word_test(owner, item)?);
                    out.push(Test::Possessive);
                    return Ok(out);
                }
                for word in item.split('-') {
                    out.push(self.word_test(word, item)?);
                }
                return Ok(out);
            }
        };
        Ok(vec![test])
    }

    fn word_test(&mut self, word: &str, item: &str) -> Result<Test, String> {
        let (word, all_forms) = match word.strip_prefix('~') {
            Some(word) => (word, true),
            None => (word, false),
        };
        let fine = |c: char| c.is_alphanumeric() || c == '.' || c == '\'';
        if word.is_empty() || !word.chars().all(fine) {
            return Err(format!(
                "`{item}` is not a word: put a mark of punctuation in quotation marks"
            ));
        }
        let upper = word.chars().filter(|c| c.is_uppercase()).count();
        let case = match upper {
            0 => Case::Any,
            1 => Case::Capital,
            _ => Case::Upper,
        };
        let lower;
        let word = if upper == 0 {
            word
        } else {
            lower = word.to_lowercase();
            &lower
        };
        if !all_forms {
            return Ok(self.alone(word, case));
        }
        let ids = inflect::forms(word).iter().map(|w| self.word(w)).collect();
        Ok(words(ids, case))
    }

    /// The test of one word.
    fn alone(&mut self, word: &str, case: Case) -> Test {
        let id = self.word(word);
        let at = id as usize;
        if self.alone.len() <= at {
            self.alone.resize(at + 1, None);
        }
        let ids = match self.alone.get_mut(at) {
            Some(known) => Arc::clone(known.get_or_insert_with(|| [id].into())),
            None => [id].into(),
        };
        Test::Words { ids, case }
    }
}

/// One test for all the single words, so that a long slot is looked up and not walked. By case,
/// because "May" the month is not "may".
fn merge_single(sequences: &mut Vec<Sequence>) {
    let single = |s: &Sequence| matches!(s.as_slice(), [Test::Words { .. }]);
    if sequences.iter().filter(|s| single(s)).nth(1).is_none() {
        return;
    }
    for wanted in [Case::Capital, Case::Upper, Case::Any] {
        let mut single: Vec<WordId> = Vec::new();
        sequences.retain(|s| match s.as_slice() {
            [Test::Words { ids, case }] if *case == wanted => {
                single.extend(ids.iter().copied());
                false
            }
            _ => true,
        });
        if !single.is_empty() {
            sequences.push(vec![words(single, wanted)]);
        }
    }
}

fn words(mut ids: Vec<WordId>, case: Case) -> Test {
    ids.sort_unstable();
    ids.dedup();
    Test::Words {
        ids: ids.into(),
        case,
    }
}

/// Splits a pattern at spaces, and keeps `(a b|c)` together.
fn split(source: &str) -> Result<Vec<&str>, String> {
    let opens = source.matches('(').count() - source.matches("\"(\"").count();
    let closes = source.matches(')').count() - source.matches("\")\"").count();
    if opens != closes {
        return Err(format!(
            "`{source}` opens a bracket that nothing closes, or closes one too many"
        ));
    }
    Ok(divide(source, b' ')
        .into_iter()
        .filter(|p| !p.is_empty())
        .collect())
}

/// Divides at `by`, outside brackets.
fn divide(source: &str, by: u8) -> Vec<&str> {
    let mut parts = Vec::new();
    let (mut depth, mut from) = (0usize, 0);
    let mut before = b' ';
    for (i, c) in source.bytes().enumerate() {
        // `"("` is the mark itself.
        let mark = before == b'"' && source.as_bytes().get(i + 1) == Some(&b'"');
        match c {
            b'(' if !mark => depth += 1,
            b')' if !mark => depth = depth.saturating_sub(1),
            c if c == by && depth == 0 => {
                parts.push(source.get(from..i).unwrap_or_default().trim());
                from = i + 1;
            }
            _ => {}
        }
        before = c;
    }
    parts.push(source.get(from..).unwrap_or_default().trim());
    parts
}

/// What stands inside brackets that enclose the whole.
fn bracketed(part: &str) -> Option<&str> {
    let inner = part.strip_prefix('(')?.strip_suffix(')')?;
    let mut depth = 0i32;
    for c in inner.chars() {
        depth += i32::from(c == '(') - i32::from(c == ')');
        if depth < 0 {
            return None;
        }
    }
    Some(inner)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pattern::Fuel;
    use crate::token::tokenise;

    fn found(pattern: &str, text: &str) -> Option<String> {
        let slots = Slots::from([(
            "we".to_string(),
            vec!["we|I".to_string(), "the? office".to_string()],
        )]);
        let mut reader = Reader::new(&slots);
        let pattern = reader.pattern(pattern).unwrap();
        let mut tokens = Vec::new();
        tokenise(text, 0, text.len(), &reader.vocabulary, &mut tokens);
        tokens.iter().enumerate().find_map(|(i, t)| {
            pattern
                .anchors
                .iter()
                .filter(|a| a.word == t.word && t.word != 0)
                .find_map(|a| {
                    let m = pattern.find(&tokens, i, *a, &mut Fuel(1000))?;
                    Some(text[tokens[m.open].start..tokens[m.close - 1].end].to_string())
                })
        })
    }

    #[test]
    fn each_part_of_the_language_matches_what_it_says() {
        for (pattern, text, expected) in [
            (
                "you must attend",
                "Then You must attend.",
                Some("You must attend"),
            ),
            (
                "you (have|had)? ~fail to",
                "you failed to pay",
                Some("you failed to"),
            ),
            ("<we> ~fail", "The office failed", Some("The office failed")),
            (
                "you .. attend",
                "you must, as agreed, attend",
                Some("you must, as agreed, attend"),
            ),
            ("you .. attend", "you must. Attend", None),
            ("you ..1 attend", "you must always attend", None),
            ("the Council", "the council met", None),
            ("the Council", "The Council met", Some("The Council")),
            ("must !not be", "you must not be late", None),
            ("-we must", "we must", None),
            ("-we must", "you must", Some("must")),
            ("if you [ claim ]", "If you claim it", Some("claim")),
            ("^ failure to", "A failure to pay", None),
            ("pay £", "pay £4.50 now", Some("pay £4.50")),
            ("do not pay", "don't pay", Some("don't pay")),
            (
                "wheelchair-bound",
                "is wheelchair bound",
                Some("wheelchair bound"),
            ),
            (
                "(in the event of|if) fire",
                "in the event of fire",
                Some("in the event of fire"),
            ),
            ("attend $", "please attend.", Some("attend")),
            ("costs @(of|to) £", "costs of £4", None),
            ("costs @of of £", "costs of £4", Some("costs of £4")),
            ("(a (b|c d)|e) f", "a c d f", Some("a c d f")),
            ("Women's Aid", "ask Women’s Aid", Some("Women’s Aid")),
        ] {
            assert_eq!(
                found(pattern, text).as_deref(),
                expected,
                "{pattern} / {text}"
            );
        }
    }

    #[test]
    fn a_pattern_that_cannot_be_read_names_its_cure() {
        let slots = Slots::new();
        for (pattern, cure) in [
            ("<nobody> must", "slots/nobody.txt"),
            ("* ..", "add one that is not optional"),
            ("(a b", "nothing closes"),
            ("a ..x b", "..8"),
            ("a{b", "quotation marks"),
        ] {
            let error = Reader::new(&slots).pattern(pattern).unwrap_err();
            assert!(error.contains(cure), "{error}");
        }
    }
}
