//! The line of a file in which a fault is, as people are shown it.
//! A long line is cut.

use std::ops::Range;

/// A longer line is cut round the fault: so many characters of it are shown before and after.
const SHOWN_AROUND: usize = 60;
/// Of a longer value only the beginning is pointed at.
const POINTED_AT: usize = 50;

/// The line of a fault, cut if it is long, and the place of the fault in it.
pub(super) fn excerpt(source: &str, span: &Range<usize>) -> (String, Range<usize>) {
    let start = source[..span.start].rfind('\n').map_or(0, |newline| newline + 1);
    let end = source[span.start..].find('\n').map_or(source.len(), |newline| span.start + newline);
    let before: String = last(&source[start..span.start], SHOWN_AROUND);
    let value = &source[span.start..span.end.min(end)];
    let pointed: String = value.chars().take(POINTED_AT).collect();
    let after: String = source[span.start + pointed.len()..end].chars().take(SHOWN_AROUND).collect();
    // Of nothing, what comes after it; at the end there is nothing at all.
    let width =
        if pointed.is_empty() { after.chars().next().map_or(0, char::len_utf8) } else { pointed.len() };
    let pointed_at = before.len()..before.len() + width;
    (format!("{before}{pointed}{after}"), pointed_at)
}

fn last(text: &str, characters: usize) -> String {
    let skipped = text.chars().count().saturating_sub(characters);
    text.chars().skip(skipped).collect()
}

pub(super) fn line(source: &str, at: usize) -> usize {
    source[..at].matches('\n').count() + 1
}
