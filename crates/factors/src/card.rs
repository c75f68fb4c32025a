//! A kind in one row: what it is, what its owner has of it, and the button that adds one. The same stands as
//! a card where somebody sets up a factor on the way in.

use askama::Template;
use domain::{Fault, Kind};
use look::fragment::Fragment;
use look::words::Words;

/// The button that leads to adding one.
pub enum Button {
    /// None can be added now.
    None,
    /// "Add", or "Set up" on the way in.
    Add,
    /// Another word than that, which is understood by itself.
    Own(String),
}

/// How a kind presents itself where people choose what to add.
pub struct Card {
    /// What it is, in one line.
    pub line: String,
    /// What its owner has of it, where that isn't a row each; empty for nothing.
    pub has: String,
    /// What has to be known before one is added; empty for nothing.
    pub note: String,
    /// The answer to "What is this?"; none where the line says it all.
    pub help: Option<Fragment>,
    pub button: Button,
    /// What the browser is told besides, which nobody sees.
    pub more: Option<Fragment>,
}

impl Card {
    /// That of most kinds: the text `KIND-subtitle`, and a button.
    pub fn plain(kind: &Kind, words: &Words) -> Self {
        Self {
            line: words.t(&format!("{kind}-subtitle")),
            has: String::new(),
            note: String::new(),
            help: None,
            button: Button::Add,
            more: None,
        }
    }

    /// The same, with these sentences in answer to "What is this?", a paragraph each; after the last a section of
    /// the user's manual that says more, if there is one: its name, and what the link to it says.
    ///
    /// # Errors
    /// When they can't be drawn.
    pub fn helped(mut self, said: &[String], more: Option<(&str, String)>) -> Result<Self, Fault> {
        self.help = Some(Fragment::of(&Paragraphs { said, more })?);
        Ok(self)
    }

    /// The same, with this in answer to "What is this?".
    pub fn with(mut self, help: Fragment) -> Self {
        self.help = Some(help);
        self
    }
}

#[derive(Template)]
#[template(
    source = "{% for one in said %}<p>{{ one }}{% if loop.last %}{% if let Some(more) = more %} <a href=\"/help#{{ more.0 }}\">{{ more.1 }}</a>{% endif %}{% endif %}</p>{% endfor %}",
    ext = "html"
)]
struct Paragraphs<'a> {
    said: &'a [String],
    more: Option<(&'a str, String)>,
}

/// What a kind's row is called: by its own heading (`KIND-title`) where it has one, else by its name.
pub fn called(words: &Words, kind: &Kind) -> String {
    let heading = format!("{kind}-title");
    let name = format!("{kind}-name");
    match (words.has(&heading), words.has(&name)) {
        (true, _) => words.t(&heading),
        (false, true) => words.t(&name),
        // A kind of a newer program, or of none: its bare name is better than nothing.
        (false, false) => kind.to_string(),
    }
}
