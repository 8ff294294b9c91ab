//! The program as it is released: how soon it serves, how much memory it takes, and how much a session adds.

use std::{
    fs,
    process::Stdio,
    time::{Duration, Instant},
};

use reqwest::Client;
use serde_json::{Value, json};
use tokio::{
    io::{AsyncBufReadExt, BufReader},
    process::{Child, Command},
};

/// The middle one of so many starts counts.
const STARTS: usize = 11;

/// A program that serves, and where.
struct Program {
    child: Child,
    address: String,
    /// From the start of the process to the answer of its health check.
    ready: Duration,
}

impl Program {
    async fn start(client: &Client) -> Self {
        let from = Instant::now();
        let mut command = Command::new(env!("CARGO_BIN_EXE_scapi-mock-host"));
        command.args(["--port", "0", "--json", "--max-sessions", "10000"]);
        let mut child = command.stdout(Stdio::piped()).kill_on_drop(true).spawn().expect("it starts");
        let output = child.stdout.take().expect("piped");
        let line = BufReader::new(output).lines().next_line().await.expect("readable").expect("a line");
        let links: Value = serde_json::from_str(&line).expect("JSON");
        let address = links["url"].as_str().expect("a URL").trim_end_matches("/s/default/").to_owned();
        let health = client.get(format!("{address}/healthz")).send().await.expect("an answer");
        assert!(health.status().is_success());
        Self { child, address, ready: from.elapsed() }
    }

    /// Where the system tells.
    fn resident_kilobytes(&self) -> Option<f64> {
        let status = fs::read_to_string(format!("/proc/{}/status", self.child.id()?)).ok()?;
        let line = status.lines().find(|line| line.starts_with("VmRSS:"))?;
        line.split_whitespace().nth(1)?.parse().ok()
    }
}

/// Measures and prints. So many sessions are made beside the default one.
pub(crate) async fn measure(sessions: u32) {
    let client = Client::new();
    let mut ready = Vec::new();
    for _ in 0..STARTS {
        let mut program = Program::start(&client).await;
        ready.push(program.ready);
        program.child.kill().await.expect("it ends");
    }
    ready.sort_unstable();
    println!("\nthe program");
    println!("ready after {:.1} ms; aim: 50", ready[STARTS / 2].as_secs_f64() * 1e3);
    let program = Program::start(&client).await;
    let Some(before) = program.resident_kilobytes() else {
        println!("memory is not told by this system");
        return;
    };
    println!("{:.1} MB resident when ready; aim: 15", before / 1e3);
    for _ in 0..sessions {
        let made = client.post(format!("{}/sessions", program.address)).json(&json!({ "clock": "virtual" }));
        assert_eq!(made.send().await.expect("an answer").status(), 201);
    }
    if let Some(after) = program.resident_kilobytes() {
        let each = (after - before) / f64::from(sessions);
        println!("{each:.1} kB for each of {sessions} idle sessions; aim: 20");
    }
}
