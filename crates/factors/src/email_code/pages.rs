//! Setting one up: one of the account's addresses is chosen, and confirmed by the code that comes there.

use askama::Template;
use domain::{Form, Refusal, Stop};
use look::fragment::Fragment;
use look::words::Words;

use super::factor::WAY;
use crate::delivered::{self, Chosen, Refused};
use crate::oath::switch::back;
use crate::{Button, Card, Context, Standing};

#[derive(Template)]
#[template(path = "email_code/add.html")]
struct Add<'a> {
    w: &'a Words,
    standing: &'a Standing,
    /// The addresses that could be chosen: as they are, since whoever is signed in may see them, and masked.
    addresses: Vec<(String, String)>,
    /// That the site's rules take it for no second factor; empty where they take it for one.
    counts_for_nothing: String,
    alert: String,
}

impl Add<'_> {
    const fn back(&self) -> &'static str {
        back(self.standing)
    }
}

/// What it is; whoever has no address that codes may go to reads what helps.
pub(super) async fn card(at: &Context<'_>, standing: &Standing) -> Result<Card, Stop> {
    let said = ["about", "what", "weakest"].map(|name| at.words.t(&WAY.key(name)));
    let card = Card::plain(&WAY.about.kind, at.words).helped(&said, None)?;
    if !open(at, standing).await?.is_empty() {
        return Ok(Card {
            note: counts_for_nothing(at),
            ..card
        });
    }
    let note = match (standing.signing_in, standing.confirmed().next()) {
        (true, _) => at.words.t("email-no-address-yet"),
        (false, None) => at.words.t("email-no-address"),
        (false, Some(_)) => counts_for_nothing(at),
    };
    Ok(Card {
        note,
        button: Button::None,
        ..card
    })
}

/// That the site's rules take it for no second factor; empty where they take it for one.
fn counts_for_nothing(at: &Context<'_>) -> String {
    match at.settings.switch("policy.nist") {
        true => at.words.t("email-counts-for-nothing"),
        false => String::new(),
    }
}

/// The form that adds one.
pub(super) async fn add(
    at: &Context<'_>,
    standing: &Standing,
    refused: Option<Refused<'_>>,
) -> Result<Fragment, Stop> {
    let addresses = open(at, standing).await?.into_iter();
    let shown = |address: String| {
        // Before the second proof a page shows no address.
        let shown = match standing.signing_in {
            true => (WAY.masked)(&address),
            false => address.clone(),
        };
        (address, shown)
    };
    Ok(Fragment::of(&Add {
        w: at.words,
        standing,
        addresses: addresses
            .map(shown)
            .enumerate()
            .map(numbered(standing))
            .collect(),
        counts_for_nothing: counts_for_nothing(at),
        alert: refused.map_or_else(String::new, |(_, refusal)| at.words.refusal(refusal)),
    })?)
}

/// Whoever is still signing in names an address by its place in the list.
fn numbered(standing: &Standing) -> impl Fn((usize, (String, String))) -> (String, String) {
    let by_place = standing.signing_in;
    move |(place, (address, shown))| match by_place {
        true => (place.to_string(), shown),
        false => (address, shown),
    }
}

/// The addresses that codes may go to and don't go to yet.
async fn open(at: &Context<'_>, standing: &Standing) -> Result<Vec<String>, Stop> {
    let mut fit = at.mailboxes.fit(standing.owner.id).await?;
    fit.retain(|one| !delivered::is_here(&WAY, at, standing, one));
    Ok(fit)
}

/// The address that was chosen.
pub(super) async fn chosen(
    at: &Context<'_>,
    standing: &Standing,
    form: &Form,
) -> Result<Result<Chosen, Refusal>, Stop> {
    let typed = form.get("email").trim();
    let all = open(at, standing).await?;
    let by_place = typed.parse::<usize>().ok().and_then(|place| all.get(place));
    let named = all.iter().find(|one| one.eq_ignore_ascii_case(typed));
    let address = named.or(by_place.filter(|_| standing.signing_in));
    let chosen = address.map(|address| Chosen {
        target: address.clone(),
        name: (WAY.masked)(address),
    });
    Ok(chosen.ok_or(Refusal::MailboxUnfit))
}
