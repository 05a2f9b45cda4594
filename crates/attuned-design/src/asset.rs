//! Static files: found by the name in an address, which carries the hash of the content.

use std::borrow::Cow;

use rust_embed::RustEmbed;

/// Where the web layer serves static files, with a slash at either end.
pub const ASSETS: &str = "/assets/";

#[derive(RustEmbed)]
#[folder = "$OUT_DIR/assets"]
struct Built;

/// A static file. Its address changes whenever its bytes do, so it may be sent with
/// `Cache-Control: public, max-age=31536000, immutable`.
#[derive(Debug, Clone)]
pub struct Asset {
    pub bytes: Cow<'static, [u8]>,
    /// For the `Content-Type` header, with the character set where there is one.
    pub mime: &'static str,
    /// For the `ETag` header, with its quotation marks.
    pub etag: String,
}

/// The file at an address such as `/assets/attuned.0f1e2d3c4b5a.css`, with or without the leading
/// folder. `None` for any other address, a name without its hash included.
pub fn asset(path: &str) -> Option<Asset> {
    let name = path.strip_prefix(ASSETS).unwrap_or(path);
    let file = Built::get(name)?;
    let ending = name.rsplit('.').next().unwrap_or_default();
    let hash = file.metadata.sha256_hash();
    let etag: String = hash
        .iter()
        .take(12)
        .map(|byte| format!("{byte:02x}"))
        .collect();
    Some(Asset {
        bytes: file.data,
        mime: mime(ending),
        etag: format!("\"{etag}\""),
    })
}

/// The address to link to for a plain name: `attuned.css` gives `/assets/attuned.0f1e2d3c4b5a.css`.
pub fn asset_address(name: &str) -> Option<String> {
    let (stem, ending) = name.rsplit_once('.')?;
    Built::iter()
        .find(|built| {
            built
                .strip_prefix(stem)
                .and_then(|rest| rest.strip_suffix(ending))
                .is_some_and(is_dotted_hash)
        })
        .map(|built| format!("{ASSETS}{built}"))
}

/// Whether this is what lies between stem and ending: a dot, hexadecimal digits, a dot.
fn is_dotted_hash(between: &str) -> bool {
    between
        .strip_prefix('.')
        .and_then(|rest| rest.strip_suffix('.'))
        .is_some_and(|hash| !hash.is_empty() && hash.bytes().all(|byte| byte.is_ascii_hexdigit()))
}

fn mime(ending: &str) -> &'static str {
    match ending {
        "css" => "text/css; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "ico" => "image/x-icon",
        "txt" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_plain_name_gives_an_address_that_serves_the_file() {
        for (name, mime) in [
            ("attuned.css", "text/css; charset=utf-8"),
            ("attuned.js", "text/javascript; charset=utf-8"),
            ("icon.svg", "image/svg+xml"),
        ] {
            let address = asset_address(name).expect(name);
            let file = asset(&address).expect(&address);
            assert_eq!(file.mime, mime);
            assert!(!file.bytes.is_empty());
            assert!(file.etag.starts_with('"') && file.etag.ends_with('"'));
        }
    }

    #[test]
    fn an_address_without_the_right_hash_finds_nothing() {
        for path in [
            "/assets/attuned.css",
            "/assets/attuned.000000000000.css",
            "/assets/../Cargo.toml",
            "",
        ] {
            assert!(asset(path).is_none(), "{path}");
        }
        assert_eq!(asset_address("missing.css"), None);
    }

    /// A strict content policy stops a style that fetches from elsewhere, and GOV.UK's own pictures and
    /// typeface are not ours to use.
    #[test]
    fn the_styles_fetch_nothing_and_carry_no_brand_of_another() {
        let file = asset(&asset_address("attuned.css").expect("styles")).expect("styles");
        let css = String::from_utf8(file.bytes.into_owned()).expect("text");
        for unwanted in [
            "url(",
            "@import",
            "GDS Transport",
            "#1d70b8",
            "crown",
            "crest",
        ] {
            assert!(!css.contains(unwanted), "the styles contain {unwanted}");
        }
    }
}
