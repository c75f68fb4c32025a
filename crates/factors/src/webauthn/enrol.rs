//! What the browser made is checked, and kept with its enrolment.

use domain::account::Label;
use domain::{Refusal, Stop};

use super::browser::Made;
use super::challenge::{self, Challenge, Purpose};
use super::client_data;
use super::credential::Credential;
use super::registration::Registered;
use super::relying_party::{self, RelyingParty};
use super::state::State;
use super::variant::Variant;
use super::{CeremonyError, Expected, made_up, make};
use crate::{Claim, Context, Enrolment, Signed, enrolment};

/// What the browser made to this challenge, if it is what was asked for.
pub(super) fn check(
    variant: &Variant,
    at: &Context<'_>,
    made: &Made,
    about: &[u8],
) -> Result<(Challenge, Registered), CeremonyError> {
    let sent = client_data::challenge(&made.attested.client_data)?;
    let challenge =
        challenge::read(at, Purpose::Register, about, &sent).ok_or(CeremonyError::Challenge)?;
    let party = RelyingParty::of(at.settings);
    let expected = Expected {
        challenge: &sent,
        origin: &party.origin,
        rp_id_hash: relying_party::hash(&party.id),
        verified: variant.is_passwordless(),
    };
    Ok((challenge, made.attested.check(&expected)?))
}

/// The credential, kept with its enrolment's confirmation, both once.
pub(super) fn claim(
    variant: &Variant,
    at: &Context<'_>,
    of: &Enrolment,
    made: &Made,
    challenge: &Challenge,
    registered: Registered,
) -> Result<Claim, Stop> {
    let credential = Credential {
        enrolment: of.id,
        account: of.account,
        kind: variant.about.kind.clone(),
        id: registered.new.id,
        key: registered.new.key,
        aaguid: registered.new.aaguid,
        state: State {
            can_be_synced: registered.can_be_synced,
            is_synced: registered.is_synced,
            verified: registered.verified,
        },
        transports: made.attested.transports.clone(),
        rp_id: RelyingParty::of(at.settings).id,
        app_id: String::new(),
    };
    let mut claim = Claim::new(of.id, challenge.answer(Refusal::FormUsed))
        .and(enrolment::confirm(of, i64::from(registered.count), at.now))
        .and(credential.insert(at, Refusal::TokenTaken)?)
        .signed(Signed::made(challenge.asked));
    // Whoever registers an id from a list isn't to learn whether it is real: one that we made up is taken too,
    // since keeping it a second time changes no row.
    if made_up::is_ours(at.reader.keys(), &credential.id) {
        claim = claim.and(credential.insert(at, Refusal::TokenTaken)?);
    }
    Ok(claim)
}

/// What one without a name is called: by its make, where that is known; by the browser, where this device keeps it.
pub(super) fn name(
    variant: &Variant,
    at: &Context<'_>,
    made: &Made,
    registered: &Registered,
    browser: &str,
) -> String {
    let is_here =
        variant.is_passwordless() && made.attested.transports.iter().any(|way| way == "internal");
    let browser = Label::read(browser).ok().filter(|_| is_here);
    match (make::name(&registered.new.aaguid), browser) {
        (Some(make), _) => make.to_owned(),
        (None, Some(browser)) => browser.as_str().to_owned(),
        (None, None) => at.words.t(&variant.key("default-name")),
    }
}
