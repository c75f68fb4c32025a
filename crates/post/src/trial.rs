//! Messages that are sent to see whether mail arrives, in the site's language.

use std::sync::Arc;

use domain::{Fault, Language, Random, Secret, Timestamp};
use look::words::{Catalogue, Texts, Words};

use crate::{Address, Frame, Line, Message};

/// This room's own texts: `post-…`.
pub const TEXTS: Texts = look::texts!("post");

/// A message that is sent to see whether it arrives.
#[derive(Clone, Copy, Debug)]
pub struct Trial<'a> {
    pub frame: &'a Frame,
    pub language: Language,
    /// When it is sent.
    pub at: Timestamp,
}

impl Trial<'_> {
    /// One that asks for nothing.
    ///
    /// # Errors
    /// Its text isn't there.
    pub fn plain(&self, to: Address, random: &dyn Random) -> Result<Message, Fault> {
        self.message(to, random, "post-test", &[])
    }

    /// One with letters that are to be typed where it was sent from.
    ///
    /// # Errors
    /// Its text isn't there.
    pub fn with_letters(
        &self,
        to: Address,
        random: &dyn Random,
        letters: &str,
    ) -> Result<Message, Fault> {
        self.message(to, random, "post-letters", &[("letters", letters)])
    }

    fn message(
        &self,
        to: Address,
        random: &dyn Random,
        key: &str,
        more: &[(&str, &str)],
    ) -> Result<Message, Fault> {
        let catalogue = Arc::new(Catalogue::new(&[TEXTS])?);
        let words = Words::new(catalogue, self.language, "UTC");
        let with = [&[("site", self.frame.site.as_str())], more].concat();
        let id: [u8; 16] = random.array();
        Ok(Message {
            id: data_encoding::HEXLOWER.encode(&id),
            made: self.at,
            to,
            language: self.language,
            subject: Line::of(&words.with(&format!("{key}-subject"), &with)),
            text: Secret::new(words.with(key, &with)),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_text_is_there_in_every_language() {
        assert_eq!(look::words::missing(&[TEXTS]), Vec::<String>::new());
    }
}
