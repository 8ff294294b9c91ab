//! The targets of a run, each with what the command line says of it: lists, abilities, how much it claims.
//! What names no target is refused.

use std::path::{Path, PathBuf};

use miette::{Report, miette};
use scapi_conformance::case::ability;
use scapi_conformance::known::KnownList;
use scapi_conformance::load::Source;
use scapi_conformance::run::{Completeness, Subject};
use scapi_conformance::target::{TargetSpec, split_name};
use scapi_schema::suggest;

use super::arguments::Run;

/// A target, and what is known of it.
pub(crate) struct Judged {
    pub(crate) spec: TargetSpec,
    pub(crate) subject: Subject,
    /// Where its list of known failures is kept.
    pub(crate) failing_files: Vec<PathBuf>,
}

/// The targets, in the order of the command line.
pub(crate) fn read(arguments: &Run) -> Result<Vec<Judged>, Report> {
    let mut targets = Vec::new();
    for text in &arguments.targets {
        let judged = target(text)?;
        if targets.iter().any(|other: &Judged| other.subject.name == judged.subject.name) {
            return Err(miette!("--target: two targets are called `{}`", judged.subject.name));
        }
        targets.push(judged);
    }
    let judging = &arguments.judging;
    for text in &judging.known_failing {
        let (path, named) = of(&mut targets, text, "--known-failing")?;
        let may_be_new = judging.update_known_failing;
        let list = list(Path::new(path), may_be_new)?;
        for judged in named {
            judged.subject.known.failing.extend(list.clone());
            judged.failing_files.push(path.into());
        }
    }
    for text in &judging.known_flaky {
        let (path, named) = of(&mut targets, text, "--known-flaky")?;
        let list = list(Path::new(path), false)?;
        named.into_iter().for_each(|judged| judged.subject.known.flaky.extend(list.clone()));
    }
    for text in &judging.lacks {
        let (name, named) = of(&mut targets, text, "--lacks")?;
        if !ability::is_known(name) {
            let nearest = ability::nearest(name).map(|near| format!("; did you mean `{near}`?"));
            return Err(miette!("--lacks: `{name}` is no ability{}", nearest.unwrap_or_default()));
        }
        named.into_iter().for_each(|judged| judged.subject.lacks.push(name.to_owned()));
    }
    for name in &judging.complete {
        let (_, named) = of(&mut targets, &format!("{name}="), "--complete")?;
        named.into_iter().for_each(|judged| judged.subject.completeness = Completeness::Whole);
    }
    Ok(targets)
}

/// One target, of which nothing is known.
pub(crate) fn target(text: &str) -> Result<Judged, Report> {
    let (name, address) = split_name(text);
    let spec = address.parse().map_err(|error| miette!("--target: {error}"))?;
    let subject = Subject::new(name.unwrap_or(address), address);
    Ok(Judged { spec, subject, failing_files: Vec::new() })
}

/// What stands behind `NAME=`, and the target of that name; without a name, all targets.
fn of<'a, 't>(
    targets: &'t mut [Judged],
    text: &'a str,
    option: &str,
) -> Result<(&'a str, Vec<&'t mut Judged>), Report> {
    let (name, rest) = split_name(text);
    let Some(name) = name else { return Ok((rest, targets.iter_mut().collect())) };
    let names: Vec<String> = targets.iter().map(|judged| judged.subject.name.clone()).collect();
    match targets.iter_mut().find(|judged| judged.subject.name == name) {
        Some(judged) => Ok((rest, vec![judged])),
        None => {
            let nearest = suggest::nearest(name, names.iter().map(String::as_str));
            let help = nearest.map_or_else(
                || format!("there are {}", names.join(", ")),
                |near| format!("did you mean `{near}`?"),
            );
            Err(miette!("{option}: no target is called `{name}`; {help}"))
        }
    }
}

fn list(path: &Path, may_be_new: bool) -> Result<KnownList, Report> {
    if may_be_new && !path.exists() {
        return Ok(KnownList::default());
    }
    Ok(KnownList::read(&Source::file(path)?)?)
}
