//! HTML that is put together so that no value becomes markup: what is raw is written in the source, and whatever comes
//! from a run is escaped.

use core::fmt::{Display, Write};

/// A document that grows.
#[derive(Debug, Default)]
pub(super) struct Markup(String);

impl Markup {
    /// Markup that stands in the source; a value of a run cannot be passed here.
    pub(super) fn raw(&mut self, markup: &'static str) -> &mut Self {
        self.0.push_str(markup);
        self
    }

    /// A value, in an element or in a quoted attribute.
    pub(super) fn text(&mut self, value: impl Display) -> &mut Self {
        // a string takes whatever is written to it
        let _ = write!(Escaping(&mut self.0), "{value}");
        self
    }

    /// A value in an element of its own, which has no attributes.
    pub(super) fn element(
        &mut self,
        open: &'static str,
        value: impl Display,
        close: &'static str,
    ) -> &mut Self {
        self.raw(open).text(value).raw(close)
    }

    /// A sentence, in which what stands between backticks is code.
    pub(super) fn prose(&mut self, sentence: &str) -> &mut Self {
        for (index, part) in sentence.split('`').enumerate() {
            match index % 2 {
                0 => self.text(part),
                _ => self.element("<code>", part, "</code>"),
            };
        }
        self
    }

    /// What the script filters an element by: words of the source, never values of a run.
    pub(super) fn facts(
        &mut self,
        level: &'static str,
        provenance: &'static str,
        tones: impl Iterator<Item = &'static str>,
    ) -> &mut Self {
        self.raw(" data-level=\"")
            .raw(level)
            .raw("\" data-provenance=\"")
            .raw(provenance)
            .raw("\" data-tone=\"");
        for (index, tone) in tones.enumerate() {
            self.raw(if index == 0 { "" } else { " " }).raw(tone);
        }
        self.raw("\"")
    }

    pub(super) fn into_string(self) -> String {
        self.0
    }
}

struct Escaping<'a>(&'a mut String);

impl Write for Escaping<'_> {
    fn write_str(&mut self, text: &str) -> core::fmt::Result {
        for character in text.chars() {
            match character {
                '&' => self.0.push_str("&amp;"),
                '<' => self.0.push_str("&lt;"),
                '>' => self.0.push_str("&gt;"),
                '"' => self.0.push_str("&quot;"),
                '\'' => self.0.push_str("&#39;"),
                // a browser would read some of them as an end of the text, and shows none
                '\n' | '\t' => self.0.push(character),
                control if control.is_control() => self.0.push('\u{fffd}'),
                plain => self.0.push(plain),
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_between_backticks_is_code() {
        let mut markup = Markup::default();
        markup.prose("`<a>` is <b>, `c`");
        assert_eq!(markup.into_string(), "<code>&lt;a&gt;</code> is &lt;b&gt;, <code>c</code>");
    }

    #[test]
    fn a_value_is_never_markup() {
        let mut markup = Markup::default();
        markup.raw("<p title=\"").text("\"><b a='&").raw("\">").element("<i>", "<\u{0}\n>", "</i>");
        assert_eq!(
            markup.into_string(),
            "<p title=\"&quot;&gt;&lt;b a=&#39;&amp;\"><i>&lt;\u{fffd}\n&gt;</i>"
        );
    }
}
