//! `?wait=…`: an answer that comes when the app has done what a test waits for, or when a deadline has passed.
//! The deadline is in real time, as the app's own time is; the session's may stand.

use std::{
    fmt::Write as _,
    time::{Duration, Instant},
};

use scapi_schema::journal::{JournalEntry, MessageDirection};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{Kind, Problem, canned};
use crate::{
    actor::{SessionEnded, SessionHandle, Unrest},
    session::Filter,
};

/// How long is waited if it is not said, in milliseconds: more than an app needs that does nothing slow.
const WITHIN: u64 = 5_000;
/// A longer wait would be a test that has lost its way.
const WITHIN_AT_MOST: u64 = 60_000;
/// The interaction that the stimulus itself has made or touched.
const CAUSED: &str = "caused";

/// What a request says of waiting, as the parameters of its query.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Wait {
    wait: Option<WaitFor>,
    within: Option<u64>,
    method: Option<String>,
    frame: Option<String>,
    interaction: Option<String>,
}

/// What there is to wait for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "cli", derive(utoipa::ToSchema))]
pub(super) enum WaitFor {
    /// Nothing is due at the present session time, and every frame has got what was said to it.
    Quiet,
    /// The app sends a message that meets the conditions.
    Message,
}

/// What came of waiting.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "cli", derive(utoipa::ToSchema))]
pub(super) struct Waited {
    r#for: WaitFor,
    /// How long it took, in milliseconds of real time.
    ms: u64,
    /// The message that was waited for, as the journal has it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "cli", schema(value_type = Option<Object>))]
    entry: Option<JournalEntry>,
}

/// A wait that makes sense.
#[derive(Debug)]
pub(super) enum Checked {
    No,
    Quiet { within: Duration },
    Message { within: Duration, filter: Box<Filter> },
}

/// What names the interaction that was caused, when it is known.
pub(super) type Caused<'a> = Option<&'a str>;

impl Wait {
    /// Reads it. It can be known before anything happens whether it makes sense, but for the interaction.
    pub(super) fn check(&self, caused: Caused<'_>) -> Result<Checked, Problem> {
        let within = self.within()?;
        match self.wait {
            None if self.within.is_some() || self.has_conditions() => Err(not_a_wait(
                "within, method, frame and interaction say more of a wait; add wait=quiet or wait=message",
            )),
            None => Ok(Checked::No),
            Some(WaitFor::Quiet) if self.has_conditions() => {
                Err(not_a_wait("method, frame and interaction are of a message; use wait=message with them"))
            }
            Some(WaitFor::Quiet) => Ok(Checked::Quiet { within }),
            Some(WaitFor::Message) => Ok(Checked::Message { within, filter: Box::new(self.filter(caused)?) }),
        }
    }

    fn has_conditions(&self) -> bool {
        self.method.is_some() || self.frame.is_some() || self.interaction.is_some()
    }

    fn within(&self) -> Result<Duration, Problem> {
        let within = self.within.unwrap_or(WITHIN);
        if (1..=WITHIN_AT_MOST).contains(&within) {
            return Ok(Duration::from_millis(within));
        }
        Err(not_a_wait(&format!("within is 1 to {WITHIN_AT_MOST} milliseconds, got {within}")))
    }

    fn filter(&self, caused: Caused<'_>) -> Result<Filter, Problem> {
        let method = self.method.as_deref().map(canned::known_method).transpose()?;
        let interaction = match (self.interaction.as_deref(), caused) {
            (Some(CAUSED), Some(caused)) => Some(caused.to_owned()),
            (given, _) => given.map(str::to_owned),
        };
        Ok(Filter {
            direction: Some(MessageDirection::AppToHost),
            method: method.map(str::to_owned),
            frame: self.frame.clone(),
            interaction,
            ..Filter::default()
        })
    }
}

fn not_a_wait(detail: &str) -> Problem {
    Problem::new(Kind::NotAQuery, detail)
}

impl Checked {
    /// Waits, from an entry of the journal on. If it does not come, the problem has in it what was caused.
    pub(super) async fn done(
        self,
        session: &SessionHandle,
        after: u64,
        caused: &impl Serialize,
    ) -> Result<Option<Waited>, Problem> {
        let start = Instant::now();
        let ms = |start: Instant| start.elapsed().as_millis().try_into().unwrap_or(u64::MAX);
        match self {
            Self::No => Ok(None),
            Self::Quiet { within } => match limited(session, within, until_quiet(session)).await? {
                Some(()) => Ok(Some(Waited { r#for: WaitFor::Quiet, ms: ms(start), entry: None })),
                None => Err(unrest(session, within).await?.with(caused)),
            },
            Self::Message { within, filter } => {
                match limited(session, within, until_message(session, after, &filter)).await? {
                    Some(entry) => {
                        Ok(Some(Waited { r#for: WaitFor::Message, ms: ms(start), entry: Some(entry) }))
                    }
                    None => Err(silence(session, within, after, &filter).await?.with(caused)),
                }
            }
        }
    }
}

/// None if the time is over; an error if the session ends in between.
pub(crate) async fn limited<T>(
    session: &SessionHandle,
    within: Duration,
    waiting: impl Future<Output = Result<T, SessionEnded>>,
) -> Result<Option<T>, SessionEnded> {
    tokio::select! {
        done = waiting => done.map(Some),
        ended = session.over() => Err(ended),
        () = tokio::time::sleep(within) => Ok(None),
    }
}

pub(crate) async fn until_quiet(session: &SessionHandle) -> Result<(), SessionEnded> {
    let mut progress = session.vitals().progress();
    loop {
        progress.mark_unchanged();
        let room = match session.call(|desk| desk.unrest()).await? {
            None => return Ok(()),
            Some(Unrest::Socket { room, .. }) => Some(room),
            Some(Unrest::Due | Unrest::Page) => None,
        };
        let taken = async {
            match &room {
                // One that is cut off is gone when the actor is asked again.
                Some(room) => room.falls_to(0).await,
                None => std::future::pending().await,
            }
        };
        tokio::select! {
            _ = taken => {}
            _ = progress.changed() => {}
        }
    }
}

async fn until_message(
    session: &SessionHandle,
    after: u64,
    filter: &Filter,
) -> Result<JournalEntry, SessionEnded> {
    let mut progress = session.vitals().progress();
    let mut after = after;
    loop {
        progress.mark_unchanged();
        let excerpt = session.call(move |desk| desk.session().journal().excerpt(after)).await?;
        if let Some(found) = excerpt.entries.iter().find(|kept| filter.lets(kept)) {
            return Ok(found.judged());
        }
        after = excerpt.last;
        // The sender lives as long as the handle.
        let _ = progress.changed().await;
    }
}

/// Why a session was not quiet in time.
async fn unrest(session: &SessionHandle, within: Duration) -> Result<Problem, SessionEnded> {
    let why = unrest_in_words(session).await?;
    let detail = format!("the session was not quiet within {} ms: {why}", within.as_millis());
    Ok(Problem::new(Kind::DeadlinePassed, detail))
}

/// What keeps a session from being quiet.
pub(crate) async fn unrest_in_words(session: &SessionHandle) -> Result<String, SessionEnded> {
    Ok(match session.call(|desk| desk.unrest()).await? {
        None => "it has just become so".to_owned(),
        Some(Unrest::Due) => {
            "something is due, and the clock stands: move it by …/control/clock/advance".to_owned()
        }
        Some(Unrest::Socket { frame, .. }) => format!("frame {frame} does not read what was said to it"),
        Some(Unrest::Page) => "a page has not acknowledged what was said to its frames".to_owned(),
    })
}

/// What the app sent instead of what was waited for.
async fn silence(
    session: &SessionHandle,
    within: Duration,
    after: u64,
    filter: &Filter,
) -> Result<Problem, SessionEnded> {
    let excerpt = session.call(move |desk| desk.session().journal().excerpt(after)).await?;
    let sent =
        excerpt.entries.iter().filter(|kept| kept.entry.direction == Some(MessageDirection::AppToHost));
    let sent: Vec<String> = sent.map(|kept| in_words(&kept.entry)).collect();
    let detail =
        format!("{} within {} ms; since then {}", wanted(filter), within.as_millis(), instead(&sent));
    Ok(Problem::new(Kind::DeadlinePassed, detail))
}

fn instead(sent: &[String]) -> String {
    const SHOWN: usize = 10;
    let first = sent[..sent.len().min(SHOWN)].join(", ");
    match sent.len() {
        0 => "no app has sent anything".into(),
        1..=SHOWN => format!("apps have sent: {first}"),
        count => format!("apps have sent: {first}, and {} more", count - SHOWN),
    }
}

fn wanted(filter: &Filter) -> String {
    let mut text = format!("no app has sent {}", filter.method.as_deref().unwrap_or("a message"));
    if let Some(frame) = &filter.frame {
        let _ = write!(text, " from frame {frame}");
    }
    if let Some(interaction) = &filter.interaction {
        let _ = write!(text, " about interaction {interaction}");
    }
    text
}

/// `interaction.accept ["1"] from frame s1`.
fn in_words(entry: &JournalEntry) -> String {
    let message = entry.message.as_ref();
    let what = message.and_then(|message| message["request"].as_str().or_else(|| message["event"].as_str()));
    let parameters = message.and_then(|message| message.get("parameters")).map(Value::to_string);
    let names: Vec<String> = [what.map(str::to_owned), parameters].into_iter().flatten().collect();
    let what = if names.is_empty() { "something that is no message".to_owned() } else { names.join(" ") };
    let cut: String = what.chars().take(100).collect();
    format!("{cut} from frame {}", entry.frame.as_deref().unwrap_or("?"))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{Checked, Wait, WaitFor, in_words, instead};

    fn wait(with: impl FnOnce(&mut Wait)) -> Wait {
        let mut wait = Wait { wait: Some(WaitFor::Message), ..Wait::default() };
        with(&mut wait);
        wait
    }

    #[test]
    fn the_interaction_that_was_caused_is_named_when_it_is_known() {
        let wait = wait(|wait| wait.interaction = Some("caused".into()));
        let Ok(Checked::Message { filter, .. }) = wait.check(Some("7")) else { panic!("a wait") };
        assert_eq!(filter.interaction.as_deref(), Some("7"));
    }

    #[test]
    fn what_came_instead_is_told_in_a_few_words() {
        let entry = |message| {
            let entry = json!({ "seq": 1, "at": 0, "wallTime": "", "kind": "message", "frame": "s1", "message": message });
            serde_json::from_value(entry).expect("an entry")
        };
        let accept = json!({ "request": "interaction.accept", "parameters": ["1"], "referenceId": "0" });
        assert_eq!(in_words(&entry(accept)), "interaction.accept [\"1\"] from frame s1");
        let subscribe = json!({ "event": "subscribe", "data": "agent" });
        assert_eq!(in_words(&entry(subscribe)), "subscribe from frame s1");
        assert_eq!(in_words(&entry(json!(7))), "something that is no message from frame s1");
        assert_eq!(instead(&[]), "no app has sent anything");
        let many: Vec<String> = (1..=12).map(|number| number.to_string()).collect();
        assert_eq!(instead(&many), "apps have sent: 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, and 2 more");
    }

    #[test]
    fn a_wait_that_makes_no_sense_is_refused() {
        assert!(wait(|wait| wait.wait = None).check(None).is_ok());
        assert!(wait(|wait| (wait.wait, wait.within) = (None, Some(5))).check(None).is_err());
        assert!(
            wait(|wait| (wait.wait, wait.frame) = (Some(WaitFor::Quiet), Some("f".into())))
                .check(None)
                .is_err()
        );
        assert!(wait(|wait| wait.within = Some(0)).check(None).is_err());
        assert!(wait(|wait| wait.within = Some(60_001)).check(None).is_err());
        assert!(wait(|wait| wait.method = Some("interaction.acept".into())).check(None).is_err());
    }
}
