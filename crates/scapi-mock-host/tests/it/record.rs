//! Recording: everything is in the file before anybody hears of it, and what cannot be written does not happen.

use std::{
    fs,
    path::{Path, PathBuf},
};

use scapi_mock_host::{ClockKind, HostError, MockHost, recording::Recording};
use scapi_schema::journal::JournalEntry;
use serde_json::{Value, json};

use crate::{app::App, control::Control, folder::Folder, wire::event_types};

async fn recorded(file: &Path) -> MockHost {
    MockHost::builder().clock(ClockKind::Virtual).record(file).start().await.expect("a host")
}

fn read(file: &Path) -> Recording {
    Recording::read(&fs::read(file).expect("a file")).expect("a journal")
}

/// What it is refused with.
async fn refusal(file: &Path) -> String {
    match MockHost::builder().record(file).start().await {
        Err(HostError::Record(fault)) => fault.to_string(),
        other => panic!("not refused: {other:?}"),
    }
}

#[tokio::test]
async fn the_file_has_the_journal_entry_by_entry() {
    let folder = Folder::new();
    let file = folder.file("run.jsonl");
    let host = recorded(&file).await;
    let mut app = App::listening(host.ws_url()).await;
    host.stimulus(json!({ "type": "inbound-call" })).await.expect("a call");
    host.advance(20_000).await.expect("virtual time");
    host.patch_profile(json!({ "voidResult": "null" })).await.expect("a patch");
    assert_eq!(event_types(&app.heard().await).len(), 4);
    host.stimulus(json!({ "type": "agent-accepts", "interactionId": "1" })).await.expect_err("it is gone");
    let without_verdicts = |entry: JournalEntry| JournalEntry { violations: None, ..entry };
    let journal = host.journal_after(0).await.expect("a journal");
    let wanted: Vec<JournalEntry> = journal.into_iter().map(without_verdicts).collect();
    let written: Vec<JournalEntry> = read(&file).lines.into_iter().map(|line| line.entry).collect();
    assert_eq!(written, wanted);
}

#[tokio::test]
async fn what_is_heard_is_in_the_file_already() {
    let folder = Folder::new();
    let file = folder.file("run.jsonl");
    let host = recorded(&file).await;
    let mut app = App::listening(host.ws_url()).await;
    let control = Control::of(&host);
    for number in 0..50 {
        let call = control.stimulus(&json!({ "type": "inbound-call" })).await;
        let (added, ringing) = (app.hear().await, app.hear().await);
        let written = fs::read_to_string(&file).expect("a file");
        for message in [&added, &ringing, &call["outputs"][1]["message"]] {
            assert!(written.contains(&message.to_string()), "call {number} is not in the file");
        }
    }
}

#[cfg(unix)]
#[tokio::test]
async fn nobody_else_may_read_the_file() {
    use std::os::unix::fs::PermissionsExt;
    let folder = Folder::new();
    let file = folder.file("run.jsonl");
    let _host = recorded(&file).await;
    assert_eq!(fs::metadata(&file).expect("a file").permissions().mode() & 0o777, 0o600);
}

#[tokio::test]
async fn a_file_is_appended_to_and_each_session_in_it_begins_with_its_start() {
    let folder = Folder::new();
    let file = folder.file("run.jsonl");
    for _ in 0..3 {
        let host = recorded(&file).await;
        host.stimulus(json!({ "type": "inbound-call" })).await.expect("a call");
        host.stop().await;
    }
    let recording = read(&file);
    let seqs: Vec<u64> = recording.lines.iter().map(|line| line.entry.seq).collect();
    assert_eq!(seqs, [1, 2, 1, 2, 1, 2]);
    assert_eq!(recording.sessions().map(<[_]>::len).collect::<Vec<_>>(), [2, 2, 2]);
}

#[tokio::test]
async fn a_torn_last_line_is_mended_before_anything_is_appended() {
    let folder = Folder::new();
    let file = folder.file("run.jsonl");
    recorded(&file).await.stop().await;
    let whole = fs::read_to_string(&file).expect("a file");
    // As the process may leave it: nothing of the line, some of it, in the middle of a character, all but its end.
    let line = whole.trim_end().replace("the session starts", "é").into_bytes();
    let middle = line.iter().position(|byte| *byte == 0xc3).expect("the character") + 1;
    for (torn, kept) in [(0, 0), (1, 0), (7, 0), (middle, 0), (line.len() - 1, 0), (line.len(), 1)] {
        fs::write(&file, [whole.as_bytes(), &line[..torn]].concat()).expect("a file");
        assert_eq!(
            Recording::read(&fs::read(&file).expect("a file")).expect("a journal").torn.is_some(),
            torn > 0 && kept == 0
        );
        recorded(&file).await.stop().await;
        let recording = read(&file);
        assert_eq!((recording.lines.len(), recording.torn), (2 + kept, None), "{torn} bytes");
        // A first line may be torn as well: then the journal begins anew.
        fs::write(&file, &line[..torn]).expect("a file");
        recorded(&file).await.stop().await;
        assert_eq!(read(&file).lines.len(), 1 + kept, "{torn} bytes");
    }
}

#[tokio::test]
async fn what_is_no_journal_is_not_touched() {
    let folder = Folder::new();
    for (name, text) in [
        ("notes.txt", "my notes, without an end"),
        ("lines.txt", "my notes\n"),
        ("table.json", "{\"seq\":\"no journal\"}\n"),
        ("other.jsonl", "{\"id\":1,\"op\":\"hello\"}\n{\"id\":2"),
        ("blank", "\n"),
    ] {
        let file = folder.file(name);
        fs::write(&file, text).expect("a file");
        let wanted = format!(
            "{} is not a journal, so that nothing is appended to it; name a new file, or a journal",
            file.display()
        );
        assert_eq!(refusal(&file).await, wanted);
        assert_eq!(fs::read_to_string(&file).expect("a file"), text);
    }
}

#[tokio::test]
async fn a_place_that_cannot_be_written_is_told_at_the_start() {
    let folder = Folder::new();
    let nowhere = folder.file("no/such/folder.jsonl");
    assert!(
        refusal(&nowhere)
            .await
            .starts_with(&format!("failed to open {} for the record: ", nowhere.display()))
    );
    let directory = folder.file("");
    assert!(refusal(&directory).await.ends_with("is not a file; a record is written to a file of its own"));
    let file = folder.file("run.jsonl");
    let _first = recorded(&file).await;
    let wanted =
        format!("{} is being written by another session; each records in a file of its own", file.display());
    assert_eq!(refusal(&file).await, wanted);
}

#[tokio::test]
async fn each_session_has_a_file_beside_that_of_the_default_one() {
    let folder = Folder::new();
    let host = recorded(&folder.file("run.jsonl")).await;
    let control = Control::of(&host);
    control.session(&json!({ "clock": "virtual", "seed": 7 })).await;
    control.post("/s/k1/control/stimuli", &json!({ "type": "inbound-call" })).await;
    let written = read(&folder.file("run.k1.jsonl"));
    assert_eq!(written.lines.len(), 2);
    assert_eq!(serde_json::to_value(&written.lines[0].entry.change).expect("JSON")["seed"], 7);
    assert_eq!(read(&folder.file("run.jsonl")).lines.len(), 1);
    // A session that is made again goes on in the same file.
    control.delete("/sessions/k1").await;
}

#[tokio::test]
async fn a_session_whose_file_cannot_be_written_is_not_made() {
    let folder = Folder::new();
    let host = recorded(&folder.file("run.jsonl")).await;
    let control = Control::of(&host);
    fs::write(folder.file("run.k1.jsonl"), "my notes\n").expect("a file");
    let refused = control.post("/sessions", &json!({})).await;
    assert!(refused.problem(507).starts_with("run.k1.jsonl is not a journal"), "{}", refused.body);
    assert_eq!(fs::read_to_string(folder.file("run.k1.jsonl")).expect("a file"), "my notes\n");
    assert_eq!(control.get("/s/k1/control/journal").await.status, 404);
    // The next name is free.
    control.session(&json!({})).await;
}

#[tokio::test]
async fn no_request_says_where_to_write() {
    let folder = Folder::new();
    let host = MockHost::start().await;
    let control = Control::of(&host);
    let aim = folder.file("aim.jsonl");
    let asked = json!({ "record": aim });
    assert!(control.post("/sessions", &asked).await.problem(400).contains("unknown field `record`"));
    assert!(!aim.exists());
    // Nor does a name lead out of the folder.
    let host = recorded(&folder.file("run.jsonl")).await;
    for name in ["../aim", "..", "/aim", "a/b", "aim\0"] {
        Control::of(&host).post("/sessions", &json!({ "name": name })).await;
    }
    let mut files: Vec<PathBuf> =
        fs::read_dir(folder.file("")).expect("a folder").map(|entry| entry.expect("a file").path()).collect();
    files.retain(|file| !file.file_name().is_some_and(|name| name.to_string_lossy().starts_with("run.")));
    assert!(files.is_empty(), "{files:?}");
}

#[tokio::test]
async fn validation_is_set_for_a_session_or_for_all() {
    let host =
        MockHost::builder().validation(scapi_schema::validate::Mode::Off).start().await.expect("a host");
    let control = Control::of(&host);
    control.session(&json!({})).await;
    control.session(&json!({ "validation": "strict" })).await;
    let mut message = crate::wire::fence("0");
    message["spice"] = json!(1);
    let mut judged = Vec::new();
    for session in ["default", "k1", "k2"] {
        control.post(&format!("/s/{session}/messages"), &message).await;
        let page = control.get(&format!("/s/{session}/control/journal?direction=app-to-host")).await.body;
        judged.push(page["entries"][0]["violations"][0]["pointer"].clone());
    }
    assert_eq!(judged, [Value::Null, Value::Null, json!("/spice")]);
    let wrong = control.post("/sessions", &json!({ "validation": "strickt" })).await;
    assert!(wrong.problem(400).ends_with("did you mean `strict`?"), "{}", wrong.body);
}
