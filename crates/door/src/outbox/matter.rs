//! What a message is about. It is kept sealed, and put into words when it is sent, in the language that its
//! reader has by then.

use std::collections::BTreeMap;

use factors::Letter;
use look::words::Words;
use serde::{Deserialize, Serialize};

use super::notice::Notice;

/// Whom a message is for, and where it comes from.
pub(crate) struct Addressee<'a> {
    pub(crate) words: &'a Words,
    /// What the account is called.
    pub(crate) account: &'a str,
    pub(crate) site: &'a str,
    /// The address that people use.
    pub(crate) origin: &'a str,
}

/// What a message is about.
#[derive(Clone, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Matter {
    /// Something that happened to an account.
    Notice(Notice),
    /// A text of its own, as a code that is asked for.
    Text(Text),
}

/// A text with what stands in it.
#[derive(Clone, Serialize, Deserialize)]
pub(crate) struct Text {
    /// The key of the text; its subject's is the same with `-subject` at its end.
    pub(super) key: String,
    /// What stands in it.
    pub(super) with: BTreeMap<String, String>,
    /// The path of the page that it links to, as `$link`; empty where it links to none.
    pub(super) path: String,
}

impl Matter {
    /// What a factor sends.
    pub(crate) fn of(letter: &Letter) -> Self {
        let with = letter.with.iter();
        Self::Text(Text {
            key: letter.key.to_owned(),
            with: with
                .map(|(name, text)| ((*name).to_owned(), text.expose().clone()))
                .collect(),
            path: String::new(),
        })
    }

    /// A text of the door's own.
    pub(crate) fn text<const N: usize>(key: &str, with: [(&str, String); N]) -> Self {
        Self::link(key, with, String::new())
    }

    /// The same with a link to a page of ours, which stands on a line of its own.
    pub(crate) fn link<const N: usize>(key: &str, with: [(&str, String); N], path: String) -> Self {
        let with = with.map(|(name, text)| (name.to_owned(), text));
        Self::Text(Text {
            key: key.to_owned(),
            with: with.into_iter().collect(),
            path,
        })
    }

    /// What repetitions of it have in common; empty where it brings a code or a link.
    pub(super) fn about(&self) -> String {
        match self {
            Self::Notice(notice) => notice.about(),
            Self::Text(_) => String::new(),
        }
    }

    /// The word by which its reader may have switched it off; empty where they can't.
    pub(super) fn switch(&self) -> &str {
        match self {
            Self::Notice(notice) => notice.switch(),
            Self::Text(_) => "",
        }
    }
}

impl Text {
    /// Its subject and its text, in the words of whoever reads it.
    pub(super) fn write(&self, to: &Addressee<'_>) -> (String, String) {
        let link = format!("{}{}", to.origin, self.path);
        let with = self.with.iter();
        let with: Vec<(&str, &str)> = with
            .map(|(name, text)| (name.as_str(), text.as_str()))
            .chain([("site", to.site), ("link", &link)])
            .collect();
        let subject = to.words.with(&format!("{}-subject", self.key), &with);
        (subject, to.words.with(&self.key, &with))
    }
}
