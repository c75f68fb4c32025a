//! The trait, filled: what is delivered, by text message.

use domain::phone::{Country, Phone};
use domain::price::Price;
use domain::setting::{Setting, Settings, Type};
use domain::{Form, Kind, Refusal, Secret, Strength};
use look::fragment::Fragment;
use look::words::Texts;

use super::{number, pages, words};
use crate::delivered::{self, Way};
use crate::{
    About, Answer, Answered, Asking, Asks, Component, Context, Daily, Doing, Enrolment, Factor,
    Goes, Misfit, Page, Question, Role, Row, Standing, Verdict,
};

pub(crate) const KIND: Kind = Kind::of("text-message");

/// Messages a day to each confirmed number, and to all of them at least.
const EACH: i64 = 4;
const LEAST: i64 = 200;

const SETTINGS: &[Setting] = &[
    Setting::plain(
        "text_message.countries",
        Type::List,
        "[]",
        "The countries to whose numbers text messages go, by their two letters, as [\"SE\", \"NO\"]. Left out: \
         site.country alone.",
    ),
    Setting::plain(
        "text_message.beside_another",
        Type::Switch,
        "false",
        "Whether text messages can't be somebody's only second factor: then they are set up only by who has another one, \
         which can't be removed before them.",
    ),
    Setting::plain(
        "text_message.price",
        Type::Text,
        "",
        "What a text message costs, as \"0.65 SEK\": \"countersign doctor\" says what those of this month come to.",
    ),
    Setting::plain(
        "text_message.daily",
        Type::Number(1, 1_000_000),
        "50",
        "Text messages a day to numbers that are still to be confirmed, half of them kept for browsers that are known. \
         To confirmed ones go four a day for each, and 200 at least.",
    ),
];

const TEXTS: Texts = look::texts!("text-message");

static ABOUT: About = About {
    kind: KIND,
    path: "text-message",
    icon: "smartphone",
    role: Role::Second {
        strength: Strength::Delivered,
        at_sign_in: true,
    },
    answered: Answered::Digits,
    component: Component {
        settings: SETTINGS,
        fits,
        scripts: &[&delivered::ARRIVING],
        ..Component::plain(TEXTS)
    },
};

/// How its codes are delivered.
pub(super) static WAY: Way = Way {
    kind: KIND,
    letter: "text-message-code-text",
    title: "text-message-set-up",
    goes: |_| Goes::ToNumber,
    here: Refusal::NumberHere,
    masked: |number| number::read(number).map_or_else(String::new, |phone| phone.masked()),
    with: words::with,
    refuses: |at, _, number| Box::pin(async move { Ok(number::refused(at.settings, number)) }),
};

pub(crate) struct TextMessage;

/// Whether each country that is named has telephone numbers, and the price is one.
fn fits(settings: &Settings, _: &str, _: &str) -> Result<(), Misfit> {
    let misfit = |key, why| Err(Misfit { key, why });
    let mut named = settings.list("text_message.countries").iter();
    if let Some(letters) = named.find(|letters| Country::read(letters).is_none()) {
        let shown = letters.escape_debug();
        let why = format!("must name countries by their two letters, as SE, not \"{shown}\".");
        return misfit("text_message.countries", why);
    }
    let price = settings.text("text_message.price");
    if !price.is_empty() && Price::read(price).is_none() {
        let why = "must be a number with a point and a currency, as \"0.65 SEK\".".to_owned();
        return misfit("text_message.price", why);
    }
    Ok(())
}

impl Factor for TextMessage {
    fn about(&self) -> &About {
        &ABOUT
    }

    fn pages(&self) -> &'static [Page] {
        pages::PAGES
    }

    fn read(&self, form: &Form) -> Result<Answer, Refusal> {
        delivered::read(&WAY, form)
    }

    fn check<'a>(
        &'a self,
        at: &'a Context<'a>,
        of: &'a [Enrolment],
        answer: Answer,
    ) -> Doing<'a, Verdict> {
        Box::pin(async move { delivered::check(&WAY, at, of, &answer).await })
    }

    fn stands_alone(&self, settings: &Settings) -> bool {
        !settings.switch("text_message.beside_another")
    }

    fn asks(&self) -> Option<&dyn Asks> {
        Some(self)
    }

    fn question<'a>(&'a self, at: &'a Context<'a>, of: &'a [Enrolment]) -> Doing<'a, Question> {
        Box::pin(delivered::question(&WAY, at, of))
    }

    fn rows<'a>(&'a self, at: &'a Context<'a>, standing: &'a Standing) -> Doing<'a, Vec<Row>> {
        Box::pin(async move { Ok(delivered::rows(&WAY, at, standing)) })
    }

    fn add<'a>(&'a self, at: &'a Context<'a>, standing: &'a Standing) -> Doing<'a, Fragment> {
        Box::pin(async move { pages::add(at, standing, "", None) })
    }
}

impl Asks for TextMessage {
    fn ask<'a>(
        &'a self,
        at: &'a Context<'a>,
        of: &'a [Enrolment],
        form: &'a Form,
    ) -> Doing<'a, Asking> {
        Box::pin(delivered::ask(&WAY, at, of, form))
    }

    fn goes(&self) -> Goes {
        Goes::ToNumber
    }

    fn number(&self, at: &Context<'_>, of: &Enrolment) -> Option<Secret<String>> {
        let number = WAY.target(at.reader.keys(), of)?;
        // What was kept is looked at once more: nothing else is put into a request.
        let phone: Phone = number::read(number.expose())?;
        let refused = number::refused(at.settings, phone.as_str());
        let number = refused.is_none().then(|| phone.as_str().to_owned());
        number.map(Secret::new)
    }

    fn daily(&self, settings: &Settings) -> Option<Daily> {
        Some(Daily {
            confirming: settings.number("text_message.daily").unwrap_or(50),
            each: EACH,
            least: LEAST,
        })
    }
}
