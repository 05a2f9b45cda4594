//! A browser without a screen: keeps its cookie, sends forms with their token, and minds the manners of every page.

use std::collections::BTreeMap;

use axum::Router;
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use http_body_util::BodyExt;
use tower::ServiceExt;

use crate::manners;

#[derive(Debug, Clone)]
pub struct Client {
    router: Router,
    cookie: Option<String>,
    token: String,
}

/// A page as it came.
#[derive(Debug, Clone)]
pub struct Fetched {
    pub status: StatusCode,
    pub path: String,
    pub body: String,
    pub headers: axum::http::HeaderMap,
}

impl Client {
    pub fn new(router: Router) -> Self {
        Self {
            router,
            cookie: None,
            token: String::new(),
        }
    }

    /// Another browser at the same service.
    pub fn without_cookie(&self) -> Self {
        Self::new(self.router.clone())
    }

    pub fn has_cookie(&self) -> bool {
        self.cookie.is_some()
    }

    /// Fetches a page, follows where it leads, and checks its manners.
    pub async fn get(&mut self, path: &str) -> Fetched {
        self.send(Request::get(path).body(Body::empty()).unwrap(), path)
            .await
    }

    /// Sends a form with the token of the last page.
    pub async fn post(&mut self, path: &str, fields: &[(&str, &str)]) -> Fetched {
        let token = self.token.clone();
        self.post_with_token(path, fields, &token).await
    }

    /// Sends a form with a token of the test's choice.
    pub async fn post_with_token(
        &mut self,
        path: &str,
        fields: &[(&str, &str)],
        token: &str,
    ) -> Fetched {
        let all: Vec<(&str, &str)> = fields.iter().copied().chain([("csrf", token)]).collect();
        let body = encode(&all);
        let request = Request::post(path)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .header("sec-fetch-site", "same-origin")
            .body(Body::from(body))
            .unwrap();
        self.send(request, path).await
    }

    async fn send(&mut self, request: Request<Body>, path: &str) -> Fetched {
        let mut fetched = self.once(request, path).await;
        for _ in 0..5 {
            if !fetched.status.is_redirection() {
                break;
            }
            let to = fetched
                .headers
                .get(header::LOCATION)
                .unwrap()
                .to_str()
                .unwrap()
                .to_owned();
            fetched = self
                .once(Request::get(&to).body(Body::empty()).unwrap(), &to)
                .await;
        }
        let is_html = fetched
            .headers
            .get(header::CONTENT_TYPE)
            .is_some_and(|kind| kind.to_str().unwrap().starts_with("text/html"));
        if is_html {
            let problems = manners::check(&fetched.body);
            assert!(
                problems.is_empty(),
                "manners of {}:\n{}\n{}",
                fetched.path,
                problems.join("\n"),
                fetched.body
            );
            if let Some(token) = between(&fetched.body, "name=\"csrf\" value=\"", "\"") {
                self.token = token;
            }
        }
        fetched
    }

    async fn once(&mut self, mut request: Request<Body>, path: &str) -> Fetched {
        if let Some(cookie) = &self.cookie {
            request
                .headers_mut()
                .insert(header::COOKIE, cookie.parse().unwrap());
        }
        let response = self.router.clone().oneshot(request).await.unwrap();
        if let Some(set) = response.headers().get(header::SET_COOKIE) {
            let set = set.to_str().unwrap();
            let cookie = set.split(';').next().unwrap().to_owned();
            self.cookie = (!cookie.ends_with('=')).then_some(cookie);
        }
        let status = response.status();
        let headers = response.headers().clone();
        assert!(
            headers.contains_key(header::CONTENT_SECURITY_POLICY),
            "{path} has no content policy"
        );
        let bytes = response.into_body().collect().await.unwrap().to_bytes();
        Fetched {
            status,
            path: path.to_owned(),
            body: String::from_utf8_lossy(&bytes).into_owned(),
            headers,
        }
    }
}

impl Fetched {
    /// Stops the test unless the page was found.
    pub fn ok(self) -> Self {
        assert_eq!(
            self.status,
            StatusCode::OK,
            "{}\n{}",
            self.path,
            self.text()
        );
        self
    }

    /// The words of the page without its marks, white space as single spaces.
    pub fn text(&self) -> String {
        // What stands inside a line leaves no gap where it begins and ends.
        const INLINE: [&str; 8] = ["a", "b", "code", "em", "mark", "span", "strong", "time"];
        let mut out = String::new();
        for (position, piece) in self.body.split('<').enumerate() {
            let (tag, words) = if position == 0 {
                ("", piece)
            } else {
                piece.split_once('>').unwrap_or((piece, ""))
            };
            let name = tag
                .trim_start_matches('/')
                .split([' ', '\n'])
                .next()
                .unwrap_or("");
            if position > 0 && !INLINE.contains(&name) {
                out.push(' ');
            }
            out.push_str(words);
        }
        let known = BTreeMap::from([
            ("&amp;", "&"),
            ("&lt;", "<"),
            ("&gt;", ">"),
            ("&quot;", "\""),
            ("&#x27;", "'"),
            ("&#39;", "'"),
        ]);
        for (written, meant) in known {
            out = out.replace(written, meant);
        }
        out.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// Stops the test unless the page says so; white space and marks do not count.
    pub fn says(&self, words: &str) -> &Self {
        let text = self.text();
        assert!(
            text.contains(words),
            "{} does not say \u{201c}{words}\u{201d}:\n{text}",
            self.path
        );
        self
    }

    /// Stops the test if the page says so.
    pub fn says_not(&self, words: &str) -> &Self {
        let text = self.text();
        assert!(
            !text.contains(words),
            "{} says \u{201c}{words}\u{201d}:\n{text}",
            self.path
        );
        self
    }
}

fn encode(fields: &[(&str, &str)]) -> String {
    let escape = |text: &str| -> String {
        text.bytes()
            .map(|byte| match byte {
                b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' => {
                    char::from(byte).to_string()
                }
                other => format!("%{other:02X}"),
            })
            .collect()
    };
    fields
        .iter()
        .map(|(name, value)| format!("{}={}", escape(name), escape(value)))
        .collect::<Vec<_>>()
        .join("&")
}

fn between(text: &str, before: &str, after: &str) -> Option<String> {
    let (_, rest) = text.split_once(before)?;
    Some(rest.split_once(after)?.0.to_owned())
}
