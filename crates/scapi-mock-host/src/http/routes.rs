//! The routes of the server, with a list of them: a router cannot be asked what it serves.
//! The list says what was meant by a path that is not there, and what the contract has to describe.

use axum::{
    Router,
    handler::Handler,
    http::Method,
    routing::{MethodFilter, on},
};
use scapi_schema::suggest;

use super::Server;

/// Routes that are being put together.
#[derive(Debug, Default)]
pub(super) struct Routes {
    router: Router<Server>,
    listed: Vec<Route>,
}

/// A method and a path, which may have parameters in braces.
pub(super) type Route = (Method, &'static str);

impl Routes {
    pub(super) fn get<T: 'static>(self, path: &'static str, handler: impl Handler<T, Server>) -> Self {
        self.on(Method::GET, MethodFilter::GET, path, handler)
    }

    pub(super) fn post<T: 'static>(self, path: &'static str, handler: impl Handler<T, Server>) -> Self {
        self.on(Method::POST, MethodFilter::POST, path, handler)
    }

    pub(super) fn put<T: 'static>(self, path: &'static str, handler: impl Handler<T, Server>) -> Self {
        self.on(Method::PUT, MethodFilter::PUT, path, handler)
    }

    pub(super) fn patch<T: 'static>(self, path: &'static str, handler: impl Handler<T, Server>) -> Self {
        self.on(Method::PATCH, MethodFilter::PATCH, path, handler)
    }

    pub(super) fn delete<T: 'static>(self, path: &'static str, handler: impl Handler<T, Server>) -> Self {
        self.on(Method::DELETE, MethodFilter::DELETE, path, handler)
    }

    fn on<T: 'static>(
        mut self,
        method: Method,
        filter: MethodFilter,
        path: &'static str,
        handler: impl Handler<T, Server>,
    ) -> Self {
        self.listed.push((method, path));
        Self { router: self.router.route(path, on(filter, handler)), listed: self.listed }
    }

    /// The router, and what it serves.
    pub(super) fn finish(self) -> (Router<Server>, Vec<Route>) {
        (self.router, self.listed)
    }
}

/// The path that was most likely meant by one that is not there.
pub(super) fn nearest(given: &str, routes: &[Route]) -> Option<String> {
    // Nobody means anything by a longer one, and comparing it would be work.
    const LONGEST: usize = 200;
    if given.len() > LONGEST {
        return None;
    }
    let filled: Vec<String> = routes.iter().filter_map(|(_, template)| fill(template, given)).collect();
    suggest::nearest(given, filled.iter().map(String::as_str)).map(str::to_owned)
}

/// The template with the parameters that the given path has in those places.
fn fill(template: &str, given: &str) -> Option<String> {
    let given: Vec<&str> = given.split('/').collect();
    let wanted: Vec<&str> = template.split('/').collect();
    let pairs = wanted.iter().zip(&given);
    let filled = pairs.map(|(wanted, given)| if wanted.starts_with('{') { *given } else { *wanted });
    (wanted.len() == given.len()).then(|| filled.collect::<Vec<_>>().join("/"))
}

#[cfg(test)]
mod tests {
    use axum::http::Method;

    use super::nearest;

    #[test]
    fn a_path_with_a_typo_is_told_from_one_that_means_nothing() {
        let routes = [(Method::POST, "/s/{session}/control/stimuli"), (Method::GET, "/sessions")];
        let meant = nearest("/s/k1/control/stimulus", &routes);
        assert_eq!(meant.as_deref(), Some("/s/k1/control/stimuli"));
        assert_eq!(nearest("/session", &routes).as_deref(), Some("/sessions"));
        assert_eq!(nearest("/nothing/here", &routes), None);
    }
}
