//! Targets as they are named on the command line: a program, or a URL; a short name may stand before.
//! What is neither is refused with what would be right.

use std::str::FromStr;

use thiserror::Error;

/// A target as it is named on the command line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TargetSpec {
    /// `cmd:PROGRAM ARGS`: a program that speaks the driver protocol on its standard input and output.
    Command(Vec<String>),
    /// `http://HOST:PORT/` or the URL of a session.
    Url(url::Url),
    /// `browser:URL`: the same, through its page in a browser.
    #[cfg(feature = "browser")]
    Browser(url::Url),
}

/// Why a target cannot be read from the command line.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum TargetSpecError {
    /// Nothing after `cmd:`, or quotes that are not closed.
    #[error("`{0}` names no program; write `cmd:PROGRAM ARGS`")]
    NoProgram(String),
    /// None of the forms.
    #[error(
        "`{0}` is neither `cmd:PROGRAM ARGS` nor a URL such as `http://127.0.0.1:7780/`, alone or after `browser:`"
    )]
    Unknown(String),
    /// The suite was built without what drives a browser.
    #[error("`{0}` needs the feature `browser`: cargo build -p scapi-conformance --features browser")]
    NoBrowser(String),
    /// The scheme is not spoken here.
    #[error("`{0}` is not an `http://` URL; hosts are tested on the machine they run on, without TLS")]
    Scheme(String),
}

impl FromStr for TargetSpec {
    type Err = TargetSpecError;

    fn from_str(text: &str) -> Result<Self, TargetSpecError> {
        if let Some(command) = text.strip_prefix("cmd:") {
            let words = shlex::split(command).filter(|words| !words.is_empty());
            return words.map(Self::Command).ok_or_else(|| TargetSpecError::NoProgram(text.to_owned()));
        }
        match text.strip_prefix("browser:") {
            #[cfg(feature = "browser")]
            Some(address) => url(address).map(Self::Browser),
            #[cfg(not(feature = "browser"))]
            Some(_) => Err(TargetSpecError::NoBrowser(text.to_owned())),
            None => url(text).map(Self::Url),
        }
    }
}

fn url(text: &str) -> Result<url::Url, TargetSpecError> {
    let url = url::Url::parse(text).map_err(|_| TargetSpecError::Unknown(text.to_owned()))?;
    match url.scheme() {
        "http" => Ok(url),
        "https" | "ws" | "wss" => Err(TargetSpecError::Scheme(text.to_owned())),
        _ => Err(TargetSpecError::Unknown(text.to_owned())),
    }
}

/// Takes a text of the form `NAME=REST` apart; the name is a word of small letters, digits and hyphens, so that neither
/// a URL nor a command is taken for one.
#[must_use]
pub fn split_name(text: &str) -> (Option<&str>, &str) {
    let is_name =
        |name: &str| !name.is_empty() && name.chars().all(|c| matches!(c, 'a'..='z' | '0'..='9' | '-'));
    match text.split_once('=') {
        Some((name, rest)) if is_name(name) => (Some(name), rest),
        _ => (None, text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_command_is_split_like_a_shell_does() {
        let spec: TargetSpec = "cmd:host 'a b' drive".parse().expect("a target");
        assert_eq!(spec, TargetSpec::Command(vec!["host".into(), "a b".into(), "drive".into()]));
    }

    #[test]
    fn what_is_no_target_is_refused_with_what_would_be() {
        let error = |text: &str| text.parse::<TargetSpec>().expect_err("no target").to_string();
        assert_eq!(error("cmd:"), "`cmd:` names no program; write `cmd:PROGRAM ARGS`");
        assert_eq!(error("cmd:a 'b"), "`cmd:a 'b` names no program; write `cmd:PROGRAM ARGS`");
        assert_eq!(
            error("host"),
            "`host` is neither `cmd:PROGRAM ARGS` nor a URL such as `http://127.0.0.1:7780/`, alone or after `browser:`"
        );
        assert!(error("https://host/").contains("is not an `http://` URL"));
    }

    #[test]
    fn a_browser_is_driven_only_where_it_is_built_in() {
        let browser = "browser:http://127.0.0.1:7780/".parse::<TargetSpec>();
        #[cfg(feature = "browser")]
        assert_eq!(browser, Ok(TargetSpec::Browser("http://127.0.0.1:7780/".parse().expect("a URL"))));
        #[cfg(not(feature = "browser"))]
        assert!(browser.expect_err("not built in").to_string().contains("needs the feature `browser`"));
    }

    #[test]
    fn a_name_stands_before_the_first_equals_sign() {
        assert_eq!(split_name("my-host=cmd:a --b=c"), (Some("my-host"), "cmd:a --b=c"));
        for text in ["cmd:a b=c", "http://127.0.0.1:7780/?a=b", "./a=b.json", "=x"] {
            assert_eq!(split_name(text), (None, text));
        }
    }
}
