//! What a run leaves behind: the text on standard output, the reports that were asked for, a list brought up to date.

use std::fs;
use std::path::Path;

use miette::{Report, miette};
use scapi_conformance::case::Case;
use scapi_conformance::report::{Html, RunReport, Text, to_junit};
use scapi_conformance::scale::Scale;

use super::arguments::{Format, ReportFile};
use super::subjects::Judged;

/// Writes the reports that were asked for.
pub(crate) fn reports(report: &RunReport, files: &[ReportFile]) -> Result<(), Report> {
    files.iter().try_for_each(|file| {
        let text = match file.format {
            Format::Text => Text::new(report).to_string(),
            Format::Html => Html::new(report).to_string(),
            Format::Junit => to_junit(report).map_err(|error| miette!("--report: {error}"))?,
            Format::Json => serde_json::to_string_pretty(report)
                .map(|text| text + "\n")
                .map_err(|error| miette!("--report: {error}"))?,
        };
        if let Some(folder) = file.path.parent() {
            fs::create_dir_all(folder).map_err(|error| miette!("--report: {}: {error}", folder.display()))?;
        }
        write(&file.path, &text, "--report")
    })
}

/// Writes the list of each target anew, and judges the run by it.
pub(crate) fn update(
    report: &mut RunReport,
    targets: &[Judged],
    all: &[Case],
    scale: &Scale,
) -> Result<(), Report> {
    for (index, judged) in targets.iter().enumerate() {
        let path = own_file(judged, targets)?;
        let target = &mut report.targets[index];
        let mut subject = judged.subject.clone();
        let known = &mut subject.known;
        known.failing = known.failing.updated(target, all, &known.flaky);
        write(path, &known.failing.to_text(), "--update-known-failing")?;
        target.cases.iter_mut().for_each(|case| subject.expect(case, scale));
        let known = &subject.known;
        target.list_faults = known.faults(all, target.abilities.as_deref());
        let unexplained = known.failing.unexplained();
        let entries = known.failing.entries().len();
        eprintln!("wrote {}: {entries} known failures, {unexplained} of them unexplained", path.display());
    }
    Ok(())
}

/// The one file that is this target's alone.
fn own_file<'a>(judged: &'a Judged, targets: &[Judged]) -> Result<&'a Path, Report> {
    let name = &judged.subject.name;
    let [path] = &judged.failing_files[..] else {
        return Err(miette!(
            "--update-known-failing: {name} has {} lists; give it one by --known-failing {name}=FILE",
            judged.failing_files.len()
        ));
    };
    if targets.iter().filter(|other| other.failing_files.contains(path)).count() > 1 {
        return Err(miette!(
            "--update-known-failing: {} is the list of several targets; give each one its own by NAME=FILE",
            path.display()
        ));
    }
    Ok(path)
}

fn write(path: &Path, text: &str, option: &str) -> Result<(), Report> {
    fs::write(path, text).map_err(|error| miette!("{option}: {}: {error}", path.display()))
}
