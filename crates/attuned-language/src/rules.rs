//! All rules, compiled: what [`crate::review`] works with.

use std::sync::Arc;

use aho_corasick::{AhoCorasick, AhoCorasickBuilder, AhoCorasickKind, MatchKind};

use crate::context::Lexicon;
use crate::finding::Card;
use crate::kind::Kind;
use crate::pattern::{Anchor, Mask, Pattern, Reader, Slots};
use crate::rule_file::{self, Condition, Outcome, Problem, RuleFile, Span, What, Who};
use crate::terms;
use crate::token::{Vocabulary, WordId};

/// Letters of a word that the first pass looks for.
pub(crate) const PREFIX: usize = 5;

/// The files under `rules/`, as (path within it, text).
const FILES: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/rule_files.rs"));

/// One rule, ready to use.
#[derive(Debug)]
pub(crate) struct Rule {
    pub card: Arc<Card>,
    pub outcome: Compiled,
    pub span: Span,
    pub subject: Vec<Who>,
    pub conditions: Vec<Condition>,
    /// Bit per [`Kind`].
    pub kinds: u32,
    pub mentions: bool,
    pub names: bool,
    /// Points at a term, whatever its category.
    pub term: bool,
    pub suggestions: Vec<Arc<str>>,
    pub filled: bool,
}

/// A pattern to try at a word, and what else has to stand in the sentence.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Trial {
    pub need: Mask,
    pub pattern: u32,
    pub anchor: Anchor,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Compiled {
    Finding,
    Signal(usize),
    Rubric(crate::Criterion),
}

/// The rules of a review: the built-in ones, with an organisation's own beside them.
#[derive(Debug)]
pub struct Rules {
    pub(crate) rules: Vec<Rule>,
    pub(crate) patterns: Vec<(Pattern, u32)>,
    /// By word: the patterns to try there.
    pub(crate) anchors: Vec<Vec<Trial>>,
    pub(crate) automaton: Option<AhoCorasick>,
    pub(crate) vocabulary: Vocabulary,
    pub(crate) lexicon: Lexicon,
    pub(crate) signals: Vec<String>,
    pub(crate) own: OwnCards,
    problems: Vec<Problem>,
    files: Vec<RuleFile>,
    off: Vec<String>,
    term_count: usize,
}

/// Cards of the rules that are written in Rust.
#[derive(Debug)]
pub(crate) struct OwnCards {
    pub long_sentence: Option<Arc<Card>>,
    pub abbreviation: Option<Arc<Card>>,
    pub statute: Option<Arc<Card>>,
}

impl Rules {
    /// The rules that come with the library. Takes some milliseconds: keep the result.
    pub fn builtin() -> Rules {
        Rules::with_folder(std::iter::empty::<(&str, &str)>())
    }

    /// The built-in rules with an organisation's own, as (path within its folder, text):
    ///
    /// - `<category>/<name>.md`, a rule; it replaces a built-in one of the same path
    /// - `terms.tsv`, more rows for the term table
    /// - `slots/<name>.txt`, more entries for a slot
    /// - `off.tsv`, rules switched off: `rule id` TAB `reason`, one a line
    /// - `on.tsv` with a line `house`: also the plain words of `rules/house.tsv`
    ///
    /// What cannot be read is listed in [`Rules::problems`], and everything else works.
    pub fn with_folder<P, T>(files: impl IntoIterator<Item = (P, T)>) -> Rules
    where
        P: AsRef<str>,
        T: AsRef<str>,
    {
        let mut problems = Vec::new();
        let mut slots = Slots::new();
        let mut rule_files: Vec<RuleFile> = Vec::new();
        let mut tables = Vec::new();
        let mut off: Vec<String> = Vec::new();
        let own: Vec<(String, String)> = files
            .into_iter()
            .map(|(p, t)| (p.as_ref().replace('\\', "/"), t.as_ref().to_string()))
            .collect();
        // Words that are only somebody's house style would point at most good letters.
        let house = own
            .iter()
            .filter(|(path, _)| path == "on.tsv")
            .flat_map(|(_, text)| text.lines())
            .any(|line| {
                line.split('\t')
                    .next()
                    .is_some_and(|id| id.trim() == "house")
            });
        let all = FILES
            .iter()
            .map(|(p, t)| (*p, *t))
            .chain(own.iter().map(|(p, t)| (p.as_str(), t.as_str())));
        for (path, text) in all {
            if let Some(name) = path
                .strip_prefix("slots/")
                .and_then(|p| p.strip_suffix(".txt"))
            {
                let entries = text
                    .lines()
                    .map(str::trim)
                    .filter(|l| !l.is_empty() && !l.starts_with('%'));
                slots
                    .entry(name.to_string())
                    .or_default()
                    .extend(entries.map(str::to_string));
            } else if path == "terms.tsv" || (path == "house.tsv" && house) {
                tables.push((path, text));
            } else if path == "off.tsv" {
                off.extend(
                    text.lines()
                        .filter_map(|l| l.split('\t').next())
                        .map(|l| l.trim().to_string())
                        .filter(|l| !l.is_empty()),
                );
            } else if path.ends_with(".md") && path.contains('/') {
                match rule_file::read(path, text) {
                    Ok(rule) => {
                        rule_files.retain(|r| r.card.rule != rule.card.rule);
                        rule_files.push(rule);
                    }
                    Err(problem) => problems.push(problem),
                }
            }
        }

        let mut signals: Vec<String> = Vec::new();
        for rule in &rule_files {
            if let Outcome::Signal(name) = &rule.outcome {
                signals.push(name.clone());
            }
        }
        signals.sort();
        signals.dedup();

        let mut reader = Reader::new(&slots);
        let mut rules = Vec::new();
        let mut patterns = Vec::new();
        for file in &rule_files {
            if off.contains(&file.card.rule) {
                continue;
            }
            if let Some(problem) = unknown_signal(file, &signals) {
                problems.push(problem);
                continue;
            }
            let index = rules.len() as u32;
            for (line, source) in &file.patterns {
                match reader.pattern(source) {
                    Ok(pattern) => patterns.push((pattern, index)),
                    Err(message) => problems.push(Problem {
                        file: format!("{}.md", file.card.rule),
                        line: *line,
                        message,
                    }),
                }
            }
            rules.push(compile(file, &signals));
        }
        let mut term_count = 0;
        for (path, text) in tables {
            let read = terms::read(path, text, &mut problems);
            for term in read {
                if off.contains(&term.card.rule) {
                    continue;
                }
                let index = rules.len() as u32;
                let mut loaded = false;
                for (line, source) in &term.patterns {
                    match reader.pattern(source) {
                        Ok(pattern) => {
                            patterns.push((pattern, index));
                            loaded = true;
                        }
                        Err(message) => problems.push(Problem {
                            file: path.to_string(),
                            line: *line,
                            message,
                        }),
                    }
                }
                if loaded {
                    term_count += 1;
                    rules.push(compile(&term, &signals));
                }
            }
        }
        let lexicon = lexicon(&mut reader);
        let vocabulary = reader.vocabulary;
        let mut anchors: Vec<Vec<Trial>> = vec![Vec::new(); vocabulary.len()];
        for (i, (pattern, _)) in patterns.iter().enumerate() {
            for anchor in &pattern.anchors {
                if let Some(list) = anchors.get_mut(anchor.word as usize) {
                    list.push(Trial {
                        need: pattern.first_need(),
                        pattern: i as u32,
                        anchor: *anchor,
                    });
                }
            }
        }
        // The first letters are enough to find a candidate, and make a far smaller automaton.
        let words = vocabulary.words();
        let mut literals: Vec<&str> = words
            .iter()
            .zip(&anchors)
            .filter(|(_, list)| !list.is_empty())
            .map(|(word, _)| word.get(..PREFIX).unwrap_or(word))
            .collect();
        // "Cannot" hides a "can" that stands as a word of its own.
        literals.push("canno");
        literals.sort_unstable();
        literals.dedup();
        let automaton = AhoCorasickBuilder::new()
            .ascii_case_insensitive(true)
            .match_kind(MatchKind::LeftmostLongest)
            .kind(Some(AhoCorasickKind::ContiguousNFA))
            .build(&literals)
            .ok();
        let own_card = |id: &str, table: &dyn Fn() -> Card| {
            (!off.iter().any(|o| o == id)).then(|| Arc::new(table()))
        };
        let own = OwnCards {
            long_sentence: own_card(
                "complexity/long-sentence",
                &crate::matchers::long_sentence_card,
            ),
            abbreviation: own_card("jargon/abbreviation", &crate::matchers::abbreviation_card),
            statute: own_card("jargon/statute", &crate::matchers::statute_card),
        };
        Rules {
            rules,
            patterns,
            anchors,
            automaton,
            vocabulary,
            lexicon,
            signals,
            own,
            problems,
            files: rule_files,
            off,
            term_count,
        }
    }

    /// What could not be read, each with file, line and cure.
    pub fn problems(&self) -> &[Problem] {
        &self.problems
    }

    /// The rule files, for a page about each and for `rules test`.
    pub fn files(&self) -> &[RuleFile] {
        &self.files
    }

    /// Every rule that can give a finding, in a stable order.
    pub fn cards(&self) -> impl Iterator<Item = &Card> {
        let own = [
            &self.own.long_sentence,
            &self.own.abbreviation,
            &self.own.statute,
        ];
        self.rules
            .iter()
            .filter(|r| r.outcome == Compiled::Finding)
            .map(|r| &*r.card)
            .chain(own.into_iter().flatten().map(|c| &**c))
    }

    /// How many rows of the term table are in use.
    pub fn term_count(&self) -> usize {
        self.term_count
    }

    /// The rule ids that are switched off.
    pub fn switched_off(&self) -> &[String] {
        &self.off
    }

    /// The words that the first pass looks for: what a single automaton over the same words has to
    /// find. For benchmarks.
    pub fn literals(&self) -> Vec<String> {
        let words = self.vocabulary.words();
        words
            .into_iter()
            .zip(&self.anchors)
            .filter(|(_, a)| !a.is_empty())
            .map(|(w, _)| w)
            .collect()
    }

    pub(crate) fn signal(&self, name: &str) -> Option<usize> {
        self.signals.iter().position(|s| s == name)
    }
}

impl Default for Rules {
    fn default() -> Self {
        Rules::builtin()
    }
}

fn unknown_signal(file: &RuleFile, signals: &[String]) -> Option<Problem> {
    file.conditions.iter().find_map(|c| match &c.what {
        What::Sentence(s) | What::Within(s, _) | What::Before(s) | What::Document(s)
            if !signals.contains(s) && s != "threat" =>
        {
            Some(Problem {
                file: format!("{}.md", file.card.rule),
                line: 1,
                message: format!(
                    "there is no signal `{s}`: add signals/{s}.md, or correct the name"
                ),
            })
        }
        _ => None,
    })
}

fn compile(file: &RuleFile, signals: &[String]) -> Rule {
    let mut kinds = 0u32;
    for (i, kind) in Kind::ALL.iter().enumerate() {
        let listed = file.kinds.is_empty() || file.kinds.contains(kind);
        let internal = file.outcome != Outcome::Finding
            || !kind.is_internal()
            || file.card.category.applies_internally()
            || file.kinds.contains(kind);
        if listed && internal && !file.not_kinds.contains(kind) {
            kinds |= 1 << i;
        }
    }
    let signal = |name: &String| signals.iter().position(|s| s == name).unwrap_or(usize::MAX);
    Rule {
        card: Arc::new(file.card.clone()),
        outcome: match &file.outcome {
            Outcome::Finding => Compiled::Finding,
            Outcome::Signal(name) => Compiled::Signal(signal(name)),
            Outcome::Rubric(criterion) => Compiled::Rubric(*criterion),
        },
        span: file.span,
        subject: file.subject.clone(),
        conditions: file.conditions.clone(),
        kinds,
        mentions: file.mentions,
        names: file.names,
        term: file.term,
        suggestions: file
            .suggestions
            .iter()
            .map(|s| Arc::from(s.as_str()))
            .collect(),
        filled: file.suggestions.iter().any(|s| s.contains('{')),
    }
}

fn lexicon(reader: &mut Reader<'_>) -> Lexicon {
    let slots: &Slots = reader.slots;
    let mut set = |name: &str| -> Vec<WordId> {
        let mut ids: Vec<WordId> = slots
            .get(name)
            .into_iter()
            .flatten()
            .flat_map(|entry| entry.split('|'))
            .filter(|entry| !entry.contains([' ', '<']))
            .flat_map(|entry| match entry.strip_prefix('~') {
                Some(word) => crate::inflect::forms(word),
                None => vec![entry.to_lowercase()],
            })
            .map(|word| reader.word(&word))
            .collect();
        ids.sort_unstable();
        ids.dedup();
        ids
    };
    Lexicon {
        us: set("us-words"),
        reader: set("reader-words"),
        person: set("person"),
        thing: set("thing"),
        between: set("between"),
        joins: set("joins"),
        determiners: set("determiners"),
        prepositions: set("prepositions"),
        english: set("english"),
        conditions: set("conditions"),
        modals: set("modals"),
        common: set("common-words"),
        known_abbreviations: set("known-abbreviations"),
    }
}
