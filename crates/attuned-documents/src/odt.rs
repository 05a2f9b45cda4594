//! OpenDocument text (ODT), as LibreOffice and others write it.

mod body;
mod styles;

use crate::package::Package;
use crate::writer::Writer;
use crate::{Document, Limits, Problem, headings, sniff};

const SEEMS: &str = "an OpenDocument file (.odt)";

pub(crate) fn read(mut package: Package<'_>, limits: &Limits) -> Result<Document, Problem> {
    package.seems = SEEMS;
    let manifest = package
        .bytes("META-INF/manifest.xml")
        .unwrap_or_default()
        .unwrap_or_default();
    if sniff::find(&manifest, b"encryption-data").is_some() {
        return Err(Problem::Encrypted { seems: SEEMS });
    }
    let damaged = || Problem::Damaged {
        seems: SEEMS,
        what: "the part with the words is missing".to_owned(),
    };
    let content = package.tree("content.xml")?.ok_or_else(damaged)?;
    let common = package.tree("styles.xml").unwrap_or_default();
    let meta = package.tree("meta.xml").unwrap_or_default();
    let mut writer = Writer::new(SEEMS, limits);
    writer.collapse = true;
    if let Some(title) = meta
        .as_ref()
        .and_then(|meta| meta.child("meta")?.child("title"))
    {
        writer.title(&title.words());
    }
    let styles = styles::Styles::read(&content, common.as_ref());
    let text = content
        .child("body")
        .and_then(|body| body.child("text"))
        .ok_or_else(damaged)?;
    let mut reader = body::Reader::new(writer, &styles);
    reader.body(text);
    if let Some(pages) = common
        .as_ref()
        .and_then(|common| common.child("master-styles"))
    {
        reader.margins(pages);
    }
    let mut writer = reader.finish();
    if package.cut {
        writer.note("The file is damaged or was cut short; what could be read is here, and its last part may be missing.");
    }
    let mut document = writer.finish()?;
    headings::promote_bold(&mut document);
    Ok(document)
}
