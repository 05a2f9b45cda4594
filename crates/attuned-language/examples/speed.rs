//! How fast a review is, beside one pass of a single automaton over the same words (the limit).
//!
//!     cargo run --release -p attuned-language --example speed -- FILE…

use std::time::{Duration, Instant};
use std::{env, fs};

use aho_corasick::{AhoCorasickBuilder, MatchKind};
use attuned_language::{Kind, Rules, review};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let texts: Vec<String> = env::args()
        .skip(1)
        .map(fs::read_to_string)
        .collect::<Result<_, _>>()?;
    let bytes: usize = texts.iter().map(String::len).sum();
    let start = Instant::now();
    let rules = Rules::builtin();
    println!(
        "rules ready in {:.1} ms: {} terms, {} words",
        start.elapsed().as_secs_f64() * 1e3,
        rules.term_count(),
        rules.literals().len()
    );
    let rate = |name: &str, run: &mut dyn FnMut() -> usize| {
        // The best of many rounds: a busy machine slows the others.
        let (mut best, mut found, start) = (Duration::MAX, 0, Instant::now());
        while start.elapsed() < Duration::from_secs(2) {
            let round = Instant::now();
            found = run();
            best = best.min(round.elapsed());
        }
        let per_second = bytes as f64 / best.as_secs_f64() / 1e6;
        println!("{name:32} {per_second:8.1} MB/s   ({found} found)");
    };
    rate("review, every rule on", &mut || {
        texts
            .iter()
            .map(|t| review(t, Kind::Letter, &rules).findings.len())
            .sum()
    });
    let automaton = AhoCorasickBuilder::new()
        .ascii_case_insensitive(true)
        .match_kind(MatchKind::LeftmostLongest)
        .build(rules.literals())?;
    rate("one automaton, same words", &mut || {
        texts.iter().map(|t| automaton.find_iter(t).count()).sum()
    });
    Ok(())
}
