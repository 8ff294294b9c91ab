//! One operation of the document. What follows from its method and its path is not said again: the parameters in the path, the
//! problems that anything of a session or anything with a body can have, the idempotency key.

use std::collections::BTreeMap;

use axum::http::Method;
use serde_json::Value;
use utoipa::openapi::{
    ContentBuilder, HttpMethod, KnownFormat, Object, PathItem, Ref, RefOr, Required, Response,
    ResponseBuilder, Schema, SchemaFormat, Type,
    path::{OperationBuilder, Parameter, ParameterBuilder, ParameterIn},
    request_body::{RequestBody, RequestBodyBuilder},
};

use super::{
    Kind,
    schemas::{Schemas, Shape},
};

/// What an operation belongs to.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Tag {
    Sessions,
    World,
    Clock,
    Canned,
    Journal,
    Verification,
    Apps,
    Server,
}

impl Tag {
    pub(super) const ALL: [Self; 8] = [
        Self::Sessions,
        Self::World,
        Self::Clock,
        Self::Canned,
        Self::Journal,
        Self::Verification,
        Self::Apps,
        Self::Server,
    ];

    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Sessions => "sessions",
            Self::World => "world",
            Self::Clock => "clock",
            Self::Canned => "canned answers",
            Self::Journal => "journal",
            Self::Verification => "verification",
            Self::Apps => "apps",
            Self::Server => "server",
        }
    }

    pub(super) const fn about(self) -> &'static str {
        match self {
            Self::Sessions => "One session is one agent desktop, apart from all others.",
            Self::World => "What callers, other agents and the agent do; how the host behaves.",
            Self::Clock => "Session time in a test's hands.",
            Self::Canned => "What methods answer that the host does not do by itself, and their events.",
            Self::Journal => "Every message, stimulus and change, in order.",
            Self::Verification => "What the app was expected to do, and what it did.",
            Self::Apps => "Where apps talk to the host.",
            Self::Server => "The page, the drop-in client, the contract.",
        }
    }
}

/// A body: of a request, or of an answer.
#[derive(Clone)]
pub(super) struct Content {
    media: &'static str,
    shape: Shape,
    example: Option<Value>,
}

impl Content {
    pub(super) fn json(shape: Shape, example: Value) -> Self {
        Self { media: "application/json", shape, example: Some(example) }
    }

    pub(super) const fn text(media: &'static str) -> Self {
        Self { media, shape: Shape::Text, example: None }
    }

    pub(super) const fn of(mut self, media: &'static str) -> Self {
        self.media = media;
        self
    }

    fn build(&self, schemas: &mut Schemas) -> utoipa::openapi::Content {
        ContentBuilder::new()
            .schema(Some(schemas.reference(&self.shape)))
            .example(self.example.clone())
            .build()
    }
}

/// A parameter of the query, or a header.
#[derive(Clone)]
struct Given {
    name: &'static str,
    place: Place,
    kind: Type,
    about: &'static str,
}

#[derive(Clone, Copy)]
enum Place {
    Query,
    Header,
}

/// One method of one path.
#[derive(Clone)]
pub(super) struct Operation {
    method: Method,
    pub(super) path: &'static str,
    name: &'static str,
    tag: Tag,
    summary: &'static str,
    description: Option<&'static str>,
    given: Vec<Given>,
    body: Option<Vec<Content>>,
    answers: Vec<(u16, &'static str, Vec<Content>)>,
    problems: Vec<Kind>,
}

impl Operation {
    pub(super) const fn new(
        method: Method,
        path: &'static str,
        tag: Tag,
        name: &'static str,
        summary: &'static str,
    ) -> Self {
        Self {
            method,
            path,
            name,
            tag,
            summary,
            description: None,
            given: Vec::new(),
            body: None,
            answers: Vec::new(),
            problems: Vec::new(),
        }
    }

    /// More than one sentence about it.
    pub(super) const fn says(mut self, description: &'static str) -> Self {
        self.description = Some(description);
        self
    }

    pub(super) fn query(mut self, name: &'static str, kind: Type, about: &'static str) -> Self {
        self.given.push(Given { name, place: Place::Query, kind, about });
        self
    }

    pub(super) fn header(mut self, name: &'static str, about: &'static str) -> Self {
        self.given.push(Given { name, place: Place::Header, kind: Type::String, about });
        self
    }

    pub(super) fn takes(mut self, content: Content) -> Self {
        self.body.get_or_insert_default().push(content);
        self
    }

    pub(super) fn answers(mut self, status: u16, about: &'static str, content: Content) -> Self {
        match self.answers.iter_mut().find(|(known, ..)| *known == status) {
            Some((_, _, contents)) => contents.push(content),
            None => self.answers.push((status, about, vec![content])),
        }
        self
    }

    pub(super) fn answers_nothing(mut self, status: u16, about: &'static str) -> Self {
        self.answers.push((status, about, Vec::new()));
        self
    }

    pub(super) fn problems(mut self, kinds: impl IntoIterator<Item = Kind>) -> Self {
        self.problems.extend(kinds);
        self
    }

    pub(super) fn item(&self, schemas: &mut Schemas) -> PathItem {
        let mut operation = OperationBuilder::new()
            .operation_id(Some(self.name))
            .tag(self.tag.name())
            .summary(Some(self.summary))
            .description(self.description)
            .request_body(self.request_body(schemas));
        for parameter in self.parameters() {
            operation = operation.parameter(parameter);
        }
        for (status, response) in self.responses(schemas) {
            operation = operation.response(status, response);
        }
        PathItem::new(http_method(&self.method), operation.build())
    }

    fn request_body(&self, schemas: &mut Schemas) -> Option<RequestBody> {
        let contents = self.body.as_ref()?;
        let body = RequestBodyBuilder::new().required(Some(Required::True));
        let body =
            contents.iter().fold(body, |body, content| body.content(content.media, content.build(schemas)));
        Some(body.build())
    }

    fn parameters(&self) -> Vec<Parameter> {
        let in_path = self.path.split(['{', '}']).skip(1).step_by(2).map(|name| {
            let required = parameter(name, ParameterIn::Path, Type::String, about_path(name));
            required.required(Required::True).build()
        });
        let given = self.given.iter().map(|given| {
            let place = match given.place {
                Place::Query => ParameterIn::Query,
                Place::Header => ParameterIn::Header,
            };
            parameter(given.name, place, given.kind.clone(), given.about).build()
        });
        let key = parameter("Idempotency-Key", ParameterIn::Header, Type::String, KEY).build();
        in_path.chain(given).chain(self.takes_a_key().then_some(key)).collect()
    }

    fn takes_a_key(&self) -> bool {
        self.method == Method::POST && (self.path == "/sessions" || self.path.contains("/control/"))
    }

    fn responses(&self, schemas: &mut Schemas) -> BTreeMap<String, Response> {
        let mut responses = BTreeMap::new();
        for (status, about, contents) in &self.answers {
            let response = ResponseBuilder::new().description(*about);
            let response = contents
                .iter()
                .fold(response, |response, content| response.content(content.media, content.build(schemas)));
            responses.insert(status.to_string(), response.build());
        }
        for (status, kinds) in self.all_problems() {
            responses.insert(status.to_string(), problem_response(&kinds));
        }
        responses
    }

    /// Its problems by status: its own, and those that follow from what it is.
    fn all_problems(&self) -> BTreeMap<u16, Vec<Kind>> {
        let mut kinds = self.problems.clone();
        kinds.extend([Kind::NoHost, Kind::HostNotAllowed]);
        if self.tag != Tag::Server {
            kinds.push(Kind::TokenNeeded);
        }
        if self.path.starts_with("/s/{session}") {
            kinds.push(Kind::NoSuchSession);
        }
        if self.path.starts_with("/s/{session}/control/") || self.path.ends_with("/messages") {
            kinds.extend([Kind::SessionEnded, Kind::SessionFailed]);
        }
        if self.method != Method::GET {
            kinds.push(Kind::OriginNotAllowed);
            kinds.extend(self.path.starts_with("/s/").then_some(Kind::NotRecorded));
        }
        if self.body.is_some() {
            kinds.extend([Kind::NotApplicationJson, Kind::NotJson, Kind::TooLarge, Kind::BodyNotRead]);
        }
        if self.takes_a_key() {
            kinds.extend([Kind::NotAKey, Kind::KeyReused]);
        }
        if self.given.iter().any(|given| matches!(given.place, Place::Query)) {
            kinds.push(Kind::NotAQuery);
        }
        kinds.sort_unstable();
        kinds.dedup();
        let mut by_status: BTreeMap<u16, Vec<Kind>> = BTreeMap::new();
        for kind in kinds {
            by_status.entry(kind.status().as_u16()).or_default().push(kind);
        }
        by_status
    }
}

const KEY: &str = "1 to 255 visible characters. A request that is sent again with the same key gets the answer of the first time, with \
                   `Idempotency-Replayed: true`, and does nothing more.";

fn problem_response(kinds: &[Kind]) -> Response {
    let titles: Vec<&str> = kinds.iter().map(|kind| kind.title()).collect();
    let example = |kind: &Kind| {
        let slug = kind.slug();
        (slug.clone(), RefOr::Ref(Ref::new(format!("#/components/examples/{slug}"))))
    };
    let content = ContentBuilder::new()
        .schema(Some(Ref::from_schema_name("Problem")))
        .examples_from_iter(kinds.iter().map(example))
        .build();
    ResponseBuilder::new().description(titles.join(", ")).content("application/problem+json", content).build()
}

fn parameter(name: &str, place: ParameterIn, kind: Type, about: &str) -> ParameterBuilder {
    let format = (kind == Type::Integer).then_some(SchemaFormat::KnownFormat(KnownFormat::Int64));
    let mut schema = Object::with_type(kind);
    schema.format = format;
    ParameterBuilder::new()
        .name(name)
        .parameter_in(place)
        .required(Required::False)
        .description(Some(about))
        .schema(Some(Schema::Object(schema)))
}

fn about_path(name: &str) -> &'static str {
    match name {
        "session" => "The name of the session; `default` is there from the start.",
        "method" => "A method that apps call, such as `voice.dial`.",
        "id" => "The id that the expectation got.",
        "version" => "What the page names its files by; it changes with any of them.",
        _ => "The name of the file.",
    }
}

fn http_method(method: &Method) -> HttpMethod {
    match *method {
        Method::POST => HttpMethod::Post,
        Method::PUT => HttpMethod::Put,
        Method::PATCH => HttpMethod::Patch,
        Method::DELETE => HttpMethod::Delete,
        _ => HttpMethod::Get,
    }
}
