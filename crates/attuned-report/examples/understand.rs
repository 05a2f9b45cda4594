//! Prints what is understood of a report: `cargo run -p attuned-report --example understand -- FILE`.

fn main() -> std::process::ExitCode {
    let first = std::env::args().nth(1);
    #[cfg(feature = "pdf")]
    {
        if first.as_deref() == Some(attuned_documents::pdf::ARGUMENT) {
            return attuned_documents::pdf::child_main();
        }
        if let Ok(program) = std::env::current_exe() {
            attuned_documents::pdf::use_program(program);
        }
    }
    understand(first);
    std::process::ExitCode::SUCCESS
}

fn understand(path: Option<String>) {
    let Some(path) = path else {
        return eprintln!("Which file should be read?");
    };
    let bytes = match std::fs::read(&path) {
        Ok(bytes) => bytes,
        Err(why) => return eprintln!("{path} could not be opened: {why}"),
    };
    let document =
        match attuned_documents::read(&path, &bytes, &attuned_documents::Limits::default()) {
            Ok(document) => document,
            Err(why) => return eprintln!("{path} could not be read: {why}"),
        };
    let report = attuned_report::read(&document);
    let front = &report.front;
    let said = |said: &Option<attuned_report::Said>| {
        said.as_ref()
            .map_or("-", |said| said.words.as_str())
            .to_owned()
    };
    println!(
        "body {} | title {} | class {} | wards {} | key {:?}",
        said(&front.body),
        said(&front.title),
        said(&front.class),
        said(&front.wards),
        front.key_decision
    );
    println!(
        "date {:?} | contributors {:?}",
        front.date.as_ref().map(|date| &date.iso),
        front
            .contributors
            .iter()
            .map(|one| &one.words)
            .collect::<Vec<_>>()
    );
    for person in &front.authors {
        println!(
            "author {:?} {:?} {:?} {:?} {:?}",
            person.name, person.role, person.organisation, person.email, person.phone
        );
    }
    if let Some(scrutiny) = &front.scrutiny {
        println!(
            "scrutiny {} {:?} {:?}",
            scrutiny.body.words,
            scrutiny.agreed.as_ref().map(|date| &date.iso),
            scrutiny.referred.as_ref().map(|date| &date.iso)
        );
    }
    for one in &front.others {
        println!("label {}: {}", one.label, one.words);
    }
    for paragraph in &report.paragraphs {
        let words: String = paragraph.text.chars().take(90).collect();
        println!(
            "{:<22} {:<22} {:?} {words}",
            paragraph.number, paragraph.anchor, paragraph.role
        );
    }
    for ask in &report.asks.front_box {
        println!(
            "front box {} {:?} {}",
            ask.at.paragraph, ask.verbs, ask.words
        );
    }
    for ask in report.asks.section.iter().chain(&report.resolutions) {
        println!("asked {} {:?} {}", ask.at.paragraph, ask.verbs, ask.words);
    }
    for one in &report.recommendations {
        println!(
            "\nrecommendation {} {:?} {:?} at {}\n{}",
            one.number, one.label, one.title, one.at.paragraph, one.text
        );
        println!(
            "  parts {:?} considerations {:?} reply {:?}",
            one.parts.len(),
            one.considerations.len(),
            one.reply
        );
        for duty in &one.duties {
            println!("  {} {} [{}]", duty.number, duty.reading, duty.why);
        }
    }
    println!(
        "\ndefinitions {:#?}",
        report
            .definitions
            .iter()
            .map(|one| (&one.term, one.parts.len(), &one.at.paragraph))
            .collect::<Vec<_>>()
    );
    println!(
        "principles {:?}",
        report
            .principles
            .iter()
            .map(|one| (&one.name, &one.at.paragraph))
            .collect::<Vec<_>>()
    );
    for one in &report.practices {
        println!(
            "practice {} | {} | {:?} | {:?}",
            one.at.paragraph, one.what, one.place, one.since
        );
    }
    for one in &report.planned {
        println!(
            "planned {} | {} | {:?}",
            one.at.paragraph,
            one.what,
            one.when.as_ref().map(|when| &when.iso)
        );
    }
    for one in &report.implications {
        println!(
            "implication {} {} none={}",
            one.at.paragraph, one.kind, one.says_none
        );
    }
    for one in &report.papers {
        println!("paper {one:?}");
    }
    for one in &report.strategies {
        println!(
            "strategy {} {:?} {:?} {}",
            one.name, one.from, one.to, one.at.paragraph
        );
    }
    for slip in &report.slips {
        println!(
            "slip {:?} {:?} {}",
            slip.kind,
            slip.paragraphs
                .iter()
                .map(|at| at.paragraph.as_str())
                .collect::<Vec<_>>(),
            slip.words
        );
    }
    println!(
        "unplaced {:?}",
        report
            .unplaced
            .iter()
            .map(|at| at.paragraph.as_str())
            .collect::<Vec<_>>()
    );
    println!("{:?}", report.summary());
}
