//! The apps of a session, and why one does not show.

use axum::http::Method;
use serde_json::json;
use utoipa::openapi::Type;

use super::{
    Kind,
    operation::{Content, Operation, Tag},
    schemas::Shape,
};
use crate::{
    http::apps::{Apps, example_of_probe},
    probe::Probe,
};

pub(super) fn operations() -> Vec<Operation> {
    let apps = json!({
        "apps": [{ "url": "http://localhost:3000/?id=$Interaction.Id$", "kind": "per-interaction" }],
        "frames": [{ "frame": "f1", "url": "http://localhost:3000/?id=7" }],
    });
    vec![
        Operation::new(
            Method::GET,
            "/s/{session}/control/apps",
            Tag::World,
            "listApps",
            "The apps that the session embeds, and the frames of its pages",
        )
        .answers(200, "All of them.", Content::json(Shape::of::<Apps>(), apps)),
        Operation::new(
            Method::GET,
            "/s/{session}/control/apps/probe",
            Tag::World,
            "probeApp",
            "Why an app does not show",
        )
        .says(
            "Asks the app's server once, as a browser would, and says what stands in the way and what would help. Only what the session \
             lists is asked; of the answer, status and headers about frames are handed on, and no redirect to another origin is followed.",
        )
        .query("url", Type::String, "The URL of the app, as it is listed.")
        .query(
            "ancestors",
            Type::String,
            "The origins of the pages that the app is in, from the innermost out, with blanks between.",
        )
        .answers(200, "What the server says, or why it says nothing.", Content::json(Shape::of::<Probe>(), example_of_probe()))
        .problems([Kind::AppNotListed, Kind::NotAQuery, Kind::NotAnApp]),
    ]
}
