//! The program with `--record`, when it is killed and when there is no room: what somebody heard is in the file.

use std::{
    collections::BTreeSet,
    fs,
    path::Path,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
};

use futures_util::{SinkExt, StreamExt};
use scapi_mock_host::recording::Recording;
use scapi_schema::journal::MessageDirection;
use serde_json::{Value, json};
use tokio_tungstenite::tungstenite::Message;

use crate::{
    app::App,
    control::Control,
    folder::Folder,
    patience::until,
    program::{Program, outcome},
    wire::{fence, request},
};

/// How much is sent in all, and how much of it is answered before the host is killed.
const SENT: usize = 10_000;
const ANSWERED: usize = 5000;
const SOCKETS: usize = 4;
const POSTERS: usize = 4;

/// The answers that were heard, all together.
type Heard = Arc<AtomicUsize>;

/// A client that sends all it has without waiting, and hears what it can. Gives the reference ids of the answers.
async fn socket_client(url: String, name: usize, heard: Heard) -> Vec<String> {
    let (mut sink, mut stream) = App::connect(&url).await.into_socket().split();
    let sending = async {
        for number in 0..SENT / (SOCKETS + POSTERS) {
            let reference = format!("s{name}-{number}");
            let message = request("interaction.getByInteractionId", json!([reference]), reference.as_str());
            if sink.send(Message::text(message.to_string())).await.is_err() {
                return;
            }
        }
    };
    let hearing = async {
        let mut answers = Vec::new();
        while let Some(Ok(Message::Text(text))) = stream.next().await {
            let answer: Value = serde_json::from_str(&text).expect("JSON");
            answers.push(answer["referenceId"].as_str().expect("an id").to_owned());
            heard.fetch_add(1, Ordering::Relaxed);
        }
        answers
    };
    tokio::join!(sending, hearing).1
}

/// A client that waits for each answer.
async fn http_client(url: String, name: usize, heard: Heard) -> Vec<String> {
    let client = reqwest::Client::new();
    let mut answers = Vec::new();
    for number in 0..SENT / (SOCKETS + POSTERS) {
        let reference = format!("h{name}-{number}");
        let Ok(answer) = client.post(&url).json(&fence(reference.as_str())).send().await else { break };
        // An answer that broke off is none.
        let Ok(answer) = answer.json::<Value>().await else { break };
        assert_eq!(answer["referenceId"], reference);
        answers.push(reference);
        heard.fetch_add(1, Ordering::Relaxed);
    }
    answers
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whatever_was_answered_is_in_the_file_after_a_kill() {
    let folder = Folder::new();
    let file = folder.file("run.jsonl");
    let (program, links) = Program::serving(&["--record", file.to_str().expect("text")]).await;
    let (ws, messages) =
        (links["ws"].as_str().expect("a URL"), format!("{}messages", links["url"].as_str().expect("a URL")));
    let heard = Heard::default();
    let mut clients: Vec<_> =
        (0..SOCKETS).map(|name| tokio::spawn(socket_client(ws.into(), name, heard.clone()))).collect();
    clients.extend((0..POSTERS).map(|name| tokio::spawn(http_client(messages.clone(), name, heard.clone()))));
    until("half of the answers", async || (heard.load(Ordering::Relaxed) >= ANSWERED).then_some(())).await;
    program.kill().await;
    let mut answered = Vec::new();
    for client in clients {
        answered.extend(client.await.expect("a client"));
    }
    assert!((ANSWERED..SENT).contains(&answered.len()), "killed too late: {} answers", answered.len());

    let recording = Recording::read(&fs::read(&file).expect("a file")).expect("a journal");
    let said = |wanted: MessageDirection| -> BTreeSet<&str> {
        let entries = recording.lines.iter().map(|line| &line.entry);
        let messages = entries.filter(|entry| entry.direction.as_ref() == Some(&wanted));
        messages.filter_map(|entry| entry.message.as_ref()?["referenceId"].as_str()).collect()
    };
    let (asked, told) = (said(MessageDirection::AppToHost), said(MessageDirection::HostToApp));
    let missing: Vec<&String> =
        answered.iter().filter(|id| !asked.contains(id.as_str()) || !told.contains(id.as_str())).collect();
    assert_eq!(missing, [""; 0], "answered, and not in the file");
    replays(&file, 0).await;
}

async fn replays(file: &Path, code: i32) {
    let (exit, out, err) = outcome(&["replay", file.to_str().expect("text")]).await;
    assert_eq!(exit, Some(code), "{out}{err}");
}

#[tokio::test]
async fn a_record_that_cannot_be_written_is_one_line_and_exit_code_1() {
    let folder = Folder::new();
    let file = folder.file("notes.txt");
    fs::write(&file, "my notes\n").expect("a file");
    let (code, out, err) = outcome(&["--port", "0", "--record", file.to_str().expect("text")]).await;
    let wanted = format!(
        "error: {} is not a journal, so that nothing is appended to it; name a new file, or a journal\n",
        file.display()
    );
    assert_eq!((code, out.as_str(), err), (Some(1), "", wanted));
}

/// The program, where no file can become larger than some 30 kB.
#[cfg(unix)]
async fn cramped(file: &Path) -> (Program, Value) {
    let script =
        "trap '' XFSZ; ulimit -f 60; exec \"$0\" --json --port 0 --app http://localhost:3000 --record \"$1\"";
    let program = env!("CARGO_BIN_EXE_scapi-mock-host");
    let mut program = Program::run_as("sh", &["-c", script, program, file.to_str().expect("text")]);
    let line = program.line().await.expect("a line");
    (program, serde_json::from_str(&line).expect("JSON"))
}

/// It stops rather than say what is not in the file; what it said can be read.
#[cfg(unix)]
#[tokio::test]
async fn a_session_that_cannot_record_does_nothing_more_and_says_why() {
    let folder = Folder::new();
    let file = folder.file("run.jsonl");
    let (_program, links) = cramped(&file).await;
    let control = Control::at(links["url"].as_str().expect("a URL").trim_end_matches("/s/default/"));
    let mut app = App::listening(links["ws"].as_str().expect("a URL")).await;
    let mut answered = 0;
    let refused = loop {
        let answer = control.post("/s/default/messages", &fence(format!("{answered}"))).await;
        if answer.status != 200 {
            break answer;
        }
        answered += 1;
    };
    let why = refused.problem(507).to_owned();
    // Where the file lies is not told.
    let wanted = "the session takes nothing more, as its journal cannot be written to run.jsonl: ";
    assert!(why.starts_with(wanted) && why.ends_with("; make room, and start it again"), "{why}");
    assert_eq!(refused.body["title"], "not recorded");
    assert!(app.ended().await.is_some(), "the frame is told goodbye");
    for (path, body) in [
        ("/s/default/messages", fence("late")),
        ("/s/default/control/stimuli", json!({ "type": "inbound-call" })),
        ("/s/default/control/reset", json!({})),
    ] {
        assert_eq!(control.post(path, &body).await.problem(507), why, "{path}");
    }
    assert_eq!(control.patch("/s/default/control/profile", &json!({})).await.problem(507), why);
    // The journal is there, and ends with the reason.
    let entries = control.journal(0).await["entries"].as_array().cloned().expect("entries");
    let last = entries.last().and_then(|last| last["note"].as_str()).expect("a note").to_owned();
    assert_eq!(last, format!("{why}. What the host was to say just before this was not said"));
    // Another session has a file of its own.
    assert_eq!(control.post("/sessions", &json!({})).await.status, 201);
    assert_eq!(control.post("/s/k1/messages", &fence("0")).await.status, 200);

    let recording = Recording::read(&fs::read(&file).expect("a file")).expect("a journal");
    let told =
        recording.lines.iter().filter(|line| line.entry.direction == Some(MessageDirection::HostToApp));
    // What was answered, and the subscription. The last answer may be in it although nobody heard it.
    assert!((answered + 1..=answered + 2).contains(&told.count()), "{answered} answers");
    replays(&file, 0).await;
}
