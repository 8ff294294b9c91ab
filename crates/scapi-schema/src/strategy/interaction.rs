//! Interactions of each medium, at any moment of their lives (`type.interaction/1` and after).
//! What does not apply to the medium or the moment is absent in one interaction and null in another (`type.interaction/38`).

mod open_media;
mod voice;

use alloc::{format, string::String, vec::Vec};

use proptest::{collection::vec, prelude::*, sample::select};

use super::{
    data::{extra, user_data},
    life::{Medium, Step},
    person::{contact, maybe, party},
};
use crate::{
    UserData,
    interaction::{Contact, Interaction, Party, State},
    wire::{Extra, Property},
};

/// An interaction of any medium in any of its states.
pub fn interaction() -> BoxedStrategy<Interaction> {
    select(&Medium::ALL[..]).prop_flat_map(interaction_of).boxed()
}

/// An interaction of this medium in any of its states.
pub fn interaction_of(medium: Medium) -> BoxedStrategy<Interaction> {
    let steps: Vec<&Step> = medium.steps().collect();
    select(steps).prop_flat_map(move |step| at(medium, step)).boxed()
}

/// An interaction in this state, of any medium that has it.
///
/// # Panics
/// The state is [`State::Other`], which no medium has.
pub fn interaction_in(state: &State) -> BoxedStrategy<Interaction> {
    let has = |medium: Medium| medium.steps().find(|(of_medium, _)| of_medium == state);
    let steps: Vec<_> = Medium::ALL.into_iter().filter_map(|medium| Some((medium, has(medium)?))).collect();
    assert!(!steps.is_empty(), "no medium has the state {state}");
    select(steps).prop_flat_map(|(medium, step)| at(medium, step)).boxed()
}

fn at(medium: Medium, (state, from): &'static Step) -> BoxedStrategy<Interaction> {
    let moment = if from.is_empty() {
        Just(Moment { state, previous: None }).boxed()
    } else {
        select(*from).prop_map(|previous| Moment { state, previous: Some(previous) }).boxed()
    };
    moment
        .prop_flat_map(move |moment| match medium {
            Medium::Voice => voice::call(moment),
            Medium::Chat | Medium::Email | Medium::Workitem | Medium::Preview => {
                open_media::of(medium, moment)
            }
        })
        .boxed()
}

/// Where an interaction is in its life, and where it came from; nowhere if this is its first state.
#[derive(Clone, Debug)]
struct Moment {
    state: &'static State,
    previous: Option<State>,
}

impl Moment {
    fn is_or_was(&self, state: &State) -> bool {
        self.state == state || self.previous.as_ref() == Some(state)
    }
}

/// How a host shows a property that does not apply: the profile's `inapplicableProperty`.
#[derive(Clone, Copy, Debug)]
enum Inapplicable {
    Absent,
    Null,
}

impl Inapplicable {
    fn property<T>(self) -> Property<T> {
        match self {
            Self::Absent => Property::Absent,
            Self::Null => Property::Null,
        }
    }

    /// The value, where there is one.
    fn or<T>(self, value: Option<T>) -> Property<T> {
        value.map_or_else(|| self.property(), Property::Present)
    }
}

/// What interactions of all media have.
#[derive(Clone, Debug)]
struct Frame {
    number: u32,
    /// Of the interaction that this one belongs to; lower than its own.
    parent: u32,
    case_id: String,
    user_data: UserData,
    first_previous_state: FirstPreviousState,
    parties: Vec<Party>,
    is_main_case_interaction: bool,
    case: CaseView,
    contact: Property<Contact>,
    media: MediaProperty,
    inapplicable: Inapplicable,
    extra: Extra,
}

/// How a host shows the `previousState` of a new interaction: the profile's `firstPreviousState`.
#[derive(Clone, Copy, Debug)]
enum FirstPreviousState {
    Inapplicable,
    Unknown,
}

/// Whether a host shows `media`: the profile's `mediaProperty`.
#[derive(Clone, Copy, Debug)]
enum MediaProperty {
    Present,
    Absent,
}

/// How the desktop shows a case.
#[derive(Clone, Copy, Debug)]
struct CaseView {
    is_selected: bool,
    is_expanded: bool,
}

fn frame() -> impl Strategy<Value = Frame> {
    let numbers = (2_u32..10_000).prop_flat_map(|number| (Just(number), 1..number));
    let case_view = (any::<bool>(), any::<bool>())
        .prop_map(|(is_selected, is_expanded)| CaseView { is_selected, is_expanded });
    let contents = (user_data(), vec(party(), 0..3), maybe(contact()), extra());
    let of_case = (uuid(), any::<bool>(), case_view);
    (numbers, of_case, contents, shown()).prop_map(|(numbers, of_case, contents, shown)| {
        let (number, parent) = numbers;
        let (case_id, is_main_case_interaction, case) = of_case;
        let (user_data, parties, contact, extra) = contents;
        let (first_previous_state, media, inapplicable) = shown;
        Frame {
            number,
            parent,
            case_id,
            user_data,
            first_previous_state,
            parties,
            is_main_case_interaction,
            case,
            contact,
            media,
            inapplicable,
            extra,
        }
    })
}

/// What differs between hosts: the defaults of the host profile mostly.
fn shown() -> impl Strategy<Value = (FirstPreviousState, MediaProperty, Inapplicable)> {
    (
        prop_oneof![3 => Just(FirstPreviousState::Inapplicable), 1 => Just(FirstPreviousState::Unknown)],
        prop_oneof![5 => Just(MediaProperty::Present), 1 => Just(MediaProperty::Absent)],
        prop_oneof![3 => Just(Inapplicable::Absent), 1 => Just(Inapplicable::Null)],
    )
}

impl Frame {
    /// The interaction, with nothing yet that only its medium has.
    fn interaction(self, medium: &str, moment: Moment) -> Interaction {
        let Self { inapplicable, .. } = self;
        let first = match self.first_previous_state {
            FirstPreviousState::Inapplicable => inapplicable.property(),
            FirstPreviousState::Unknown => Property::Present(State::Unknown),
        };
        Interaction {
            parent_interaction_id: inapplicable.property(),
            user_data: self.user_data,
            previous_state: moment.previous.map_or(first, Property::Present),
            parties: self.parties,
            is_main_case_interaction: self.is_main_case_interaction,
            call_uuid: inapplicable.property(),
            direction: inapplicable.property(),
            call_type: inapplicable.property(),
            ani: inapplicable.property(),
            dnis: inapplicable.property(),
            recording_state: inapplicable.property(),
            is_case_selected: self.case.is_selected,
            is_case_expanded: self.case.is_expanded,
            rona_call_state: inapplicable.property(),
            interaction_uuid: inapplicable.property(),
            conn_id: inapplicable.property(),
            contact: self.contact,
            media: match self.media {
                MediaProperty::Present => Property::Present(medium.into()),
                MediaProperty::Absent => Property::Absent,
            },
            extra: self.extra,
            ..Interaction::new(format!("{}", self.number), self.case_id, moment.state.clone())
        }
    }
}

/// A UUID in the form of the documentation's samples.
pub(super) fn uuid() -> BoxedStrategy<String> {
    "[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}".boxed()
}
