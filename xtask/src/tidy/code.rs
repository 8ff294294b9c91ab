//! What must not be in Rust code: stand-ins for code, and tests that wait for real time.

use super::Finding;
use super::tree::{File, Tree};

const UNFINISHED: &[&str] = &["todo!", "unimplemented!", "dbg!"];

/// No stand-ins: what is not there is refused with a message that says so.
pub(super) fn is_whole(tree: &Tree) -> Vec<Finding> {
    let code = tree.ending(&[".rs"]).flat_map(|file| code_lines(file).map(move |line| (file, line)));
    code.filter_map(|(file, (number, line))| {
        let name = UNFINISHED.iter().find(|name| is_called(line, name))?;
        Some(Finding::new(file.at(number), format!("{name} in the code"), "write it, or return an error"))
    })
    .collect()
}

/// Waiting is for a condition, or for a virtual clock: time on a loaded machine proves nothing.
pub(super) fn tests_do_not_sleep(tree: &Tree) -> Vec<Finding> {
    let tests = tree.ending(&[".rs"]).flat_map(|file| test_lines(file).map(move |line| (file, line)));
    tests
        .filter(|(_, (_, line))| is_called(line, "sleep"))
        .map(|(file, (number, _))| {
            let fix = "wait for what the test needs, or advance a virtual clock";
            Finding::new(file.at(number), "a test waits for real time", fix)
        })
        .collect()
}

fn code_lines(file: &File) -> impl Iterator<Item = (usize, &str)> {
    file.lines().filter(|(_, line)| !line.trim_start().starts_with("//"))
}

/// The lines of an integration test, or what follows `#[cfg(test)]`: tests are last in a file.
fn test_lines(file: &File) -> impl Iterator<Item = (usize, &str)> {
    let is_test = file.lies_in("tests");
    code_lines(file).skip_while(move |(_, line)| !is_test && line.trim() != "#[cfg(test)]")
}

/// Whether the line has this name as a whole word, followed by a bracket.
fn is_called(line: &str, name: &str) -> bool {
    line.match_indices(name).any(|(start, _)| {
        let before = line[..start].chars().next_back();
        let after = line[start + name.len()..].chars().next();
        !before.is_some_and(|c| c.is_alphanumeric() || c == '_') && matches!(after, Some('(' | '[' | '{'))
    })
}

#[cfg(test)]
mod tests {
    use super::super::tree::with_file;
    use super::*;

    /// Put together here, so that this file is not a finding itself.
    fn call(name: &str) -> String {
        format!("{name}(\"x\");")
    }

    #[test]
    fn each_stand_in_is_found_with_its_line() {
        for name in UNFINISHED {
            let findings = is_whole(&with_file("src/a.rs", &format!("fn a() {{\n    {}\n}}", call(name))));
            assert_eq!(findings.len(), 1, "{name}");
            assert_eq!(findings[0].place, "src/a.rs:2");
        }
    }

    #[test]
    fn a_word_in_a_comment_or_in_a_longer_name_is_none() {
        for line in [format!("// {}", call("todo!")), call("my_todo!"), "let todo = todo;".to_owned()] {
            assert_eq!(is_whole(&with_file("src/a.rs", &line)), [], "{line}");
        }
    }

    #[test]
    fn a_sleep_is_found_in_integration_tests_and_in_unit_tests() {
        let unit = format!("fn a() {{}}\n#[cfg(test)]\nmod tests {{ {} }}", call("thread::sleep"));
        assert_eq!(
            tests_do_not_sleep(&with_file("crates/a/src/a.rs", &unit))[0].place,
            "crates/a/src/a.rs:3"
        );
        assert_eq!(tests_do_not_sleep(&with_file("crates/a/tests/it/a.rs", &call("sleep"))).len(), 1);
    }

    #[test]
    fn a_sleep_outside_of_tests_is_none() {
        let code = format!("fn a() {{ {} }}\n", call("tokio::time::sleep"));
        assert_eq!(tests_do_not_sleep(&with_file("crates/a/src/a.rs", &code)), []);
    }
}
