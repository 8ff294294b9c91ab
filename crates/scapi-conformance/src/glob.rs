//! Patterns of case ids, for `--filter` and for known-failing lists.
//! `*` stands for any run of characters, `/` included; a pattern matches what lies below it as well.

/// Whether a pattern names a case, or a part of the tree in which the case lies.
#[must_use]
pub fn is_match(pattern: &str, id: &str) -> bool {
    let pattern = pattern.trim_end_matches('/');
    is_whole_match(pattern.as_bytes(), id.as_bytes())
        || id.match_indices('/').any(|(end, _)| is_whole_match(pattern.as_bytes(), &id.as_bytes()[..end]))
}

fn is_whole_match(pattern: &[u8], text: &[u8]) -> bool {
    let (mut at, mut in_pattern) = (0, 0);
    let mut star: Option<(usize, usize)> = None;
    while at < text.len() {
        if pattern.get(in_pattern) == Some(&b'*') {
            star = Some((in_pattern, at));
            in_pattern += 1;
        } else if pattern.get(in_pattern) == Some(&text[at]) {
            in_pattern += 1;
            at += 1;
        } else if let Some((position, taken)) = star {
            // the last star takes one character more
            star = Some((position, taken + 1));
            in_pattern = position + 1;
            at = taken + 1;
        } else {
            return false;
        }
    }
    pattern[in_pattern..].iter().all(|&rest| rest == b'*')
}

#[cfg(test)]
mod tests {
    use super::is_match;

    #[test]
    fn a_pattern_without_star_names_a_case_and_all_below_it() {
        assert!(is_match("interaction/accept", "interaction/accept"));
        assert!(is_match("interaction/accept", "interaction/accept/ringing-voice"));
        assert!(is_match("interaction/accept/", "interaction/accept/ringing-voice"));
        assert!(!is_match("interaction/acc", "interaction/accept/ringing-voice"));
        assert!(!is_match("accept", "interaction/accept"));
    }

    #[test]
    fn a_star_stands_for_any_run_of_characters() {
        assert!(is_match("*/accept/*", "interaction/accept/ringing-voice"));
        assert!(is_match("*ringing*", "interaction/accept/ringing-voice"));
        assert!(is_match("*", "a"));
        assert!(is_match("a*b*c", "a-b-b-c"));
        assert!(!is_match("a*b*c", "a-b-b-d"));
        assert!(!is_match("*/voice", "interaction/accept/ringing-voice"));
    }
}
