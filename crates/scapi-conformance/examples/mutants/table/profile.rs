//! Mutants that ignore a switch of the host profile, or have it at a value of their own.
//! Clauses that name a profile key, and those of `gate`.

use serde_json::{Value, json};

use super::{Mutant, mutant};
use crate::defect::Defect::{Switched, Told, Unswitched};

pub(super) const MUTANTS: &[Mutant] = &[
    mutant(
        "user-data-leaked",
        "keys that may not be read are shown",
        "gate.userData/1",
        Switched("userDataReadAllowed", || json!(["*"])),
    ),
    mutant(
        "user-data-writable",
        "keys that may not be written are written",
        "gate.userData/3",
        Switched("userDataWriteAllowed", || json!(["*"])),
    ),
    mutant(
        "every-origin-accepted",
        "every origin is accepted",
        "gate.origin/1",
        Switched("acceptedOrigins", || json!(["*"])),
    ),
    mutant(
        "every-service-allowed",
        "lists of services are ignored",
        "gate.service/2",
        Told(|line| {
            let origins = line.pointer_mut("/profile/acceptedOrigins").and_then(Value::as_array_mut);
            for entry in origins.into_iter().flatten() {
                *entry = json!(without_services(entry.as_str().unwrap_or_default()));
            }
        }),
    ),
    mutant(
        "attempt-dropped",
        "the agent's attempt is not held, so that nothing is let through later",
        "markdone/3",
        Switched("blockedAgentMarkdone", || json!("drop")),
    ),
    mutant("no-rate-limit", "there is no rate limit", "gate.rateLimit/1", Switched("rateLimit", || json!(0))),
    mutant(
        "no-service-rate-limit",
        "there is no rate limit of a service",
        "gate.rateLimit/2",
        Unswitched("rateLimitPerService"),
    ),
    mutant(
        "quarantine-ends",
        "a quarantine for ever ends",
        "gate.rateLimit/4",
        Switched("rateLimitQuarantineDelay", || json!(30)),
    ),
    mutant(
        "rings-for-ten-seconds",
        "a call rings for 10 s, whatever was set",
        "voice/7",
        Switched("ringTimeoutMs", || json!(10_000)),
    ),
    mutant(
        "block-lapses-early",
        "a block lapses after 10 s, whatever was set",
        "interaction.blockMarkdone/3",
        Switched("blockMarkdoneTimeoutMs", || json!(10_000)),
    ),
    mutant(
        "subscription-id-type-switch-ignored",
        "subscriptionIdType is ignored",
        "subscription/4",
        Unswitched("subscriptionIdType"),
    ),
    mutant("void-result-switch-ignored", "voidResult is ignored", "envelope/31", Unswitched("voidResult")),
    mutant(
        "created-result-switch-ignored",
        "createdInteractionResult is ignored",
        "interaction.consult/10",
        Unswitched("createdInteractionResult"),
    ),
    mutant(
        "lifecycle-events-switch-ignored",
        "lifecycleEvents is ignored",
        "event.interaction/7",
        Unswitched("lifecycleEvents"),
    ),
    mutant(
        "event-interaction-key-switch-ignored",
        "eventInteractionKey is ignored",
        "event.interaction/3",
        Unswitched("eventInteractionKey"),
    ),
    mutant(
        "event-type-names-switch-ignored",
        "eventTypeNames is ignored",
        "event.interaction/6",
        Unswitched("eventTypeNames"),
    ),
    mutant(
        "markdone-event-carries-switch-ignored",
        "markdoneEventCarries is ignored",
        "event.markdone/4",
        Unswitched("markdoneEventCarries"),
    ),
    mutant(
        "blocked-agent-markdone-switch-ignored",
        "blockedAgentMarkdone is ignored",
        "markdone/1",
        Unswitched("blockedAgentMarkdone"),
    ),
    mutant(
        "blocked-app-markdone-switch-ignored",
        "blockedAppMarkdone is ignored",
        "markdone/2",
        Unswitched("blockedAppMarkdone"),
    ),
    mutant(
        "markdone-twice-switch-ignored",
        "markdoneTwice is ignored",
        "interaction.markdone/5",
        Unswitched("markdoneTwice"),
    ),
    mutant(
        "consult-target-key-switch-ignored",
        "consultTargetKey is ignored",
        "interaction.consult/3",
        Unswitched("consultTargetKey"),
    ),
    mutant(
        "chat-extensions-switch-ignored",
        "chatExtensions is ignored",
        "interaction.consult/9",
        Unswitched("chatExtensions"),
    ),
    mutant(
        "first-name-key-switch-ignored",
        "firstNameKey is ignored",
        "type.contact/4",
        Unswitched("firstNameKey"),
    ),
    mutant(
        "media-property-switch-ignored",
        "mediaProperty is ignored",
        "type.interaction/37",
        Unswitched("mediaProperty"),
    ),
    mutant(
        "inapplicable-property-switch-ignored",
        "inapplicableProperty is ignored",
        "type.interaction/38",
        Unswitched("inapplicableProperty"),
    ),
    mutant(
        "first-previous-state-switch-ignored",
        "firstPreviousState is ignored",
        "type.interaction/8",
        Unswitched("firstPreviousState"),
    ),
    mutant(
        "parties-include-switch-ignored",
        "partiesInclude is ignored",
        "type.interaction/10",
        Unswitched("partiesInclude"),
    ),
    mutant(
        "new-selects-case-switch-ignored",
        "newInteractionSelectsCase is ignored",
        "case/1",
        Unswitched("newInteractionSelectsCase"),
    ),
    mutant(
        "consultation-after-end-switch-ignored",
        "consultationAfterEnd is ignored",
        "consultation/8",
        Unswitched("consultationAfterEnd"),
    ),
    mutant(
        "rate-limit-window-switch-ignored",
        "rateLimitWindow is ignored",
        "gate.rateLimit/6",
        Unswitched("rateLimitWindow"),
    ),
    mutant(
        "unwritable-key-switch-ignored",
        "unwritableKey is ignored",
        "gate.userData/4",
        Unswitched("unwritableKey"),
    ),
    mutant(
        "user-data-key-patterns-switch-ignored",
        "userDataKeyPatterns is ignored",
        "gate.userData/5",
        Unswitched("userDataKeyPatterns"),
    ),
    mutant(
        "delete-missing-key-switch-ignored",
        "deleteMissingKey is ignored",
        "interaction.deleteUserData/4",
        Unswitched("deleteMissingKey"),
    ),
    mutant(
        "open-media-user-data-switch-ignored",
        "openMediaUserData is ignored",
        "userdata/3",
        Unswitched("openMediaUserData"),
    ),
    mutant(
        "ring-timeout-outcome-switch-ignored",
        "ringTimeoutOutcome is ignored",
        "voice/8",
        Unswitched("ringTimeoutOutcome"),
    ),
    mutant(
        "released-unanswered-switch-ignored",
        "releasedUnanswered is ignored",
        "voice/9",
        Unswitched("releasedUnanswered"),
    ),
    mutant(
        "rejected-rona-state-switch-ignored",
        "rejectedRonaCallState is ignored",
        "interaction.reject/2",
        Unswitched("rejectedRonaCallState"),
    ),
    mutant(
        "stranger-told",
        "an origin that is not accepted is told so",
        "gate.origin/3",
        Switched("originNotAccepted", || json!("failure")),
    ),
    mutant(
        "service-filtered-switch-ignored",
        "serviceFiltered is ignored",
        "gate.service/5",
        Unswitched("serviceFiltered"),
    ),
    mutant(
        "rate-limit-exceeded-switch-ignored",
        "rateLimitExceeded is ignored",
        "gate.rateLimit/5",
        Unswitched("rateLimitExceeded"),
    ),
    mutant(
        "foreign-user-agent-switch-ignored",
        "foreignUserAgent is ignored",
        "envelope/21",
        Unswitched("foreignUserAgent"),
    ),
];

/// Accepted origins without what stands in parentheses.
fn without_services(origins: &str) -> String {
    let parts = origins.split('(').enumerate();
    parts
        .map(|(index, part)| if index == 0 { part } else { part.split_once(')').map_or("", |it| it.1) })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn services_are_taken_from_each_origin() {
        assert_eq!(
            without_services("https://a.example (x.y, x.z), https://b.example(*)"),
            "https://a.example , https://b.example"
        );
    }
}
