//! Chats, e-mails, work items and call previews: no attribute of calls, an id of the back end.
//! `openmedia/1`, `chat/1`, `email/1`, `preview/1`, `type.interaction/34`.

use alloc::format;

use proptest::{prelude::*, sample::select};

use super::{Moment, frame};
use crate::{
    interaction::{Interaction, State},
    strategy::life::Medium,
};

/// Media that sites define, as `media` names them.
const OF_SITES: &[&str] = &["workitem", "instagram", "fax", "sms"];

/// An interaction of this medium at this moment of its life.
pub(super) fn of(medium: Medium, moment: Moment) -> BoxedStrategy<Interaction> {
    let parent = if can_be_a_reply(medium, &moment) { any::<bool>().boxed() } else { Just(false).boxed() };
    (frame(), parent, media(medium), "[0-9A-V]{16}")
        .prop_map(move |(frame, is_reply, media, uuid)| {
            let parent = is_reply.then(|| format!("{}", frame.parent));
            let inapplicable = frame.inapplicable;
            Interaction {
                parent_interaction_id: inapplicable.or(parent),
                interaction_uuid: uuid.into(),
                ..frame.interaction(media, moment.clone())
            }
        })
        .boxed()
}

/// Only an e-mail that the agent writes replies to another (`email/5`).
fn can_be_a_reply(medium: Medium, moment: &Moment) -> bool {
    let written = [State::Created, State::Saved, State::Sent, State::Cancelled];
    medium == Medium::Email && written.contains(moment.state)
}

fn media(medium: Medium) -> BoxedStrategy<&'static str> {
    match medium {
        Medium::Workitem => select(OF_SITES).boxed(),
        Medium::Voice | Medium::Chat | Medium::Email | Medium::Preview => Just(medium.name()).boxed(),
    }
}
