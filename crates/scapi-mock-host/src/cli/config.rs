//! `--config FILE`: every flag, from a JSON file whose keys are the names of the flags. What is on the command line wins.
//! The file is turned into arguments, so that a flag means the same in both places.

use std::{ffi::OsString, fmt, path::Path};

use clap::{ArgMatches, Command, CommandFactory, FromArgMatches, parser::ValueSource};
use scapi_schema::suggest;
use serde::{
    Deserialize, Deserializer,
    de::{MapAccess, Visitor},
};
use serde_json::{Value, value::RawValue};

use super::arguments::{Arguments, Command as Subcommand, Serve};

/// Flags that a file cannot give.
const NOT_IN_A_FILE: [&str; 3] = ["config", "help", "version"];

/// Reads the command line, and the file that it names.
pub(super) fn arguments(given: impl IntoIterator<Item = OsString>) -> Result<Arguments, clap::Error> {
    let mut given: Vec<OsString> = given.into_iter().collect();
    let matches = Arguments::command().try_get_matches_from(&given)?;
    let arguments = Arguments::from_arg_matches(&matches)?;
    let Some(file) = serve(&arguments).and_then(|serve| serve.config.as_deref()) else {
        return Ok(arguments);
    };
    given.extend(from_file(file, &matches).map_err(|fault| refusal(&fault))?);
    Arguments::from_arg_matches(&Arguments::command().try_get_matches_from(&given)?)
}

const fn serve(arguments: &Arguments) -> Option<&Serve> {
    match &arguments.command {
        None => Some(&arguments.serve),
        Some(Subcommand::Serve(serve)) => Some(serve),
        Some(_) => None,
    }
}

fn refusal(fault: &ConfigFault) -> clap::Error {
    Arguments::command().error(clap::error::ErrorKind::ValueValidation, fault)
}

/// A file of flags that cannot be used.
#[derive(Debug, thiserror::Error)]
enum ConfigFault {
    #[error("failed to read {file}: {source}")]
    Read { file: String, source: std::io::Error },
    #[error("{file}:{line}:{column}: {what}")]
    Wrong { file: String, line: usize, column: usize, what: String },
}

/// The arguments that a file stands for, without those that the command line has.
fn from_file(path: &Path, matches: &ArgMatches) -> Result<Vec<OsString>, ConfigFault> {
    let file = path.display().to_string();
    let text =
        std::fs::read_to_string(path).map_err(|source| ConfigFault::Read { file: file.clone(), source })?;
    let given = matches.subcommand_matches("serve").unwrap_or(matches);
    let is_given = |name: &str| given.value_source(&id_of(name)) == Some(ValueSource::CommandLine);
    read(&text, is_given).map_err(|Fault { line, column, what }| ConfigFault::Wrong {
        file,
        line,
        column,
        what,
    })
}

/// What is wrong in a text, and where.
#[derive(Debug, PartialEq, Eq)]
struct Fault {
    line: usize,
    column: usize,
    what: String,
}

impl Fault {
    fn at(text: &str, offset: usize, what: impl Into<String>) -> Self {
        let before = &text[..offset];
        let line = before.matches('\n').count() + 1;
        let column = before.chars().rev().take_while(|mark| *mark != '\n').count() + 1;
        Self { line, column, what: what.into() }
    }
}

fn read(text: &str, is_given: impl Fn(&str) -> bool) -> Result<Vec<OsString>, Fault> {
    let file: File<'_> = serde_json::from_str(text).map_err(|fault| {
        // What serde says ends with the place, which is said before.
        let what = fault.to_string();
        let what = what.split(" at line ").next().unwrap_or(&what).to_owned();
        Fault { line: fault.line(), column: fault.column(), what }
    })?;
    let mut arguments = Vec::new();
    let mut seen = std::collections::BTreeSet::new();
    for Flag { name, value } in &file.flags {
        let value_at = offset(text, value.get());
        let name_at = name_offset(text, value_at);
        check_name(name).map_err(|what| Fault::at(text, name_at, what))?;
        if !seen.insert(name) {
            return Err(Fault::at(
                text,
                name_at,
                format!("\"{name}\" is given twice; a flag that is repeatable takes an array"),
            ));
        }
        let own = as_arguments(name, value.get()).map_err(|what| Fault::at(text, value_at, what))?;
        check_value(&own).map_err(|what| Fault::at(text, value_at, what))?;
        if !is_given(name) {
            arguments.extend(own.into_iter().map(OsString::from));
        }
    }
    Ok(arguments)
}

/// Where a part of a text begins in it.
fn offset(text: &str, part: &str) -> usize {
    part.as_ptr() as usize - text.as_ptr() as usize
}

/// Where the name of a value begins: at the quotation mark before the one before the colon.
fn name_offset(text: &str, value_at: usize) -> usize {
    let mut quotes = text[..value_at].rmatch_indices('"').map(|(at, _)| at);
    quotes.nth(1).unwrap_or(value_at)
}

fn flags() -> Command {
    let mut command = Arguments::command();
    command.build();
    command
}

fn id_of(name: &str) -> String {
    let command = flags();
    let flag = command.get_arguments().find(|flag| flag.get_long() == Some(name));
    flag.map(|flag| flag.get_id().to_string()).unwrap_or_default()
}

fn check_name(name: &str) -> Result<(), String> {
    let command = flags();
    let known = command.get_arguments().filter_map(clap::Arg::get_long);
    let known: Vec<&str> = known.filter(|known| !NOT_IN_A_FILE.contains(known)).collect();
    if known.contains(&name) {
        return Ok(());
    }
    let hint = match suggest::nearest(name, known.iter().copied()) {
        Some(meant) => format!("did you mean \"{meant}\"?"),
        None => format!("the flags are {}", known.join(", ")),
    };
    Err(format!("there is no flag \"{name}\"; {hint}"))
}

/// What would have to be written on the command line.
fn as_arguments(name: &str, value: &str) -> Result<Vec<String>, String> {
    let wanted =
        || format!("\"{name}\" takes a string, a number, true, false, or an array of strings or numbers");
    let text = |value: &Value| match value {
        Value::String(text) => Ok(format!("--{name}={text}")),
        Value::Number(number) => Ok(format!("--{name}={number}")),
        Value::Null | Value::Bool(_) | Value::Array(_) | Value::Object(_) => Err(wanted()),
    };
    match serde_json::from_str(value) {
        Ok(Value::Bool(true)) => Ok(vec![format!("--{name}")]),
        Ok(Value::Bool(false)) => Ok(Vec::new()),
        Ok(Value::Array(items)) => items.iter().map(text).collect(),
        Ok(value) => text(&value).map(|argument| vec![argument]),
        Err(fault) => Err(fault.to_string()),
    }
}

/// Whether the command line would take it.
fn check_value(arguments: &[String]) -> Result<(), String> {
    let program = std::iter::once("scapi-mock-host");
    let checked =
        Arguments::command().try_get_matches_from(program.chain(arguments.iter().map(String::as_str)));
    checked.map(|_| ()).map_err(|fault| {
        let text = fault.to_string();
        let first = text.lines().next().unwrap_or_default();
        first.strip_prefix("error: ").unwrap_or(first).to_owned()
    })
}

/// A JSON object, its keys in order, its values as they stand in the text.
struct File<'a> {
    flags: Vec<Flag<'a>>,
}

struct Flag<'a> {
    name: String,
    value: &'a RawValue,
}

impl<'de> Deserialize<'de> for File<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(FlagsVisitor)
    }
}

struct FlagsVisitor;

impl<'de> Visitor<'de> for FlagsVisitor {
    type Value = File<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object whose keys are the names of flags, such as {\"port\": 7780}")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<File<'de>, A::Error> {
        let mut flags = Vec::new();
        while let Some((name, value)) = map.next_entry()? {
            flags.push(Flag { name, value });
        }
        Ok(File { flags })
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use clap::Parser;

    use super::{Arguments, Fault, NOT_IN_A_FILE, flags, read};

    fn arguments(text: &str) -> Vec<String> {
        let read = read(text, |_| false).expect("flags");
        read.into_iter().map(|argument| argument.into_string().expect("text")).collect()
    }

    fn fault(text: &str) -> Fault {
        read(text, |_| false).expect_err("a fault")
    }

    #[test]
    fn values_become_arguments() {
        let text = r#"{"port": 0, "json": true, "log-user-data": false, "app": ["http://a.test", "http://b.test"], "log": "debug"}"#;
        let wanted = ["--port=0", "--json", "--app=http://a.test", "--app=http://b.test", "--log=debug"];
        assert_eq!(arguments(text), wanted);
    }

    #[test]
    fn what_is_on_the_command_line_is_left_out() {
        let read = read(r#"{"port": 1, "json": true}"#, |name| name == "port").expect("flags");
        assert_eq!(read, ["--json"]);
    }

    #[test]
    fn an_unknown_flag_is_told_where_it_stands_and_what_was_meant() {
        let fault = fault("{\n  \"json\": true,\n  \"prot\": 1\n}");
        let what = "there is no flag \"prot\"; did you mean \"port\"?".to_owned();
        assert_eq!(fault, Fault { line: 3, column: 3, what });
    }

    #[test]
    fn a_wrong_value_is_told_where_it_stands() {
        let fault = fault("{\n  \"port\": 70000\n}");
        assert_eq!((fault.line, fault.column), (2, 11));
        assert!(fault.what.ends_with("70000 is not in 0..=65535"), "{}", fault.what);
    }

    #[test]
    fn what_is_no_json_is_told_where() {
        let fault = fault("{\n  \"port\": 1,\n}");
        assert_eq!((fault.line, fault.column, fault.what.as_str()), (3, 1, "trailing comma"));
    }

    #[test]
    fn other_forms_are_told_what_is_wanted() {
        assert!(fault("[]").what.contains("an object whose keys are the names of flags"));
        assert!(fault(r#"{"port": {"a": 1}}"#).what.starts_with("\"port\" takes a string, a number"));
        assert!(fault(r#"{"port": null}"#).what.starts_with("\"port\" takes a string, a number"));
        assert!(fault(r#"{"port": 1, "port": 2}"#).what.starts_with("\"port\" is given twice"));
        assert!(fault(r#"{"port": [1, 2]}"#).what.contains("cannot be used multiple times"));
        assert!(fault(r#"{"config": "a.json"}"#).what.starts_with("there is no flag \"config\""));
    }

    /// Every flag of the program with a value that is not its default, as a file and as the command line have it.
    const FLAGS: [(&str, &str, &[&str]); 23] = [
        (
            "app",
            r#"["http://a.test", "http://b.test"]"#,
            &["--app", "http://a.test", "--app", "http://b.test"],
        ),
        ("app-per-interaction", r#""http://a.test/""#, &["--app-per-interaction", "http://a.test/"]),
        ("app-window", r#""http://a.test/""#, &["--app-window", "http://a.test/"]),
        ("port", "0", &["--port", "0"]),
        ("host", r#""::1""#, &["--host", "::1"]),
        ("json", "true", &["--json"]),
        (
            "allowed-host",
            r#"["a.test", "b.test"]"#,
            &["--allowed-host", "a.test", "--allowed-host", "b.test"],
        ),
        ("record", r#""run.jsonl""#, &["--record", "run.jsonl"]),
        ("validation", r#""strict""#, &["--validation", "strict"]),
        ("scenario", r#""call.json""#, &["--scenario", "call.json"]),
        ("fail-on-violation", "true", &["--fail-on-violation"]),
        ("allow-control-origin", r#"["https://a.test"]"#, &["--allow-control-origin", "https://a.test"]),
        ("allow-frame-ancestor", r#"["*"]"#, &["--allow-frame-ancestor", "*"]),
        ("allow-remote", "true", &["--allow-remote"]),
        ("control-token", r#""--a-token-of-this-test""#, &["--control-token=--a-token-of-this-test"]),
        ("tls", r#""cert.pem,key.pem""#, &["--tls", "cert.pem,key.pem"]),
        ("log", r#""debug""#, &["--log", "debug"]),
        ("log-format", r#""json""#, &["--log-format", "json"]),
        ("log-user-data", "true", &["--log-user-data"]),
        ("max-sessions", "1", &["--max-sessions", "1"]),
        ("max-frames", "2", &["--max-frames", "2"]),
        ("max-interactions", "3", &["--max-interactions", "3"]),
        ("max-request-bytes", "4", &["--max-request-bytes", "4"]),
    ];

    fn parsed<T: AsRef<str>>(given: &[T]) -> String {
        let program = std::iter::once("scapi-mock-host");
        let arguments = Arguments::try_parse_from(program.chain(given.iter().map(AsRef::as_ref)));
        format!("{:?}", arguments.expect("arguments"))
    }

    #[test]
    fn every_flag_means_the_same_in_a_file_as_on_the_command_line() {
        let default = parsed::<&str>(&[]);
        for (name, value, given) in FLAGS {
            let from_file = parsed(&arguments(&format!("{{\"{name}\": {value}}}")));
            assert_eq!(from_file, parsed(given), "{name}");
            assert_ne!(from_file, default, "{name} does nothing");
        }
    }

    /// A new flag has to be added to the list above.
    #[test]
    fn a_file_can_give_every_flag() {
        let command = flags();
        let names = command.get_arguments().filter_map(clap::Arg::get_long);
        let names: BTreeSet<&str> = names.filter(|name| !NOT_IN_A_FILE.contains(name)).collect();
        assert_eq!(FLAGS.map(|(name, _, _)| name).into_iter().collect::<BTreeSet<_>>(), names);
    }
}
