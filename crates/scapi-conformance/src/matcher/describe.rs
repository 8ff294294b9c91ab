//! Matchers in words, for the "expected" of a report.

use core::fmt;

use super::{Kind, Matcher, Rest};

impl fmt::Display for Matcher {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Equal(value) => write!(f, "{value}"),
            Self::Object(fields, Rest::Allowed) if fields.is_empty() => f.write_str("an object"),
            Self::Object(fields, rest) => {
                f.write_str(if *rest == Rest::Refused { "exactly {" } else { "{" })?;
                for (index, (key, matcher)) in fields.iter().enumerate() {
                    write!(f, "{}{key:?}: {matcher}", if index == 0 { "" } else { ", " })?;
                }
                f.write_str("}")
            }
            Self::Array(items) => {
                f.write_str("[")?;
                list(f, items, ", ")?;
                f.write_str("]")
            }
            Self::Any => f.write_str("anything"),
            Self::Absent => f.write_str("absent"),
            Self::Kind(kind) => write!(f, "{kind}"),
            Self::Regex(regex) => write!(f, "a string in which /{regex}/ is found"),
            Self::Contains(words) => {
                let words: Vec<_> = words.iter().map(|word| format!("{word:?}")).collect();
                write!(f, "a string that contains {}", words.join(" and "))
            }
            Self::OneOf(items) => list(f, items, " or "),
            Self::Not(matcher) => write!(f, "anything but {matcher}"),
            Self::Each(matcher) => write!(f, "an array in which each item is {matcher}"),
            Self::Including(items) => {
                f.write_str("an array that has ")?;
                list(f, items, " and ")
            }
            Self::Length(length) => write!(f, "an array of length {length}"),
        }
    }
}

fn list(f: &mut fmt::Formatter<'_>, items: &[Matcher], between: &str) -> fmt::Result {
    for (index, item) in items.iter().enumerate() {
        write!(f, "{}{item}", if index == 0 { "" } else { between })?;
    }
    Ok(())
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::String => "a string that is not empty",
            Self::Number => "a number",
            Self::Boolean => "true or false",
            Self::Object => "an object",
            Self::Array => "an array",
        })
    }
}
