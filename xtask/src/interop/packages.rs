//! Packages of other languages, at the versions of the lock files in `interop/`: installed once for each lock file.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::command;
use crate::error::Error;
use crate::workspace::Workspace;

/// The folder of the checks in Node.js, with its packages.
pub(super) fn node(workspace: &Workspace) -> Result<PathBuf, Error> {
    let folder = workspace.root().join("interop/node");
    let installed = folder.join("node_modules");
    once(&folder.join("package-lock.json"), &installed, || {
        // Nothing that a package wants to run while it is installed is needed.
        let options = ["--ignore-scripts", "--no-audit", "--no-fund", "--prefer-offline"];
        command::run(Command::new(npm()).arg("ci").args(options).current_dir(&folder))
    })?;
    Ok(folder)
}

/// The Python that has the packages of `requirements.txt`.
pub(super) fn python(workspace: &Workspace) -> Result<PathBuf, Error> {
    let requirements = workspace.root().join("interop/python/requirements.txt");
    let environment = workspace.target().join("interop/venv");
    let python = environment.join(if cfg!(windows) { "Scripts/python.exe" } else { "bin/python" });
    once(&requirements, &environment, || {
        command::run(Command::new("python3").args(["-m", "venv", "--clear"]).arg(&environment))?;
        let install = ["-m", "pip", "install", "--quiet", "--require-hashes", "--requirement"];
        command::run(Command::new(&python).args(install).arg(&requirements))
    })?;
    Ok(python)
}

fn npm() -> &'static str {
    if cfg!(windows) { "npm.cmd" } else { "npm" }
}

/// Installs unless what is installed was installed from this very lock file, of which a copy is kept with it.
fn once(lock: &Path, installed: &Path, install: impl FnOnce() -> Result<(), Error>) -> Result<(), Error> {
    let copy = installed.join(".installed-from");
    let locked = fs::read(lock).map_err(|source| Error::File { path: lock.to_owned(), source })?;
    if fs::read(&copy).is_ok_and(|was| was == locked) {
        return Ok(());
    }
    install()?;
    fs::write(&copy, locked).map_err(|source| Error::File { path: copy, source })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_installed_from_a_lock_file_is_installed_once() {
        let folder = std::env::temp_dir().join(format!("xtask-packages-{}", std::process::id()));
        fs::create_dir_all(&folder).expect("a folder");
        let lock = folder.join("lock");
        let mut count = 0;
        let mut install = |text: &str| {
            fs::write(&lock, text).expect("a file");
            once(&lock, &folder, || {
                count += 1;
                Ok(())
            })
            .expect("installs");
        };
        install("a 1");
        install("a 1");
        install("a 2");
        assert_eq!(count, 2);
        fs::remove_dir_all(&folder).expect("cleans up");
    }

    #[test]
    fn an_installation_that_failed_is_done_again() {
        let folder = std::env::temp_dir().join(format!("xtask-packages-failed-{}", std::process::id()));
        fs::create_dir_all(&folder).expect("a folder");
        let lock = folder.join("lock");
        fs::write(&lock, "a 1").expect("a file");
        assert!(once(&lock, &folder, || Err(Error::NothingToTest("x"))).is_err());
        assert!(once(&lock, &folder, || Err(Error::NothingToTest("x"))).is_err());
        fs::remove_dir_all(&folder).expect("cleans up");
    }
}
