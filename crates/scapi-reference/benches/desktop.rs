//! What a request, an event and a stimulus cost on desktops of different sizes, and what an idle interaction weighs.
//! Messages come parsed. Looking one interaction up must not depend on how many there are.

use std::{fs, hint::black_box};

use criterion::{BatchSize, BenchmarkId, Criterion, criterion_group, criterion_main};
use scapi_reference::{FrameId, Origin, Timestamp, Workspace};
use scapi_schema::{envelope::Request, profile::HostProfile, stimulus::Stimulus};
use serde_json::{Value, json};

/// How many live interactions the desktop has.
const SIZES: [u64; 4] = [10, 1_000, 10_000, 1_000_000];
/// Fewer say nothing about one of them.
const ENOUGH_TO_WEIGH: u64 = 10_000;

/// A desktop with so many calls that are talked on, and a frame that hears nothing.
fn desktop(calls: u64) -> (Workspace, FrameId) {
    let mut desktop = Workspace::new(1);
    desktop.set_profile(HostProfile { ring_timeout_ms: 0, ..HostProfile::default() });
    let frame = FrameId::from("app");
    desktop.open_frame(Timestamp::ZERO, &frame, Origin::None);
    for call in 1..=calls {
        happen(&mut desktop, &json!({ "type": "inbound-call", "userData": { "Segment": "Gold" } }));
        happen(&mut desktop, &json!({ "type": "agent-accepts", "interactionId": call.to_string() }));
    }
    (desktop, frame)
}

fn happen(desktop: &mut Workspace, stimulus: &Value) {
    let stimulus = Stimulus::from_value(stimulus.clone()).expect("a stimulus");
    desktop.handle_stimulus(Timestamp::ZERO, stimulus).expect("it can happen");
    drain(desktop);
}

fn drain(desktop: &mut Workspace) {
    while let Some(output) = desktop.poll_output() {
        black_box(output);
    }
}

fn request(method: &str, parameters: Vec<Value>) -> Value {
    serde_json::to_value(Request::new(method, parameters, "7")).expect("JSON")
}

fn say(desktop: &mut Workspace, frame: &FrameId, message: Value) {
    desktop.handle_message(Timestamp::ZERO, frame, message);
    drain(desktop);
}

fn costs(criterion: &mut Criterion) {
    for size in SIZES {
        let before = resident_bytes();
        let (mut desktop, frame) = desktop(size);
        if size >= ENOUGH_TO_WEIGH
            && let (Some(before), Some(after)) = (before, resident_bytes())
        {
            println!("an idle interaction of {size} weighs {} bytes", after.saturating_sub(before) / size);
        }
        let id = json!((size / 2).to_string());
        let read = request("interaction.getByInteractionId", vec![id.clone()]);
        let write = request("interaction.setUserData", vec![id.clone(), json!({ "Segment": "Silver" })]);
        let refused = request("interaction.accept", vec![id.clone()]);
        let changed =
            json!({ "type": "user-data-changed", "interactionId": id, "set": { "Segment": "Gold" } });
        for (name, message) in
            [("request-read", &read), ("request-write", &write), ("request-refused", &refused)]
        {
            criterion.bench_with_input(BenchmarkId::new(name, size), message, |bencher, message| {
                let parsed = || message.clone();
                bencher.iter_batched(
                    parsed,
                    |message| say(&mut desktop, &frame, message),
                    BatchSize::SmallInput,
                );
            });
        }
        criterion.bench_with_input(BenchmarkId::new("stimulus", size), &changed, |bencher, changed| {
            let parsed = || Stimulus::from_value(changed.clone()).expect("a stimulus");
            let happens = |stimulus| {
                drop(black_box(desktop.handle_stimulus(Timestamp::ZERO, stimulus)));
                drain(&mut desktop);
            };
            bencher.iter_batched(parsed, happens, BatchSize::SmallInput);
        });
        let subscribe = json!({ "event": "subscribe", "data": "interaction", "referenceId": "0", "userAgent": "WWE Client" });
        say(&mut desktop, &frame, subscribe);
        criterion.bench_with_input(
            BenchmarkId::new("request-and-event", size),
            &write,
            |bencher, message| {
                let parsed = || message.clone();
                bencher.iter_batched(
                    parsed,
                    |message| say(&mut desktop, &frame, message),
                    BatchSize::SmallInput,
                );
            },
        );
    }
}

/// What the process has in memory, where the system tells: the second number of this file is in pages of 4 KiB.
fn resident_bytes() -> Option<u64> {
    let statm = fs::read_to_string("/proc/self/statm").ok()?;
    let pages: u64 = statm.split_whitespace().nth(1)?.parse().ok()?;
    Some(pages * 4096)
}

criterion_group!(benches, costs);
criterion_main!(benches);
