fn main() {
    for line in std::io::stdin().lines().map_while(Result::ok) {
        println!("\n# {line}");
        for duty in attuned_report::split_duties("1", &line.replace("\\n", "\n")) {
            println!("   {} [{}]", duty.reading, duty.why);
        }
    }
}
