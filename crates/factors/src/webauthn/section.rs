//! Credentials as their owner sees them, and what the kind says of itself.

use askama::Template;
use domain::Stop;
use look::fragment::Fragment;
use look::words::Words;

use super::credential::{self, Credential};
use super::options::User;
use super::relying_party::RelyingParty;
use super::script::SIGNAL;
use super::state::State;
use super::variant::Variant;
use super::{make, options};
use crate::{Card, Context, Enrolment, Row, Standing};

/// Makes of one what the other variant is; nothing changes before the token has been used.
#[derive(Template)]
#[template(path = "webauthn/turn.html")]
struct Turn<'a> {
    number: &'a str,
    action: String,
    called: &'a str,
    id: String,
    label: String,
}

#[derive(Template)]
#[template(
    source = "<div data-passkeys=\"{{ accepted }}\" hidden></div>",
    ext = "html"
)]
struct Told {
    /// What the browser is told of all that is set up.
    accepted: String,
}

/// What is set up, with what is known of each.
pub(super) async fn rows(
    variant: &Variant,
    at: &Context<'_>,
    standing: &Standing,
) -> Result<Vec<Row>, Stop> {
    let all = credential::of_account(at.reader, standing.owner.id).await?;
    let party = RelyingParty::of(at.settings);
    let row = |one: &Enrolment| {
        let row = Row::of(one, standing, at.words);
        let Some(of) = all.iter().find(|credential| credential.enrolment == one.id) else {
            return Ok(row);
        };
        let domain = [("domain", of.rp_id.as_str())];
        Ok(Row {
            warns: match of.rp_id == party.id {
                true => String::new(),
                false => at.words.with(&variant.key("bound-elsewhere"), &domain),
            },
            form: turn(variant, at, standing, one)?,
            ..row.with(describe(variant, at.words, of))
        })
    };
    standing.confirmed().map(row).collect()
}

fn turn(
    variant: &Variant,
    at: &Context<'_>,
    standing: &Standing,
    of: &Enrolment,
) -> Result<Option<Fragment>, Stop> {
    let other = (variant.becomes)();
    if standing.off.contains(&other.about.kind) {
        return Ok(None);
    }
    Ok(Some(Fragment::of(&Turn {
        number: &standing.number,
        action: format!("/settings/security/{}/instead", other.about.path),
        called: &of.name,
        id: of.id.to_string(),
        label: at.words.t(&other.key("instead-go")),
    })?))
}

/// What it is, and what the browser is told.
pub(super) async fn card(
    variant: &Variant,
    at: &Context<'_>,
    standing: &Standing,
) -> Result<Card, Stop> {
    let said = ["about", "what", "which", "not-both"].map(|name| at.words.t(&variant.key(name)));
    let card = Card::plain(&variant.about.kind, at.words).helped(
        &said,
        Some(("one-token", at.words.t(&variant.key("not-both-help")))),
    )?;
    if !variant.is_passwordless() || standing.signing_in {
        return Ok(card);
    }
    let all = credential::of_account(at.reader, standing.owner.id).await?;
    let party = RelyingParty::of(at.settings);
    let accepted = options::accepted(&party, User::of(&standing.owner), &all);
    let more = match accepted.is_empty() {
        true => None,
        false => Some(Fragment::of(&Told { accepted })?.with(&[&SIGNAL])),
    };
    Ok(Card { more, ..card })
}

/// Make, ways to reach it, and whether it is on one device: in words.
fn describe(variant: &Variant, words: &Words, credential: &Credential) -> String {
    let mut parts = Vec::new();
    parts.extend(make::name(&credential.aaguid).map(str::to_owned));
    let known = ["usb", "nfc", "ble", "smart-card", "hybrid", "internal"];
    let ways = known
        .into_iter()
        .filter(|way| credential.transports.iter().any(|word| word == way));
    parts.extend(ways.map(|way| words.t(&variant.key(&format!("by-{way}")))));
    let State {
        can_be_synced,
        is_synced,
        ..
    } = credential.state;
    let kept = match (can_be_synced, is_synced) {
        (false, _) => "one-device",
        (true, false) => "can-be-synced",
        (true, true) => "synced",
    };
    parts.push(words.t(&variant.key(kept)));
    parts.join(" · ")
}
