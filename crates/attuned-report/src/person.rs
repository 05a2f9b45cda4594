//! Authors and contacts: "Jo Bright, Director of People, Anytown Council, jo@x.example".

use crate::report::{At, Person};
use crate::words;

pub(crate) fn parse(text: &str, at: At) -> Option<Person> {
    let words = text.trim();
    if words.is_empty() {
        return None;
    }
    let email = email(words);
    let phone = phone(words);
    let mut rest = apart_at_labels(words);
    for gone in [email.as_deref(), phone.as_deref()].into_iter().flatten() {
        rest = rest.replace(gone, " , ");
    }
    let mut person = Person {
        name: None,
        role: None,
        organisation: None,
        email,
        phone,
        words: words.to_owned(),
        at,
    };
    for piece in rest
        .split([',', ';', '|', '\n', '(', ')'])
        .flat_map(|piece| piece.split(" - "))
        .flat_map(|piece| piece.split(" \u{2013} "))
    {
        let piece = unlabelled(piece);
        if piece.is_empty() {
            continue;
        }
        let lower = piece.to_lowercase();
        let post = words::first_in("post", &lower).is_some();
        let last = lower.split_whitespace().last().unwrap_or("");
        let organisation = words::first_in("organisation", &lower).is_some()
            && (!post || words::has("organisation", last) && !lower.contains(" of "));
        if organisation
            && !(post && person.role.is_none())
            && person.name.is_some() | person.role.is_some()
        {
            fill(&mut person.organisation, piece);
        } else if post {
            fill(&mut person.role, piece);
        } else if person.name.is_none() && person.role.is_none() && is_name(piece) {
            person.name = Some(piece.to_owned());
        } else if organisation {
            fill(&mut person.organisation, piece);
        } else if person.name.is_none() && is_name(piece) && piece.contains(' ') {
            person.name = Some(piece.to_owned());
        } else if person.role.is_none()
            && person.name.is_some()
            && piece.starts_with(char::is_uppercase)
            && piece.contains(' ')
        {
            person.role = Some(piece.to_owned());
        } else if let Some(role) = person
            .role
            .as_mut()
            .filter(|_| person.organisation.is_none() && piece.starts_with(char::is_uppercase))
        {
            // "Head of Culture, Libraries and Sport"
            role.push_str(", ");
            role.push_str(piece);
        }
    }
    let any = person.name.is_some() || person.role.is_some() || person.email.is_some();
    any.then_some(person)
}

/// "Jo Bright, Manager Email: ...": a label in the middle of a line ends what stands before it.
fn apart_at_labels(words_of: &str) -> String {
    let mut out = String::new();
    for word in words_of.split_whitespace() {
        let bare = word
            .trim_matches(|letter: char| !letter.is_alphanumeric())
            .to_lowercase();
        let label = matches!(words::note("label", &bare), Some("email" | "phone"))
            && (word.ends_with([':', '.']) || word.starts_with(char::is_uppercase));
        if !out.is_empty() {
            out.push_str(if label { ", " } else { " " });
        }
        out.push_str(word);
    }
    out
}

fn fill(place: &mut Option<String>, piece: &str) {
    match place {
        Some(before) if before.as_str() != piece => {
            before.push_str(", ");
            before.push_str(piece);
        }
        Some(_) => {}
        None => *place = Some(piece.to_owned()),
    }
}

/// "Email:" and "Tel" before a value, and what punctuation is left over.
fn unlabelled(piece: &str) -> &str {
    let piece = piece
        .trim()
        .trim_matches(['.', ':', '-', '\u{2013}', '*'])
        .trim();
    let lower = piece.to_lowercase();
    if let Some((label, _)) = lower.split_once(':')
        && words::has("label", label.trim())
    {
        return piece.get(label.len() + 1..).unwrap_or("").trim();
    }
    let bare = matches!(
        words::note("label", &lower),
        Some("email" | "phone" | "name" | "role" | "contact" | "author" | "organisation")
    );
    if bare { "" } else { piece }
}

/// Two to five words that begin with capitals.
fn is_name(piece: &str) -> bool {
    let count = piece.split_whitespace().count();
    let capitals = piece
        .split_whitespace()
        .filter(|word| word.starts_with(char::is_uppercase))
        .count();
    (1..=5).contains(&count)
        && capitals + 1 >= count
        && capitals >= 1
        && !piece.contains(char::is_numeric)
}

fn email(text: &str) -> Option<String> {
    let bare = |word: &str| {
        word.trim_matches(|letter: char| !letter.is_alphanumeric())
            .to_owned()
    };
    let mut pieces = text.split(|letter: char| {
        letter.is_whitespace() || matches!(letter, ',' | ';' | '(' | ')' | '<' | '>' | '|' | ':')
    });
    pieces
        .find(|word| {
            word.split_once('@').is_some_and(|(name, host)| {
                !name.is_empty() && host.contains('.') && host.len() > 3
            })
        })
        .map(bare)
}

pub(crate) fn phone(text: &str) -> Option<String> {
    let mut start = None;
    let mut digits = 0;
    let mut end = 0;
    for (at, letter) in text.char_indices().chain([(text.len(), 'x')]) {
        let part = letter.is_ascii_digit() || matches!(letter, ' ' | '+' | '(' | ')' | '-');
        if part && (start.is_some() || letter.is_ascii_digit() || letter == '+') {
            start.get_or_insert(at);
            if letter.is_ascii_digit() {
                digits += 1;
                end = at + 1;
            }
        } else {
            if digits >= 9 {
                return start
                    .and_then(|start| text.get(start..end))
                    .map(str::to_owned);
            }
            start = None;
            digits = 0;
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn people_are_read_from_one_line() {
        let person = parse("Jo Bright-Hill, Director of People and Places, London Borough of Anytown jo.bright@anytown.example", At::default()).unwrap();
        assert_eq!(person.name.as_deref(), Some("Jo Bright-Hill"));
        assert_eq!(
            person.role.as_deref(),
            Some("Director of People and Places")
        );
        assert_eq!(
            person.organisation.as_deref(),
            Some("London Borough of Anytown")
        );
        assert_eq!(person.email.as_deref(), Some("jo.bright@anytown.example"));
        let person = parse("Head of Housing, tel: 020 7946 0000", At::default()).unwrap();
        assert_eq!(
            (person.name, person.role.as_deref(), person.phone.as_deref()),
            (None, Some("Head of Housing"), Some("020 7946 0000"))
        );
        assert_eq!(
            parse(
                "Sam Lee (Scrutiny Officer), Email: sam@x.example",
                At::default()
            )
            .unwrap()
            .role
            .as_deref(),
            Some("Scrutiny Officer")
        );
        assert!(parse("  ", At::default()).is_none());
    }
}
