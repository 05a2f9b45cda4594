//! A zip file of parts (DOCX, ODT), read with bounds on what it may unpack to.

use std::io::{Cursor, Read};

use zip::ZipArchive;
use zip::result::ZipError;

use crate::tree::{self, Element};
use crate::{Limits, Problem, decode};

pub(crate) struct Package<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
    limits: &'a Limits,
    /// Bytes that may still be unpacked.
    left: u64,
    pub seems: &'static str,
    /// A part ended too early.
    pub cut: bool,
}

impl<'a> Package<'a> {
    pub fn open(bytes: &'a [u8], limits: &'a Limits) -> Result<Self, Problem> {
        let seems = "a Word or OpenDocument file";
        // The count that the zip's end gives is checked first: the reader would make room for every entry.
        if entries(bytes) > limits.entries {
            return Err(Problem::TooLarge {
                seems,
                what: format!("it is made of more than {} files", limits.entries),
            });
        }
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| Problem::Damaged {
            seems,
            what: "its list of contents is missing".to_owned(),
        })?;
        if archive.len() > limits.entries {
            return Err(Problem::TooLarge {
                seems,
                what: format!("it is made of more than {} files", limits.entries),
            });
        }
        Ok(Self {
            archive,
            limits,
            left: limits.expanded_bytes,
            seems,
            cut: false,
        })
    }

    pub fn has(&self, name: &str) -> bool {
        self.archive.index_for_name(name).is_some()
    }

    pub fn has_folder(&self, folder: &str) -> bool {
        self.archive
            .file_names()
            .flatten()
            .any(|name| name.starts_with(folder))
    }

    /// An OpenDocument package of text, not a spreadsheet or drawing; one that does not say counts as text.
    pub fn is_text(&mut self) -> bool {
        let kind = self.bytes("mimetype").ok().flatten().unwrap_or_default();
        kind.is_empty() || kind.starts_with(b"application/vnd.oasis.opendocument.text")
    }

    /// The bytes of a part; `None` where there is none.
    pub fn bytes(&mut self, name: &str) -> Result<Option<Vec<u8>>, Problem> {
        let seems = self.seems;
        let damaged = || Problem::Damaged {
            seems,
            what: format!("the part {name} cannot be unpacked"),
        };
        let part = match self.archive.by_name(name) {
            Ok(part) => part,
            Err(ZipError::FileNotFound) => return Ok(None),
            Err(ZipError::UnsupportedArchive(text)) if text == ZipError::PASSWORD_REQUIRED => {
                return Err(Problem::Encrypted { seems });
            }
            Err(_) => return Err(damaged()),
        };
        let mut bytes = Vec::new();
        let read = part.take(self.left + 1).read_to_end(&mut bytes);
        let length = bytes.len() as u64;
        if length > self.left {
            let what = format!(
                "it unpacks to more than {} MB",
                self.limits.expanded_bytes >> 20
            );
            return Err(Problem::TooLarge { seems, what });
        }
        self.left -= length;
        match read {
            Ok(_) => Ok(Some(bytes)),
            // The beginning of a part whose end is damaged is still words.
            Err(_) if !bytes.is_empty() => {
                self.cut = true;
                Ok(Some(bytes))
            }
            Err(_) => Err(damaged()),
        }
    }

    /// A part as a tree; `None` where there is none.
    pub fn tree(&mut self, name: &str) -> Result<Option<Element>, Problem> {
        let Some(bytes) = self.bytes(name)? else {
            return Ok(None);
        };
        let text = decode::decode(&bytes, self.seems)?.text;
        drop(bytes);
        let (root, cut) = tree::parse(&text, self.seems, self.limits)?;
        self.cut |= cut;
        Ok(Some(root))
    }
}

/// How many entries the end of the zip claims; 0 where it cannot be found.
fn entries(bytes: &[u8]) -> usize {
    let from = bytes.len().saturating_sub(66_000);
    let tail = bytes.get(from..).unwrap_or_default();
    let end = tail.windows(4).rposition(|window| window == b"PK\x05\x06");
    let count = end
        .and_then(|end| tail.get(end + 10..end + 12))
        .and_then(|count| count.try_into().ok());
    count.map_or(0, |count| usize::from(u16::from_le_bytes(count)))
}
