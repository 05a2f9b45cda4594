//! `attuned check` as a person types it: scenario S11, folders, files that are no letters, and nothing left behind.

use std::fs;
use std::io::Write;
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};

/// The letter of scenario S11, which fixes its words.
const S11: &str = "Dear Tenant. You have failed to engage with this office regarding your arrears of \u{a3}642.18. You must attend the Civic Suite on 14 May at 9.30am. Failure to attend will result in possession proceedings. You are required to provide proof of the domestic abuse you allege, including the dates of each incident. The applicant's file will be closed if no response is received within 7 days. NSP will be served under s83 HA1985.";

const REWRITTEN: &str = "Dear Ms Okafor,\n\nI am writing because \u{a3}642.18 of rent has not been paid, and I would like to find a way forward with you.\n\nYou can call me, Priya Shah, on 020 7946 0123, reply to this letter, or email priya.shah@homes.example. If it is easier, we can meet at the Civic Suite on 14 May at 9.30am, or at another time that suits you. A friend or a support worker can come with you. What would work for you? Tell us what has made things difficult, as much or as little as you like.\n\nFree and independent advice is there for you: Citizens Advice on 0800 144 8848, Shelter on 0808 800 4444, and StepChange on 0800 138 1111.\n\nI will call you on 21 May to talk about what is possible. If we cannot agree a plan by 30 June, the next step could be asking the court to decide, and we would talk to you again before that.\n\nYou have the right to ask for a review of any decision we make. We can send this letter in large print, in another language or read it to you.\n\nPriya Shah\nHousing officer\n";

fn folder(name: &str) -> PathBuf {
    let folder = std::env::temp_dir()
        .join("attuned-tests")
        .join(format!("check-{}-{name}", std::process::id()));
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    folder
}

fn check(arguments: &[&str], input: &str) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_attuned"));
    command
        .arg("check")
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    child
        .stdin
        .take()
        .unwrap()
        .write_all(input.as_bytes())
        .unwrap();
    child.wait_with_output().unwrap()
}

fn json(output: &Output) -> serde_json::Value {
    serde_json::from_slice(&output.stdout)
        .unwrap_or_else(|error| panic!("{error}: {}", String::from_utf8_lossy(&output.stderr)))
}

#[test]
fn s11_the_letter_and_the_letter_rewritten() {
    let output = check(&["-", "--kind", "letter", "--format", "json"], S11);
    assert_eq!(output.status.code(), Some(1));
    let json_value = json(&output);
    let document = &json_value["documents"][0];
    let findings = document["findings"].as_array().unwrap();
    for (category, words) in [
        ("blame", "failed to engage"),
        ("blame", "allege"),
        ("command", "You must attend"),
        (
            "threat",
            "Failure to attend will result in possession proceedings",
        ),
        ("retelling", "including the dates of each incident"),
        ("impersonal", "The applicant"),
        ("jargon", "NSP"),
        ("jargon", "s83 HA1985"),
    ] {
        let found = findings.iter().find(|finding| {
            finding["category"] == category && finding["text"].as_str().unwrap().contains(words)
        });
        let found = found.unwrap_or_else(|| panic!("{category}: {words} in {findings:#?}"));
        let (start, end) = (
            found["start"].as_u64().unwrap() as usize,
            found["end"].as_u64().unwrap() as usize,
        );
        assert_eq!(
            &S11[start..end],
            found["text"].as_str().unwrap(),
            "offsets are bytes of the text"
        );
        for field in ["principle", "quality", "message", "why", "rule"] {
            assert!(
                !found[field].as_str().unwrap().is_empty(),
                "{category} has no {field}"
            );
        }
        assert!(
            !found["suggestions"].as_array().unwrap().is_empty(),
            "{category}: {words} offers nothing"
        );
    }
    for absent in ["S1", "S2", "T1", "C1", "C2", "E1", "U1"] {
        assert_eq!(document["rubric"][absent]["value"], "absent", "{absent}");
    }
    let output = check(&["-", "--kind", "letter", "--format", "json"], REWRITTEN);
    let json_value = json(&output);
    let document = &json_value["documents"][0];
    let errors: Vec<_> = document["findings"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|finding| finding["severity"] == "error")
        .collect();
    assert!(errors.is_empty(), "{errors:#?}");
    let present = document["rubric"]
        .as_object()
        .unwrap()
        .values()
        .filter(|answer| answer["value"] == "present")
        .count();
    assert!(present >= 8, "{present} of 10: {:#}", document["rubric"]);
}

#[test]
fn folders_kept_passages_and_what_cannot_be_checked() {
    let folder = folder("folder");
    fs::create_dir(folder.join("inside")).unwrap();
    fs::write(folder.join("harsh.txt"), S11).unwrap();
    fs::write(folder.join("inside/kind.txt"), REWRITTEN).unwrap();
    fs::write(folder.join("broken.docx"), b"PK\x03\x04").unwrap();
    let here = folder.display().to_string();
    let table = check(&[&here, "--format", "table"], "");
    let said = String::from_utf8_lossy(&table.stdout).into_owned();
    assert_eq!(
        table.status.code(),
        Some(2),
        "one file could not be checked"
    );
    assert!(
        said.find("harsh.txt").unwrap() < said.find("kind.txt").unwrap(),
        "the most harmful first: {said}"
    );
    assert!(String::from_utf8_lossy(&table.stderr).contains("broken.docx"));
    fs::remove_file(folder.join("broken.docx")).unwrap();
    fs::write(folder.join("attuned.toml"), "[check]\nmin_severity = \"error\"\n[[check.keep]]\npassage = \"Failure to attend will result in possession proceedings.\"\nreason = \"The court's own form\"\n").unwrap();
    let harsh = folder.join("harsh.txt").display().to_string();
    let json_value = json(&check(&[&harsh, "--format", "json"], ""));
    let document = &json_value["documents"][0];
    assert!(
        document["kept"]
            .as_array()
            .unwrap()
            .iter()
            .any(|kept| kept["reason"] == "The court's own form"),
        "{document:#}"
    );
    assert!(
        document["findings"]
            .as_array()
            .unwrap()
            .iter()
            .all(|finding| finding["severity"] == "error")
    );
    let kind = folder.join("inside/kind.txt").display().to_string();
    assert_eq!(
        check(&[&kind], "").status.code(),
        Some(0),
        "nothing at or above the level"
    );
    let nowhere = check(&["nowhere.txt"], "");
    assert!(
        nowhere.status.code() == Some(2)
            && String::from_utf8_lossy(&nowhere.stderr).contains("nothing of this name")
    );
    let unknown = check(&["-", "--kind", "poem"], "x");
    assert!(String::from_utf8_lossy(&unknown.stderr).contains("It can be: letter"));
    fs::remove_dir_all(folder).unwrap();
}

#[test]
fn every_format_says_the_same_number_and_html_is_well_made() {
    let json_value = json(&check(&["-", "--kind", "letter", "--format", "json"], S11));
    let all = json_value["documents"][0]["findings"]
        .as_array()
        .unwrap()
        .len();
    let sarif = json(&check(&["-", "--kind", "letter", "--format", "sarif"], S11));
    assert_eq!(sarif["runs"][0]["results"].as_array().unwrap().len(), all);
    let github = check(&["-", "--kind", "letter", "--format", "github"], S11);
    assert_eq!(String::from_utf8_lossy(&github.stdout).lines().count(), all);
    let html = check(
        &["-", "--kind", "letter", "--format", "html"],
        &S11.replace("Dear Tenant", "Dear <b>Tenant</b> & all"),
    );
    let html = String::from_utf8_lossy(&html.stdout).into_owned();
    assert!(
        html.contains("&lt;b&gt;Tenant") && html.matches("<li id=").count() >= all - 1,
        "{html}"
    );
    let pretty = check(&["-", "--kind", "letter"], S11);
    assert!(
        !String::from_utf8_lossy(&pretty.stdout).contains('\u{1b}'),
        "colours are for a terminal"
    );
}

#[test]
fn every_rule_keeps_to_its_own_examples() {
    let output = Command::new(env!("CARGO_BIN_EXE_attuned"))
        .args(["rules", "test"])
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(
        output.status.success() && said.contains(" passed, 0 failed"),
        "{said}"
    );
}
