//! Abilities: what a target can be told to do beyond the base of the contract, and what a case needs of it.
//! `README.md` lists them for those who write targets.

use scapi_schema::{method, suggest};

/// Takes any message at all: chosen reference ids, envelopes that no client would post; and tells when one that is not
/// answered has been dealt with. Whoever speaks the driver protocol or opens a socket has it by that; an app that
/// speaks through a client has not.
pub const RAW_MESSAGES: &str = "raw-messages";

/// Every ability, with what a target that has it can do or let happen.
pub const ABILITIES: &[(&str, &str)] = &[
    (
        "inbound-voice",
        "`inbound-call`: calls that ring, are answered, refused and ended; user data; mark done",
    ),
    ("internal-voice", "`internal-call`: calls of another agent"),
    ("outbound-voice", "`agent-dials`: calls that the agent places"),
    ("call-control", "`agent-holds`, `agent-retrieves`, `agent-hangs-up`"),
    ("recording", "`agent-starts-recording` and its kin"),
    ("voice-methods", "the methods of the namespace `voice`"),
    (
        "consultation",
        "`agent-consults`, and transfers and conferences that complete one; `consult`, `completeTransfer`, `completeConference`",
    ),
    (
        "hand-over",
        "`agent-transfers` and `agent-conferences` to a target; `singleStepTransfer`, `singleStepConference`",
    ),
    ("conference", "`party-joins`, `party-leaves`, `conference-invite`, `agent-leaves-conference`"),
    (
        "routing",
        "`call-redirected`, `route-revoked`, `user-data-changed`, `media-error`, `state-unknown`, `state-recovered`",
    ),
    ("chat", "`inbound-chat` and what begins with `chat-`"),
    (
        "email",
        "`inbound-email`; `agent-creates-email`, `agent-replies`, `agent-saves`, `agent-sends`, `agent-cancels`",
    ),
    ("workitem", "`inbound-workitem`, of media that a site defines too; `agent-pulls`"),
    ("preview", "`preview-record`; `agent-calls-preview`, `agent-rejects-preview`, `agent-cancels-preview`"),
    ("case-view", "`agent-selects-case`, `agent-expands-case`, `agent-collapses-case`; `selectCaseByCaseId`"),
    ("block-markdone", "`blockMarkdone`, `unblockMarkdone`"),
    ("messenger", "`messenger.broadcastMessage`"),
    ("canned", "sensible answers of the namespaces that are not implemented, such as `agent.get`"),
    ("clock", "`advance`"),
    ("profile", "a host profile with `reset`"),
    ("origins", "frames told apart by their `origin`"),
    ("raw-text", "`text` in the place of a message"),
    (RAW_MESSAGES, "messages that no client would post"),
];

/// What a target that serves sessions of its own is taken to have, unless it is said to lack some.
#[must_use]
pub fn all() -> Vec<String> {
    ABILITIES.iter().map(|(name, _)| (*name).to_owned()).collect()
}

/// Whether an ability has this name.
#[must_use]
pub fn is_known(name: &str) -> bool {
    ABILITIES.iter().any(|(known, _)| *known == name)
}

/// The ability that was probably meant.
#[must_use]
pub fn nearest(name: &str) -> Option<&'static str> {
    suggest::nearest(name, ABILITIES.iter().map(|(known, _)| *known))
}

/// The ability to let a stimulus happen. None for those that concern whatever has arrived: what arrived has told.
pub(super) fn of_stimulus(kind: &str, has_target: bool) -> Option<&'static str> {
    Some(match kind {
        "inbound-call" => "inbound-voice",
        "internal-call" => "internal-voice",
        "agent-dials" => "outbound-voice",
        "agent-holds" | "agent-retrieves" | "agent-hangs-up" => "call-control",
        "agent-starts-recording"
        | "agent-pauses-recording"
        | "agent-resumes-recording"
        | "agent-stops-recording" => "recording",
        "agent-consults" => "consultation",
        // without a target a consultation is completed
        "agent-transfers" | "agent-conferences" if has_target => "hand-over",
        "agent-transfers" | "agent-conferences" => "consultation",
        "agent-leaves-conference" | "party-joins" | "party-leaves" | "conference-invite" => "conference",
        "route-revoked" | "call-redirected" | "user-data-changed" | "media-error" | "state-unknown"
        | "state-recovered" => "routing",
        "inbound-chat"
        | "chat-line"
        | "chat-join-pending"
        | "chat-join-fails"
        | "chat-history-loading"
        | "chat-history-loaded" => "chat",
        "inbound-email"
        | "agent-creates-email"
        | "agent-replies"
        | "agent-saves"
        | "agent-sends"
        | "agent-cancels" => "email",
        "inbound-workitem" | "agent-pulls" => "workitem",
        "preview-record" | "agent-calls-preview" | "agent-rejects-preview" | "agent-cancels-preview" => {
            "preview"
        }
        "agent-selects-case" | "agent-expands-case" | "agent-collapses-case" => "case-view",
        _ => return None,
    })
}

/// The ability to refuse a method in the way that a case expects. In the namespace `interaction` it takes none; a host
/// that does not have another namespace refuses its methods as it does what nobody knows.
pub(super) fn to_refuse(method: &str) -> Option<&'static str> {
    let is_known = method::find(method).is_some_and(|info| info.namespace() != "interaction");
    if is_known { of_method(method) } else { None }
}

/// The ability to carry a method out.
pub(super) fn of_method(method: &str) -> Option<&'static str> {
    let (namespace, name) = method.split_once('.')?;
    Some(match (namespace, name) {
        ("interaction", "consult" | "completeTransfer" | "completeConference") => "consultation",
        ("interaction", "singleStepTransfer" | "singleStepConference") => "hand-over",
        ("interaction", "selectCaseByCaseId") => "case-view",
        ("interaction", "blockMarkdone" | "unblockMarkdone") => "block-markdone",
        ("interaction", _) => return None,
        ("voice", _) => "voice-methods",
        ("messenger", _) => "messenger",
        _ => "canned",
    })
}

#[cfg(test)]
mod tests {
    use scapi_schema::method::METHODS;
    use scapi_schema::stimulus::Stimulus;

    use super::*;

    /// Those that happen to whatever has arrived.
    const FREE: &[&str] = &[
        "far-end-answers",
        "far-end-refuses",
        "far-end-busy",
        "far-end-no-answer",
        "far-end-hangs-up",
        "agent-accepts",
        "agent-rejects",
        "agent-marks-done",
    ];

    #[test]
    fn every_stimulus_takes_an_ability_unless_it_is_about_what_has_arrived() {
        for name in Stimulus::NAMES {
            let ability = of_stimulus(name, true);
            assert_eq!(ability.is_none(), FREE.contains(name), "{name}");
            assert!(ability.is_none_or(is_known), "{name}");
        }
    }

    #[test]
    fn every_method_takes_an_ability_unless_it_is_of_the_base() {
        let base = ["getInteractions", "getByInteractionId", "setUserData", "deleteUserData"];
        let base = [&base[..], &["markdone", "accept", "reject"]].concat();
        for method in METHODS {
            let ability = of_method(method.name);
            let is_base = method.namespace() == "interaction" && base.contains(&method.short_name());
            assert_eq!(ability.is_none(), is_base, "{}", method.name);
            assert!(ability.is_none_or(is_known), "{}", method.name);
        }
    }

    #[test]
    fn a_hand_over_without_target_completes_a_consultation() {
        assert_eq!(of_stimulus("agent-transfers", false), Some("consultation"));
        assert_eq!(of_stimulus("agent-transfers", true), Some("hand-over"));
    }

    #[test]
    fn a_name_that_is_nearly_right_is_known_by_the_right_one() {
        assert_eq!(nearest("inbound-voise"), Some("inbound-voice"));
        assert!(!is_known("inbound-voise"));
    }
}
