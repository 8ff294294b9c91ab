//! What a request, an event and a stimulus cost on desktops of different sizes, and what an idle interaction weighs.
//! Messages come parsed. Looking one interaction up must not depend on how many there are: the last table has the ratios.

use std::{
    cell::RefCell,
    collections::BTreeMap,
    fs,
    hint::black_box,
    time::{Duration, Instant},
};

use criterion::{BenchmarkId, Criterion};
use scapi_reference::{FrameId, Origin, Timestamp, Workspace};
use scapi_schema::{envelope::Request, profile::HostProfile, stimulus::Stimulus};
use serde_json::{Value, json};

/// How many live interactions the desktop has.
const SIZES: [u64; 4] = [10, 1_000, 10_000, 1_000_000];
/// Fewer say nothing about one of them.
const ENOUGH_TO_WEIGH: u64 = 10_000;
/// So many inputs are made ready at a time, so that they stay in the cache.
const READY: u64 = 100;

/// What was measured: nanoseconds a turn, by benchmark and size; one for each sample.
#[derive(Default)]
struct Figures(RefCell<BTreeMap<(&'static str, u64), Vec<f64>>>);

impl Figures {
    fn note(&self, name: &'static str, size: u64, time: Duration, turns: u64) {
        let each = time.as_secs_f64() * 1e9 / turns as f64;
        self.0.borrow_mut().entry((name, size)).or_default().push(each);
    }

    /// The middle one of the samples.
    fn median(&self, name: &'static str, size: u64) -> Option<f64> {
        let figures = self.0.borrow();
        let mut samples = figures.get(&(name, size))?.clone();
        samples.sort_by(f64::total_cmp);
        samples.get(samples.len() / 2).copied()
    }

    /// A line a benchmark: nanoseconds by size, the two ratios, and how many a second there are on one core.
    fn print(&self) {
        println!("\nlive interactions: {SIZES:?}");
        let mut names: Vec<&str> = self.0.borrow().keys().map(|(name, _)| *name).collect();
        names.dedup();
        for name in names {
            let each: Option<Vec<f64>> = SIZES.iter().map(|size| self.median(name, *size)).collect();
            let Some(each) = each else { continue };
            let [small, _, large, huge] = each[..] else { continue };
            let nanoseconds: Vec<String> = each.iter().map(|each| format!("{each:.0}")).collect();
            println!(
                "{name:18} {:>26} ns; ratio 10 to 10 000: {:.2}, 10 to 1 000 000: {:.2}; {:.2} million a second",
                nanoseconds.join(", "),
                large / small,
                huge / small,
                1e3 / small,
            );
        }
    }
}

/// A desktop with so many calls that are talked on, and a frame that hears nothing.
fn desktop(calls: u64) -> (Workspace, FrameId) {
    let mut desktop = Workspace::new(1);
    desktop.set_profile(HostProfile { ring_timeout_ms: 0, ..HostProfile::default() });
    let frame = FrameId::from("app");
    desktop.open_frame(Timestamp::ZERO, &frame, Origin::None);
    for call in 1..=calls {
        happen(&mut desktop, stimulus(&json!({ "type": "inbound-call", "userData": { "Segment": "Gold" } })));
        happen(
            &mut desktop,
            stimulus(&json!({ "type": "agent-accepts", "interactionId": call.to_string() })),
        );
    }
    (desktop, frame)
}

fn stimulus(json: &Value) -> Stimulus {
    Stimulus::from_value(json.clone()).expect("a stimulus")
}

fn happen(desktop: &mut Workspace, stimulus: Stimulus) {
    let touched = desktop.handle_stimulus(Timestamp::ZERO, stimulus);
    black_box(touched).expect("it can happen");
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

/// How long so many turns take, what goes in being made ready beside the clock.
fn time<T>(turns: u64, ready: impl Fn() -> T, mut turn: impl FnMut(T)) -> Duration {
    let mut time = Duration::ZERO;
    let mut left = turns;
    while left > 0 {
        let inputs: Vec<T> = (0..left.min(READY)).map(|_| ready()).collect();
        left -= inputs.len() as u64;
        let start = Instant::now();
        inputs.into_iter().for_each(&mut turn);
        time += start.elapsed();
    }
    time
}

/// Measures what one input costs, and notes it.
fn measure<T>(
    criterion: &mut Criterion,
    figures: &Figures,
    (name, size): (&'static str, u64),
    ready: impl Fn() -> T,
    mut turn: impl FnMut(T),
) {
    criterion.bench_with_input(BenchmarkId::new(name, size), &size, |bencher, _| {
        bencher.iter_custom(|turns| {
            let took = time(turns, &ready, &mut turn);
            figures.note(name, size, took, turns);
            took
        });
    });
}

fn costs(criterion: &mut Criterion, figures: &Figures, size: u64) {
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
    let requests = [("request-read", &read), ("request-write", &write), ("request-refused", &refused)];
    for (name, message) in requests {
        let turn = |message| say(&mut desktop, &frame, message);
        measure(criterion, figures, (name, size), || message.clone(), turn);
    }
    let changed = json!({ "type": "user-data-changed", "interactionId": id, "set": { "Segment": "Gold" } });
    let turn = |stimulus| happen(&mut desktop, stimulus);
    measure(criterion, figures, ("stimulus", size), || stimulus(&changed), turn);

    let subscribe =
        json!({ "event": "subscribe", "data": "interaction", "referenceId": "0", "userAgent": "WWE Client" });
    say(&mut desktop, &frame, subscribe);
    let turn = |message| say(&mut desktop, &frame, message);
    measure(criterion, figures, ("request-and-event", size), || write.clone(), turn);
    let turn = |stimulus| happen(&mut desktop, stimulus);
    measure(criterion, figures, ("stimulus-and-event", size), || stimulus(&changed), turn);
}

/// What the process has in memory, where the system tells: the second number of this file is in pages of 4 KiB.
fn resident_bytes() -> Option<u64> {
    let statm = fs::read_to_string("/proc/self/statm").ok()?;
    let pages: u64 = statm.split_whitespace().nth(1)?.parse().ok()?;
    Some(pages * 4096)
}

fn main() {
    let mut criterion = Criterion::default().configure_from_args();
    let figures = Figures::default();
    for size in SIZES {
        costs(&mut criterion, &figures, size);
    }
    criterion.final_summary();
    figures.print();
}
