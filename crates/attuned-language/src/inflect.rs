//! The forms of a word, so that a rule or a table names it once.

const IRREGULAR: &[(&str, &[&str])] = &[
    ("be", &["am", "is", "are", "was", "were", "been", "being"]),
    ("have", &["has", "had", "having"]),
    ("do", &["does", "did", "done", "doing"]),
    ("go", &["goes", "went", "gone", "going"]),
    ("say", &["says", "said", "saying"]),
    ("tell", &["tells", "told", "telling"]),
    ("take", &["takes", "took", "taken", "taking"]),
    ("give", &["gives", "gave", "given", "giving"]),
    ("make", &["makes", "made", "making"]),
    ("get", &["gets", "got", "getting"]),
    ("keep", &["keeps", "kept", "keeping"]),
    ("lose", &["loses", "lost", "losing"]),
    ("leave", &["leaves", "left", "leaving"]),
    ("meet", &["meets", "met", "meeting"]),
    ("pay", &["pays", "paid", "paying"]),
    ("send", &["sends", "sent", "sending"]),
    ("bring", &["brings", "brought", "bringing"]),
    ("come", &["comes", "came", "coming"]),
    ("know", &["knows", "knew", "known", "knowing"]),
    ("see", &["sees", "saw", "seen", "seeing"]),
    ("seek", &["seeks", "sought", "seeking"]),
    ("choose", &["chooses", "chose", "chosen", "choosing"]),
    (
        "withdraw",
        &["withdraws", "withdrew", "withdrawn", "withdrawing"],
    ),
    ("bear", &["bears", "bore", "borne", "bearing"]),
    ("break", &["breaks", "broke", "broken", "breaking"]),
    ("show", &["shows", "showed", "shown", "showing"]),
    ("hold", &["holds", "held", "holding"]),
    ("find", &["finds", "found", "finding"]),
    ("put", &["puts", "putting"]),
    ("set", &["sets", "setting"]),
    ("feel", &["feels", "felt", "feeling"]),
    ("mean", &["means", "meant", "meaning"]),
    ("think", &["thinks", "thought", "thinking"]),
    ("write", &["writes", "wrote", "written", "writing"]),
    ("forget", &["forgets", "forgot", "forgotten", "forgetting"]),
    (
        "undertake",
        &["undertakes", "undertook", "undertaken", "undertaking"],
    ),
    ("forbid", &["forbids", "forbade", "forbidden", "forbidding"]),
    ("refer", &["refers", "referred", "referring"]),
    ("submit", &["submits", "submitted", "submitting"]),
    ("commit", &["commits", "committed", "committing"]),
    ("transmit", &["transmits", "transmitted", "transmitting"]),
    ("permit", &["permits", "permitted", "permitting"]),
    ("admit", &["admits", "admitted", "admitting"]),
    ("incur", &["incurs", "incurred", "incurring"]),
    ("occur", &["occurs", "occurred", "occurring"]),
    ("bar", &["bars", "barred", "barring"]),
    ("ban", &["bans", "banned", "banning"]),
    ("stop", &["stops", "stopped", "stopping"]),
    ("drop", &["drops", "dropped", "dropping"]),
    ("cap", &["caps", "capped", "capping"]),
    ("evict", &["evicts", "evicted", "evicting"]),
    ("cancel", &["cancels", "cancelled", "cancelling"]),
    ("child", &["children"]),
    ("person", &["persons"]),
    ("man", &["men"]),
    ("woman", &["women"]),
    ("wife", &["wives"]),
];

/// All forms of `word` as a noun and as a verb, itself first. Forms that do not exist do no harm:
/// nobody writes them.
pub fn forms(word: &str) -> Vec<String> {
    let mut out = vec![word.to_string()];
    if let Some((_, more)) = IRREGULAR.iter().find(|(base, _)| *base == word) {
        out.extend(more.iter().map(ToString::to_string));
    } else {
        let vowel = |c: char| matches!(c, 'a' | 'e' | 'i' | 'o' | 'u');
        let last = word.chars().next_back().unwrap_or('a');
        let before = word.chars().rev().nth(1).unwrap_or('a');
        let stem = word.strip_suffix('e');
        if last == 'y' && !vowel(before) {
            let stem = word.strip_suffix('y').unwrap_or(word);
            out.extend([
                format!("{stem}ies"),
                format!("{stem}ied"),
                format!("{word}ing"),
            ]);
        } else if ["s", "x", "z", "ch", "sh"]
            .iter()
            .any(|e| word.ends_with(e))
        {
            out.extend([
                format!("{word}es"),
                format!("{word}ed"),
                format!("{word}ing"),
            ]);
        } else if let Some(stem) = stem {
            out.extend([format!("{word}s"), format!("{word}d"), format!("{stem}ing")]);
        } else {
            out.extend([
                format!("{word}s"),
                format!("{word}ed"),
                format!("{word}ing"),
            ]);
        }
    }
    let american: Vec<String> = out.iter().flat_map(|form| spellings(form)).collect();
    out.extend(american);
    out
}

/// Other spellings of a word: -ise and -ize.
pub fn spellings(word: &str) -> Option<String> {
    for (from, to) in [
        ("isation", "ization"),
        ("ising", "izing"),
        ("ised", "ized"),
        ("ises", "izes"),
        ("ise", "ize"),
    ] {
        if let Some(stem) = word.strip_suffix(from)
            && stem.len() > 3
        {
            return Some(format!("{stem}{to}"));
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_cover_plural_past_and_spelling() {
        for (word, form) in [
            ("addict", "addicts"),
            ("comply", "complied"),
            ("utilise", "utilizing"),
            ("commence", "commencing"),
            ("fail", "failed"),
            ("withdraw", "withdrawn"),
            ("submit", "submitted"),
        ] {
            assert!(
                forms(word).iter().any(|f| f == form),
                "{word}: {:?}",
                forms(word)
            );
        }
    }
}
