//! Deciding about a signature: whose credential it is, and whether everything that WebAuthn §7.2 asks holds.

use askama::Template;
use domain::event::{Action, Event};
use domain::ids::AccountId;
use domain::{Fault, Refusal, Stop};
use look::fragment::Fragment;

use super::assertion::{Known, Right};
use super::browser::{self, Given};
use super::challenge::{self, Challenge, Purpose};
use super::client_data;
use super::credential::{self, Credential};
use super::options::{self, Verification};
use super::relying_party::{self, RelyingParty};
use super::script::SIGNAL;
use super::state::State;
use super::variant::Variant;
use super::{CeremonyError, Expected};
use crate::binding;
use crate::{Answer, Asker, Claim, Context, Enrolment, Signed, Suspicion, Verdict, Why, enrolment};

/// What the browser answered to: a challenge of ours.
struct Answered {
    challenge: Challenge,
    sent: Vec<u8>,
    party: RelyingParty,
}

impl Answered {
    fn read(at: &Context<'_>, given: &Given) -> Result<Self, CeremonyError> {
        let purpose = match at.asker {
            Asker::Nobody => Purpose::Passwordless,
            Asker::SigningIn(_) | Asker::SignedIn(_) => Purpose::Second,
        };
        let sent = client_data::challenge(&given.signed.client_data)?;
        Ok(Self {
            challenge: challenge::read(at, purpose, &[], &sent).ok_or(CeremonyError::Challenge)?,
            sent,
            party: RelyingParty::of(at.settings),
        })
    }

    /// What the signature shows, `count` being the last one seen.
    fn judge(
        &self,
        of: &Credential,
        given: &Given,
        verification: Verification,
        count: i64,
    ) -> Result<Right, CeremonyError> {
        // U2F's older binding holds only for a key that has it (§10.1.1).
        let bound_to = if given.by_app_id && !of.app_id.is_empty() {
            &of.app_id
        } else if of.rp_id == self.party.id {
            &of.rp_id
        } else {
            return Err(CeremonyError::RelyingParty);
        };
        let expected = Expected {
            challenge: &self.sent,
            origin: &self.party.origin,
            rp_id_hash: relying_party::hash(bound_to),
            verified: verification == Verification::Required,
        };
        let known = Known {
            key: of.key.clone(),
            count,
            can_be_synced: of.state.can_be_synced,
        };
        given.signed.check(&expected, &known)
    }
}

/// Whether the authenticator names its owner rightly; where nobody else has, it must (§7.2 step 6).
fn is_named(at: &Context<'_>, given: &Given, of: &Credential) -> bool {
    match &given.signed.user {
        Some(handle) => handle.as_slice() == of.account.bytes(),
        None => at.asker != Asker::Nobody,
    }
}

/// Whose answer this is, where nobody has said so: that of a credential of this variant.
pub(crate) async fn owner(
    variant: &Variant,
    at: &Context<'_>,
    answer: &Answer,
) -> Result<Option<AccountId>, Stop> {
    let Some(given) = browser::read_given(answer.0.expose()) else {
        return Ok(None);
    };
    let found = credential::find(at.reader, &given.signed.id).await?;
    let Some(found) = found.filter(|found| is_named(at, &given, found)) else {
        return Ok(None);
    };
    if found.kind == variant.about.kind {
        return Ok(Some(found.account));
    }
    // A second factor can't be the first one as well. Only whoever holds it is told that it is one.
    let judged = Answered::read(at, &given)
        .and_then(|asked| asked.judge(&found, &given, Verification::Discouraged, 0));
    match judged {
        Ok(_) => Err(Refusal::NotPasswordless(found.kind).into()),
        Err(_) => Ok(None),
    }
}

#[derive(Template)]
#[template(path = "webauthn/forgotten.html")]
struct Forgotten {
    /// For the script, in JSON.
    credential: String,
}

/// Tells the browser to forget the credential of an answer, where nobody here has it (WebAuthn §5.1.10). Whoever
/// made the signature up is told so of every id, else an id that was listed for a name would show itself as
/// a real one; the credential's own browser always signs rightly.
pub(crate) async fn forgotten(at: &Context<'_>, answer: &Answer) -> Result<Option<Fragment>, Stop> {
    let Some(given) = browser::read_given(answer.0.expose()) else {
        return Ok(None);
    };
    let found = credential::find(at.reader, &given.signed.id).await?;
    let party = RelyingParty::of(at.settings);
    let is_here = match found {
        Some(found) => given.signed.is_by(&found.key),
        // One that was moved is its owner's all the same, who may need it once it is put back.
        None => credential::is_kept(at.reader, &given.signed.id).await?,
    };
    if is_here {
        return Ok(None);
    }
    let drawn = Fragment::of(&Forgotten {
        credential: options::forgotten(&party, &given.signed.id),
    })?;
    Ok(Some(drawn.with(&[&SIGNAL])))
}

/// Decides about an answer for these enrolments.
pub(super) async fn check(
    variant: &Variant,
    at: &Context<'_>,
    of: &[Enrolment],
    answer: Answer,
) -> Result<Verdict, Stop> {
    let no = Ok(Verdict::Wrong(Why::No));
    let Some(given) = browser::read_given(answer.0.expose()) else {
        return no;
    };
    let Some((found, enrolment)) = asked_for(at, of, &given).await? else {
        return no;
    };
    let judged = Answered::read(at, &given).and_then(|asked| {
        let right = asked.judge(
            &found,
            &given,
            variant.verification(),
            enrolment.last_counter,
        )?;
        Ok((asked, right))
    });
    match judged {
        Ok((asked, right)) => weigh(variant, at, &found, enrolment, &asked, &right).await,
        Err(wrong) => Ok(Verdict::Wrong(Why::Unfit(wrong.word()))),
    }
}

/// The credential of an answer with its enrolment, where it is one of these and names its owner rightly.
async fn asked_for<'a>(
    at: &Context<'_>,
    of: &'a [Enrolment],
    given: &Given,
) -> Result<Option<(Credential, &'a Enrolment)>, Stop> {
    let Some(found) = credential::find(at.reader, &given.signed.id).await? else {
        return Ok(None);
    };
    // Another account's credential is in none of these, whatever it signs (L24).
    let enrolment = of.iter().find(|one| one.id == found.enrolment);
    let Some(enrolment) = enrolment.filter(|one| found.is_of(one)) else {
        // Of whoever says nothing, these are those of the credential's own account.
        if enrolment.is_some() || at.asker == Asker::Nobody {
            let moved = Fault::new("a credential's enrolment is another account's or kind's");
            binding::tell(&found.kind, &found.enrolment, &moved);
        }
        return Ok(None);
    };
    Ok(is_named(at, given, &found).then_some((found, enrolment)))
}

/// What a good signature is worth: nothing where it was used or its credential is suspended, and less than that
/// where its count went back.
async fn weigh(
    variant: &Variant,
    at: &Context<'_>,
    found: &Credential,
    enrolment: &Enrolment,
    asked: &Answered,
    right: &Right,
) -> Result<Verdict, Stop> {
    // What is suspended tells of its copy all the same, once.
    let tells = right.went_back && enrolment.copied.is_none();
    if enrolment.suspended.is_some() && !tells {
        return Ok(Verdict::Wrong(Why::Suspended));
    }
    let once = asked
        .challenge
        .answer(Refusal::WrongCode(variant.about.kind.clone()));
    let signed = Signed::counted(i64::from(right.count), asked.challenge.asked);
    if right.went_back {
        // The same answer sent twice counts as little as the first time, and is no copy's.
        let again = asked.challenge.is_answered(at.reader).await?;
        let of = enrolment.id;
        return Ok(if again {
            Verdict::Wrong(Why::Used)
        } else {
            Verdict::Suspect(Suspicion { of, signed, once })
        });
    }
    let count = enrolment::count(enrolment, signed.count, at.now);
    let claim = Claim::new(enrolment.id, once).and(count).signed(signed);
    Ok(Verdict::Right(
        if right.is_synced == found.state.is_synced {
            claim
        } else {
            noting(claim, found, enrolment, right.is_synced)
        },
    ))
}

/// Notes that a credential is kept elsewhere as well, or no more (§7.2 step 24), and tells its owner.
fn noting(claim: Claim, found: &Credential, enrolment: &Enrolment, is_synced: bool) -> Claim {
    let state = State {
        is_synced,
        ..found.state
    };
    let action = if is_synced {
        Action::FactorSynced
    } else {
        Action::FactorNotSynced
    };
    let event = Event::done(action, found.account)
        .of_kind(&found.kind)
        .detail(&enrolment.name);
    claim.then(found.seen(state)).recording(event)
}
