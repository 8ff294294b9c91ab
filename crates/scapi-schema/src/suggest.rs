//! Did-you-mean: the known name nearest to one that nobody knows.
//! Names are compared without case, by the distance of their optimal string alignment.

use alloc::{string::String, vec, vec::Vec};

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
        .map(|name| (distance(&given, &name.to_lowercase()), name))
        .filter(|(distance, name)| *distance <= tolerance(name.len()))
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, name)| name)
}

/// How many letters have to be put in, left out, changed, or swapped with their neighbour. Known libraries need `std` for it.
fn distance(given: &str, known: &str) -> usize {
    let known: Vec<char> = known.chars().collect();
    let (mut earlier, mut last): (Vec<usize>, Vec<usize>) = (Vec::new(), (0..=known.len()).collect());
    let mut before = None;
    for (at, letter) in given.chars().enumerate() {
        let mut row = vec![at + 1];
        for (to, wanted) in known.iter().enumerate() {
            let changed = last[to] + usize::from(letter != *wanted);
            let put_in_or_left_out = row[to].min(last[to + 1]) + 1;
            let is_swapped = to > 0 && before == Some(*wanted) && known[to - 1] == letter;
            let swapped = if is_swapped { earlier[to - 1] + 1 } else { usize::MAX };
            row.push(changed.min(put_in_or_left_out).min(swapped));
        }
        before = Some(letter);
        earlier = core::mem::replace(&mut last, row);
    }
    last[known.len()]
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

#[cfg(test)]
mod tests {
    use super::distance;

    #[test]
    fn letters_that_are_put_in_left_out_changed_or_swapped_count() {
        let rows = [
            ("", "", 0),
            ("", "abc", 3),
            ("abc", "", 3),
            ("kitten", "sitting", 3),
            ("markdnoe", "markdone", 1),
            ("acept", "accept", 1),
            ("accceptt", "accept", 2),
            ("ca", "abc", 3),
            ("é", "e", 1),
            ("abcdef", "badcfe", 3),
        ];
        for (one, other, expected) in rows {
            assert_eq!((distance(one, other), distance(other, one)), (expected, expected), "{one}, {other}");
        }
    }
}
