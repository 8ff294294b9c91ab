//! What the checks look at: the text files that git knows or would add, the members and their edges.

use std::path::Path;
use std::process::Command;

use cargo_metadata::{DependencyKind, Package};

use crate::command;
use crate::error::Error;
use crate::workspace::Workspace;

/// The source tree, read once.
#[derive(Debug, Default)]
pub(super) struct Tree {
    pub(super) files: Vec<File>,
    pub(super) members: Vec<Member>,
}

/// A text file. Its path is written from the root, with `/`.
#[derive(Debug)]
pub(super) struct File {
    pub(super) path: String,
    pub(super) text: String,
}

/// A crate of the workspace.
#[derive(Debug)]
pub(super) struct Member {
    pub(super) name: String,
    /// Path of its folder from the root.
    pub(super) folder: String,
    pub(super) has_rust_version: bool,
    pub(super) edges: Vec<Edge>,
}

/// A dependency on another crate of the workspace.
#[derive(Debug)]
pub(super) struct Edge {
    pub(super) to: String,
    pub(super) kind: EdgeKind,
}

/// When a dependency is needed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum EdgeKind {
    /// To build the crate.
    Normal,
    /// To test it.
    Dev,
}

impl Tree {
    pub(super) fn read(workspace: &Workspace) -> Result<Self, Error> {
        let files = listed(workspace)?.into_iter().map(|path| read_text(workspace.root(), &path));
        let files = files.filter_map(Result::transpose).collect::<Result<_, _>>()?;
        let packages = workspace.packages();
        let members = packages.iter().map(|package| member(workspace, package, &packages)).collect();
        Ok(Self { files, members })
    }

    pub(super) fn file(&self, path: &str) -> Option<&File> {
        self.files.iter().find(|file| file.path == path)
    }

    /// The files whose names end in one of these, such as `.rs`.
    pub(super) fn ending<'a>(&'a self, suffixes: &'a [&str]) -> impl Iterator<Item = &'a File> {
        self.files.iter().filter(|file| suffixes.iter().any(|suffix| file.path.ends_with(suffix)))
    }
}

impl File {
    /// The lines with their numbers, from 1.
    pub(super) fn lines(&self) -> impl Iterator<Item = (usize, &str)> {
        (1..).zip(self.text.lines())
    }

    /// `path:line`, as editors and terminals understand it.
    pub(super) fn at(&self, line: usize) -> String {
        format!("{}:{line}", self.path)
    }

    /// Whether the file lies in a folder of this name.
    pub(super) fn lies_in(&self, folder: &str) -> bool {
        let mut parts = self.path.split('/').rev().skip(1);
        parts.any(|part| part == folder)
    }
}

/// New files count before they are added: a finding is cheaper before the commit than after it.
fn listed(workspace: &Workspace) -> Result<Vec<String>, Error> {
    let mut git = Command::new("git");
    git.args(["ls-files", "-z", "--cached", "--others", "--exclude-standard"]).current_dir(workspace.root());
    let output = command::read(&mut git)?;
    Ok(output.split('\0').filter(|path| !path.is_empty()).map(str::to_owned).collect())
}

/// The text of a file; none for links, for what is not text, and for what git still lists but is gone.
fn read_text(root: &Path, path: &str) -> Result<Option<File>, Error> {
    let full = root.join(path);
    let is_file = full.symlink_metadata().is_ok_and(|metadata| metadata.is_file());
    if !is_file {
        return Ok(None);
    }
    let bytes = std::fs::read(&full).map_err(|source| Error::File { path: full, source })?;
    Ok(String::from_utf8(bytes).ok().map(|text| File { path: path.to_owned(), text }))
}

fn member(workspace: &Workspace, package: &Package, all: &[&Package]) -> Member {
    let folder = package.manifest_path.parent().expect("a manifest lies in a folder");
    let inner = package.dependencies.iter().filter(|to| all.iter().any(|member| *member.name == to.name));
    Member {
        name: package.name.to_string(),
        folder: workspace.relative(folder.as_std_path()),
        has_rust_version: package.rust_version.is_some(),
        edges: inner.map(|to| Edge { to: to.name.clone(), kind: kind(to.kind) }).collect(),
    }
}

fn kind(kind: DependencyKind) -> EdgeKind {
    if kind == DependencyKind::Development { EdgeKind::Dev } else { EdgeKind::Normal }
}

/// A tree of one file, for the tests of the checks.
#[cfg(test)]
pub(super) fn with_file(path: &str, text: &str) -> Tree {
    let file = File { path: path.to_owned(), text: text.to_owned() };
    Tree { files: vec![file], members: Vec::new() }
}
