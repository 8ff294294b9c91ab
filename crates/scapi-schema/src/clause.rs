//! The clause catalogue: every testable sentence of the contract, with how well it is known.
//! The data is `schemas/clauses.json`.

use alloc::{string::String, vec::Vec};

use serde::{Deserialize, Serialize};
use serde_json::Value;

/// One testable sentence of the contract.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Clause {
    /// Area and number, such as `interaction.accept/1`. Never reused.
    #[cfg_attr(feature = "schemars", schemars(extend("pattern" = "^[a-z][A-Za-z.]*/[1-9][0-9]*$")))]
    pub id: String,
    /// The part of the contract.
    pub area: String,
    /// Who is held to it.
    pub bound: Bound,
    /// How binding it is.
    pub level: Level,
    /// The sentence.
    pub requirement: String,
    /// How we know.
    pub provenance: Provenance,
    /// Where it stands.
    pub source: String,
    /// The switch of the host profile, where hosts may differ.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub profile: Option<ProfileSwitch>,
    /// Why an assumed clause has no switch.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub why: Option<String>,
}

/// The switch of the host profile that a clause depends on.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ProfileSwitch {
    /// The key in the profile.
    pub key: String,
    /// Its value when nobody says otherwise.
    pub default: Value,
    /// The values it can have, where they can be listed.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub values: Vec<Value>,
}

/// Who is held to a clause.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Bound {
    /// The desktop.
    Host,
    /// The embedded app.
    App,
}

/// How binding a clause is, in the sense of RFC 2119.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(rename_all = "UPPERCASE")]
pub enum Level {
    /// An absolute requirement.
    Must,
    /// There may be reasons to differ.
    Should,
    /// Truly optional.
    May,
}

/// How we know a clause.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Provenance {
    /// The vendor's documentation says so.
    Documented,
    /// The official client was read or seen doing so.
    Observed,
    /// Inferred, or chosen by us where no source says.
    Assumed,
}

impl core::fmt::Display for Provenance {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str(match self {
            Self::Documented => "documented",
            Self::Observed => "observed",
            Self::Assumed => "assumed",
        })
    }
}

/// All clauses.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
pub struct Catalogue {
    /// The schema of the document, for editors.
    #[serde(rename = "$schema", default, skip_serializing_if = "Option::is_none")]
    pub schema: Option<String>,
    /// The clauses, by area.
    pub clauses: Vec<Clause>,
}

impl Catalogue {
    /// The catalogue that this version was built with.
    ///
    /// ```
    /// use scapi_schema::clause::Catalogue;
    ///
    /// let catalogue = Catalogue::bundled();
    /// let clause = catalogue.find("interaction.accept/1").unwrap();
    /// assert_eq!(clause.area, "interaction.accept");
    /// ```
    ///
    /// # Panics
    /// Never: a test reads the bundled document.
    #[must_use]
    pub fn bundled() -> Self {
        serde_json::from_str(include_str!("../schemas/clauses.json"))
            .expect("the bundled catalogue is read by a test")
    }

    /// The clause with this id.
    #[must_use]
    pub fn find(&self, id: &str) -> Option<&Clause> {
        self.clauses.iter().find(|clause| clause.id == id)
    }
}
