//! Why a file could not be read, in words for the person who chose it.

/// What stands between a file and its words. The message says what the file seems to be, what is wrong, and what helps.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Problem {
    #[error(
        "This file is empty. The save may have been interrupted: saving it once more and choosing it again usually helps."
    )]
    Empty,
    #[error(
        "This seems to be {seems}, and no words were found in it. If it is a scan or a picture of a page, please ask for the file it was made from."
    )]
    NoWords { seems: &'static str },
    #[error(
        "This seems to be {seems}, which we cannot read yet. Saving it as Word (.docx), OpenDocument (.odt), PDF, HTML, Markdown or plain text, and choosing that file, will work."
    )]
    Unknown { seems: &'static str },
    #[error(
        "This seems to be {seems} locked with a password. Please save a copy without the password and choose that one."
    )]
    Encrypted { seems: &'static str },
    #[error(
        "This seems to be {seems}, but it is damaged or was cut short ({what}). Opening it in the program that made it and saving it again often repairs it."
    )]
    Damaged { seems: &'static str, what: String },
    #[error(
        "This seems to be {seems}, but it is too large for us to read ({what}). Splitting it into parts and choosing one at a time will work."
    )]
    TooLarge { seems: &'static str, what: String },
    #[error(
        "This seems to be {seems}, and reading it took longer than we allow ({seconds} seconds). Splitting it into parts, or saving it as Word (.docx), usually helps."
    )]
    TooSlow { seems: &'static str, seconds: u64 },
    #[error(
        "This seems to be {seems}, but its letters are stored in a way we do not recognise. Saving it with the encoding \"UTF-8\" and choosing it again will work."
    )]
    Encoding { seems: &'static str },
    #[error(
        "This is a PDF, and reading PDF is not part of this build of the program. A Word (.docx) or plain text version of the same file will work."
    )]
    PdfNotInBuild,
    #[error(
        "This is a PDF, and the part of the program that reads PDF could not be started ({what}). Nothing is wrong with the file; please tell whoever looks after this service."
    )]
    ReaderUnavailable { what: String },
}
