//! The browser that the page's tests drive: found on the machine, or installed, never skipped.
//!
//! The tests get the two paths in the environment variables [`CHROMIUM`] and [`CHROMEDRIVER`].

use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::command;
use crate::error::Error;

/// Environment variable with the path of the browser. Set before, it overrules the search.
pub(crate) const CHROMIUM: &str = "SCAPI_CHROMIUM";
/// Environment variable with the path of the driver. Set before, it overrules the search.
pub(crate) const CHROMEDRIVER: &str = "SCAPI_CHROMEDRIVER";

const BROWSER_NAMES: &[&str] = &["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
const DRIVER_NAMES: &[&str] = &["chromedriver"];

/// A browser and a driver of the same major version.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Browser {
    pub(crate) chromium: PathBuf,
    pub(crate) chromedriver: PathBuf,
}

/// What to do when the browser is not on the machine.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum WhenMissing {
    Fail,
    Install,
}

/// The browser to test with; an error that tells what to install when there is none.
pub(crate) fn ensure(when_missing: WhenMissing) -> Result<Browser, Error> {
    let missing = match find() {
        Ok(browser) => return Ok(browser),
        Err(missing) => missing,
    };
    let packages = packages(&os_release());
    match when_missing {
        WhenMissing::Fail => Err(Error::Missing { missing, remedy: remedy(packages) }),
        WhenMissing::Install => {
            install(packages)?;
            find().map_err(|missing| Error::Missing { missing, remedy: remedy(packages) })
        }
    }
}

fn find() -> Result<Browser, Vec<String>> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let browsers = candidates(CHROMIUM, BROWSER_NAMES, &path);
    let drivers = candidates(CHROMEDRIVER, DRIVER_NAMES, &path);
    choose(&browsers, &drivers, major_version)
}

/// A path given by the environment is the only candidate; else whatever is found by name.
fn candidates(variable: &str, names: &[&str], path: &OsStr) -> Vec<PathBuf> {
    match std::env::var_os(variable) {
        Some(given) => Some(PathBuf::from(given)).filter(|file| file.is_file()).into_iter().collect(),
        None => names.iter().filter_map(|name| in_path(name, path)).collect(),
    }
}

/// The first pair of one major version: a driver refuses the browser of another.
fn choose(
    browsers: &[PathBuf],
    drivers: &[PathBuf],
    version: impl Fn(&Path) -> Option<u32>,
) -> Result<Browser, Vec<String>> {
    let mut missing = Vec::new();
    if browsers.is_empty() {
        missing.push(format!("chromium (or {CHROMIUM}=/path/to/it)"));
    }
    let Some(chromedriver) = drivers.first() else {
        missing.push(format!("chromedriver (or {CHROMEDRIVER}=/path/to/it)"));
        return Err(missing);
    };
    let wanted = version(chromedriver);
    match browsers.iter().find(|browser| version(browser) == wanted) {
        Some(chromium) => Ok(Browser { chromium: chromium.clone(), chromedriver: chromedriver.clone() }),
        None => {
            missing.extend(browsers.iter().map(|browser| mismatch(browser, version(browser), wanted)));
            Err(missing)
        }
    }
}

fn mismatch(browser: &Path, is: Option<u32>, wanted: Option<u32>) -> String {
    let shown = |version: Option<u32>| version.map_or_else(|| "unknown".to_owned(), |it| it.to_string());
    format!(
        "a browser of version {}, the chromedriver's: {} is of version {}",
        shown(wanted),
        browser.display(),
        shown(is)
    )
}

/// A program by its name in a search path.
pub(crate) fn in_path(name: &str, path: &OsStr) -> Option<PathBuf> {
    let file = format!("{name}{}", std::env::consts::EXE_SUFFIX);
    std::env::split_paths(path).map(|folder| folder.join(&file)).find(|candidate| candidate.is_file())
}

fn major_version(program: &Path) -> Option<u32> {
    let output = Command::new(program).arg("--version").output().ok()?;
    major(&String::from_utf8_lossy(&output.stdout))
}

/// `Chromium 140.0.7339.80 built on …` and `ChromeDriver 140.0.7339.80 (…)` are both 140.
fn major(text: &str) -> Option<u32> {
    let number = text.split_whitespace().find(|word| word.starts_with(|c: char| c.is_ascii_digit()))?;
    number.split('.').next()?.parse().ok()
}

fn os_release() -> String {
    std::fs::read_to_string("/etc/os-release").unwrap_or_default()
}

/// The packages by their names in the distribution of `/etc/os-release`.
fn packages(os_release: &str) -> &'static [&'static str] {
    if os_release.lines().any(|line| line == "ID=ubuntu") {
        &["chromium-browser", "chromium-chromedriver"]
    } else {
        &["chromium", "chromium-driver"]
    }
}

fn remedy(packages: &[&str]) -> String {
    format!(
        "to install on Debian or Ubuntu: {}apt-get install -y {}\nor let this task do it: cargo xtask test --install\n\
         elsewhere: put Chromium or Chrome, and the chromedriver of its version, on the PATH",
        if is_root() { "" } else { "sudo " },
        packages.join(" ")
    )
}

fn install(packages: &[&str]) -> Result<(), Error> {
    command::heading("install the browser");
    command::run(&mut apt_get(&["update", "--quiet=2"]))?;
    let install = ["install", "--yes", "--quiet=2"];
    command::run(&mut apt_get(&[&install, packages].concat()))
}

fn apt_get(arguments: &[&str]) -> Command {
    let mut command = if is_root() {
        Command::new("apt-get")
    } else {
        let mut sudo = Command::new("sudo");
        // `sudo` clears the environment of what runs under it.
        sudo.args(["DEBIAN_FRONTEND=noninteractive", "apt-get"]);
        sudo
    };
    command.args(arguments).env("DEBIAN_FRONTEND", "noninteractive");
    command
}

fn is_root() -> bool {
    let id = Command::new("id").arg("-u").output();
    id.is_ok_and(|output| output.stdout.trim_ascii() == b"0")
}

impl Browser {
    /// What the tests are told.
    pub(crate) fn environment(&self) -> [(&'static str, OsString); 2] {
        [(CHROMIUM, self.chromium.clone().into()), (CHROMEDRIVER, self.chromedriver.clone().into())]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn version(path: &Path) -> Option<u32> {
        path.to_str().and_then(|text| text.rsplit('-').next()).and_then(|number| number.parse().ok())
    }

    fn paths(names: &[&str]) -> Vec<PathBuf> {
        names.iter().map(PathBuf::from).collect()
    }

    #[test]
    fn the_browser_of_the_drivers_version_is_chosen() {
        let chosen = choose(&paths(&["chromium-139", "chrome-140"]), &paths(&["driver-140"]), version);
        let expected = Browser { chromium: "chrome-140".into(), chromedriver: "driver-140".into() };
        assert_eq!(chosen, Ok(expected));
    }

    #[test]
    fn whatever_is_missing_is_named() {
        let missing = choose(&[], &[], version).expect_err("nothing is there");
        assert!(missing[0].starts_with("chromium "), "{missing:?}");
        assert!(missing[1].starts_with("chromedriver "), "{missing:?}");
    }

    #[test]
    fn a_browser_of_another_version_is_refused_with_both_versions() {
        let missing = choose(&paths(&["chromium-139"]), &paths(&["driver-140"]), version);
        assert_eq!(
            missing,
            Err(vec![
                "a browser of version 140, the chromedriver's: chromium-139 is of version 139".to_owned()
            ])
        );
    }

    #[test]
    fn the_major_version_is_read_from_what_the_programs_print() {
        assert_eq!(major("Chromium 140.0.7339.80 built on Debian GNU/Linux 12 (bookworm)\n"), Some(140));
        assert_eq!(major("ChromeDriver 141.0.1 (abc)"), Some(141));
        assert_eq!(major("no version"), None);
    }

    #[test]
    fn the_packages_are_named_as_the_distribution_names_them() {
        assert_eq!(packages("ID=debian\n"), ["chromium", "chromium-driver"]);
        assert_eq!(packages("NAME=Ubuntu\nID=ubuntu\n"), ["chromium-browser", "chromium-chromedriver"]);
    }

    #[test]
    fn a_program_is_searched_in_each_folder_of_the_path() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR"));
        let path = std::env::join_paths([folder.join("none"), folder.to_owned()]).expect("a path");
        if std::env::consts::EXE_SUFFIX.is_empty() {
            assert_eq!(in_path("Cargo.toml", &path), Some(folder.join("Cargo.toml")));
        }
        assert_eq!(in_path("no-such-program", &path), None);
    }
}
