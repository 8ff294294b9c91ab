//! The smallest target: a driver that speaks for a host which it makes up.
//! Its argument is a fault to have, so that each verdict can be seen: `cargo run --example fake_driver -- none`.

mod host;

use std::env;
use std::io::{self, BufRead, Write};

use host::Host;
use serde_json::{Value, json};

fn main() -> io::Result<()> {
    let fault = env::args().nth(1).unwrap_or_default();
    let mut host = Host::new(&fault);
    let mut output = io::stdout();
    for line in io::stdin().lock().lines() {
        let answer = match serde_json::from_str::<Value>(&line?) {
            Ok(request) => host.answer(&request),
            Err(error) => json!({ "id": null, "error": error.to_string(), "outputs": [] }),
        };
        writeln!(output, "{answer}")?;
        output.flush()?;
    }
    if fault == "stubborn" {
        loop {
            std::thread::park();
        }
    }
    Ok(())
}
