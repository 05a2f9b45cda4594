//! The real report, where it is. It is never in the repository, so this says when it was not there.

use attuned_report::{SlipKind, read};

#[test]
fn the_real_report_is_understood() {
    let folder = [concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/seed").to_owned()];
    let file = folder
        .iter()
        .filter_map(|folder| std::fs::read_dir(folder).ok())
        .flatten()
        .flatten()
        .map(|entry| entry.path())
        .find(|path| path.extension().is_some_and(|end| end == "txt"));
    let Some(file) = file else {
        println!("The real report is not here: ../shared/seed was not found, so it was not read.");
        return;
    };
    let report = read(&super::sample::document(&file.to_string_lossy()));
    super::sample::check(&report);
    // Only the text file keeps the bullet before a number.
    let styles = report
        .slips
        .iter()
        .filter(|slip| slip.kind == SlipKind::TwoListStyles)
        .count();
    assert_eq!(styles, 2);
    // A page break cuts this paragraph in the file; it is read whole.
    let cut = report
        .paragraphs
        .iter()
        .find(|paragraph| paragraph.number == "5.4.1 bullet 1");
    assert!(cut.unwrap().text.ends_with('.'));
}
