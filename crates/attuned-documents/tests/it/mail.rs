use attuned_documents::Problem;

use super::{lines, open, refused};

#[test]
fn the_html_body_is_preferred_and_the_subject_is_the_title() {
    let message = "From: Jo <jo@ash.example>\r\nSubject: =?utf-8?q?Your_rent_=C2=A33?=\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=y\r\n\r\n--y\r\nContent-Type: multipart/alternative; boundary=x\r\n\r\n--x\r\nContent-Type: text/plain\r\n\r\nHello\r\n--x\r\nContent-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n<p>Hello=C2=A0Ann,</p><ol><li>one</ol>\r\n--x--\r\n--y\r\nContent-Type: application/pdf\r\nContent-Disposition: attachment; filename=a.pdf\r\n\r\nabc\r\n--y--\r\n";
    let document = open("a.eml", message);
    assert_eq!(document.title.as_deref(), Some("Your rent £3"));
    assert_eq!(lines(&document), ["P Hello Ann,", "N0 1. one"]);
    assert!(document.notes[0].starts_with("1 attached"));
}

#[test]
fn plain_bodies_are_read_in_their_own_letters() {
    let message = b"From: a@b.example\nMessage-ID: <1@b>\nSubject: Heat\nContent-Type: text/plain; charset=iso-8859-1\n\nDear caf\xe9,\n\n1. One\n2. Two\n";
    let document = open("saved", message);
    assert_eq!(document.title.as_deref(), Some("Heat"));
    assert_eq!(lines(&document), ["P Dear café,", "N0 1. One", "N0 2. Two"]);
}

#[test]
fn a_message_without_words() {
    assert!(matches!(
        refused("a.eml", "From: a@b.example\nSubject: x\n\n"),
        Problem::NoWords { .. }
    ));
}
