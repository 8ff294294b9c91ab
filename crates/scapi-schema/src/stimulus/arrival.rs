//! Arrivals: what the world brings to the agent.
//! All fields have defaults, so that `{"type":"inbound-call"}` rings; every arrival takes user data, a contact and a case.

use alloc::string::String;

use serde::{Deserialize, Serialize};

use crate::{
    UserData,
    interaction::{CallType, Contact, Direction},
    wire::open_enum,
};

/// Declares an arrival: its own fields with their defaults, and those that every arrival has.
macro_rules! arrival {
    (
        $(#[$meta:meta])*
        $name:ident, $(#[$default_meta:meta])* default {
            $($(#[$field_meta:meta])* $field:ident: $type:ty = $default:expr,)+
        }
    ) => {
        $(#[$meta])*
        #[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
        #[serde(rename_all = "camelCase", deny_unknown_fields, default)]
        #[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
        pub struct $name {
            $($(#[$field_meta])* pub $field: $type,)+
            /// Attached by routing.
            #[serde(skip_serializing_if = "UserData::is_empty")]
            pub user_data: UserData,
            /// Who the customer is, if the site knows.
            #[serde(skip_serializing_if = "Option::is_none")]
            pub contact: Option<Contact>,
            /// The case to put it into; a new one otherwise.
            #[serde(skip_serializing_if = "Option::is_none")]
            pub case_id: Option<String>,
        }

        impl Default for $name {
            $(#[$default_meta])*
            fn default() -> Self {
                Self { $($field: $default,)+ user_data: UserData::new(), contact: None, case_id: None }
            }
        }
    };
}

arrival! {
    /// A customer's call.
    InboundCall,
    /// A call from a made-up French number to the made-up extension 5001.
    default {
        /// The number that calls; empty where it is withheld.
        ani: String = "+33298000000".into(),
        /// The number that was called.
        dnis: String = "5001".into(),
        /// What the telephony server says of its direction; `UNKNOWN` where it does not know.
        direction: Direction = Direction::In,
        /// What the telephony server says of its type; `UNKNOWN` where it does not know.
        call_type: CallType = CallType::Inbound,
    }
}

arrival! {
    /// A call of another agent.
    InternalCall,
    /// A call of the made-up agent Jo Carter.
    default {
        /// The name of the agent who calls.
        from: String = "Jo Carter".into(),
        /// The number of the agent who calls.
        ani: String = "5002".into(),
        /// The number that was called.
        dnis: String = "5001".into(),
    }
}

arrival! {
    /// A customer's chat.
    InboundChat,
    /// A chat of somebody called Customer.
    default {
        /// What the customer is called in the chat.
        nickname: String = "Customer".into(),
    }
}

arrival! {
    /// A work item, or an interaction of a medium of the site's own.
    InboundWorkitem,
    /// A work item.
    default {
        /// The medium: `workitem`, or what the site defines, such as `instagram`.
        media: String = "workitem".into(),
    }
}

arrival! {
    /// An invitation into a conference on open media.
    ConferenceInvite,
    /// An invitation of the made-up agent Jo Carter into a chat.
    default {
        /// The medium.
        media: String = "chat".into(),
        /// The name of the agent who invites.
        from: String = "Jo Carter".into(),
    }
}

arrival! {
    /// A customer's e-mail.
    InboundEmail,
    /// An e-mail from a made-up address.
    default {
        /// The address that it is from.
        from: String = "customer@example.com".into(),
        /// What it is about.
        subject: String = "A question".into(),
    }
}

open_enum! {
    /// How records of a campaign reach the agent.
    closed enum PreviewMode {
        /// The agent asks for each.
        Pull = "pull",
        /// They are pushed through routing.
        Push = "push",
        /// The outbound server pushes them.
        DirectPush = "direct-push",
    }
}

arrival! {
    /// A record of an outbound campaign.
    PreviewRecord,
    /// A pulled record of a made-up campaign.
    default {
        /// How it reaches the agent.
        mode: PreviewMode = PreviewMode::Pull,
        /// The campaign.
        campaign: String = "Spring Offer".into(),
        /// The number to dial.
        phone: String = "+33298000000".into(),
    }
}
