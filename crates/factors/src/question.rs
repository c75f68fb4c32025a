//! What somebody is asked, twice: as data for scripts and the API, and drawn from it for people.

use domain::Fault;
use look::fragment::Fragment;
use serde::Serialize;
use serde_json::Value;

/// Whether a question can be answered as it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stands {
    Open,
    /// It has to be sent first.
    ToAsk,
    /// It was sent, and may be sent again.
    Asked,
}

/// A question to somebody who owes an answer.
#[derive(Clone, Debug)]
pub struct Question {
    /// Whether it can be answered.
    pub stands: Stands,
    /// What a script needs to answer it, in JSON.
    pub data: Value,
    /// The field, and what helps people to answer.
    pub fragment: Fragment,
    /// What stands in the form by which it is asked once more.
    pub again: Option<Fragment>,
}

impl Question {
    /// A question of which a script needs to know nothing: its answer is typed into the field `code`.
    pub fn typed(fragment: Fragment) -> Self {
        Self {
            stands: Stands::Open,
            data: Value::Object(serde_json::Map::new()),
            fragment,
            again: None,
        }
    }

    /// A question of this data, drawn from it.
    ///
    /// # Errors
    /// When it can't be written.
    pub fn drawn<D: Serialize>(
        data: &D,
        draw: impl FnOnce(&D) -> Result<Fragment, Fault>,
    ) -> Result<Self, Fault> {
        Ok(Self {
            stands: Stands::Open,
            data: serde_json::to_value(data)
                .map_err(|error| Fault::because("writing a question", &error))?,
            fragment: draw(data)?,
            again: None,
        })
    }

    /// The same, of a kind that has to ask: whether it has asked.
    pub const fn asked(mut self, has: bool) -> Self {
        self.stands = if has { Stands::Asked } else { Stands::ToAsk };
        self
    }

    /// The same, with what stands in the form by which it is asked once more.
    pub fn again(mut self, form: Fragment) -> Self {
        self.again = Some(form);
        self
    }
}
