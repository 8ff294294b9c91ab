//! Lines of TypeScript: indentation, documentation comments, and lists that are too long for a line.

use alloc::{format, string::String, vec::Vec};
use core::fmt;

/// The repository's width for TypeScript, less the indentation of the namespace.
const WIDTH: usize = 116;

/// Source text that grows line by line.
#[derive(Debug, Default)]
pub(super) struct Text(String);

impl Text {
    pub(super) fn line(&mut self, line: &str) {
        self.0.push_str(line);
        self.0.push('\n');
    }

    /// An empty line, unless there is nothing above it.
    pub(super) fn gap(&mut self) {
        if !self.0.is_empty() {
            self.0.push('\n');
        }
    }

    /// Other text, whose types are exported.
    pub(super) fn exported(&mut self, text: &str) {
        for line in text.lines() {
            let is_type = line.starts_with("interface ") || line.starts_with("type ");
            self.line(&if is_type { format!("export {line}") } else { line.into() });
        }
    }

    /// Other text, two blanks further in.
    pub(super) fn indented(&mut self, text: &str) {
        for line in text.lines() {
            self.line(if line.is_empty() { String::new() } else { format!("  {line}") }.as_str());
        }
    }

    /// A documentation comment, unless there is nothing to say.
    pub(super) fn doc(&mut self, indentation: &str, text: &str) {
        let text = text.split("\n\n").next().unwrap_or_default().replace('\n', " ");
        if text.is_empty() {
            return;
        }
        let one = format!("{indentation}/** {text} */");
        if one.chars().count() <= WIDTH {
            return self.line(&one);
        }
        self.line(&format!("{indentation}/**"));
        for line in wrapped(&text, WIDTH - indentation.len() - 3) {
            self.line(&format!("{indentation} * {line}"));
        }
        self.line(&format!("{indentation} */"));
    }

    /// `type Name = "A" | "B";`, over several lines if need be.
    pub(super) fn union(&mut self, head: &str, values: &[&str], tail: &str) {
        let quoted: Vec<String> = values.iter().map(|value| format!("\"{value}\"")).collect();
        let one = format!("{head}{}{tail}", quoted.join(" | "));
        if one.chars().count() <= WIDTH {
            return self.line(&one);
        }
        self.line(head.trim_end());
        for line in wrapped(&quoted.join(" | "), WIDTH - 4) {
            self.line(&format!("  | {}", line.trim_start_matches("| ").trim_end_matches(" |")));
        }
        if tail == ";" { self.end_statement() } else { self.line(tail) }
    }

    /// `name(parameters): returns;`, over several lines if need be.
    pub(super) fn call(&mut self, name: &str, parameters: &[String], returns: &str) {
        let one = format!("  {name}({}): {returns};", parameters.join(", "));
        if one.chars().count() <= WIDTH {
            return self.line(&one);
        }
        self.line(&format!("  {name}("));
        let each = parameters.iter().map(|parameter| format!("{parameter},"));
        filled(each, WIDTH - 4).iter().for_each(|line| self.line(&format!("    {line}")));
        self.line(&format!("  ): {returns};"));
    }

    fn end_statement(&mut self) {
        self.0.truncate(self.0.trim_end().len());
        self.line(";");
    }
}

impl fmt::Display for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Words in lines of at most this width.
fn wrapped(text: &str, width: usize) -> Vec<String> {
    filled(text.split(' ').map(String::from), width)
}

/// Pieces in lines of at most this width.
fn filled(pieces: impl Iterator<Item = String>, width: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for piece in pieces {
        match lines.last_mut() {
            Some(line) if line.chars().count() + 1 + piece.chars().count() <= width => {
                line.push(' ');
                line.push_str(&piece);
            }
            _ => lines.push(piece),
        }
    }
    lines
}
