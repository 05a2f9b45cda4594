//! What was asked, what was answered, who owns it, by when: one count for the page, the command line and the machine.

use std::fmt::Write as _;

use attuned_db::{Day, row};
use serde::Serialize;

use crate::duty::{DutyState, Verdict};

/// The coverage of one referral or of several. Field names are those of `attuned coverage --format json`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Coverage {
    #[serde(flatten)]
    pub counts: Counts,
    pub duties: Vec<CoveredDuty>,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Counts {
    pub asked: i64,
    pub answered: i64,
    pub in_part: i64,
    pub not_answered: i64,
    pub not_judged: i64,
    pub with_owner: i64,
    pub with_date: i64,
    pub with_measure: i64,
}

row! {
    pub struct CountRow {
        pub asked: i64,
        pub answered: i64,
        pub in_part: i64,
        pub not_answered: i64,
        pub with_owner: i64,
        pub with_date: i64,
        pub with_measure: i64,
    }
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CoveredDuty {
    pub id: String,
    pub words: String,
    pub verdict: Verdict,
    pub paragraphs: Vec<String>,
    pub owner: Option<String>,
    pub date: Option<Day>,
    pub measure: Option<String>,
}

impl From<CountRow> for Counts {
    fn from(row: CountRow) -> Self {
        Self {
            asked: row.asked,
            answered: row.answered,
            in_part: row.in_part,
            not_answered: row.not_answered,
            not_judged: row.asked - row.answered - row.in_part - row.not_answered,
            with_owner: row.with_owner,
            with_date: row.with_date,
            with_measure: row.with_measure,
        }
    }
}

impl Counts {
    pub fn of(duties: &[DutyState]) -> Self {
        let count = |test: &dyn Fn(&DutyState) -> bool| {
            i64::try_from(duties.iter().filter(|duty| test(duty)).count()).unwrap_or(0)
        };
        let with = |verdict| count(&move |duty| duty.verdict() == verdict);
        Self {
            asked: count(&|_| true),
            answered: with(Verdict::Answered),
            in_part: with(Verdict::InPart),
            not_answered: with(Verdict::NotAnswered),
            not_judged: with(Verdict::NotJudged),
            with_owner: count(&|duty| duty.owner.is_some()),
            with_date: count(&|duty| duty.due_on.is_some()),
            with_measure: count(&|duty| duty.measure.is_some()),
        }
    }

    /// "7 of 18 answered, 5 in part, 6 not answered".
    pub fn sentence(&self) -> String {
        if self.asked == 0 {
            return "Nothing is recorded as asked yet".to_owned();
        }
        let mut said = format!("{} of {} answered", self.answered, self.asked);
        let _ = write!(
            said,
            ", {} in part, {} not answered",
            self.in_part, self.not_answered
        );
        if self.not_judged > 0 {
            let _ = write!(said, ", {} not yet judged", self.not_judged);
        }
        said
    }
}

impl Coverage {
    /// Duties that are left out come first, then those in part, those not yet judged, and those answered.
    pub fn of(duties: &[DutyState]) -> Self {
        let mut sorted: Vec<&DutyState> = duties.iter().collect();
        sorted.sort_by_key(|duty| duty.verdict());
        Self {
            counts: Counts::of(duties),
            duties: sorted
                .into_iter()
                .map(|duty| CoveredDuty {
                    id: duty.number.clone(),
                    words: duty.words.clone(),
                    verdict: duty.verdict(),
                    paragraphs: duty.paragraphs(),
                    owner: duty.owner.clone(),
                    date: duty.due_on,
                    measure: duty.measure.clone(),
                })
                .collect(),
        }
    }

    /// For a terminal: the gaps in full words, then the rest, wrapped at `width` letters.
    pub fn table(&self, width: usize) -> String {
        let mut out = self.opening();
        for verdict in [
            Verdict::NotAnswered,
            Verdict::InPart,
            Verdict::NotJudged,
            Verdict::Answered,
        ] {
            let with: Vec<&CoveredDuty> = self
                .duties
                .iter()
                .filter(|duty| duty.verdict == verdict)
                .collect();
            if with.is_empty() {
                continue;
            }
            let _ = writeln!(out, "\n{} ({})", verdict.words(), with.len());
            for duty in with {
                let indent = 8;
                let lines = wrap(&duty.words, width.saturating_sub(indent).max(20));
                for (position, line) in lines.iter().enumerate() {
                    let number = if position == 0 { duty.id.as_str() } else { "" };
                    let _ = writeln!(out, "  {number:<5} {line}");
                }
                let _ = writeln!(out, "        {}", duty.rest());
            }
        }
        out
    }

    /// Ready to paste into a paper.
    pub fn markdown(&self) -> String {
        let mut out = self.opening();
        out.push_str("\n| Duty | What was asked | Answer | Paragraphs | Owner | By | How we will know |\n|---|---|---|---|---|---|---|\n");
        for duty in &self.duties {
            let cell = |text: &str| text.replace('|', "\\|").replace('\n', " ");
            let or_none =
                |text: Option<String>| text.map_or_else(|| "none".to_owned(), |text| cell(&text));
            let _ = writeln!(
                out,
                "| {} | {} | {} | {} | {} | {} | {} |",
                duty.id,
                cell(&duty.words),
                duty.verdict.words(),
                if duty.paragraphs.is_empty() {
                    "none".to_owned()
                } else {
                    duty.paragraphs.join(", ")
                },
                or_none(duty.owner.clone()),
                or_none(duty.date.map(crate::reply_clock::short)),
                or_none(duty.measure.clone()),
            );
        }
        out
    }

    fn opening(&self) -> String {
        let counts = &self.counts;
        let of = |with: i64| {
            if with == 0 {
                "none".to_owned()
            } else {
                format!("{with} of {}", counts.asked)
            }
        };
        format!(
            "{}.\nWith an owner: {}. With a date: {}. With a measure: {}.\n",
            counts.sentence(),
            of(counts.with_owner),
            of(counts.with_date),
            of(counts.with_measure)
        )
    }
}

impl CoveredDuty {
    fn rest(&self) -> String {
        let paragraphs = match self.paragraphs.as_slice() {
            [] => "no paragraph".to_owned(),
            [one] => format!("paragraph {one}"),
            several => format!("paragraphs {}", several.join(", ")),
        };
        format!(
            "{paragraphs} \u{b7} {} \u{b7} {} \u{b7} {}",
            self.owner.as_deref().unwrap_or("no owner"),
            self.date
                .map_or_else(|| "no date".to_owned(), crate::reply_clock::short),
            self.measure.as_deref().unwrap_or("no measure"),
        )
    }
}

fn wrap(text: &str, width: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in text.split_whitespace() {
        let Some(line) = lines.last_mut() else { break };
        if !line.is_empty() && line.chars().count() + 1 + word.chars().count() > width {
            lines.push(word.to_owned());
        } else {
            if !line.is_empty() {
                line.push(' ');
            }
            line.push_str(word);
        }
    }
    lines
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    pub(crate) fn duty(number: &str, verdict: Option<&str>, owner: Option<&str>) -> DutyState {
        DutyState {
            id: number.to_owned(),
            number: number.to_owned(),
            words: format!("the duty {number}"),
            rests_on: "[]".to_owned(),
            why: String::new(),
            confirmed: true,
            referral_id: "r".to_owned(),
            recommendation_id: "r:1".to_owned(),
            recommendation_number: "1".to_owned(),
            recommendation_title: "Training".to_owned(),
            verdict: verdict.map(str::to_owned),
            reason: None,
            paragraphs: verdict.map(|_| r#"["5.2"]"#.to_owned()),
            report_id: None,
            judged_at: None,
            judged_by: None,
            owner: owner.map(str::to_owned),
            due_on: None,
            measure: None,
        }
    }

    #[test]
    fn gaps_come_first_and_nothing_is_guessed() {
        let duties = [
            duty("1.1", Some("answered"), Some("Head of X")),
            duty("1.2", None, None),
            duty("1.3", Some("not_answered"), None),
        ];
        let coverage = Coverage::of(&duties);
        let order: Vec<&str> = coverage
            .duties
            .iter()
            .map(|duty| duty.id.as_str())
            .collect();
        assert_eq!(order, ["1.3", "1.2", "1.1"]);
        let counts = coverage.counts;
        assert_eq!(
            (
                counts.asked,
                counts.answered,
                counts.not_answered,
                counts.not_judged,
                counts.with_owner
            ),
            (3, 1, 1, 1, 1)
        );
        let table = coverage.table(80);
        assert!(
            table.contains("Not yet judged (1)") && table.contains("With a date: none."),
            "{table}"
        );
    }

    #[test]
    fn a_verdict_that_is_unknown_counts_as_not_judged() {
        assert_eq!(
            duty("1", Some("accepted in principle"), None).verdict(),
            Verdict::NotJudged
        );
    }
}
