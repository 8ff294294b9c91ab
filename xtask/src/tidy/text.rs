//! What holds for every text file: JSON that parses, clean line ends, nothing of one machine.

use super::Finding;
use super::tree::{File, Tree};

/// Folders whose JSON is read by programs.
const JSON_FOLDERS: &[&str] = &["fixtures/", "schemas/"];
/// Beginnings of paths that exist on one machine only, put together so that this file has none.
const MACHINE_PATHS: &[&str] = &[concat!("/wo", "rk/"), concat!("/ro", "ot/")];

/// Every `.json` of the fixtures and the schemas.
pub(super) fn json_parses(tree: &Tree) -> Vec<Finding> {
    let read = tree.ending(&[".json"]).filter(|file| JSON_FOLDERS.iter().any(|it| file.path.starts_with(it)));
    read.filter_map(|file| {
        let error = serde_json::from_str::<serde_json::Value>(&file.text).err()?;
        let fix = "mend it; a text that is meant not to be JSON gets another suffix";
        Some(Finding::new(file.at(error.line()), format!("not JSON: {error}"), fix))
    })
    .collect()
}

/// No blanks at the end of a line. Snapshots are as the program printed them.
pub(super) fn lines_end_clean(tree: &Tree) -> Vec<Finding> {
    let written = tree.files.iter().filter(|file| !file.path.ends_with(".snap"));
    on_lines(written, |line| line.ends_with([' ', '\t', '\r']), "the line ends in a blank", "remove it")
}

/// Paths of the machine that something was written on are of no use on another.
pub(super) fn no_machine_paths(tree: &Tree) -> Vec<Finding> {
    let names_one = |line: &str| MACHINE_PATHS.iter().any(|path| line.contains(path));
    on_lines(tree.files.iter(), names_one, "a path of one machine", "write it from the root of the workspace")
}

fn on_lines<'a>(
    files: impl Iterator<Item = &'a File>,
    is_fault: impl Fn(&str) -> bool,
    fault: &str,
    fix: &str,
) -> Vec<Finding> {
    let lines = files.flat_map(|file| file.text.split('\n').zip(1..).map(move |line| (file, line)));
    let faults = lines.filter(|(_, (line, _))| is_fault(line));
    faults.map(|(file, (_, number))| Finding::new(file.at(number), fault, fix)).collect()
}

#[cfg(test)]
mod tests {
    use super::super::tree::with_file;
    use super::*;

    #[test]
    fn broken_json_is_found_with_its_line() {
        let findings = json_parses(&with_file("fixtures/cases/a.json", "{\n  \"id\": ,\n}"));
        assert_eq!(findings[0].place, "fixtures/cases/a.json:2");
        assert_eq!(json_parses(&with_file("schemas/a.json", "{}")), []);
    }

    #[test]
    fn json_that_is_not_ours_is_not_read() {
        assert_eq!(json_parses(&with_file("tsconfig.json", "// with comments\n{}")), []);
    }

    #[test]
    fn a_blank_at_the_end_of_a_line_is_found() {
        for text in ["a\nb \nc", "a\nb\t\n", "a\nb\r\n"] {
            assert_eq!(lines_end_clean(&with_file("README.md", text))[0].place, "README.md:2", "{text:?}");
        }
        assert_eq!(lines_end_clean(&with_file("README.md", "a\n\n  b\n")), []);
        assert_eq!(lines_end_clean(&with_file("a.snap", "a \n")), []);
    }

    #[test]
    fn a_path_of_one_machine_is_found() {
        for folder in MACHINE_PATHS {
            let text = format!("see {folder}notes.md\n");
            assert_eq!(no_machine_paths(&with_file("README.md", &text)).len(), 1, "{folder}");
        }
        assert_eq!(no_machine_paths(&with_file("README.md", "see work/notes.md\n")), []);
    }
}
