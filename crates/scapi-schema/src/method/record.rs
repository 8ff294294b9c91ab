//! Objects of the namespaces that have no wire types of their own yet: what the table of methods says of them.
//! Field names as apps in the wild write and read them; a host may add others.

use super::Shape;
use crate::parameter::Presence;

/// An object with named fields.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Record {
    /// Its name in the contracts for other languages.
    pub name: &'static str,
    /// What it stands for.
    pub about: &'static str,
    /// The fields.
    pub fields: &'static [Field],
    /// Who writes it: apps are held to the known fields, hosts may send more.
    pub writer: Writer,
}

/// Who writes a [`Record`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Writer {
    /// It is a parameter.
    App,
    /// It stands in an answer or an event.
    Host,
}

/// One field of a [`Record`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Field {
    /// Its key.
    pub name: &'static str,
    /// Whether it may be absent.
    pub presence: Presence,
    /// What it holds.
    pub shape: Shape,
    /// What it means, where the name does not say it.
    pub about: &'static str,
}

const fn always(name: &'static str, shape: Shape, about: &'static str) -> Field {
    Field { name, presence: Presence::Required, shape, about }
}

const fn maybe(name: &'static str, shape: Shape, about: &'static str) -> Field {
    Field { name, presence: Presence::Optional, shape, about }
}

/// The state of the agent or of a medium.
pub const STATE: Record = Record {
    name: "State",
    about: "State of the agent or of one of the agent's media.",
    fields: &[
        maybe("operationName", Shape::Text, "What `setState` takes."),
        maybe("displayName", Shape::Text, ""),
        maybe("type", Shape::Values(&["READY", "NOT_READY", "NOT_READY_AFTER_CALLWORK"]), ""),
    ],
    writer: Writer::Host,
};

/// A medium of the agent.
pub const MEDIA: Record = Record {
    name: "Media",
    about: "One of the agent's media, with its state.",
    fields: &[
        always("media", Shape::Text, "Its name, such as `voice`."),
        always("state", Shape::Record(&STATE), ""),
    ],
    writer: Writer::Host,
};

/// What `auth.getJwtToken` brings.
pub const JWT_TOKEN: Record = Record {
    name: "JwtToken",
    about: "A token that says who the agent is.",
    fields: &[always("expiration", Shape::Text, "ISO 8601."), always("jwtToken", Shape::Text, "")],
    writer: Writer::Host,
};

/// What a toast shows.
pub const TOAST: Record = Record {
    name: "ToastParams",
    about: "What a toast shows.",
    fields: &[
        maybe("title", Shape::Text, ""),
        maybe("iconUrl", Shape::Text, ""),
        maybe("subject", Shape::Text, ""),
        maybe("message", Shape::Text, "May have line breaks."),
        maybe("keyValues", Shape::KeyValues, ""),
        maybe("buttons", Shape::List(&Shape::Text), "Labels."),
        maybe("buttonShowDismiss", Shape::Flag, ""),
        maybe("autoCloseTimeout", Shape::Number, "Milliseconds."),
        maybe("sendToMyMessage", Shape::Flag, ""),
        maybe("width", Shape::Number, "A number, unlike that of a dialog."),
    ],
    writer: Writer::App,
};

/// How a dialog looks.
pub const DIALOG_OPTIONS: Record = Record {
    name: "DialogOptions",
    about: "How a dialog looks.",
    fields: &[
        maybe("label", Shape::Text, "`$Agent.FullName$` in it is replaced."),
        maybe("width", Shape::Text, "CSS length, for example `430px`."),
        maybe("height", Shape::Text, "CSS length, for example `40%`."),
    ],
    writer: Writer::App,
};

/// A view in the menu bar of the desktop.
pub const VIEW: Record = Record {
    name: "ViewParams",
    about: "A view in the menu bar of the desktop.",
    fields: &[
        always("name", Shape::Text, "Says which view is meant."),
        maybe("iconUrl", Shape::Text, ""),
        maybe("label", Shape::Text, ""),
        maybe("shortLabel", Shape::Text, ""),
        maybe("tooltip", Shape::Text, ""),
        maybe("backgroundColor", Shape::Text, ""),
        maybe("labelColor", Shape::Text, ""),
    ],
    writer: Writer::App,
};

/// The payload of an `outbound` event.
pub const OUTBOUND_EVENT: Record = Record {
    name: "OutboundEventData",
    about: "Payload of `outbound` events: what happened to a campaign.",
    fields: &[
        always(
            "eventType",
            Shape::Values(&["CampaignLoaded", "CampaignUnloaded", "CampaignStarted", "CampaignStopped"]),
            "",
        ),
        maybe("campaign", Shape::Text, "Name of the campaign."),
        maybe("mode", Shape::Text, "With `CampaignStarted`."),
    ],
    writer: Writer::Host,
};
