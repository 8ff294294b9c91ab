//! How long a test waits for what must come, and how often it looks.

use std::{fmt::Display, time::Duration};

use tokio::time::{Instant, MissedTickBehavior};

/// A page answers within a fraction of a second; a loaded machine gets this long.
const PATIENCE: Duration = Duration::from_secs(15);
/// How often is looked.
const PERIOD: Duration = Duration::from_millis(60);

/// Tries until there is a result; gives what stood in the way when patience is over. An error may be over a moment later:
/// elements are replaced, frames are loaded.
pub(crate) async fn until<T, E: Display>(
    attempt: impl AsyncFn() -> Result<Option<T>, E>,
) -> Result<T, String> {
    let end = Instant::now() + PATIENCE;
    let mut period = tokio::time::interval(PERIOD);
    period.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        period.tick().await;
        let fault = match attempt().await {
            Ok(Some(result)) => return Ok(result),
            Ok(None) => "it is not so".to_owned(),
            Err(error) => error.to_string(),
        };
        if Instant::now() > end {
            return Err(fault);
        }
    }
}
