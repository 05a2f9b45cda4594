//! Word files (DOCX): the words as a reader sees them in Word, with the numbers Word computes.

mod body;
mod numbering;
mod styles;

use std::collections::HashMap;

use crate::headings;
use crate::package::Package;
use crate::tree::Element;
use crate::writer::Writer;
use crate::{Document, Limits, Problem};

/// Where a part points: the id used in the part, what kind of target it is, and the target.
#[derive(Default)]
struct Relations(HashMap<String, Relation>);

struct Relation {
    sort: String,
    target: String,
    external: bool,
}

impl Relations {
    fn read(root: Option<&Element>) -> Self {
        let elements = root.into_iter().flat_map(Element::elements);
        Self(
            elements
                .filter_map(|element| {
                    let sort = element.attribute("Type")?.rsplit('/').next()?.to_owned();
                    let target = element.attribute("Target")?.to_owned();
                    let external = element.attribute("TargetMode") == Some("External");
                    Some((
                        element.attribute("Id")?.to_owned(),
                        Relation {
                            sort,
                            target,
                            external,
                        },
                    ))
                })
                .collect(),
        )
    }

    /// The part that holds the styles, the numbering and so on.
    fn part(&self, sort: &str, folder: &str) -> Option<String> {
        self.0
            .values()
            .find(|relation| relation.sort == sort && !relation.external)
            .map(|relation| resolve(folder, &relation.target))
    }
}

/// A target is relative to the folder of its part, or begins at the root.
fn resolve(folder: &str, target: &str) -> String {
    if let Some(absolute) = target.strip_prefix('/') {
        return absolute.to_owned();
    }
    let mut path: Vec<&str> = folder.split('/').filter(|step| !step.is_empty()).collect();
    for step in target.split('/') {
        match step {
            ".." => drop(path.pop()),
            "." | "" => {}
            step => path.push(step),
        }
    }
    path.join("/")
}

pub(crate) fn read(mut package: Package<'_>, limits: &Limits) -> Result<Document, Problem> {
    const SEEMS: &str = "a Word file (.docx)";
    package.seems = SEEMS;
    let damaged = |what: &str| Problem::Damaged {
        seems: SEEMS,
        what: what.to_owned(),
    };
    let root = Relations::read(package.tree("_rels/.rels").unwrap_or_default().as_ref());
    let main = root
        .part("officeDocument", "")
        .unwrap_or_else(|| "word/document.xml".to_owned());
    let (folder, name) = main.rsplit_once('/').unwrap_or(("", &main));
    let document = package
        .tree(&main)?
        .ok_or_else(|| damaged("the part with the words is missing"))?;
    let relations = Relations::read(
        package
            .tree(&format!("{folder}/_rels/{name}.rels"))?
            .as_ref(),
    );

    let mut part = |sort: &str| -> Result<Option<Element>, Problem> {
        match relations.part(sort, folder) {
            Some(name) => package.tree(&name),
            None => Ok(None),
        }
    };
    let styles = styles::Styles::read(part("styles")?.as_ref());
    let numbering = numbering::Numbering::read(part("numbering")?.as_ref(), &styles);
    let footnotes = part("footnotes")?;
    let endnotes = part("endnotes")?;
    let mut writer = Writer::new(SEEMS, limits);
    if let Some(title) = package
        .tree("docProps/core.xml")
        .unwrap_or_default()
        .as_ref()
        .and_then(|core| core.child("title"))
    {
        writer.title(&title.words());
    }

    let margins = margins(&document, &relations, folder, &mut package)?;
    let body = document
        .child("body")
        .ok_or_else(|| damaged("the part with the words is empty"))?;
    let mut reader = body::Reader::new(
        writer,
        &styles,
        numbering,
        &relations,
        footnotes.as_ref(),
        endnotes.as_ref(),
    );
    reader.body(body);
    reader.margins(&margins);
    let mut writer = reader.finish();
    if package.cut {
        writer.note("The file is damaged or was cut short; what could be read is here, and its last part may be missing.");
    }
    let mut document = writer.finish()?;
    headings::promote_bold(&mut document);
    Ok(document)
}

/// The headers and footers that some section uses, each part once.
fn margins(
    document: &Element,
    relations: &Relations,
    folder: &str,
    package: &mut Package<'_>,
) -> Result<Vec<Element>, Problem> {
    let mut used = Vec::new();
    document.all("headerReference", &mut used);
    document.all("footerReference", &mut used);
    let mut names: Vec<String> = Vec::new();
    for id in used.iter().filter_map(|element| element.attribute("id")) {
        if let Some(relation) = relations.0.get(id) {
            let name = resolve(folder, &relation.target);
            if !names.contains(&name) && names.len() < 64 {
                names.push(name);
            }
        }
    }
    let mut parts = Vec::new();
    for name in names {
        parts.extend(package.tree(&name)?);
    }
    Ok(parts)
}
