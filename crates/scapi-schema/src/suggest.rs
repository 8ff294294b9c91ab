//! Did-you-mean: the known name nearest to one that nobody knows.
//! Names are compared without case, by Damerau-Levenshtein distance.

use alloc::string::String;

/// The known name that a person most likely meant by `given`, or none if nothing is near.
///
/// ```
/// use scapi_schema::suggest::nearest;
///
/// assert_eq!(nearest("interaction.markDone", ["interaction.markdone", "interaction.accept"]), Some("interaction.markdone"));
/// assert_eq!(nearest("xyzzy", ["interaction.markdone"]), None);
/// ```
pub fn nearest<'a>(given: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let given = given.chars().take(LONGEST).collect::<String>().to_lowercase();
    known
        .into_iter()
        .map(|name| (strsim::damerau_levenshtein(&given, &name.to_lowercase()), name))
        .filter(|(distance, name)| *distance <= tolerance(name.len()))
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, name)| name)
}

/// A third of a name may be wrong and it is still recognisable.
const fn tolerance(length: usize) -> usize {
    if length < 6 { 1 } else { length / 3 }
}

/// No known name is longer; a hostile one of a megabyte must not cost a megabyte squared.
const LONGEST: usize = 80;

/// Adds a did-you-mean to a message of `serde` about an unknown field or variant, which names the known ones.
#[must_use]
pub fn with_nearest(message: &str) -> String {
    let mut quoted = message.split('`').skip(1).step_by(2);
    let unknown = message.starts_with("unknown field") || message.starts_with("unknown variant");
    let nearest = quoted.next().filter(|_| unknown).and_then(|given| nearest(given, quoted));
    match nearest {
        Some(name) => alloc::format!("{message}; did you mean `{name}`?"),
        None => message.into(),
    }
}
