//! Text messages, as a way by which codes are delivered.

use domain::phone::{Country, Phone};
use domain::price::Price;
use domain::setting::{Setting, Settings, Type};
use domain::{Kind, Refusal, Strength};
use look::words::Texts;

use super::{number, pages, words};
use crate::delivered::{self, Numbers, Way};
use crate::{About, Answered, Component, Daily, Goes, Misfit, Needs, Page, Role};

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

pub(crate) static WAY: Way = Way {
    about: About {
        kind: Kind::of("text-message"),
        path: "text-message",
        icon: "message-square",
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
    },
    letter: "text-message-code-text",
    title: "text-message-set-up",
    pages: &[
        Page {
            path: "",
            needs: Needs::SetUp,
            run: |at, standing, form| Box::pin(delivered::begin(&WAY, at, standing, form)),
        },
        Page {
            path: "/{id}/confirm",
            needs: Needs::SetUp,
            run: |at, standing, form| Box::pin(delivered::confirm(&WAY, at, standing, form)),
        },
        Page {
            path: "/{id}/again",
            needs: Needs::SetUp,
            run: |at, standing, _| Box::pin(delivered::again(&WAY, at, standing)),
        },
    ],
    card: |at, standing| Box::pin(async move { pages::card(at, standing) }),
    add: |at, standing, refused| Box::pin(async move { pages::add(at, standing, refused) }),
    chosen: |at, standing, form| Box::pin(async move { Ok(pages::chosen(at, standing, form)) }),
    goes: Goes::ToNumber,
    here: Refusal::NumberHere,
    masked: |number| Phone::kept(number).map_or_else(String::new, |phone| phone.masked()),
    with: words::with,
    refuses: |at, _, number| Box::pin(async move { Ok(number::refused(at.settings, number)) }),
    stands_alone: |settings| !settings.switch("text_message.beside_another"),
    numbers: Some(Numbers {
        to_dial: number::to_dial,
        daily: |settings| Daily {
            confirming: settings.number("text_message.daily").unwrap_or(50),
            each: EACH,
            least: LEAST,
        },
    }),
};

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
