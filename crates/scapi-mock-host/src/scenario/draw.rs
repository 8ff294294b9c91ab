//! What templates draw from the seed of a scenario: the same seed draws the same, in the same order.
//! Names, addresses and numbers are invented; the numbers are in ranges that are kept free for such use.

use oorandom::Rand64;
use serde_json::Value;

/// What draws.
#[derive(Clone, Debug)]
pub(super) struct Draw(Rand64);

/// A template that draws, and what it takes.
pub(super) struct Drawn {
    pub(super) name: &'static str,
    usage: &'static str,
    draw: fn(&mut Draw, &[String]) -> Option<Value>,
}

/// Every template that draws.
pub(super) const DRAWN: &[Drawn] = &[
    Drawn { name: "uuid", usage: "${uuid}", draw: |draw, words| none(words).map(|()| draw.uuid().into()) },
    Drawn { name: "phone", usage: "${phone}", draw: |draw, words| none(words).map(|()| draw.phone().into()) },
    Drawn { name: "name", usage: "${name}", draw: |draw, words| none(words).map(|()| draw.name().into()) },
    Drawn {
        name: "firstName",
        usage: "${firstName}",
        draw: |draw, words| none(words).map(|()| draw.one_of(FIRST_NAMES).into()),
    },
    Drawn {
        name: "lastName",
        usage: "${lastName}",
        draw: |draw, words| none(words).map(|()| draw.one_of(LAST_NAMES).into()),
    },
    Drawn { name: "email", usage: "${email}", draw: |draw, words| none(words).map(|()| draw.email().into()) },
    Drawn { name: "int", usage: "${int 1 9}, the least and the most", draw: Draw::int },
    Drawn { name: "digits", usage: "${digits 6}, so many digits, 1 to 100", draw: Draw::digits },
    Drawn {
        name: "bool",
        usage: "${bool}",
        draw: |draw, words| none(words).map(|()| (draw.below(2) == 1).into()),
    },
    Drawn { name: "pick", usage: "${pick red green blue}, one of the words", draw: Draw::pick },
];

const FIRST_NAMES: &[&str] = &[
    "Ada", "Alan", "Barbara", "Carol", "Dennis", "Edith", "Frances", "Grace", "Hedy", "Ivan", "Joan", "Ken",
    "Lise", "Margaret", "Niklaus", "Radia",
];
const LAST_NAMES: &[&str] = &[
    "Arden", "Bishop", "Carter", "Dupont", "Evans", "Fischer", "Garcia", "Hughes", "Ivanova", "Jansen",
    "Keller", "Lovell", "Moreau", "Novak", "Olsen", "Parker",
];

/// A number of digits that is a document and no number.
const DIGITS_AT_MOST: usize = 100;

fn none(words: &[String]) -> Option<()> {
    words.is_empty().then_some(())
}

impl Draw {
    pub(super) fn new(seed: u64) -> Self {
        Self(Rand64::new(seed.into()))
    }

    /// Draws what a template stands for. The fault says how it is written.
    pub(super) fn draw(&mut self, drawn: &Drawn, words: &[String]) -> Result<Value, String> {
        (drawn.draw)(self, words).ok_or_else(|| format!("\"{}\" is written as {}", drawn.name, drawn.usage))
    }

    fn below(&mut self, end: u64) -> u64 {
        self.0.rand_range(0..end.max(1))
    }

    fn one_of<'a>(&mut self, items: &[&'a str]) -> &'a str {
        let at = self.below(items.len() as u64);
        usize::try_from(at).ok().and_then(|at| items.get(at)).copied().unwrap_or_default()
    }

    fn uuid(&mut self) -> String {
        let (high, low) = (self.0.rand_u64(), self.0.rand_u64());
        let groups = (
            high >> 32,
            (high >> 16) & 0xffff,
            high & 0xfff,
            0x8000 | (low >> 48) & 0x3fff,
            low & 0xffff_ffff_ffff,
        );
        format!("{:08x}-{:04x}-4{:03x}-{:04x}-{:012x}", groups.0, groups.1, groups.2, groups.3, groups.4)
    }

    /// In the French range that is never given to anybody.
    fn phone(&mut self) -> String {
        format!("+3319900{:04}", self.below(10_000))
    }

    fn name(&mut self) -> String {
        format!("{} {}", self.one_of(FIRST_NAMES), self.one_of(LAST_NAMES))
    }

    fn email(&mut self) -> String {
        let (first, last, number) = (self.one_of(FIRST_NAMES), self.one_of(LAST_NAMES), self.below(1000));
        format!("{}.{}{number}@example.com", first.to_lowercase(), last.to_lowercase())
    }

    fn int(&mut self, words: &[String]) -> Option<Value> {
        let [least, most] = words else { return None };
        let (least, most): (i64, i64) = (least.parse().ok()?, most.parse().ok()?);
        let width = u64::try_from(i128::from(most) - i128::from(least)).ok()?.checked_add(1)?;
        let drawn = i128::from(least) + i128::from(self.below(width));
        i64::try_from(drawn).ok().map(Value::from)
    }

    fn digits(&mut self, words: &[String]) -> Option<Value> {
        let [count] = words else { return None };
        let count = count.parse().ok().filter(|count| (1..=DIGITS_AT_MOST).contains(count))?;
        let digits: String = (0..count).map(|_| self.below(10).to_string()).collect();
        Some(digits.into())
    }

    fn pick(&mut self, words: &[String]) -> Option<Value> {
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        (!words.is_empty()).then(|| self.one_of(&words).into())
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::{Value, json};

    use super::{DRAWN, Draw};

    fn words(words: &[&str]) -> Vec<String> {
        words.iter().map(|word| (*word).to_owned()).collect()
    }

    fn draw(draw: &mut Draw, name: &str, with: &[&str]) -> Result<Value, String> {
        let drawn = DRAWN.iter().find(|drawn| drawn.name == name).expect("a template");
        draw.draw(drawn, &words(with))
    }

    fn ten(seed: u64, name: &str, with: &[&str]) -> Vec<Value> {
        let mut from = Draw::new(seed);
        (0..10).map(|_| draw(&mut from, name, with).expect("a value")).collect()
    }

    #[test]
    fn the_same_seed_draws_the_same_and_another_does_not() {
        for name in ["uuid", "phone", "name", "email"] {
            assert_eq!(ten(7, name, &[]), ten(7, name, &[]));
            assert_ne!(ten(7, name, &[]), ten(8, name, &[]));
        }
    }

    #[test]
    fn what_is_drawn_does_not_change_from_version_to_version() {
        let mut from = Draw::new(7);
        let drawn: Vec<Value> =
            ["phone", "name"].map(|name| draw(&mut from, name, &[]).expect("a value")).into();
        // Pins what a scenario with the seed 7 draws first: the recordings of users depend on it.
        insta::assert_json_snapshot!("drawn_from_seed_7", drawn);
    }

    #[test]
    fn types_are_those_of_json() {
        let mut from = Draw::new(1);
        assert_eq!(draw(&mut from, "int", &["5", "5"]), Ok(json!(5)));
        assert!(draw(&mut from, "bool", &[]).expect("a value").is_boolean());
        assert_eq!(draw(&mut from, "digits", &["6"]).expect("a value").as_str().map(str::len), Some(6));
        assert_eq!(draw(&mut from, "pick", &["red"]), Ok(json!("red")));
    }

    #[test]
    fn what_is_written_otherwise_is_refused() {
        let mut from = Draw::new(1);
        for (name, with) in [
            ("uuid", &["4"][..]),
            ("int", &["1"]),
            ("int", &["9", "1"]),
            ("int", &["a", "b"]),
            ("digits", &["0"]),
            ("digits", &["101"]),
            ("pick", &[]),
        ] {
            let fault = draw(&mut from, name, with).expect_err("a fault");
            assert!(fault.contains(&format!("\"{name}\" is written as ${{{name}")), "{fault}");
        }
    }

    proptest! {
        #[test]
        fn a_number_is_within_its_bounds(seed: u64, one: i64, other: i64) {
            let (least, most) = (one.min(other), one.max(other));
            let drawn = draw(&mut Draw::new(seed), "int", &[&least.to_string(), &most.to_string()]);
            // The whole range of 64 bits has one value too many.
            if let Ok(drawn) = drawn {
                prop_assert!((least..=most).contains(&drawn.as_i64().expect("a number")));
            } else {
                prop_assert_eq!((least, most), (i64::MIN, i64::MAX));
            }
        }
    }
}
