//! Templates: `${call}`, `${customer.name}`, `${int 1 9}` in the strings of a scenario; `$${` is two characters and no template.
//! Here they are taken apart; what they stand for is found elsewhere.

/// A part of a string.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// As it stands.
    Text(String),
    /// What stands between `${` and `}`.
    Call(Call),
}

/// A name, and what follows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Call {
    pub(super) name: String,
    /// The keys after the name, `${customer.name.first}`.
    pub(super) path: Vec<String>,
    pub(super) arguments: Vec<String>,
}

/// A string is no template.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub(super) enum TemplateError {
    #[error("\"${{\" begins a template, which ends with \"}}\"; write \"$${{\" for the two characters")]
    Open,
    #[error("a template has a name, such as ${{uuid}} or ${{int 1 9}}")]
    Empty,
    #[error("the quotes in \"{0}\" do not match")]
    Quotes(String),
}

/// Takes a string apart.
pub(super) fn parse(text: &str) -> Result<Vec<Part>, TemplateError> {
    let (mut parts, mut literal, mut rest) = (Vec::new(), String::new(), text);
    while let Some(at) = rest.find("${") {
        if rest[..at].ends_with('$') {
            // The first of the two dollars is the escape.
            literal.push_str(&rest[..at]);
            literal.push('{');
            rest = &rest[at + 2..];
            continue;
        }
        literal.push_str(&rest[..at]);
        let (inside, after) = rest[at + 2..].split_once('}').ok_or(TemplateError::Open)?;
        if !literal.is_empty() {
            parts.push(Part::Text(std::mem::take(&mut literal)));
        }
        parts.push(Part::Call(call(inside)?));
        rest = after;
    }
    literal.push_str(rest);
    if !literal.is_empty() || parts.is_empty() {
        parts.push(Part::Text(literal));
    }
    Ok(parts)
}

fn call(inside: &str) -> Result<Call, TemplateError> {
    let words = shlex::split(inside).ok_or_else(|| TemplateError::Quotes(inside.into()))?;
    let mut words = words.into_iter();
    let name = words.next().filter(|name| !name.is_empty()).ok_or(TemplateError::Empty)?;
    let mut keys = name.split('.').map(str::to_owned);
    let name = keys.next().filter(|name| !name.is_empty()).ok_or(TemplateError::Empty)?;
    Ok(Call { name, path: keys.collect(), arguments: words.collect() })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Call, Part, TemplateError, parse};

    fn text(text: &str) -> Part {
        Part::Text(text.into())
    }

    fn call(name: &str, path: &[&str], arguments: &[&str]) -> Part {
        let owned = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect();
        Part::Call(Call { name: name.into(), path: owned(path), arguments: owned(arguments) })
    }

    #[test]
    fn text_and_calls_are_told_apart() {
        assert_eq!(parse(""), Ok(vec![text("")]));
        assert_eq!(parse("$any {x} $"), Ok(vec![text("$any {x} $")]));
        assert_eq!(parse("${uuid}"), Ok(vec![call("uuid", &[], &[])]));
        let wanted = vec![text("a "), call("call", &["ani"], &[]), call("int", &[], &["1", "9"]), text(".")];
        assert_eq!(parse("a ${call.ani}${int 1 9}."), Ok(wanted));
        assert_eq!(parse("${pick 'Ada L' Bob}"), Ok(vec![call("pick", &[], &["Ada L", "Bob"])]));
    }

    #[test]
    fn two_dollars_are_no_template() {
        assert_eq!(parse("$${uuid}"), Ok(vec![text("${uuid}")]));
        assert_eq!(parse("$${uuid} ${uuid}"), Ok(vec![text("${uuid} "), call("uuid", &[], &[])]));
    }

    #[test]
    fn what_is_no_template_is_told() {
        assert_eq!(parse("a ${uuid"), Err(TemplateError::Open));
        assert_eq!(parse("${}"), Err(TemplateError::Empty));
        assert_eq!(parse("${ }"), Err(TemplateError::Empty));
        assert_eq!(parse("${.a}"), Err(TemplateError::Empty));
        assert_eq!(parse("${pick 'a}"), Err(TemplateError::Quotes("pick 'a".into())));
    }

    proptest! {
        #[test]
        fn any_string_is_read_or_refused(string in r"(\$|\{|\}|'| |\.|[a-z]|\PC){0,40}") {
            let _ = parse(&string);
        }

        #[test]
        fn what_is_escaped_comes_back(string in r"[a-z{} $]{0,20}") {
            let escaped = string.replace("${", "$${");
            prop_assume!(!string.contains("$${"));
            prop_assert_eq!(parse(&escaped), Ok(vec![text(&string)]));
        }
    }
}
