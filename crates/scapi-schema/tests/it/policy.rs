//! Policies of the far side: what is read, what it means when it is left out, and what is refused.
//! `voice/15` for the default; the keys are those of `policies.schema.json`.

use scapi_schema::policy::{FarEndOutcome, FarEndPolicy, Policies, Span, SpanError};
use serde_json::{Value, json};

fn read(policies: Value) -> Policies {
    serde_json::from_value(policies).expect("policies")
}

/// The text of a fault.
fn told(policies: Value) -> String {
    serde_json::from_value::<Policies>(policies).expect_err("a fault").to_string()
}

fn span(least: u64, most: u64) -> Span {
    Span::new(least, most).expect("a span")
}

/// `voice/15`: without a policy the far end does nothing.
#[test]
fn no_policy_is_a_far_end_that_does_nothing() {
    for nothing in [json!({}), json!({ "farEnd": {} })] {
        let policies = read(nothing);
        assert_eq!(policies, Policies::default());
        assert_eq!(policies.far_end.when_called, []);
        assert_eq!(policies.far_end.hangs_up_after_ms, None);
    }
}

/// Who says what a far end does need not say when.
#[test]
fn a_far_end_that_is_told_what_to_do_takes_a_second_or_two() {
    let far_end = read(json!({ "farEnd": { "whenCalled": ["answers"] } })).far_end;
    assert_eq!(far_end.after_ms, span(1000, 2000));
}

#[test]
fn every_field_is_read() {
    let policies = read(json!({ "farEnd": {
        "whenCalled": ["answers", "refuses", "busy", "no-answer"], "afterMs": [800, 3000], "hangsUpAfterMs": [0, 60_000]
    } }));
    let outcomes =
        vec![FarEndOutcome::Answers, FarEndOutcome::Refuses, FarEndOutcome::Busy, FarEndOutcome::NoAnswer];
    let far_end = FarEndPolicy {
        when_called: outcomes,
        after_ms: span(800, 3000),
        hangs_up_after_ms: Some(span(0, 60_000)),
    };
    assert_eq!(policies, Policies { far_end });
}

#[test]
fn policies_come_back_as_they_went_in() {
    for policies in [
        json!({ "farEnd": { "whenCalled": [], "afterMs": [1000, 2000] } }),
        json!({ "farEnd": { "whenCalled": ["busy", "busy"], "afterMs": [0, 0], "hangsUpAfterMs": [5, 5] } }),
    ] {
        assert_eq!(serde_json::to_value(read(policies.clone())).expect("JSON"), policies);
    }
}

/// A far end that hangs up never, said by null.
#[test]
fn null_is_no_time_to_hang_up_after() {
    assert_eq!(read(json!({ "farEnd": { "hangsUpAfterMs": null } })), Policies::default());
}

/// Pins the texts of spans that are none.
#[test]
fn a_span_is_two_numbers_the_lesser_first() {
    let after = |span: Value| told(json!({ "farEnd": { "afterMs": span } }));
    insta::assert_snapshot!(after(json!([3000, 800])), @"a span of time is [least, most] in milliseconds, got [3000, 800]");
    insta::assert_snapshot!(after(json!(800)), @"invalid type: integer `800`, expected a tuple of size 2");
    insta::assert_snapshot!(after(json!([800])), @"invalid length 1, expected a tuple of size 2");
    insta::assert_snapshot!(after(json!([-1, 800])), @"invalid value: integer `-1`, expected u64");
    assert!(serde_json::from_value::<Span>(json!([1, 2, 3])).is_err());
    assert_eq!(Span::new(2, 1), Err(SpanError { least: 2, most: 1 }));
}

#[test]
fn a_span_of_one_length_is_one() {
    let span = span(500, 500);
    assert_eq!((span.least(), span.most()), (500, 500));
}

/// Pins the texts of keys and outcomes that nobody knows.
#[test]
fn what_nobody_knows_is_refused_with_what_there_is() {
    insta::assert_snapshot!(told(json!({ "farend": {} })), @"unknown field `farend`, expected `farEnd`");
    insta::assert_snapshot!(told(json!({ "farEnd": { "whenCaled": [] } })), @"unknown field `whenCaled`, expected one of `whenCalled`, `afterMs`, `hangsUpAfterMs`");
    insta::assert_snapshot!(told(json!({ "farEnd": { "whenCalled": ["voicemail"] } })), @"unknown variant `voicemail`, expected one of `answers`, `refuses`, `busy`, `no-answer`");
}
