//! The demo app and its back end, on a listener of their own: an embedded app is on another origin than the desktop.
//! The records are those in the app's folder.

use std::{collections::BTreeMap, sync::Arc};

use axum::{
    Json, Router,
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
    routing::get,
};
use serde_json::{Value, json};

use super::assets::{self, Callbar, Client};

type Records = Arc<BTreeMap<String, Value>>;

/// Everything under `/callbar/`.
pub(super) fn router() -> Router {
    Router::new()
        .route("/", get(|| async { Redirect::temporary("/callbar/") }))
        .route("/callbar", get(|| async { Redirect::temporary("/callbar/") }))
        .route("/callbar/", get(|| async { file("index.html") }))
        .route("/callbar/{file}", get(|Path(name): Path<String>| async move { file(&name) }))
        .route("/callbar/records/{number}", get(record))
        .with_state(Arc::new(records()))
}

fn file(name: &str) -> Response {
    let found = assets::file::<Callbar>(name).or_else(|| assets::file::<Client>(name));
    found.unwrap_or_else(|| (StatusCode::NOT_FOUND, "there is no such file\n").into_response())
}

async fn record(State(records): State<Records>, Path(number): Path<String>) -> Response {
    match records.get(&number) {
        Some(record) => Json(record).into_response(),
        None => (StatusCode::NOT_FOUND, Json(json!({ "error": "no record of this number" }))).into_response(),
    }
}

fn records() -> BTreeMap<String, Value> {
    let file = Callbar::get("records.json").map(|file| file.data).unwrap_or_default();
    let records: Vec<Value> = serde_json::from_slice(&file).unwrap_or_default();
    let number = |record: &Value| record["number"].as_str().map(str::to_owned);
    records.into_iter().filter_map(|record| Some((number(&record)?, record))).collect()
}

#[cfg(test)]
mod tests {
    use super::records;

    #[test]
    fn the_default_call_has_a_record() {
        assert_eq!(records()["+33298000000"]["name"], "Ada Lovelace");
    }
}
