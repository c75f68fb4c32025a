//! Setting one up: the number is typed, and confirmed by the code that comes there.

use askama::Template;
use domain::phone::home;
use domain::{Form, Refusal, Stop};
use look::fragment::Fragment;
use look::words::Words;

use super::factor::WAY;
use super::number;
use crate::delivered::{Chosen, Refused};
use crate::oath::switch::back;
use crate::{Button, Card, Context, Standing};

#[derive(Template)]
#[template(path = "text_message/add.html")]
struct Add<'a> {
    w: &'a Words,
    standing: &'a Standing,
    /// Whether there is none yet.
    first: bool,
    /// The calling code of the country whose numbers are written as they are dialled at home.
    home: String,
    /// What was typed, where it was refused.
    typed: &'a str,
    /// What was wrong with it.
    error: String,
}

impl Add<'_> {
    fn label(&self) -> String {
        self.w.t(match self.first {
            true => "text-message-phone",
            false => "text-message-phone-another",
        })
    }

    const fn back(&self) -> &'static str {
        back(self.standing)
    }
}

/// What it is; where it counts only beside another kind, that is said first.
pub(super) fn card(at: &Context<'_>, standing: &Standing) -> Result<Card, Stop> {
    let said = ["about", "what", "restricted"].map(|name| at.words.t(&WAY.key(name)));
    let card = Card::plain(&WAY.about.kind, at.words).helped(&said, None)?;
    Ok(match standing.lacks_company {
        false => card,
        true => Card {
            note: at.words.t("text-message-beside"),
            button: Button::None,
            ..card
        },
    })
}

/// The form that adds one.
pub(super) fn add(
    at: &Context<'_>,
    standing: &Standing,
    refused: Option<Refused<'_>>,
) -> Result<Fragment, Stop> {
    Ok(Fragment::of(&Add {
        w: at.words,
        standing,
        first: standing.confirmed().next().is_none(),
        home: home(at.settings).map_or_else(String::new, |home| home.calling_code()),
        typed: refused.map_or("", |(form, _)| form.get("phone")),
        error: refused.map_or_else(String::new, |(_, refusal)| at.words.refusal(refusal)),
    })?)
}

/// The number that was typed.
pub(super) fn chosen(
    at: &Context<'_>,
    standing: &Standing,
    form: &Form,
) -> Result<Chosen, Refusal> {
    let phone = number::typed(at.settings, form.get("phone"))?;
    let mut name = at.words.t("text-message-default-name");
    if standing.confirmed().next().is_some() {
        // Or they would all be called the same.
        name = format!("{name} {}", phone.masked());
    }
    Ok(Chosen {
        target: phone.as_str().to_owned(),
        name,
    })
}
