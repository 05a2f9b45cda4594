//! Nothing fails, offsets stay inside the text, and the work grows in proportion to length.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic)]

use attuned_language::{Kind, Rules, review, work};

const LETTER: &str = "Dear Tenant\n\nYou have failed to reply. You must attend on 14 May. If you do not pay, your claim will be closed and bailiffs may be instructed. We can help: call 01632 960 400.\n\n";

#[test]
fn offsets_stay_inside_the_text_and_on_characters() {
    let rules = Rules::builtin();
    let mut texts: Vec<String> = [
        "",
        " ",
        "\n",
        "\u{feff}",
        "é",
        "’",
        "“”",
        "n't",
        "£",
        "|",
        "\0",
        "a\u{301}",
        "🙂 you must 🙂",
        "YOU MUST",
        "§ you have failed to — é",
    ]
    .iter()
    .map(ToString::to_string)
    .collect();
    // Every cut of a letter with accents and curly marks in it.
    let accented = "Dear Ms Ünal – you’ve “failed to” attend… İ must say £4.50 «Name» “the applicant’s” s83 HA1985";
    for (i, _) in accented.char_indices() {
        texts.push(accented[i..].to_string());
        texts.push(accented[..i].repeat(3));
    }
    for text in &texts {
        for kind in Kind::ALL {
            let review = review(text, *kind, &rules);
            for f in &review.findings {
                assert!(
                    f.start < f.end && text.get(f.start..f.end).is_some(),
                    "{text:?} {f:?}"
                );
            }
            for answer in &review.rubric {
                if let Some((start, end)) = answer.quote {
                    assert!(text.get(start..end).is_some(), "{text:?} {answer:?}");
                }
            }
            assert_eq!(review.rubric.len(), 10);
        }
        let _ = Kind::guess(text);
    }
}

#[test]
fn the_same_text_gives_the_same_review() {
    let (one, two) = (Rules::builtin(), Rules::builtin());
    assert_eq!(
        review(LETTER, Kind::Letter, &one),
        review(LETTER, Kind::Letter, &two)
    );
}

/// Counts steps and not seconds, so that a busy machine proves nothing.
#[test]
fn work_grows_in_proportion_to_length_on_hostile_text() {
    let rules = Rules::builtin();
    let hostile: Vec<(&str, String)> = vec![
        ("letters", LETTER.to_string()),
        (
            "one endless line",
            "you must attend because the court will if you do not reply and ".to_string(),
        ),
        ("no spaces", "youmustattend".to_string()),
        ("only must", "must ".to_string()),
        ("only if you", "if you fail to ".to_string()),
        ("quotes", "\"".to_string()),
        ("apostrophes", "'".to_string()),
        ("curly", "“‘’".to_string()),
        ("points", ". ".to_string()),
        ("capitals", "AB ".to_string()),
        ("sections", "s.1 ".to_string()),
        ("zeros", "0".to_string()),
        ("ats", "a@b ".to_string()),
        ("bars", "|you must ".to_string()),
        ("commas", "you, ".to_string()),
        ("newlines", "\n".to_string()),
        ("accents", "é".to_string()),
    ];
    for (name, unit) in hostile {
        let small = unit.repeat(20_000 / unit.len());
        let large = unit.repeat(80_000 / unit.len());
        let (a, b) = (
            work(&small, Kind::Letter, &rules),
            work(&large, Kind::Letter, &rules),
        );
        assert!(
            b <= a * 5 + 1000,
            "{name}: {a} steps, then {b} for four times the length"
        );
        let per_byte = b as f64 / large.len() as f64;
        assert!(per_byte < 60.0, "{name}: {per_byte:.1} steps a byte");
    }
}
