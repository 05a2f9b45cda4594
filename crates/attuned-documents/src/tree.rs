//! A tree of elements, from XML, bounded in size and depth. Prefixes are dropped: formats differ in them, and no two
//! elements that matter here share a name without one.

use quick_xml::Reader;
use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::{BytesStart, Event};

use crate::{Limits, Problem};

#[derive(Debug, Default)]
pub(crate) struct Element {
    pub name: Box<str>,
    attributes: Vec<(Box<str>, Box<str>)>,
    pub children: Vec<Node>,
}

#[derive(Debug)]
pub(crate) enum Node {
    Element(Element),
    Text(String),
}

impl Element {
    pub fn new(name: &str, attributes: Vec<(Box<str>, Box<str>)>) -> Self {
        Self {
            name: name.into(),
            attributes,
            children: Vec::new(),
        }
    }

    pub fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes
            .iter()
            .find(|(known, _)| &**known == name)
            .map(|(_, value)| &**value)
    }

    pub fn elements(&self) -> impl DoubleEndedIterator<Item = &Element> {
        self.children.iter().filter_map(|node| match node {
            Node::Element(element) => Some(element),
            Node::Text(_) => None,
        })
    }

    pub fn child(&self, name: &str) -> Option<&Element> {
        self.elements().find(|element| &*element.name == name)
    }

    /// Every element of that name below this one, in order; not those inside one already found.
    pub fn all<'a>(&'a self, name: &str, found: &mut Vec<&'a Element>) {
        for element in self.elements() {
            if &*element.name == name {
                found.push(element);
            } else {
                element.all(name, found);
            }
        }
    }

    /// All text below this element.
    pub fn words(&self) -> String {
        fn gather(element: &Element, out: &mut String) {
            for node in &element.children {
                match node {
                    Node::Text(text) => out.push_str(text),
                    Node::Element(element) => gather(element, out),
                }
            }
        }
        let mut out = String::new();
        gather(self, &mut out);
        out
    }
}

/// The root element of an XML part. A part that ends too early gives what stood before, and `true`.
pub(crate) fn parse(
    xml: &str,
    seems: &'static str,
    limits: &Limits,
) -> Result<(Element, bool), Problem> {
    let damaged = |what: &str| Problem::Damaged {
        seems,
        what: what.to_owned(),
    };
    let mut reader = Reader::from_str(xml);
    let mut open: Vec<Element> = vec![Element::default()];
    let mut nodes = 0_usize;
    loop {
        // An end that does not fit its beginning, or anything else that is not XML, ends the reading.
        let Ok(event) = reader.read_event() else {
            return finish(open, seems);
        };
        nodes += 1;
        if nodes > limits.nodes {
            let what = format!("one of its parts has more than {} elements", limits.nodes);
            return Err(Problem::TooLarge { seems, what });
        }
        match event {
            Event::Start(start) => {
                if open.len() > limits.depth {
                    return Err(damaged("its parts lie too deep inside each other"));
                }
                open.push(element(&start));
            }
            Event::Empty(start) => {
                let element = element(&start);
                add(&mut open, Node::Element(element));
            }
            Event::End(_) => {
                if open.len() > 1
                    && let Some(element) = open.pop()
                {
                    add(&mut open, Node::Element(element));
                }
            }
            Event::Text(text) => add_text(&mut open, &text.xml10_content()),
            Event::CData(text) => add_text(&mut open, &text.xml10_content()),
            Event::GeneralRef(reference) => {
                let letter = reference.resolve_char_ref().ok().flatten();
                match (
                    letter,
                    resolve_predefined_entity(&reference.xml10_content()),
                ) {
                    (Some(letter), _) => add_text(&mut open, letter.encode_utf8(&mut [0; 4])),
                    (None, Some(text)) => add_text(&mut open, text),
                    (None, None) => {}
                }
            }
            Event::Eof => return finish(open, seems),
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_) => {}
        }
    }
}

fn finish(mut open: Vec<Element>, seems: &'static str) -> Result<(Element, bool), Problem> {
    let cut = open.len() > 1;
    while open.len() > 1
        && let Some(element) = open.pop()
    {
        add(&mut open, Node::Element(element));
    }
    let root = open.pop().unwrap_or_default();
    let first = root.children.into_iter().find_map(|node| match node {
        Node::Element(element) => Some(element),
        Node::Text(_) => None,
    });
    first.map(|element| (element, cut)).ok_or(Problem::Damaged {
        seems,
        what: "one of its parts is empty".to_owned(),
    })
}

fn element(start: &BytesStart<'_>) -> Element {
    let local = |name: &str| -> Box<str> {
        name.rsplit_once(':')
            .map_or(name, |(_, local)| local)
            .into()
    };
    let attributes = start
        .attributes()
        .with_checks(false)
        .flatten()
        .filter(|attribute| !attribute.key.as_ref().starts_with("xmlns"))
        .map(|attribute| {
            let value = attribute.normalized_value(quick_xml::XmlVersion::Implicit1_0);
            (
                local(attribute.key.as_ref()),
                value.map_or_else(|_| "".into(), |value| value.into()),
            )
        })
        .collect();
    Element::new(&local(start.name().as_ref()), attributes)
}

fn add(open: &mut [Element], node: Node) {
    if let Some(top) = open.last_mut() {
        top.children.push(node);
    }
}

fn add_text(open: &mut [Element], text: &str) {
    if let Some(top) = open.last_mut() {
        if let Some(Node::Text(before)) = top.children.last_mut() {
            before.push_str(text);
        } else {
            top.children.push(Node::Text(text.to_owned()));
        }
    }
}
