//! How long a test waits for what must come. Nothing takes near as long unless it never comes.

use std::time::Duration;

const PATIENCE: Duration = Duration::from_secs(30);

/// What comes of this, or a failure that says what did not come.
pub(crate) async fn within<T>(what: &str, coming: impl Future<Output = T>) -> T {
    tokio::time::timeout(PATIENCE, coming).await.unwrap_or_else(|_| panic!("no {what}"))
}

/// Tries again and again until there is a result.
pub(crate) async fn until<T>(what: &str, mut attempt: impl AsyncFnMut() -> Option<T>) -> T {
    let looking = async {
        loop {
            if let Some(found) = attempt().await {
                return found;
            }
            tokio::task::yield_now().await;
        }
    };
    within(what, looking).await
}
