//! Setting up an authenticator app: a secret is shown once, and nothing is on until a code of it
//! has been confirmed.

use askama::Template;
use domain::account::Label;
use domain::event::Event;
use domain::ids::EnrolmentId;
use domain::{Form, Refusal, Stop};
use look::fragment::Fragment;
use look::words::Words;

use super::factor::{KIND, parameters, read};
use super::secret::{Found, Shared};
use crate::listing::{Listed, MOST};
use crate::{
    Change, Claim, Context, Doing, Effect, Enrolment, Needs, Page, Shown, Standing, enrolment,
};

/// The rows that are mounted.
pub(crate) const PAGES: &[Page] = &[
    Page {
        path: "",
        needs: Needs::SetUp,
        run: begin,
    },
    Page {
        path: "/{id}/confirm",
        needs: Needs::SetUp,
        run: confirm,
    },
];

#[derive(Template)]
#[template(path = "totp/question.html")]
struct Question<'a> {
    w: &'a Words,
    clock: String,
}

#[derive(Template)]
#[template(path = "totp/section.html")]
struct Section<'a> {
    w: &'a Words,
    base: &'a str,
    number: &'a str,
    listed: Vec<Listed>,
    signing_in: bool,
}

#[derive(Template)]
#[template(path = "totp/secret.html")]
struct SecretPage<'a> {
    w: &'a Words,
    action: String,
    cancel: &'a str,
    id: EnrolmentId,
    name: &'a str,
    account: &'a str,
    site: &'a str,
    qr: Fragment,
    uri: String,
    secret: String,
    algorithm: &'static str,
    digits: u8,
    period: u32,
}

#[derive(Template)]
#[template(path = "totp/again.html")]
struct Again<'a> {
    w: &'a Words,
    action: String,
    anew: &'a str,
    id: EnrolmentId,
    refusal: &'a Refusal,
    clock: String,
}

/// The question's field, and the server's time.
pub(crate) fn question(at: &Context<'_>, _: &[Enrolment]) -> Result<Fragment, Stop> {
    Ok(Fragment::of(&Question {
        w: at.words,
        clock: at.words.clock(at.now),
    })?)
}

/// The devices, and the form that adds one.
pub(crate) fn section(at: &Context<'_>, standing: &Standing) -> Result<Fragment, Stop> {
    Ok(Fragment::of(&Section {
        w: at.words,
        base: &standing.base,
        number: &standing.number,
        listed: standing
            .confirmed()
            .map(|e| Listed::of(e, standing, at.words))
            .collect(),
        signing_in: standing.signing_in,
    })?)
}

fn begin<'a>(at: &'a Context<'a>, standing: &'a Standing, form: &'a Form) -> Doing<'a, Shown> {
    Box::pin(async move {
        if standing.enrolments.len() >= usize::from(MOST) {
            return Err(Refusal::TooMany(MOST).into());
        }
        let given = form.get("name");
        let default = at.words.t("totp-default-name");
        let name = Label::read(if given.trim().is_empty() {
            &default
        } else {
            given
        })?;
        let shared = Shared::make(at.random, parameters(at.settings));
        let id = standing.fresh;
        let sealed = shared.seal(at.reader.keys(), &Enrolment::seal_row(id), at.random)?;
        let uri = shared.uri(at.site, &standing.owner.name);
        let page = SecretPage {
            w: at.words,
            action: standing.confirm_at(id),
            cancel: if standing.signing_in {
                "/login/setup"
            } else {
                "/settings/security"
            },
            id,
            name: name.as_str(),
            account: &standing.owner.name,
            site: at.site,
            qr: look::picture::qr(&uri, &at.words.t("totp-qr-label"))?,
            secret: shared.grouped(),
            uri,
            algorithm: shared.parameters.algorithm.name(),
            digits: shared.parameters.digits,
            period: shared.parameters.period,
        };
        let new = enrolment::New {
            id,
            account: standing.owner.id,
            kind: &KIND,
            name: name.as_str(),
            added: at.now,
            confirmed: false,
            until: None,
            tune: 0,
            sealed: Some(sealed),
        };
        Ok(Shown::Change(Box::new(Change {
            effect: Effect::Prepares,
            guards: vec![enrolment::insert(new)],
            statements: Vec::new(),
            event: None,
            show: Some(("totp-set-up", Fragment::of(&page)?)),
        })))
    })
}

fn confirm<'a>(at: &'a Context<'a>, standing: &'a Standing, form: &'a Form) -> Doing<'a, Shown> {
    Box::pin(async move {
        let of = standing.named().ok_or(Refusal::NoSuch)?;
        if of.exists() {
            return Ok(Shown::Overview);
        }
        let refusal = match read(form.get("code")) {
            Err(refusal) => refusal,
            Ok(answer) => {
                let shared = Shared::open(at.reader.keys(), of)?;
                match shared.find(answer.0.expose(), at.now, of.mark) {
                    Found::Step(step) => {
                        return Ok(Shown::Change(Box::new(confirmed(at, of, step))));
                    }
                    Found::Off(steps) => Refusal::ClockOff(domain::Span::seconds(
                        steps.saturating_mul(i64::from(shared.parameters.period)),
                    )),
                    Found::Used | Found::Nowhere => Refusal::WrongCode(KIND),
                }
            }
        };
        let page = Again {
            w: at.words,
            action: standing.confirm_at(of.id),
            anew: if standing.signing_in {
                "/login/setup"
            } else {
                "/settings/security"
            },
            id: of.id,
            refusal: &refusal,
            clock: at.words.clock(at.now),
        };
        let page = Fragment::of(&page)?;
        Ok(Shown::Refused(refusal, "totp-set-up", page))
    })
}

fn confirmed(at: &Context<'_>, of: &Enrolment, step: i64) -> Change {
    Change {
        effect: Effect::Confirms(Claim::new(of.id, enrolment::confirm(of, step, at.now))),
        guards: Vec::new(),
        statements: Vec::new(),
        event: Some(
            Event::done("factor.added", of.account)
                .of_kind(&KIND)
                .detail(&of.name),
        ),
        show: None,
    }
}
