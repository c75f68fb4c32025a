//! A question as it is put, here and where one confirms who one is: whether its kind has to ask first, and whether it
//! does so by itself.

use domain::Kind;
use door::{Question, Stands};
use look::script::Script;

use crate::asked::Asked;
use crate::pages::choice::sends;

/// What a page puts of a kind's question.
pub(crate) struct Put {
    /// None where the kind isn't asked for, or there is none.
    pub question: Option<Question>,
    /// What has the kind ask, for the first time or once more; empty where it doesn't.
    pub sends: String,
    /// Nothing begins by itself: there are other ways, or it has just gone wrong.
    pub asks: bool,
    /// A page of ours led here, so that no other has messages sent.
    from_here: bool,
}

impl Put {
    /// The question of a kind.
    pub(crate) fn new(
        asked: &Asked,
        kind: Option<&Kind>,
        question: Option<Question>,
        asks: bool,
    ) -> Self {
        let stands = question.as_ref().map_or(Stands::Open, |one| one.stands);
        let sends = kind.map_or_else(String::new, |kind| sends(&asked.words, kind, stands));
        Self {
            question,
            sends,
            asks,
            from_here: asked.from_here,
        }
    }

    /// Whether it has to ask before it can be answered.
    pub(crate) fn to_ask(&self) -> bool {
        let question = self.question.as_ref();
        question.is_some_and(|question| question.stands == Stands::ToAsk)
    }

    /// Whether it is asked by itself.
    pub(crate) const fn sends_itself(&self) -> bool {
        self.from_here && !self.asks
    }

    /// The scripts of its fragment.
    pub(crate) fn scripts(&self) -> Vec<&'static Script> {
        let question = self.question.as_ref();
        question.map_or_else(Vec::new, |question| question.fragment.scripts().to_vec())
    }
}
