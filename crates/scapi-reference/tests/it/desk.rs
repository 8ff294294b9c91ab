//! A desktop under test: one workspace with a virtual clock, frames that talk to it, and a journal of everything.
//! What comes out is drained after each step, as a driver has to (see the docs of `Workspace`).

use std::collections::BTreeMap;

use scapi_reference::{Effect, FrameId, Origin, Output, Timestamp, Workspace};
use scapi_schema::stimulus::Stimulus;
use serde::Serialize;
use serde_json::{Value, json};

/// The frame that is there from the start, subscribed to nothing.
pub(crate) const APP: &str = "app";

/// One thing that went in or came out.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub(crate) struct Entry {
    pub(crate) at: u64,
    pub(crate) kind: Kind,
    pub(crate) frame: Option<String>,
    pub(crate) body: Value,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub(crate) enum Kind {
    Message,
    Stimulus,
    Frame,
    Profile,
    Time,
    Refused,
    Reply,
    Event,
    Greeting,
    Note,
}

impl Kind {
    /// Whether it came out.
    pub(crate) const fn is_output(self) -> bool {
        matches!(self, Self::Reply | Self::Event | Self::Greeting | Self::Note)
    }
}

/// One agent desktop, its frames and its clock.
#[derive(Clone)]
pub(crate) struct Desk {
    pub(crate) workspace: Workspace,
    now: u64,
    references: u64,
    journal: Vec<Entry>,
    /// How much of the journal each reader has seen.
    seen: BTreeMap<String, usize>,
}

impl Desk {
    pub(crate) fn new() -> Self {
        Self::seeded(1)
    }

    pub(crate) fn seeded(seed: u64) -> Self {
        let mut desk = Self {
            workspace: Workspace::new(seed),
            now: 0,
            references: 0,
            journal: Vec::new(),
            seen: BTreeMap::new(),
        };
        desk.open(APP);
        desk
    }

    /// A desktop whose profile differs from the default.
    pub(crate) fn with(profile: Value) -> Self {
        let mut desk = Self::new();
        desk.profile(profile);
        desk
    }

    /// A desktop whose app has subscribed to `interaction`.
    pub(crate) fn hearing() -> Self {
        Self::hearing_with(json!({}))
    }

    pub(crate) fn hearing_with(profile: Value) -> Self {
        let mut desk = Self::with(profile);
        desk.subscribe(APP, json!("interaction"));
        desk
    }

    pub(crate) fn profile(&mut self, patch: Value) {
        let profile = self.workspace.profile().patched(&patch).expect("a patch of the host profile");
        self.workspace.set_profile(profile);
        self.note_in(Kind::Profile, None, patch);
    }

    pub(crate) fn open(&mut self, frame: &str) {
        self.open_at(frame, Origin::None);
    }

    pub(crate) fn open_at(&mut self, frame: &str, origin: Origin) {
        self.note_in(Kind::Frame, Some(frame), json!({ "opened": origin.as_str() }));
        self.workspace.open_frame(self.time(), &FrameId::from(frame), origin);
        self.drain();
    }

    pub(crate) fn reload(&mut self, frame: &str) {
        self.note_in(Kind::Frame, Some(frame), json!("reloaded"));
        self.workspace.reload_frame(self.time(), &FrameId::from(frame));
        self.drain();
    }

    pub(crate) fn close(&mut self, frame: &str) {
        self.note_in(Kind::Frame, Some(frame), json!("closed"));
        self.workspace.close_frame(self.time(), &FrameId::from(frame));
        self.drain();
    }

    /// A frame says something; gives what came of it, to whomever.
    pub(crate) fn say(&mut self, frame: &str, message: Value) -> Vec<Entry> {
        self.note_in(Kind::Message, Some(frame), message.clone());
        self.workspace.handle_message(self.time(), &FrameId::from(frame), message);
        self.drain()
    }

    /// The one answer to a message.
    pub(crate) fn answer(&mut self, frame: &str, message: Value) -> Value {
        let said = self.say(frame, message);
        let mut replies = said.into_iter().filter(|entry| entry.kind == Kind::Reply);
        let reply = replies.next().expect("an answer");
        assert_eq!(replies.next(), None, "a second answer");
        assert_eq!(reply.frame.as_deref(), Some(frame), "an answer to another frame");
        reply.body
    }

    /// A message that gets no answer; gives the clause of the note about it.
    pub(crate) fn silence(&mut self, frame: &str, message: Value) -> String {
        let said = self.say(frame, message);
        let [note] = said.as_slice() else { panic!("silence is one note, got {said:?}") };
        assert_eq!((note.kind, note.frame.as_deref()), (Kind::Note, Some(frame)));
        note.body["clause"].as_str().expect("a clause").into()
    }

    /// A request as the client of the frame sends it.
    pub(crate) fn request(&mut self, method: &str, parameters: Value) -> Value {
        self.references += 1;
        json!({
            "request": method, "parameters": parameters, "referenceId": self.references.to_string(),
            "userAgent": "WWE Client", "protocolVersion": 2
        })
    }

    /// The answer to a request of the app.
    pub(crate) fn ask(&mut self, method: &str, parameters: Value) -> Value {
        let request = self.request(method, parameters);
        self.answer(APP, request)
    }

    /// The `data` of a request that succeeds; none is `Value::Null`.
    pub(crate) fn done(&mut self, method: &str, parameters: Value) -> Value {
        let answer = self.ask(method, parameters);
        assert_eq!(answer.get("errorMessage"), None, "{method}");
        answer.get("data").cloned().unwrap_or_default()
    }

    /// The `errorMessage` of a request that fails.
    pub(crate) fn fails(&mut self, method: &str, parameters: Value) -> String {
        let answer = self.ask(method, parameters);
        answer["errorMessage"].as_str().unwrap_or_else(|| panic!("{method} succeeds: {answer}")).into()
    }

    /// An interaction as the app reads it; null if there is none.
    pub(crate) fn read(&mut self, id: &str) -> Value {
        self.done("interaction.getByInteractionId", json!([id]))
    }

    /// Subscribes a frame; gives the id of the subscription.
    pub(crate) fn subscribe(&mut self, frame: &str, names: Value) -> Value {
        let answer = self.answer(frame, subscribe(names));
        assert_eq!(answer.get("errorMessage"), None);
        answer["subscriptionId"].clone()
    }

    /// Something happens; gives the interaction, or why it cannot.
    pub(crate) fn try_stimulus(&mut self, stimulus: Value) -> Result<Value, String> {
        self.note_in(Kind::Stimulus, None, stimulus.clone());
        let stimulus = Stimulus::from_value(stimulus).expect("a stimulus");
        let touched = self.workspace.handle_stimulus(self.time(), stimulus);
        let touched = touched.map(|touched| serde_json::to_value(touched).expect("JSON"));
        let touched = touched.map_err(|refusal| refusal.to_string());
        if let Err(refusal) = &touched {
            self.note_in(Kind::Refused, None, json!(refusal));
        }
        self.drain();
        touched
    }

    pub(crate) fn stimulus(&mut self, name: &str, id: &str) -> Value {
        self.try_stimulus(json!({ "type": name, "interactionId": id })).expect("it can happen")
    }

    pub(crate) fn refused(&mut self, name: &str, id: &str) -> String {
        self.try_stimulus(json!({ "type": name, "interactionId": id })).expect_err("it cannot happen")
    }

    /// A call arrives; gives its id.
    pub(crate) fn rings(&mut self) -> String {
        self.rings_with(json!({}))
    }

    pub(crate) fn rings_with(&mut self, mut call: Value) -> String {
        call["type"] = json!("inbound-call");
        let call = self.try_stimulus(call).expect("a call can always arrive");
        call["interactionId"].as_str().expect("an id").into()
    }

    /// A call arrives and is answered.
    pub(crate) fn talks(&mut self) -> String {
        let id = self.rings();
        self.stimulus("agent-accepts", &id);
        id
    }

    /// A call arrives, is answered, and ends.
    pub(crate) fn ended(&mut self) -> String {
        let id = self.talks();
        self.stimulus("far-end-hangs-up", &id);
        id
    }

    /// Something arrives, or the agent begins it; gives its id.
    pub(crate) fn arrives(&mut self, stimulus: Value) -> String {
        let made = self.try_stimulus(stimulus).expect("it can always come");
        made["interactionId"].as_str().expect("an id").into()
    }

    /// A chat is offered and taken.
    pub(crate) fn chats(&mut self) -> String {
        let id = self.arrives(json!({ "type": "inbound-chat" }));
        self.stimulus("agent-accepts", &id);
        id
    }

    /// Time goes on, and what falls due happens; gives what came of it.
    pub(crate) fn advance(&mut self, millis: u64) -> Vec<Entry> {
        self.now += millis;
        self.note_in(Kind::Time, None, json!(self.now));
        self.workspace.handle_timeout(self.time());
        self.drain()
    }

    /// Time goes on without the workspace being told.
    pub(crate) fn pass(&mut self, millis: u64) {
        self.now += millis;
    }

    /// The events that a frame got since it was last looked at.
    pub(crate) fn heard(&mut self, frame: &str) -> Vec<Value> {
        let reader = format!("events of {frame}");
        let news = self.unseen(reader, Kind::Event);
        let mine = news.into_iter().filter(|entry| entry.frame.as_deref() == Some(frame));
        mine.map(|entry| entry.body).collect()
    }

    /// The payloads of those events, which are all named `interaction`.
    pub(crate) fn payloads(&mut self, frame: &str) -> Vec<Value> {
        let payload = |event: Value| {
            assert_eq!(event["event"], "interaction");
            event["data"].clone()
        };
        self.heard(frame).into_iter().map(payload).collect()
    }

    /// The types of those events.
    pub(crate) fn types(&mut self, frame: &str) -> Vec<String> {
        let payloads = self.payloads(frame).into_iter();
        payloads.map(|data| data["eventType"].as_str().expect("an event type").into()).collect()
    }

    /// Those events with what they say of the state: `ACCEPTED INVITED>ACCEPTED` is the type, `previousState` and `state`.
    pub(crate) fn steps(&mut self, frame: &str) -> Vec<String> {
        self.payloads(frame).iter().map(step).collect()
    }

    /// The steps of one interaction among those events.
    pub(crate) fn steps_of(&mut self, frame: &str, id: &str) -> Vec<String> {
        let mut payloads = self.payloads(frame);
        payloads.retain(|data| data["interaction"]["interactionId"] == id);
        payloads.iter().map(step).collect()
    }

    /// The clauses of the notes since they were last looked at.
    pub(crate) fn noted(&mut self) -> Vec<String> {
        let notes = self.unseen("notes".into(), Kind::Note);
        notes.into_iter().map(|note| note.body["clause"].as_str().expect("a clause").into()).collect()
    }

    pub(crate) fn journal(&self) -> &[Entry] {
        &self.journal
    }

    fn time(&self) -> Timestamp {
        Timestamp::from_millis(self.now)
    }

    fn note_in(&mut self, kind: Kind, frame: Option<&str>, body: Value) {
        self.journal.push(Entry { at: self.now, kind, frame: frame.map(Into::into), body });
    }

    fn unseen(&mut self, reader: String, kind: Kind) -> Vec<Entry> {
        let from = self.seen.insert(reader, self.journal.len()).unwrap_or(0);
        self.journal[from..].iter().filter(|entry| entry.kind == kind).cloned().collect()
    }

    fn drain(&mut self) -> Vec<Entry> {
        let from = self.journal.len();
        while let Some(output) = self.workspace.poll_output() {
            let at = self.workspace.now().as_millis();
            self.journal.push(entry(at, output));
        }
        self.journal[from..].to_vec()
    }
}

/// What a client sends to subscribe.
pub(crate) fn subscribe(names: Value) -> Value {
    json!({ "event": "subscribe", "data": names, "referenceId": "s", "userAgent": "WWE Client", "protocolVersion": 2 })
}

/// What a client sends to unsubscribe.
pub(crate) fn unsubscribe(id: &Value) -> Value {
    json!({ "event": "unsubscribe", "data": id, "referenceId": "u", "userAgent": "WWE Client", "protocolVersion": 2 })
}

fn step(payload: &Value) -> String {
    let interaction = &payload["interaction"];
    let text = |value: &Value| value.as_str().unwrap_or("none").to_string();
    let (previous, state) = (text(&interaction["previousState"]), text(&interaction["state"]));
    format!("{} {previous}>{state}", text(&payload["eventType"]))
}

/// What came out, as it stands in a journal.
pub(crate) fn entry(at: u64, output: Output) -> Entry {
    let (kind, post) = match output {
        Output::Reply(post) => (Kind::Reply, post),
        Output::Event(post) => (Kind::Event, post),
        Output::Greeting(post) => (Kind::Greeting, post),
        Output::Effect(Effect::Note(note)) => {
            let body = json!({ "clause": note.clause, "text": note.text });
            let frame = note.frame.map(|frame| frame.as_str().into());
            return Entry { at, kind: Kind::Note, frame, body };
        }
    };
    Entry { at, kind, frame: Some(post.frame.as_str().into()), body: post.message.to_value() }
}
