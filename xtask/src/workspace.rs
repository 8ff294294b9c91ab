//! The workspace as cargo sees it: its root, its members, where it builds.

use std::path::{Path, PathBuf};

use cargo_metadata::{Metadata, MetadataCommand, Package};

use crate::error::Error;

/// The workspace that this crate is a member of.
#[derive(Debug)]
pub(crate) struct Workspace {
    root: PathBuf,
    metadata: Metadata,
}

impl Workspace {
    /// Reads the workspace from its manifest; needs no network, as dependencies are left out.
    pub(crate) fn find() -> Result<Self, Error> {
        // What `cargo run` sets is newer than what the compiler saw: a checkout may have been moved.
        let own = std::env::var_os("CARGO_MANIFEST_DIR").unwrap_or_else(|| env!("CARGO_MANIFEST_DIR").into());
        let metadata =
            MetadataCommand::new().manifest_path(Path::new(&own).join("Cargo.toml")).no_deps().exec()?;
        Ok(Self { root: metadata.workspace_root.clone().into_std_path_buf(), metadata })
    }

    pub(crate) fn root(&self) -> &Path {
        &self.root
    }

    /// The members, in the order cargo gives them.
    pub(crate) fn packages(&self) -> Vec<&Package> {
        self.metadata.workspace_packages()
    }

    /// The members that are published: all but this one.
    pub(crate) fn published(&self) -> impl Iterator<Item = &Package> {
        self.packages().into_iter().filter(|package| package.publish.as_ref().is_none_or(|to| !to.is_empty()))
    }

    /// Path of a binary of the `dev` profile.
    pub(crate) fn binary(&self, name: &str) -> PathBuf {
        let file = format!("{name}{}", std::env::consts::EXE_SUFFIX);
        self.metadata.target_directory.join("debug").join(file).into_std_path_buf()
    }

    /// Where cargo builds; what other tools make lies there too.
    pub(crate) fn target(&self) -> &Path {
        self.metadata.target_directory.as_std_path()
    }

    /// A path as it is written from the root, with `/`.
    pub(crate) fn relative(&self, path: &Path) -> String {
        path.strip_prefix(&self.root).unwrap_or(path).to_string_lossy().replace('\\', "/")
    }
}
