//! The workspace as cargo sees it: its root, its members, where it builds.

use std::path::{Path, PathBuf};

use cargo_metadata::{Metadata, MetadataCommand, Package};

use crate::error::Error;

/// The workspace that this crate is a member of.
#[derive(Debug)]
pub(crate) struct Workspace {
    root: PathBuf,
    metadata: Metadata,
    builds: Builds,
}

/// What is built when a task needs something of the workspace.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Builds {
    /// What is needed, with the features that it needs: soonest for one task.
    Needed,
    /// Everything, with all features: once for all the tasks of a run, as features would tell their builds apart.
    Everything,
}

impl Workspace {
    /// Reads the workspace from its manifest; needs no network, as dependencies are left out.
    pub(crate) fn find() -> Result<Self, Error> {
        // What `cargo run` sets is newer than what the compiler saw: a checkout may have been moved.
        let own = std::env::var_os("CARGO_MANIFEST_DIR").unwrap_or_else(|| env!("CARGO_MANIFEST_DIR").into());
        let metadata =
            MetadataCommand::new().manifest_path(Path::new(&own).join("Cargo.toml")).no_deps().exec()?;
        Ok(Self {
            root: metadata.workspace_root.clone().into_std_path_buf(),
            metadata,
            builds: Builds::Needed,
        })
    }

    /// The same, where one build is for all that is run.
    #[must_use]
    pub(crate) fn building_everything(mut self) -> Self {
        self.builds = Builds::Everything;
        self
    }

    pub(crate) fn builds(&self) -> Builds {
        self.builds
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

    /// Path of an example of the `dev` profile.
    pub(crate) fn example(&self, name: &str) -> PathBuf {
        self.binary(&format!("examples/{name}"))
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
