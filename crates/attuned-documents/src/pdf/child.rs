//! The side that holds the PDF library, inside its own process.

use std::io::{self, BufRead, BufReader, Read, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::process::ExitCode;
use std::thread;

use pdf_oxide::LinkAction;
use pdf_oxide::PdfDocument;
use pdf_oxide::elements::PathContent;
use pdf_oxide::object::Object;

use super::page_layout::{self, Page, Word};
use super::{Reply, Request, SEEMS};
use crate::writer::Writer;
use crate::{Limits, Problem};

/// Reads the request and the PDF from standard input, writes the answer to standard output. A program calls this, and
/// nothing else, when its only argument is [`super::ARGUMENT`].
pub fn child_main() -> ExitCode {
    let mut input = BufReader::new(io::stdin().lock());
    let mut line = String::new();
    let Some(request) = input
        .read_line(&mut line)
        .ok()
        .and_then(|_| serde_json::from_str::<Request>(&line).ok())
    else {
        return ExitCode::FAILURE;
    };
    if !bound(&request) {
        return ExitCode::FAILURE;
    }
    let mut bytes = Vec::new();
    if input.read_to_end(&mut bytes).is_err() {
        return ExitCode::FAILURE;
    }
    // Messages of a library that gives up are of no use to anyone, and may hold words of the file.
    std::panic::set_hook(Box::new(|_| {}));
    // Nested objects are followed by recursion.
    let reading = thread::Builder::new()
        .stack_size(64 << 20)
        .spawn(move || reply(bytes, &request));
    let reply = reading
        .ok()
        .and_then(|thread| thread.join().ok())
        .unwrap_or_else(|| Reply::Damaged("it could not be made out".to_owned()));
    let mut output = io::stdout().lock();
    match serde_json::to_writer(&mut output, &reply).is_ok() && output.flush().is_ok() {
        true => ExitCode::SUCCESS,
        false => ExitCode::FAILURE,
    }
}

/// The process keeps itself in bounds, since only the system can stop an allocation or a loop in somebody else's code.
#[cfg(unix)]
fn bound(request: &Request) -> bool {
    use rlimit::Resource;
    let memory = Resource::AS.set(request.memory_bytes, request.memory_bytes);
    let time = Resource::CPU.set(request.seconds + 1, request.seconds + 1);
    let core = Resource::CORE.set(0, 0);
    memory.is_ok() && time.is_ok() && core.is_ok()
}

/// Elsewhere only the parent's clock bounds the child.
#[cfg(not(unix))]
fn bound(_: &Request) -> bool {
    true
}

fn reply(bytes: Vec<u8>, request: &Request) -> Reply {
    let limits = Limits {
        blocks: request.blocks,
        text_bytes: request.text_bytes,
        ..Limits::default()
    };
    let damaged = |error: pdf_oxide::Error| Reply::Damaged(short(&error.to_string()));
    let document = match PdfDocument::from_bytes(bytes) {
        Ok(document) => document,
        Err(error) => return damaged(error),
    };
    // Many files are locked against change only, and open with no password.
    if document.is_encrypted() && !document.authenticate(b"").unwrap_or(false) {
        return Reply::Encrypted;
    }
    let count = match document.page_count() {
        Ok(count) => count,
        Err(error) => return damaged(error),
    };
    let mut pages = Vec::new();
    let mut lost = 0_usize;
    for index in 0..count {
        match catch_unwind(AssertUnwindSafe(|| page(&document, index))) {
            Ok(Some(page)) => pages.push(page),
            _ => lost += 1,
        }
    }
    if count > 0 && lost == count {
        return Reply::Damaged("none of its pages could be read".to_owned());
    }
    let mut writer = Writer::new(SEEMS, &limits);
    if let Some(title) = title(&document) {
        writer.title(&title);
    }
    if lost > 0 {
        writer.note(&format!("{lost} of {count} pages could not be read."));
    }
    page_layout::write(pages, &mut writer);
    match writer.finish() {
        Ok(document) => Reply::Document(document),
        Err(Problem::TooLarge { what, .. }) => Reply::TooLarge(what),
        Err(_) => Reply::NoWords,
    }
}

fn short(text: &str) -> String {
    text.chars().take(120).collect()
}

fn page(document: &PdfDocument, index: usize) -> Option<Page> {
    let mut words = document.extract_words(index).ok()?;
    let (_, bottom, _, top) = document
        .get_page_media_box(index)
        .unwrap_or((0.0, 0.0, 595.0, 842.0));
    let links: Vec<([f32; 4], String)> = document
        .get_annotations(index)
        .unwrap_or_default()
        .into_iter()
        .filter_map(|annotation| match (annotation.rect, annotation.action) {
            (Some(rect), Some(LinkAction::Uri(address))) => {
                Some((rect.map(|side| side as f32), address))
            }
            _ => None,
        })
        .collect();
    let link_at = |x: f32, y: f32| {
        let within = |rect: &[f32; 4]| {
            let [x1, y1, x2, y2] = *rect;
            (x1.min(x2)..=x1.max(x2)).contains(&x) && (y1.min(y2)..=y1.max(y2)).contains(&y)
        };
        links
            .iter()
            .find(|(rect, _)| within(rect))
            .map(|(_, address)| address.clone())
    };
    // The order of drawing: programs that write text draw it in reading order, also in columns and tables. Guessing the
    // order from places, as the library does, tears lines where their gaps happen to stand above each other.
    words.sort_by_key(|word| word.sequence);
    let mut words: Vec<Word> = words
        .iter()
        .flat_map(|word| pieces(word, &link_at))
        .collect();
    add_bullets(
        &document.extract_paths(index).unwrap_or_default(),
        &mut words,
    );
    Some(Page {
        number: u32::try_from(index + 1).ok()?,
        bottom,
        top,
        words,
    })
}

/// Browsers draw the dots of lists as shapes. A small one just before the first word of a line is a bullet.
fn add_bullets(shapes: &[PathContent], words: &mut Vec<Word>) {
    const MOST: usize = 300;
    let small = |side: f32| (1.5..7.0).contains(&side);
    let dots = shapes.iter().map(|shape| shape.bbox).filter(|dot| {
        small(dot.width) && small(dot.height) && (dot.width - dot.height).abs() < 1.0
    });
    for dot in dots.take(MOST) {
        let middle = dot.y + dot.height / 2.0;
        let beside = |word: &Word| (word.y..word.y + word.height).contains(&middle);
        let near = words
            .iter()
            .position(|word| beside(word) && (dot.width..30.0).contains(&(word.x - dot.x)));
        let first = near.filter(|at| {
            at.checked_sub(1)
                .and_then(|before| words.get(before))
                .is_none_or(|before| !beside(before))
        });
        if let Some((at, word)) = first.and_then(|at| Some((at, words.get(at)?.clone()))) {
            let dot = Word {
                text: "•".to_owned(),
                x: dot.x,
                width: dot.width,
                link: None,
                glued: false,
                ..word
            };
            words.insert(at, dot);
        }
    }
}

/// A word in pieces of one style each: "**April**." is two.
fn pieces(
    word: &pdf_oxide::layout::Word,
    link_at: &impl Fn(f32, f32) -> Option<String>,
) -> Vec<Word> {
    let mut pieces: Vec<Word> = Vec::new();
    for letter in &word.chars {
        let bold = letter.font_weight.is_bold();
        let (x, y) = (letter.bbox.x, letter.bbox.y);
        let link = link_at(x + letter.bbox.width / 2.0, y + letter.bbox.height / 2.0);
        let glued = !pieces.is_empty();
        match pieces.last_mut() {
            Some(last)
                if last.bold == bold
                    && last.italic == letter.is_italic
                    && last.link == link
                    && (last.size - letter.font_size).abs() < 0.5 =>
            {
                last.width = last.width.max(x + letter.bbox.width - last.x);
                last.text.push(letter.char);
            }
            _ => pieces.push(Word {
                text: letter.char.to_string(),
                x,
                y,
                width: letter.bbox.width,
                height: letter.bbox.height,
                size: letter.font_size,
                bold,
                italic: letter.is_italic,
                link,
                glued,
            }),
        }
    }
    pieces
}

/// The title in the information dictionary.
fn title(document: &PdfDocument) -> Option<String> {
    let follow = |object: &Object| match object.as_reference() {
        Some(reference) => document.load_object(reference).ok(),
        None => Some(object.clone()),
    };
    let info = follow(document.trailer().as_dict()?.get("Info")?)?;
    let title = follow(info.as_dict()?.get("Title")?)?;
    let bytes = title.as_string()?;
    let text = match bytes {
        [0xfe, 0xff, rest @ ..] => encoding_rs::UTF_16BE
            .decode_without_bom_handling(rest)
            .0
            .into_owned(),
        [0xef, 0xbb, 0xbf, rest @ ..] => String::from_utf8_lossy(rest).into_owned(),
        // The PDF encoding agrees with Windows-1252 for the letters of western languages.
        bytes => encoding_rs::WINDOWS_1252
            .decode_without_bom_handling(bytes)
            .0
            .into_owned(),
    };
    Some(text)
}
