//! Proptest strategies that make valid interactions, messages and stimuli, for tests of what reads them.
//! Whatever they make is true to the clauses that a schema can check, and to the life of each medium (`voice/1` and after).
//!
//! ```
//! use proptest::prelude::*;
//! use scapi_schema::interaction::{Interaction, State};
//! use scapi_schema::strategy::{Medium, interaction_of};
//!
//! /// What an app might do: show who calls.
//! fn title(interaction: &Interaction) -> String {
//!     interaction.ani.value().map_or_else(|| "no number".into(), |ani| format!("call from {ani}"))
//! }
//!
//! proptest!(|(call in interaction_of(Medium::Voice))| {
//!     prop_assert!(title(&call).starts_with("call from "));
//!     if call.rona_call_state.value().is_some() {
//!         prop_assert_eq!(call.state, State::Idle);
//!     }
//! });
//! ```

mod data;
mod event;
mod host_message;
mod interaction;
mod life;
mod person;
mod request;
mod stimulus;

pub use data::{extensions, extra, reference_id, user_data};
pub use event::{event, event_of, interaction_event, interaction_event_of, markdone_event};
pub use host_message::{failure, frame_greeting, host_message, response, response_to};
pub use interaction::{interaction, interaction_in, interaction_of};
pub use life::Medium;
pub use person::{agent, contact, party, phone_number};
pub use request::{
    app_message, consult_target_query, parameters_of, request, request_of, subscribe, target_query,
    unsubscribe,
};
pub use stimulus::{stimulus, stimulus_of};
