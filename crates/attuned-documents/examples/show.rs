//! Prints the blocks of a file: `cargo run -p attuned-documents --example show -- FILE`.

use attuned_documents::{Kind, Limits, read};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let path = std::env::args().nth(1).ok_or("a file, please")?;
    #[cfg(feature = "pdf")]
    {
        use attuned_documents::pdf;
        if path == pdf::ARGUMENT {
            pdf::child_main();
            return Ok(());
        }
        pdf::use_program(std::env::current_exe()?);
    }
    let document = read(&path, &std::fs::read(&path)?, &Limits::default())?;
    for note in &document.notes {
        println!("note: {note}");
    }
    println!("title: {:?}", document.title);
    for block in &document.blocks {
        let kind = match &block.kind {
            Kind::Heading { level } => format!("H{level}"),
            Kind::Paragraph => "P".to_owned(),
            Kind::ListItem { depth, ordered } => {
                format!("{}{depth}", if *ordered { "N" } else { "L" })
            }
            Kind::Cell {
                table,
                row,
                column,
                header,
            } => format!("T{table}.{row}.{column}{}", if *header { "h" } else { "" }),
            Kind::Margin => "M".to_owned(),
            Kind::Footnote => "F".to_owned(),
        };
        println!(
            "{kind:<8}{:<8}{}",
            block.marker.as_deref().unwrap_or("."),
            document.words(block).replace('\n', "\u{23ce}")
        );
        for span in &block.spans {
            println!(
                "        {:?} {:?}",
                span.style,
                document.text.get(span.range.clone())
            );
        }
    }
    Ok(())
}
