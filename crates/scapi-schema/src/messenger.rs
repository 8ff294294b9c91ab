//! The Messenger namespace: apps talk to each other through the host (`messenger.broadcastMessage/1`).
//! What is sent arrives as an event named `messenger:` and the channel.

use alloc::string::String;

use serde_json::Value;

use crate::parameter::method;

method! {
    /// Sends a message to the other apps that have subscribed to a channel.
    BroadcastMessage = "messenger.broadcastMessage" {
        /// Which channel.
        0: channel: String = "channel", "messenger.broadcastMessage/2";
        /// What to send; any JSON, null for nothing.
        1: message: Value = "message", "messenger.broadcastMessage/1";
    }
}
