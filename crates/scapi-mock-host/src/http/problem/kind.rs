//! The kinds of problems: each has a status, a title, and a URI that never changes, which is a heading of `PROBLEMS.md`.
//! One table makes the documents, the contract of the control API, and that file.

use axum::http::StatusCode;

/// Where the kinds are explained; the slug of one follows.
const BASE: &str = concat!(env!("CARGO_PKG_REPOSITORY"), "/blob/main/crates/scapi-mock-host/PROBLEMS.md#");

macro_rules! kinds {
    ($($(#[doc = $about:literal])+ $variant:ident = $status:ident $title:literal,)+) => {
        /// What kind of thing went wrong.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        #[cfg_attr(not(feature = "cli"), expect(dead_code, reason = "some kinds are of the page alone"))]
        pub(crate) enum Kind {
            $($(#[doc = $about])+ $variant,)+
        }

        impl Kind {
            /// All kinds.
            #[cfg(feature = "cli")]
            pub(crate) const ALL: &[Self] = &[$(Self::$variant,)+];

            /// A few words.
            pub(crate) const fn title(self) -> &'static str {
                match self {
                    $(Self::$variant => $title,)+
                }
            }

            /// The status of an answer of this kind; where another status comes, the document says so.
            pub(crate) const fn status(self) -> StatusCode {
                match self {
                    $(Self::$variant => StatusCode::$status,)+
                }
            }

            /// What it means, and the way out, in the lines that it is written in.
            #[cfg(feature = "cli")]
            const fn about(self) -> &'static str {
                match self {
                    $(Self::$variant => concat!($($about, "\n",)+),)+
                }
            }
        }
    };
}

kinds! {
    /// There is no session of this name. Sessions are made by `POST /sessions`, never on the fly.
    NoSuchSession = NOT_FOUND "no such session",
    /// The server has as many sessions as it may have. Delete some, or give them a time to live.
    TooManySessions = TOO_MANY_REQUESTS "too many sessions",
    /// There is a session of this name already. Delete it, or leave the name out to be given one.
    NameTaken = CONFLICT "name taken",
    /// The session has as many frames as it may have. Close some sockets or iframes.
    TooManyFrames = TOO_MANY_REQUESTS "too many frames",
    /// The agent has as many interactions as it may have. Mark some done, or reset the session.
    TooManyInteractions = TOO_MANY_REQUESTS "too many interactions",
    /// The session was deleted while the request was on its way.
    SessionEnded = GONE "session ended",
    /// A fault of the host ended this session; the others go on. Delete it and make another.
    SessionFailed = INTERNAL_SERVER_ERROR "session failed",
    /// The session records its journal, and the file cannot be written: it does nothing that would not be in the file. Its journal can
    /// still be read. Make room, and start it again.
    NotRecorded = INSUFFICIENT_STORAGE "not recorded",
    /// Real time cannot be moved by hand. Freeze the clock first, or make a session with `{"clock":"virtual"}`.
    ClockIsReal = CONFLICT "the clock is real",
    /// A virtual clock moves by `…/control/clock/advance` alone, and never runs.
    ClockIsVirtual = CONFLICT "the clock is virtual",
    /// What was waited for did not come in time. What the request made happen has happened: it is in the members `interaction`,
    /// `outputs` and `cursor`.
    DeadlinePassed = GATEWAY_TIMEOUT "deadline passed",
    /// Apps have no method of this name to call; `didYouMean` is the nearest that they have.
    UnknownMethod = NOT_FOUND "unknown method",
    /// The method has no canned answer: the host does it by itself, or says that it is not supported.
    NoCannedAnswer = NOT_FOUND "no canned answer",
    /// A canned answer is `{"data":…}`, `{"errorMessage":"…"}`, or `{}` for success without a result.
    NotAnAnswer = BAD_REQUEST "not a canned answer",
    /// Apps cannot subscribe to an event of this name; `didYouMean` is the nearest that they can.
    UnknownEvent = BAD_REQUEST "unknown event",
    /// The body is not the host profile, or a patch of it, that is wanted; `pointer` is the place.
    NotAProfile = BAD_REQUEST "not a profile",
    /// The body is no stimulus; `pointer` is the place.
    NotAStimulus = BAD_REQUEST "not a stimulus",
    /// The session has no interaction with this id.
    NoSuchInteraction = NOT_FOUND "no such interaction",
    /// No interaction of the session belongs to a case with this id.
    NoSuchCase = NOT_FOUND "no such case",
    /// The state of the interaction does not allow it; `clause` says why, `detail` what is legal.
    NotNow = CONFLICT "not now",
    /// Nobody knows a stimulus or a method of this name that is about an interaction; `detail` has the nearest.
    NoSuchAction = BAD_REQUEST "no such action",
    /// There is no state of this name to start in; `detail` lists them.
    NoSuchState = BAD_REQUEST "no such state",
    /// A snapshot's name is 1 to 64 letters, digits, underscores and hyphens, the first of them a letter or a digit.
    NotASnapshotName = BAD_REQUEST "not a snapshot name",
    /// The session has no snapshot of this name.
    NoSuchSnapshot = NOT_FOUND "no such snapshot",
    /// The session has as many snapshots as it may have. Delete some.
    TooManySnapshots = TOO_MANY_REQUESTS "too many snapshots",
    /// The body is no expectation that can be judged; `pointer` is the place.
    NotAnExpectation = BAD_REQUEST "not an expectation",
    /// The session has no expectation with this id.
    NoSuchExpectation = NOT_FOUND "no such expectation",
    /// The body is no fault that can strike; `pointer` is the place.
    NotAFault = BAD_REQUEST "not a fault",
    /// The session has no fault with this id.
    NoSuchFault = NOT_FOUND "no such fault",
    /// The session has as many faults as it may have. Remove some.
    TooManyFaults = TOO_MANY_REQUESTS "too many faults",
    /// The body is JSON, but not of the form that is wanted; `pointer` is the place.
    NotWanted = BAD_REQUEST "not the JSON that is wanted",
    /// The body is not JSON.
    NotJson = BAD_REQUEST "not JSON",
    /// A body has to say that it is `application/json`, which a form of another site cannot.
    NotApplicationJson = UNSUPPORTED_MEDIA_TYPE "not application/json",
    /// The body is larger than the server takes.
    TooLarge = PAYLOAD_TOO_LARGE "too large",
    /// The body broke off.
    BodyNotRead = BAD_REQUEST "body not read",
    /// The session has as many streams of its journal as it may have.
    TooManyStreams = TOO_MANY_REQUESTS "too many streams",
    /// What was posted is not a journal as JSON lines; `detail` names the line.
    NotAJournal = BAD_REQUEST "not a journal",
    /// The body is not a scenario; `faults` lists what is wrong with line, column and pointer.
    NotAScenario = BAD_REQUEST "not a scenario",
    /// A scenario is running in the session, which runs one at a time.
    ScenarioRunning = CONFLICT "scenario running",
    /// No scenario was run in the session.
    NoScenario = NOT_FOUND "no scenario",
    /// The journal is not whole, or has something in it that this host cannot do; `detail` names the line.
    CannotBeReplayed = UNPROCESSABLE_ENTITY "cannot be replayed",
    /// The query has a parameter that is not known, or a value that it cannot have.
    NotAQuery = BAD_REQUEST "not a query",
    /// An idempotency key is 1 to 255 visible characters.
    NotAKey = BAD_REQUEST "not a key",
    /// The idempotency key was used for a request with another path, query or body. Each request has a key of its own.
    KeyReused = UNPROCESSABLE_ENTITY "key reused",
    /// An app is an http or https URL.
    NotAnApp = BAD_REQUEST "not an app",
    /// The app is none of those that the session lists, and only those are looked at. `GET …/control/apps` lists them.
    AppNotListed = NOT_FOUND "app not listed",
    /// The host has no such file.
    NoSuchFile = NOT_FOUND "no such file",
    /// The request does not name the host that it is for.
    NoHost = BAD_REQUEST "no host",
    /// The request is for a host name that is not served, as after DNS rebinding. `--allowed-host` lets a name in.
    HostNotAllowed = FORBIDDEN "host not allowed",
    /// The host has a control token, and the request does not bring it: as `Authorization: Bearer TOKEN`, as `?token=TOKEN`, or, in the
    /// page, in the cookie that its printed address sets.
    TokenNeeded = UNAUTHORIZED "token needed",
    /// A page of another origin may not do this. `--allow-control-origin` lets an origin in.
    OriginNotAllowed = FORBIDDEN "origin not allowed",
    /// There is a WebSocket here, and the request is no handshake. The status says what is wrong with it.
    NotAWebSocket = BAD_REQUEST "not a WebSocket",
    /// There is nothing at this path.
    NoSuchPath = NOT_FOUND "no such path",
    /// The path does not take this method; the header `Allow` says which it takes.
    NoSuchMethod = METHOD_NOT_ALLOWED "no such method",
}

impl Kind {
    /// The URI, which is the same for ever.
    pub(crate) fn uri(self) -> String {
        format!("{BASE}{}", self.slug())
    }

    /// The title as a heading's anchor has it.
    pub(crate) fn slug(self) -> String {
        let words = self.title().chars().filter(|mark| *mark != '/');
        words.map(|mark| if mark == ' ' { '-' } else { mark.to_ascii_lowercase() }).collect()
    }
}

#[cfg(feature = "cli")]
impl Kind {
    /// What it means, and the way out.
    pub(crate) fn explanation(self) -> String {
        self.about().lines().map(str::trim).collect::<Vec<_>>().join(" ")
    }
}

#[cfg(all(test, feature = "cli"))]
mod tests {
    use super::Kind;

    fn documentation() -> String {
        let head = "# Problems\n\nWhat is refused is answered with a problem document (RFC 9457). Its `type` is the address of a \
                    heading below, and\nstays the same; `detail` says what is wrong in this case and what would be right.\n";
        let section = |kind: &Kind| {
            let about: Vec<&str> = kind.about().lines().map(str::trim).collect();
            format!("\n## {}\n\nStatus {}. {}\n", kind.title(), kind.status().as_u16(), about.join("\n"))
        };
        Kind::ALL.iter().fold(head.to_owned(), |text, kind| text + &section(kind))
    }

    #[test]
    fn every_kind_is_explained_at_its_address() {
        let file = include_str!("../../../PROBLEMS.md");
        assert!(file == documentation(), "PROBLEMS.md has to be:\n{}", documentation());
        assert!(Kind::NotJson.uri().ends_with("/PROBLEMS.md#not-json"), "{}", Kind::NotJson.uri());
        assert!(Kind::NotApplicationJson.uri().ends_with("#not-applicationjson"));
    }

    #[test]
    fn no_two_kinds_have_the_same_address() {
        let slugs: std::collections::BTreeSet<String> = Kind::ALL.iter().map(|kind| kind.slug()).collect();
        assert_eq!(slugs.len(), Kind::ALL.len());
    }
}
