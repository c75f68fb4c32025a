//! Setting a credential up: a name, the ceremony, and what comes of it. Nothing exists before the browser's
//! answer has been checked and committed.

use askama::Template;
use domain::account::Label;
use domain::event::{Action, Event};
use domain::ids::EnrolmentId;
use domain::{Form, Refusal, Stop};
use look::fragment::Fragment;
use look::words::Words;

use super::challenge::{self, Purpose};
use super::enrol::{check, claim, name};
use super::options::{Creation, User};
use super::question::Ceremony;
use super::relying_party::RelyingParty;
use super::variant::Variant;
use super::{CeremonyError, browser, credential, script};
use crate::listing::MOST;
use crate::page::BROWSER;
use crate::{Change, Claim, Context, Doing, Effect, Enrolment, Opens, Shown, Standing, enrolment};

#[derive(Template)]
#[template(path = "webauthn/set_up.html")]
struct SetUp<'a> {
    w: &'a Words,
    variant: &'a Variant,
    action: String,
    cancel: &'static str,
    id: EnrolmentId,
    /// The enrolment that this one takes the place of.
    instead: String,
    /// Where it leads on to; empty for the overview.
    next: &'a str,
    alert: String,
    ceremony: Fragment,
}

impl SetUp<'_> {
    fn t(&self, name: &str) -> String {
        self.w.t(&self.variant.key(name))
    }
}

/// Begins: keeps the name, and shows the ceremony.
pub(crate) fn begin<'a>(
    variant: &'static Variant,
    at: &'a Context<'a>,
    standing: &'a Standing,
    form: &'a Form,
) -> Doing<'a, Shown> {
    Box::pin(prepare(variant, at, standing, form, None))
}

/// The same, for one that takes the place of another: the same token as the other kind, mostly.
pub(crate) fn begin_instead<'a>(
    variant: &'static Variant,
    at: &'a Context<'a>,
    standing: &'a Standing,
    form: &'a Form,
) -> Doing<'a, Shown> {
    Box::pin(async move {
        let instead = instead(standing, form)?.ok_or(Refusal::NoSuch)?;
        prepare(variant, at, standing, form, Some(instead)).await
    })
}

async fn prepare(
    variant: &'static Variant,
    at: &Context<'_>,
    standing: &Standing,
    form: &Form,
    instead: Option<&Enrolment>,
) -> Result<Shown, Stop> {
    if standing.enrolments.len() >= usize::from(MOST) {
        return Err(Refusal::TooMany(MOST).into());
    }
    // One without a name is called by its make, once that is known.
    let name = match form.get("name").trim() {
        "" => String::new(),
        given => Label::read(given)?.as_str().to_owned(),
    };
    let id = standing.fresh;
    let page = set_up(variant, at, standing, id, instead, None).await?;
    let new = enrolment::New {
        id,
        account: standing.owner.id,
        kind: &variant.about.kind,
        name: &name,
        added: at.now,
        confirmed: false,
        until: None,
        codes_left: 0,
        sealed: None,
    };
    Ok(Shown::Change(Box::new(Change {
        effect: Effect::Prepares(Vec::new()),
        guards: vec![enrolment::insert(new)],
        statements: Vec::new(),
        event: None,
        show: Some((variant.title, page)),
    })))
}

/// The enrolment of another kind that this one is to take the place of, if the form names one. Giving one up
/// is more than replacing what was lost, whichever page asks.
fn instead<'a>(standing: &'a Standing, form: &Form) -> Result<Option<&'a Enrolment>, Refusal> {
    let named = form.get("instead");
    if named.is_empty() {
        return Ok(None);
    }
    let id: EnrolmentId = named.parse().map_err(|_| Refusal::NoSuch)?;
    let found = standing.others.iter().find(|other| other.id == id);
    let found = found.ok_or(Refusal::NoSuch)?;
    if standing.opens == Opens::Everything {
        Ok(Some(found))
    } else {
        Err(Refusal::OnlyTheLost)
    }
}

fn about(id: EnrolmentId, instead: Option<&Enrolment>) -> Vec<u8> {
    let instead = instead.map(|one| one.id.bytes().to_vec());
    [id.bytes().to_vec(), instead.unwrap_or_default()].concat()
}

async fn set_up(
    variant: &Variant,
    at: &Context<'_>,
    standing: &Standing,
    id: EnrolmentId,
    instead: Option<&Enrolment>,
    refusal: Option<&Refusal>,
) -> Result<Fragment, Stop> {
    let party = RelyingParty::of(at.settings);
    let mut without = credential::of_account(at.reader, standing.owner.id).await?;
    let before = without.len();
    without.retain(|one| Some(one.enrolment) != instead.map(|instead| instead.id));
    // Only what this token may be already is given up for it.
    if instead.is_some() && without.len() == before {
        return Err(Refusal::NoSuch.into());
    }
    let challenge = challenge::make(at, Purpose::Register, &about(id, instead));
    let creation = Creation {
        party: &party,
        site: at.site,
        user: User::of(&standing.owner),
        challenge: &challenge,
        without: &without,
        discoverable: variant.is_passwordless(),
        verification: variant.verification(),
    };
    let ceremony = Ceremony {
        w: at.words,
        variant,
        what: "create",
        options: creation.json().to_string(),
        // What is the other kind can become this one.
        taken: if without.iter().any(|one| one.kind != variant.about.kind) {
            "taken-instead"
        } else {
            "taken"
        },
        begins: refusal.is_none(),
        waits: false,
    };
    Ok(Fragment::of(&SetUp {
        w: at.words,
        variant,
        action: standing.confirm_at(id),
        cancel: if standing.signing_in {
            "/login/setup"
        } else {
            "/settings/security"
        },
        id,
        instead: instead.map(|one| one.id.to_string()).unwrap_or_default(),
        next: &standing.next,
        alert: refusal.map_or_else(String::new, |refusal| at.words.refusal(refusal)),
        ceremony: Fragment::of(&ceremony)?,
    })?
    .with(&[&script::CEREMONY]))
}

/// Checks what the browser made, and switches it on.
pub(crate) fn confirm<'a>(
    variant: &'static Variant,
    at: &'a Context<'a>,
    standing: &'a Standing,
    form: &'a Form,
) -> Doing<'a, Shown> {
    Box::pin(async move {
        let of = standing.named().ok_or(Refusal::NoSuch)?;
        if of.exists() {
            return Ok(Shown::Overview);
        }
        let instead = instead(standing, form)?;
        let refusal = match browser::read_made(form.get("code")) {
            None => Refusal::NotACode(variant.about.kind.clone()),
            // Without a list it could never be found again.
            Some(made) if variant.is_passwordless() && made.discoverable == Some(false) => {
                Refusal::TokenUnfit(variant.about.kind.clone())
            }
            Some(made) => match check(variant, at, &made, &about(of.id, instead)) {
                Ok((challenge, registered)) => {
                    let name = match of.name.as_str() {
                        "" => name(variant, at, &made, &registered, form.get(BROWSER)),
                        given => given.to_owned(),
                    };
                    let mut claim = claim(variant, at, of, &made, &challenge, registered)?;
                    if of.name.is_empty() {
                        claim = claim.and(enrolment::rename(of.account, of.id, &name));
                    }
                    let of = Enrolment { name, ..of.clone() };
                    return Ok(Shown::Change(Box::new(confirmed(&of, claim, instead))));
                }
                Err(
                    CeremonyError::Unverified
                    | CeremonyError::Algorithm
                    | CeremonyError::AttestationUnknown,
                ) => Refusal::TokenUnfit(variant.about.kind.clone()),
                Err(_) => Refusal::WrongCode(variant.about.kind.clone()),
            },
        };
        let page = set_up(variant, at, standing, of.id, instead, Some(&refusal)).await?;
        Ok(Shown::Refused(refusal, variant.title, page))
    })
}

fn confirmed(of: &Enrolment, claim: Claim, instead: Option<&Enrolment>) -> Change {
    let event = |action, of: &Enrolment| {
        Event::done(action, of.account)
            .of_kind(&of.kind)
            .detail(&of.name)
    };
    let claim = match instead {
        Some(old) => claim
            .instead_of(old.id)
            .and(enrolment::remove(old.account, old.id))
            .recording(event(Action::FactorRemoved, old)),
        None => claim,
    };
    Change {
        effect: Effect::Confirms(claim),
        guards: Vec::new(),
        statements: Vec::new(),
        event: Some(event(Action::FactorAdded, of)),
        show: None,
    }
}
