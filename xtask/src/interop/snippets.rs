//! The snippets of `schemas/README.md` run as they stand there, in a folder where `schemas/` is beside them; those in Rust are
//! doc tests of `scapi-schema`. So do those in JavaScript of the README of the workspace that are whole programs, before a host.

use std::fs;
use std::path::Path;
use std::process::Command;

use super::packages;
use crate::cargo::cargo;
use crate::command;
use crate::error::Error;
use crate::host::HostGuard;
use crate::workspace::{Builds, Workspace};

const README: &str = "schemas/README.md";

/// A fenced block of code.
#[derive(Debug, PartialEq, Eq)]
struct Snippet<'a> {
    language: &'a str,
    code: &'a str,
}

pub(super) fn run(workspace: &Workspace) -> Result<(), Error> {
    let node = packages::node(workspace)?;
    let python = packages::python(workspace)?;
    // Packages are found from a folder among them.
    let folder = node.join("node_modules/.snippets");
    copy_schemas(&workspace.root().join("schemas"), &folder.join("schemas"))?;
    let text = read(workspace, README)?;
    let snippets = snippets(&text);
    for (number, snippet) in (1..).zip(&snippets) {
        let file = folder.join(format!("{number}.{}", ending(snippet.language)));
        fs::write(&file, snippet.code).map_err(|source| Error::File { path: file.clone(), source })?;
        let mut run = match snippet.language {
            "js" => Command::new("node"),
            "python" => Command::new(&python),
            "ts" => compiler(&node),
            "rust" => continue,
            other => return Err(Error::Snippet { file: README, language: other.to_owned() }),
        };
        command::run(run.arg(&file).current_dir(&folder))?;
    }
    doc_tests(workspace, snippets.iter().filter(|snippet| snippet.language == "rust").count())
}

const FRONT: &str = "README.md";

/// Runs what the front page shows as a test of an app, before a host of its own.
pub(super) fn run_front(workspace: &Workspace) -> Result<(), Error> {
    let host = HostGuard::of(workspace)?;
    let text = read(workspace, FRONT)?;
    let mut programs = programs(&text).peekable();
    if programs.peek().is_none() {
        return Err(Error::NothingToTest(FRONT));
    }
    programs.try_for_each(|program| {
        let file = workspace.target().join("front-page.mjs");
        fs::write(&file, program).map_err(|source| Error::File { path: file.clone(), source })?;
        command::run(Command::new("node").arg(&file).env("SCAPI_HOST", host.url().trim_end_matches('/')))
    })
}

/// The snippets that can be run alone: those that import what they use.
fn programs(markdown: &str) -> impl Iterator<Item = &str> {
    let all = snippets(markdown).into_iter().filter(|snippet| snippet.language == "js");
    all.map(|snippet| snippet.code).filter(|code| code.starts_with("import "))
}

fn read(workspace: &Workspace, file: &str) -> Result<String, Error> {
    let path = workspace.root().join(file);
    fs::read_to_string(&path).map_err(|source| Error::File { path, source })
}

fn ending(language: &str) -> &str {
    match language {
        "js" => "mjs",
        "python" => "py",
        other => other,
    }
}

fn compiler(node: &Path) -> Command {
    let mut command = Command::new("node");
    command.arg(node.join("node_modules/typescript/bin/tsc"));
    command.args(["--noEmit", "--strict", "--ignoreConfig", "--lib", "es2022,dom"]);
    command
}

/// A filter that matches nothing passes as well: the number of tests is looked at.
fn doc_tests(workspace: &Workspace, count: usize) -> Result<(), Error> {
    let mut test = cargo(workspace, ["test", "--quiet", "--locked", "--doc", "--all-features"]);
    match workspace.builds() {
        Builds::Needed => test.args(["--package", "scapi-schema"]),
        Builds::Everything => test.arg("--workspace"),
    };
    test.args(["--", README]);
    let output = command::read(&mut test)?;
    eprint!("{output}");
    if output.contains(&format!("ok. {count} passed")) { Ok(()) } else { Err(Error::NothingToTest(README)) }
}

fn copy_schemas(from: &Path, to: &Path) -> Result<(), Error> {
    let error = |path: &Path| {
        let path = path.to_owned();
        |source| Error::File { path, source }
    };
    fs::create_dir_all(to).map_err(error(to))?;
    for entry in fs::read_dir(from).map_err(error(from))? {
        let path = entry.map_err(error(from))?.path();
        let name = path.file_name().unwrap_or_default();
        fs::copy(&path, to.join(name)).map_err(error(&path))?;
    }
    Ok(())
}

/// The blocks of a text in Markdown that name a language.
fn snippets(markdown: &str) -> Vec<Snippet<'_>> {
    let blocks = markdown.split("\n```").skip(1).step_by(2);
    let parts = blocks.filter_map(|block| block.split_once('\n'));
    parts
        .filter(|(language, _)| !language.is_empty())
        .map(|(language, code)| Snippet { language, code })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_snippet_is_a_block_with_a_language() {
        let text =
            "# A\n\n```js\nlet a = 1;\nlet b;\n```\n\nText.\n\n```\nplain\n```\n\n```python\na = 1\n```\n";
        let js = Snippet { language: "js", code: "let a = 1;\nlet b;" };
        assert_eq!(snippets(text), [js, Snippet { language: "python", code: "a = 1" }]);
    }

    #[test]
    fn a_program_imports_what_it_uses() {
        let text = "# A\n\n```js\nconst a = connect();\n```\n\n```js\nimport b from \"b\";\nb();\n```\n";
        assert_eq!(programs(text).collect::<Vec<_>>(), ["import b from \"b\";\nb();"]);
    }

    #[test]
    fn the_readme_of_the_schemas_has_snippets_in_four_languages() {
        let text = include_str!("../../../schemas/README.md");
        let languages: std::collections::BTreeSet<_> =
            snippets(text).iter().map(|snippet| snippet.language).collect();
        assert_eq!(languages.into_iter().collect::<Vec<_>>(), ["js", "python", "rust", "ts"]);
    }
}
