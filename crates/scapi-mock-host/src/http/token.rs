//! The control token: whoever has it may control a host that other machines can reach.
//! It comes in the header `Authorization`, where that cannot be set as `?token=`, and from the page in a cookie.

use axum::http::{HeaderMap, Uri, header};
use subtle::ConstantTimeEq;

/// A secret that opens the control API.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Token(String);

/// A text that is no token. A mistyped secret is not shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotAToken {
    /// It could be guessed.
    #[error(
        "a control token has at least {LENGTH_AT_LEAST} characters, such as the one that openssl rand -hex 16 prints; got {0}"
    )]
    Short(usize),
    /// It cannot stand in an address.
    #[error(
        "a control token is made of letters, digits, hyphens, dots, underscores and tildes, which one of the characters is not"
    )]
    Odd,
}

/// Fewer characters can be guessed.
const LENGTH_AT_LEAST: usize = 16;

impl Token {
    pub(crate) fn new(text: String) -> Result<Self, NotAToken> {
        let is_plain = |mark: u8| mark.is_ascii_alphanumeric() || b"-._~".contains(&mark);
        if text.len() < LENGTH_AT_LEAST {
            return Err(NotAToken::Short(text.chars().count()));
        }
        if text.bytes().all(is_plain) { Ok(Self(text)) } else { Err(NotAToken::Odd) }
    }

    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }

    /// How long this takes says nothing about how much of it is right.
    fn is(&self, given: &str) -> bool {
        self.0.as_bytes().ct_eq(given.as_bytes()).into()
    }

    /// Whether a request brings this token, in one way or another.
    pub(super) fn is_in(&self, headers: &HeaderMap, uri: &Uri, cookie: &str) -> bool {
        let given = [bearer(headers), cookie_value(headers, cookie), in_query(uri)];
        given.into_iter().flatten().any(|given| self.is(given))
    }

    /// Whether the query alone brings this token.
    pub(super) fn is_in_query(&self, uri: &Uri) -> bool {
        in_query(uri).is_some_and(|given| self.is(given))
    }
}

/// A log must not show it.
impl std::fmt::Debug for Token {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Token(…)")
    }
}

fn bearer(headers: &HeaderMap) -> Option<&str> {
    let (scheme, token) = headers.get(header::AUTHORIZATION)?.to_str().ok()?.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then(|| token.trim())
}

fn cookie_value<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    let cookies = headers.get_all(header::COOKIE).iter().filter_map(|cookies| cookies.to_str().ok());
    let mut pairs =
        cookies.flat_map(|cookies| cookies.split(';')).filter_map(|pair| pair.trim().split_once('='));
    pairs.find(|(given, _)| *given == name).map(|(_, value)| value)
}

const PARAMETER: &str = "token=";

/// A token has nothing that a query would have to escape.
fn in_query(uri: &Uri) -> Option<&str> {
    uri.query()?.split('&').find_map(|pair| pair.strip_prefix(PARAMETER))
}

/// The path and the query without the token, which no handler is to see and no address bar to keep.
pub(super) fn without_token(uri: &Uri) -> String {
    let pairs = uri.query().unwrap_or_default().split('&').filter(|pair| !pair.starts_with(PARAMETER));
    let query: Vec<&str> = pairs.filter(|pair| !pair.is_empty()).collect();
    if query.is_empty() { uri.path().into() } else { format!("{}?{}", uri.path(), query.join("&")) }
}

#[cfg(test)]
mod tests {
    use super::{NotAToken, Token, without_token};

    #[test]
    fn a_token_that_can_be_guessed_is_none() {
        assert!(Token::new("abcdefgh-1234.~_".into()).is_ok());
        assert_eq!(Token::new("abcdefgh1234567".into()), Err(NotAToken::Short(15)));
        assert_eq!(Token::new("abcdefgh 12345678".into()), Err(NotAToken::Odd));
    }

    #[test]
    fn a_token_does_not_show_itself() {
        let token = Token::new("abcdefgh12345678".into()).expect("a token");
        assert_eq!(format!("{token:?}"), "Token(…)");
    }

    #[test]
    fn the_rest_of_the_query_stays() {
        for (given, wanted) in [
            ("/s/a/?token=x", "/s/a/"),
            ("/s/a/?app=http%3A%2F%2Fb&token=x&app=c", "/s/a/?app=http%3A%2F%2Fb&app=c"),
            ("/s/a/ws?tokens=1", "/s/a/ws?tokens=1"),
        ] {
            assert_eq!(without_token(&given.parse().expect("a URI")), wanted);
        }
    }
}
