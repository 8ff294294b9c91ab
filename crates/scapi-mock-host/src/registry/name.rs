//! Names of sessions. They stand in paths, in logs and in file names, so that they are of few characters.
//! A given name is checked; nobody's is bent into shape.

use serde::{Deserialize, Serialize};

/// A name that a session can have.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String")]
pub(crate) struct SessionName(String);

/// A name that a session cannot have.
#[derive(Debug, thiserror::Error)]
#[error(
    "a session's name is 1 to 64 letters, digits, dots, underscores and hyphens, the first of them a letter or a digit, \
     such as checkout-3; got {given:?}"
)]
pub(crate) struct NotAName {
    given: String,
}

const LENGTH_AT_MOST: usize = 64;

impl SessionName {
    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for SessionName {
    type Error = NotAName;

    fn try_from(given: String) -> Result<Self, NotAName> {
        if is_plain(&given) {
            return Ok(Self(given));
        }
        // A hostile name of a megabyte is not sent back.
        Err(NotAName { given: given.chars().take(LENGTH_AT_MOST).collect() })
    }
}

/// Whether a name can stand in a path, in a log and in a file name.
pub(crate) fn is_plain(given: &str) -> bool {
    let starts = given.starts_with(|first: char| first.is_ascii_alphanumeric());
    let is_plain = |mark: u8| mark.is_ascii_alphanumeric() || b"._-".contains(&mark);
    starts && given.len() <= LENGTH_AT_MOST && given.bytes().all(is_plain)
}

#[cfg(test)]
mod tests {
    use super::SessionName;

    #[test]
    fn names_are_of_few_characters() {
        for name in ["a", "7", "checkout-3", "A.b_c", &"x".repeat(64)] {
            assert!(SessionName::try_from(name.to_owned()).is_ok(), "{name}");
        }
        for name in ["", ".", "..", "-a", "a b", "a/b", "é", "a\n", "%2e", &"x".repeat(65)] {
            let fault = SessionName::try_from(name.to_owned()).expect_err(name);
            assert!(fault.to_string().contains("such as checkout-3"), "{fault}");
        }
    }
}
