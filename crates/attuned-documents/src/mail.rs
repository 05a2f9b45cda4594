//! Saved messages (EML): the subject as title, and the words of the body.

use mail_parser::{Message, MessageParser, PartType};

use crate::{Document, Limits, Problem, html, plain};

const SEEMS: &str = "a saved e-mail (.eml)";

pub(crate) fn read(bytes: &[u8], limits: &Limits) -> Result<Document, Problem> {
    let message = MessageParser::default()
        .parse(bytes)
        .ok_or_else(|| Problem::Damaged {
            seems: SEEMS,
            what: "its beginning is not that of a message".to_owned(),
        })?;
    let mut document = body(&message, limits)?;
    if let Some(subject) = message
        .subject()
        .map(str::trim)
        .filter(|subject| !subject.is_empty())
    {
        document.title = Some(subject.to_owned());
    }
    let attachments = message.attachments.len();
    if attachments > 0 {
        document.notes.push(format!(
            "{attachments} attached or embedded files are not read here; choose them one by one."
        ));
    }
    Ok(document)
}

/// The HTML body where there is one, since it says what is a list and what a link; else the text.
fn body(message: &Message<'_>, limits: &Limits) -> Result<Document, Problem> {
    let part = |id: &u32| message.parts.get(usize::try_from(*id).ok()?);
    let html = message
        .html_body
        .iter()
        .filter_map(part)
        .find_map(|part| match &part.body {
            PartType::Html(html) => Some(html),
            _ => None,
        });
    if let Some(html) = html {
        return html::read(html, SEEMS, limits);
    }
    let texts: Vec<&str> = message
        .text_body
        .iter()
        .filter_map(part)
        .filter_map(|part| match &part.body {
            PartType::Text(text) => Some(text.as_ref()),
            _ => None,
        })
        .collect();
    plain::read(texts.join("\n\n"), limits).map_err(|problem| {
        if problem == Problem::Empty {
            Problem::NoWords { seems: SEEMS }
        } else {
            problem
        }
    })
}
