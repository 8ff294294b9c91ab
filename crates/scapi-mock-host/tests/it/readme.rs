//! The README of the workspace: each `curl` in it is run as it stands there, and answers what stands there. A host of its
//! own stands in for the one on the default port. `…` stands for whatever differs from run to run. The test in Rust that it shows
//! is one of these tests.

use std::path::Path;

use serde_json::Value;
use tokio::process::Command;
use url::Url;

use crate::{patience::within, program::Program};

/// Where the commands of the README look for the host.
const DEFAULT: &str = "127.0.0.1:7780";

fn readme() -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../README.md");
    std::fs::read_to_string(path).expect("the README of the workspace")
}

/// A command, and what stands below it.
#[derive(Debug, PartialEq, Eq)]
struct Example {
    command: String,
    output: String,
}

#[tokio::test]
async fn each_curl_in_the_readme_answers_what_stands_below_it() {
    let examples = examples(&readme());
    assert!(!examples.is_empty(), "the README shows no curl command");
    let (_program, links) = Program::serving(&[]).await;
    let url = Url::parse(links["url"].as_str().expect("a URL")).expect("a URL");
    for Example { command, output } in examples {
        assert!(command.contains(DEFAULT), "it does not ask the host: {command}");
        let command = command.replace(DEFAULT, url.authority());
        let answer = Command::new("sh").arg("-c").arg(&command).output();
        let answer = within("answer", answer).await.expect("a shell");
        assert!(answer.status.success(), "{command}: {}", String::from_utf8_lossy(&answer.stderr));
        let answer = String::from_utf8_lossy(&answer.stdout).into_owned();
        if let Err(difference) = compare(&output, &answer) {
            panic!("{difference}\ncommand: {command}\nREADME:  {output}\nanswer:  {answer}");
        }
    }
}

#[test]
fn the_test_in_the_readme_is_the_one_that_runs_here() {
    let (_, test) =
        include_str!("readme_rust.rs").split_once("\n\n").expect("a line about the module, and the test");
    let shown = format!("```rust\n{test}```\n");
    assert!(readme().contains(&shown), "what stands in README.md and in readme_rust.rs differs");
}

/// The commands that begin with `$ curl` in blocks of console, in order.
fn examples(readme: &str) -> Vec<Example> {
    let blocks = readme.split("```console\n").skip(1).filter_map(|rest| rest.split("\n```").next());
    let prompts = blocks.flat_map(|block| block.split("$ ").skip(1).filter(|text| text.starts_with("curl ")));
    prompts
        .map(|text| {
            let lines = text.lines().take_while(|line| line.ends_with('\\')).count() + 1;
            let (command, output): (Vec<_>, Vec<_>) =
                text.lines().enumerate().partition(|(at, _)| *at < lines);
            let joined = |lines: Vec<(usize, &str)>| {
                lines.into_iter().map(|(_, line)| line).collect::<Vec<_>>().join("\n")
            };
            Example { command: joined(command), output: joined(output).trim().to_owned() }
        })
        .collect()
}

/// Whether an answer is what was promised. JSON may have more keys than that; other text is the same, `…` apart.
fn compare(promised: &str, answer: &str) -> Result<(), String> {
    let text_matches = matches_text(promised.trim(), answer.trim());
    match (serde_json::from_str(&completed(promised)), serde_json::from_str(answer)) {
        (Ok(promised), Ok(answer)) => compare_json("", &promised, &answer),
        (Ok(_), Err(fault)) => Err(format!("the answer is not JSON: {fault}")),
        (Err(_), _) if text_matches => Ok(()),
        (Err(_), _) => Err("the answer is another text".into()),
    }
}

/// JSON with `…` in it made JSON: in an object it becomes a key that stands for others, elsewhere a string.
fn completed(text: &str) -> String {
    let mut whole = String::new();
    let mut open = Vec::new();
    let (mut in_string, mut escaped, mut last) = (false, false, ' ');
    for mark in text.chars() {
        match mark {
            '…' if !in_string && open.last() == Some(&'{') && last != ':' => whole.push_str("\"…\":0"),
            '…' if !in_string => whole.push_str("\"…\""),
            _ => whole.push(mark),
        }
        match mark {
            '"' if !escaped => in_string = !in_string,
            '{' | '[' if !in_string => open.push(mark),
            '}' | ']' if !in_string => drop(open.pop()),
            _ => {}
        }
        escaped = in_string && mark == '\\' && !escaped;
        if !mark.is_whitespace() {
            last = mark;
        }
    }
    whole
}

fn compare_json(at: &str, promised: &Value, answer: &Value) -> Result<(), String> {
    match (promised, answer) {
        (Value::String(promised), _) if promised == "…" => Ok(()),
        (Value::String(promised), Value::String(answer)) if matches_text(promised, answer) => Ok(()),
        (Value::Object(promised), Value::Object(answer)) => {
            let wanted = promised.iter().filter(|(key, _)| *key != "…");
            for (key, value) in wanted {
                let found = answer.get(key).ok_or_else(|| format!("{at}/{key} is missing"))?;
                compare_json(&format!("{at}/{key}"), value, found)?;
            }
            Ok(())
        }
        (Value::Array(promised), Value::Array(answer)) => {
            let shown = promised.iter().take_while(|value| *value != "…").count();
            if shown == promised.len() && answer.len() != shown {
                return Err(format!("{at} has {} elements, not {shown}", answer.len()));
            }
            for (index, value) in promised.iter().take(shown).enumerate() {
                let found = answer.get(index).ok_or_else(|| format!("{at}/{index} is missing"))?;
                compare_json(&format!("{at}/{index}"), value, found)?;
            }
            Ok(())
        }
        _ if promised == answer => Ok(()),
        _ => Err(format!("{at} is {answer}, not {promised}")),
    }
}

/// Whether a text has the parts of another one that stand between `…`, in order, from its beginning to its end.
fn matches_text(promised: &str, answer: &str) -> bool {
    let mut parts = promised.split('…');
    let Some(mut rest) = parts.next().and_then(|first| answer.strip_prefix(first)) else { return false };
    let mut parts: Vec<&str> = parts.collect();
    let Some(end) = parts.pop() else { return rest.is_empty() };
    for part in parts {
        match rest.find(part) {
            Some(found) => rest = &rest[found + part.len()..],
            None => return false,
        }
    }
    rest.ends_with(end)
}

#[test]
fn commands_and_what_stands_below_them_are_found() {
    let readme = "# x\n```console\n$ cargo run\n{}\n$ curl -s \\\n  a\n{\"a\":\n1}\n$ curl b\n```\n```sh\n$ curl no\n```\n";
    let example = |command: &str, output: &str| Example { command: command.into(), output: output.into() };
    assert_eq!(examples(readme), [example("curl -s \\\n  a", "{\"a\":\n1}"), example("curl b", "")]);
}

#[test]
fn what_is_left_out_may_be_anything_and_the_rest_has_to_be_right() {
    let answer = r#"{"a":"x1z","b":[{"c":1,"d":2},3],"e":null}"#;
    for promised in [
        answer,
        r#"{…}"#,
        r#"{"a":…,…}"#,
        r#"{"a":"x…z","e":null}"#,
        r#"{…,"b":[{"c":1,…},…]}"#,
        r#"{"b":[{"d":2},3]}"#,
        r#"{"b":…}"#,
    ] {
        assert_eq!(compare(promised, answer), Ok(()), "{promised}");
    }
    for promised in [
        "",
        "x",
        r#"{"a":"x2z"}"#,
        r#"{"a":"y…"}"#,
        r#"{"z":…}"#,
        r#"{"b":[{"c":1}]}"#,
        r#"{"b":[{"c":2},…]}"#,
        r#"{"b":[…,4,5,6]"#,
        r#"{"e":0}"#,
        r#"[…]"#,
    ] {
        assert!(compare(promised, answer).is_err(), "{promised}");
    }
    assert_eq!(compare("rea…y", "ready\n"), Ok(()));
    assert!(compare("{}", "ready\n").is_err());
}
