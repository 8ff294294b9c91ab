//! The table of all methods that the official client offers: 74 in 11 namespaces.
//! It drives dispatch, canned answers, did-you-mean, documentation, and the contracts for other languages.

mod record;
mod shape;
mod table;

pub use record::{
    DIALOG_OPTIONS, Field, JWT_TOKEN, MEDIA, OUTBOUND_EVENT, Record, STATE, TOAST, VIEW, Writer,
};
pub use shape::{Answer, Shape};
pub use table::METHODS;

use crate::parameter::Presence;

/// One method of the Service Client API.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MethodInfo {
    /// Namespace and method, as in `request`.
    pub name: &'static str,
    /// The positional parameters, in order.
    pub parameters: &'static [ParameterInfo],
    /// What the answer of a host that succeeds brings.
    pub answer: Answer,
    /// What the method does, in one line for the author of an app.
    pub about: &'static str,
}

/// One positional parameter in the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ParameterInfo {
    /// The documented name.
    pub name: &'static str,
    /// Whether an app may leave it out.
    pub presence: Presence,
    /// What it takes.
    pub shape: Shape,
}

impl MethodInfo {
    /// The namespace, such as `interaction`.
    #[must_use]
    pub fn namespace(&self) -> &'static str {
        self.name.split_once('.').map_or(self.name, |(namespace, _)| namespace)
    }

    /// The name inside the namespace, such as `accept`.
    #[must_use]
    pub fn short_name(&self) -> &'static str {
        self.name.split_once('.').map_or(self.name, |(_, name)| name)
    }

    /// The documented names of the parameters, in order.
    pub fn parameter_names(&self) -> impl Iterator<Item = &'static str> {
        self.parameters.iter().map(|parameter| parameter.name)
    }
}

/// The row of a method.
///
/// ```
/// use scapi_schema::method::find;
///
/// let accept = find("interaction.accept").unwrap();
/// assert!(accept.parameter_names().eq(["interactionId"]));
/// assert!(find("Interaction.Accept").is_none());
/// ```
#[must_use]
pub fn find(name: &str) -> Option<&'static MethodInfo> {
    METHODS.iter().find(|method| method.name == name)
}

#[cfg(test)]
mod tests {
    use super::METHODS;

    /// The counts by namespace were read off the loaded official client.
    #[test]
    fn the_table_has_74_methods_in_11_namespaces() {
        let count = |namespace| METHODS.iter().filter(|method| method.namespace() == namespace).count();
        let expected = [
            ("auth", 1),
            ("agent", 4),
            ("interaction", 15),
            ("voice", 10),
            ("sipEndpoint", 6),
            ("email", 1),
            ("outbound", 17),
            ("media", 3),
            ("system", 15),
            ("messenger", 1),
            ("configuration", 1),
        ];
        for (namespace, methods) in expected {
            assert_eq!(count(namespace), methods, "{namespace}");
        }
        assert_eq!(METHODS.len(), 74);
    }
}
