//! Credentials as their owner sees them, and the form that begins to add one.

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
use crate::{Context, Enrolment, Row, Standing};

#[derive(Template)]
#[template(path = "webauthn/add.html")]
struct Add<'a> {
    w: &'a Words,
    variant: &'a Variant,
    base: &'a str,
    number: &'a str,
    next: &'a str,
    /// Whether there is none yet.
    first: bool,
    /// Credentials of the other variant, one of which this token may be.
    others: Vec<&'a Enrolment>,
    signing_in: bool,
    /// What the browser is told of all that is set up; empty for nothing.
    accepted: String,
}

impl Add<'_> {
    fn t(&self, name: &str) -> String {
        self.w.t(&self.variant.key(name))
    }
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
        let of = all.iter().find(|credential| credential.enrolment == one.id);
        let more = of.map(|credential| describe(variant, at.words, credential, &party));
        Row::of(one, standing, at.words).with(more.unwrap_or_default())
    };
    Ok(standing.confirmed().map(row).collect())
}

/// What it is, and the form that begins.
pub(super) async fn add(
    variant: &Variant,
    at: &Context<'_>,
    standing: &Standing,
) -> Result<Fragment, Stop> {
    let all = credential::of_account(at.reader, standing.owner.id).await?;
    let party = RelyingParty::of(at.settings);
    let is_other = |one: &&Enrolment| all.iter().any(|of| of.enrolment == one.id);
    Ok(Fragment::of(&Add {
        w: at.words,
        variant,
        base: &standing.base,
        number: &standing.number,
        next: &standing.next,
        first: standing.confirmed().next().is_none(),
        others: standing.others.iter().filter(is_other).collect(),
        signing_in: standing.signing_in,
        accepted: if variant.is_passwordless() && !standing.signing_in {
            options::accepted(&party, User::of(&standing.owner), &all)
        } else {
            String::new()
        },
    })?
    .with(&[&SIGNAL]))
}

/// Make, ways to reach it, and whether it is on one device: in words.
fn describe(
    variant: &Variant,
    words: &Words,
    credential: &Credential,
    party: &RelyingParty,
) -> String {
    let mut parts = Vec::new();
    if credential.rp_id != party.id {
        let domain = [("domain", credential.rp_id.as_str())];
        parts.push(words.with(&variant.key("bound-elsewhere"), &domain));
    }
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
