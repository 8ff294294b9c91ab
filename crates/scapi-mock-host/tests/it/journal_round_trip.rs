//! Any journal that is written is read as it was, and any part of its text is read as far as it goes.

use proptest::{collection::vec, option, prelude::*, sample::select};
use scapi_mock_host::recording::{Recording, RecordingFault, to_lines};
use scapi_schema::{
    journal::{Breach, Change, JournalEntry, Kind, Legality, LegalityVerdict, MessageDirection},
    stimulus::Stimulus,
};
use serde_json::{Map, Value, json};

/// Any JSON, with the texts and the numbers that are hard to write and to read.
fn json_value() -> impl Strategy<Value = Value> {
    let odd =
        select(vec!["", "\u{0}\u{1f}", "\n\r\t\"\\/", "\u{2028}\u{2029}\u{feff}", "\u{1f600}é", "null"]);
    let text = prop_oneof![odd.prop_map(str::to_owned), any::<String>()];
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<u64>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        // JSON has no other numbers than these.
        any::<f64>().prop_filter("a number", |number| number.is_finite()).prop_map(Value::from),
        text.clone().prop_map(Value::from),
    ];
    leaf.prop_recursive(4, 24, 4, move |inner| {
        let fields = vec((text.clone(), inner.clone()), 0..4);
        prop_oneof![
            vec(inner, 0..4).prop_map(Value::from),
            fields.prop_map(|fields| Value::Object(fields.into_iter().collect::<Map<_, _>>())),
        ]
    })
}

fn legality() -> impl Strategy<Value = Legality> {
    let verdict = select(LegalityVerdict::KNOWN.to_vec());
    (verdict, option::of(any::<String>()), option::of(any::<String>()))
        .prop_map(|(verdict, why, clause)| Legality { verdict, why, clause })
}

fn breach() -> impl Strategy<Value = Breach> {
    (any::<String>(), any::<String>(), option::of(any::<String>())).prop_map(
        |(pointer, text, did_you_mean)| Breach {
            pointer,
            schema: "request".into(),
            schema_pointer: String::new(),
            clause: None,
            provenance: None,
            text,
            did_you_mean,
        },
    )
}

fn change() -> impl Strategy<Value = Change> {
    prop_oneof![
        any::<u64>().prop_map(|ms| Change::ClockAdvanced { ms }),
        any::<String>().prop_map(|url| Change::AppEmbedded { url }),
        json_value().prop_map(|patch| Change::ProfileChanged { patch }),
        select(vec![Change::FrameOpened, Change::FrameClosed, Change::SessionReset, Change::TimePassed]),
    ]
}

fn stimulus() -> impl Strategy<Value = Stimulus> {
    any::<String>().prop_map(|ani| {
        Stimulus::from_value(json!({ "type": "inbound-call", "ani": ani })).expect("a stimulus")
    })
}

fn entry() -> impl Strategy<Value = JournalEntry> {
    let of_message = (option::of(json_value()), option::of(any::<String>()), option::of(legality()));
    let of_others =
        (option::of(stimulus()), option::of(change()), option::of(any::<String>()), option::of(any::<u64>()));
    let verdict = option::of((vec(breach(), 0..3), option::of(any::<u64>())));
    let head =
        (any::<u64>(), select(Kind::KNOWN.to_vec()), option::of(select(MessageDirection::KNOWN.to_vec())));
    (head, of_message, of_others, verdict).prop_map(|(head, (message, text, legality), others, verdict)| {
        let (stimulus, change, note, cause) = others;
        let (violations, more_violations) = verdict.unzip();
        JournalEntry {
            seq: 0,
            at: head.0,
            wall_time: "2026-01-02T03:04:05.000Z".into(),
            kind: head.1,
            direction: head.2,
            frame: note.clone(),
            origin: text.clone(),
            message,
            text,
            stimulus,
            change,
            fault: None,
            interaction_id: None,
            state: None,
            clause: note.clone(),
            note,
            cause,
            step: cause,
            legality,
            violations,
            more_violations: more_violations.flatten(),
        }
    })
}

fn journal() -> impl Strategy<Value = Vec<JournalEntry>> {
    vec(entry(), 1..6).prop_map(|mut entries| {
        for (entry, seq) in entries.iter_mut().zip(1..) {
            entry.seq = seq;
        }
        entries
    })
}

fn entries(recording: &Recording) -> Vec<JournalEntry> {
    recording.lines.iter().map(|line| line.entry.clone()).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, ..ProptestConfig::default() })]

    #[test]
    fn what_is_written_is_read(journal in journal()) {
        let text = to_lines(&journal);
        prop_assert_eq!(text.lines().count(), journal.len());
        let read = Recording::read(text.as_bytes()).expect("a journal");
        prop_assert_eq!((entries(&read), read.torn), (journal, None));
        // To the byte.
        prop_assert_eq!(to_lines(read.lines.iter().map(|line| &line.entry)), text);
    }

    #[test]
    fn a_part_of_it_is_read_up_to_where_it_is_torn(journal in journal(), at in any::<prop::sample::Index>()) {
        let text = to_lines(&journal);
        let part = &text.as_bytes()[..at.index(text.len() + 1)];
        let whole = part.iter().filter(|byte| **byte == b'\n').count();
        match Recording::read(part) {
            Ok(read) => {
                // Of the line that it ends in, all but its end may be there.
                let ends_whole = read.torn.is_none() && !part.ends_with(b"\n");
                let wanted = whole + usize::from(ends_whole);
                prop_assert_eq!(entries(&read), &journal[..wanted]);
                prop_assert_eq!(read.torn.is_some(), !part.ends_with(b"\n") && !ends_whole);
            }
            Err(fault) => prop_assert!(part.is_empty() && fault == RecordingFault::Empty, "{}", fault),
        }
    }
}
