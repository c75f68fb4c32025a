//! Credentials as their owner sees them, and the form that begins to add one.

use askama::Template;
use domain::Stop;
use look::fragment::Fragment;
use look::words::Words;

use super::credential::{self, Credential, State};
use super::relying_party::RelyingParty;
use super::script::SIGNAL;
use super::variant::Variant;
use super::{browser, make};
use crate::listing::Listed;
use crate::{Context, Enrolment, Standing};

#[derive(Template)]
#[template(path = "webauthn/section.html")]
struct Section<'a> {
    w: &'a Words,
    variant: &'a Variant,
    base: &'a str,
    number: &'a str,
    next: &'a str,
    listed: Vec<Listed>,
    /// Credentials of the other variant, one of which this token may be.
    others: Vec<&'a Enrolment>,
    signing_in: bool,
    /// What the browser is told of all that is set up; empty for nothing.
    accepted: String,
}

impl Section<'_> {
    fn t(&self, name: &str) -> String {
        self.w.t(&self.variant.key(name))
    }
}

/// What is set up, and the form that begins.
pub(super) async fn section(
    variant: &Variant,
    at: &Context<'_>,
    standing: &Standing,
) -> Result<Fragment, Stop> {
    let all = credential::of_account(at.reader, standing.owner.id).await?;
    let party = RelyingParty::of(at.settings);
    let of = |id| all.iter().find(|credential| credential.enrolment == id);
    let listed = |one: &Enrolment| {
        let more = of(one.id).map(|credential| describe(variant, at.words, credential, &party));
        Listed::of(one, standing, at.words).with(more.unwrap_or_default())
    };
    let is_other = |one: &&Enrolment| of(one.id).is_some();
    Ok(Fragment::of(&Section {
        w: at.words,
        variant,
        base: &standing.base,
        number: &standing.number,
        next: &standing.next,
        listed: standing.confirmed().map(listed).collect(),
        others: standing.others.iter().filter(is_other).collect(),
        signing_in: standing.signing_in,
        accepted: if variant.is_passwordless() && !standing.signing_in {
            let owner = (standing.owner.id.bytes().as_slice(), &*standing.owner.name);
            browser::accepted(&party, owner, &all)
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
