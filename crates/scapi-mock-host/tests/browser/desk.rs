//! The host of a browser test.

use scapi_mock_host::{MockHost, MockHostBuilder};
use serde_json::json;

/// A host whose calls ring for as long as a test needs: a browser on a busy machine takes its time.
pub(crate) fn builder() -> MockHostBuilder {
    MockHost::builder().profile(json!({ "ringTimeoutMs": 3_600_000 }))
}
