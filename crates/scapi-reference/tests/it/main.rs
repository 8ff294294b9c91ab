//! The reference host against the clauses: behaviour by hand, forms by snapshot, rules by random sequences.
//! Expected values are read off `schemas/clauses.json`, never off the code.

#![expect(
    clippy::needless_pass_by_value,
    reason = "a test reads better when it hands over what `json!` makes"
)]

mod desk;

mod accept;
mod answer;
mod block_markdone;
mod call;
mod canned;
mod case;
mod chat;
mod conference;
mod consultation;
mod consultation_end;
mod coverage;
mod email;
mod envelope;
mod event;
mod event_name;
mod frame;
mod gate;
mod hand_over;
mod hold;
mod legal;
mod legal_exact;
mod markdone;
mod medium;
mod messenger;
mod odd_words;
mod open_media;
mod open_media_data;
mod outbound;
mod overlay;
mod policy;
mod preview;
mod profile_switch;
mod random;
mod rate_limit;
mod reading;
mod readme;
mod recording;
mod reject;
mod select_case;
mod service;
mod snapshot_restore;
mod snapshots;
mod stimulus;
mod subscription;
mod table;
mod target;
mod type_interaction;
mod type_open_media;
mod unanswered;
mod user_data;
mod voice;
mod voice_commands;
mod watch;
mod way;
mod why_not;
mod world;
