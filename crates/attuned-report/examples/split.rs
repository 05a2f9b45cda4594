fn main() {
    for line in std::io::stdin().lines() {
        let line = line.unwrap();
        println!("\n# {line}");
        for d in attuned_report::split_duties("1", &line.replace("\\n", "\n")) {
            println!("   {} [{}]", d.words, d.why);
        }
    }
}
