//! Office files to text with positions. See the crate's README.

mod block;
mod decode;
mod docx;
mod furniture;
mod headings;
mod html;
mod hyphens;
mod inline;
mod levels;
mod limits;
mod mail;
mod markdown;
mod marker;
mod odt;
mod package;
#[cfg(feature = "pdf")]
pub mod pdf;
mod plain;
mod problem;
mod sniff;
mod tree;
mod writer;

pub use block::{Block, Document, Kind, Place, Span, Style};
pub use limits::Limits;
pub use problem::Problem;

use sniff::Format;

const HTML: &str = "an HTML page";

/// Turns a file into a document. The bytes decide what it is; `name` is only a hint between kinds of text.
///
/// Never panics; time and memory grow with the length of the file up to `limits`.
pub fn read(name: &str, bytes: &[u8], limits: &Limits) -> Result<Document, Problem> {
    if bytes.len() > limits.file_bytes {
        let what = format!(
            "{} MB, where {} MB is the most",
            bytes.len() >> 20,
            limits.file_bytes >> 20
        );
        return Err(Problem::TooLarge {
            seems: "a file",
            what,
        });
    }
    match sniff::sniff(name, bytes)? {
        Format::Text => decoded(bytes, "a text file", |text| plain::read(text, limits)),
        Format::Mail => mail::read(bytes, limits),
        Format::Html => decoded(bytes, HTML, |text| html::read(&text, HTML, limits)),
        Format::Markdown => decoded(bytes, "a Markdown file", |text| {
            markdown::read(&text, limits)
        }),
        #[cfg(feature = "pdf")]
        Format::Pdf => pdf::read(bytes, limits),
        #[cfg(not(feature = "pdf"))]
        Format::Pdf => Err(Problem::PdfNotInBuild),
        Format::Zip => zipped(bytes, limits),
    }
}

fn decoded(
    bytes: &[u8],
    seems: &'static str,
    reader: impl FnOnce(String) -> Result<Document, Problem>,
) -> Result<Document, Problem> {
    let decode::Decoded { text, notes } = decode::decode(bytes, seems)?;
    let mut document = reader(text)?;
    document.notes.splice(0..0, notes);
    Ok(document)
}

/// Office files are zip files; what lies inside says which.
fn zipped(bytes: &[u8], limits: &Limits) -> Result<Document, Problem> {
    let mut package = package::Package::open(bytes, limits)?;
    let seems = if package.has("word/document.xml") || package.has_folder("word/") {
        return docx::read(package, limits);
    } else if package.has("content.xml") && package.is_text() {
        return odt::read(package, limits);
    } else if package.has_folder("xl/") {
        "a spreadsheet (.xlsx)"
    } else if package.has_folder("ppt/") {
        "a presentation (.pptx)"
    } else {
        "a compressed folder (.zip)"
    };
    Err(Problem::Unknown { seems })
}
