//! What is said on standard output. A reader who has had enough (`… | head`) is no fault: the work goes on, and the exit code
//! tells what came of it.

use std::{
    fmt,
    io::{self, ErrorKind, Write},
};

/// Says a line.
macro_rules! say {
    ($($words:tt)*) => {
        $crate::cli::stdout::write(format_args!("{}\n", format_args!($($words)*)))
    };
}
pub(super) use say;

/// Writes a text as it is.
pub(super) fn write(text: fmt::Arguments<'_>) {
    match io::stdout().write_fmt(text) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => eprintln!("error: standard output: {error}"),
        _ => {}
    }
}
