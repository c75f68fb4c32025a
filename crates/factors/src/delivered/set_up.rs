//! Setting one up: a code is sent to where they are to go, and nothing is on until it has been typed.

use askama::Template;
use domain::account::Label;
use domain::event::{Action, Event};
use domain::ids::EnrolmentId;
use domain::{Form, Refusal, Span, Stop};
use look::fragment::Fragment;
use look::words::Words;

use super::question::{again_form, rest, until};
use super::table::{self, Sent};
use super::way::{Way, seal};
use super::{ARRIVING, codes};
use crate::oath::switch::back;
use crate::{Binding, Change, Claim, Context, Effect, Enrolment, MOST, Shown, Standing, enrolment};

#[derive(Template)]
#[template(path = "delivered/confirm.html")]
struct Confirm<'a> {
    w: &'a Words,
    way: &'a Way,
    standing: &'a Standing,
    id: EnrolmentId,
    sent_to: String,
    until: String,
    alert: String,
    again: Fragment,
}

impl Confirm<'_> {
    fn t(&self, name: &str) -> String {
        self.w.t(&self.way.key(name))
    }

    /// Where another code is asked for.
    fn again_at(&self) -> String {
        match self.standing.signing_in {
            true => self.standing.base.clone(),
            false => format!("{}/{}/again", self.standing.base, self.id),
        }
    }

    /// Where whoever gives up goes.
    const fn back(&self) -> &'static str {
        back(self.standing)
    }
}

/// Begins what the form sets up, where its codes may go there.
pub(crate) async fn begin(
    way: &Way,
    at: &Context<'_>,
    standing: &Standing,
    form: &Form,
) -> Result<Shown, Stop> {
    if standing.enrolments.len() >= usize::from(MOST) {
        return Err(Refusal::TooMany(MOST).into());
    }
    if form.has("ask") {
        let page = (way.add)(at, standing, None).await?;
        return Ok(Shown::Fragment(way.title, page));
    }
    let refusal = match (way.chosen)(at, standing, form).await? {
        Err(refusal) => refusal,
        Ok(chosen) if is_here(way, at, standing, &chosen.target) => way.here.clone(),
        Ok(chosen) => {
            let name = Label::read_or(form.get("name"), &chosen.name)?;
            return begun(way, at, standing, &name, &chosen.target);
        }
    };
    let page = (way.add)(at, standing, Some((form, &refusal))).await?;
    Ok(Shown::Refused(refusal, way.title, page))
}

/// An enrolment that waits for its first code, which is on its way.
fn begun(
    way: &Way,
    at: &Context<'_>,
    standing: &Standing,
    name: &Label,
    target: &str,
) -> Result<Shown, Stop> {
    let id = standing.fresh;
    let binding = Binding::to(standing.owner.id, &way.about.kind, id);
    let new = enrolment::New {
        id,
        account: standing.owner.id,
        kind: &way.about.kind,
        name: name.as_str(),
        added: at.now,
        confirmed: false,
        until: None,
        codes_left: 0,
        sealed: Some(seal(at, &binding, target)?),
    };
    let guards = vec![enrolment::insert(new)];
    sent(way, at, standing, (id, binding, target), guards)
}

/// Another code to an enrolment that waits for its first one.
pub(crate) async fn again(way: &Way, at: &Context<'_>, standing: &Standing) -> Result<Shown, Stop> {
    let of = standing.named().ok_or(Refusal::NoSuch)?;
    if of.exists() {
        return Ok(Shown::Overview);
    }
    let target = way.target(at.reader.keys(), of).ok_or(Refusal::NoSuch)?;
    let before = table::asked(at, of.id).await?;
    let rest = before.map_or(0, |sent| rest(at, sent));
    if rest > 0 {
        let refusal = Refusal::AskedJustNow(Span::seconds(rest));
        let place = (of.id, target.expose().as_str());
        let page = page(way, at, standing, place, before, Some(&refusal))?;
        return Ok(Shown::Refused(refusal, way.title, page));
    }
    if let Some(why) = (way.refuses)(at, of, target.expose()).await? {
        return Err(why.into());
    }
    let to = (of.id, of.binding(), target.expose().as_str());
    sent(way, at, standing, to, Vec::new())
}

/// A code that is sent where these guards hold, and the page that asks for it.
fn sent(
    way: &Way,
    at: &Context<'_>,
    standing: &Standing,
    (id, binding, target): (EnrolmentId, Binding, &str),
    mut guards: Vec<store::Guard>,
) -> Result<Shown, Stop> {
    let (keep, letter) = codes::send(way, at, (id, binding), target);
    guards.push(keep);
    let sent = Sent {
        at: at.now,
        expires: letter.until,
    };
    let page = page(way, at, standing, (id, target), Some(sent), None)?;
    Ok(Shown::Change(Box::new(Change {
        effect: Effect::Prepares(vec![letter]),
        guards,
        statements: Vec::new(),
        event: None,
        show: Some((way.title, page)),
    })))
}

/// Switches an enrolment on, by the code that was sent to where it goes.
pub(crate) async fn confirm(
    way: &Way,
    at: &Context<'_>,
    standing: &Standing,
    form: &Form,
) -> Result<Shown, Stop> {
    let of = standing.named().ok_or(Refusal::NoSuch)?;
    if of.exists() {
        return Ok(Shown::Overview);
    }
    let target = way.target(at.reader.keys(), of).ok_or(Refusal::NoSuch)?;
    let is_here = is_here(way, at, standing, target.expose());
    let refusal = match codes::read(way, form) {
        // Begun twice, it is on once.
        _ if is_here => way.here.clone(),
        Err(refusal) => refusal,
        Ok(answer) => {
            let code = answer.0.expose();
            match table::consume(at, &way.about.kind, of.id, of.binding(), code).await? {
                Some(used) => return Ok(confirmed(way, at, of, used)),
                None => Refusal::WrongCode(way.about.kind.clone()),
            }
        }
    };
    let sent = table::asked(at, of.id).await?;
    let place = (of.id, target.expose().as_str());
    let page = page(way, at, standing, place, sent, Some(&refusal))?;
    Ok(Shown::Refused(refusal, way.title, page))
}

/// Whether one that is on goes to this target already.
pub(crate) fn is_here(way: &Way, at: &Context<'_>, standing: &Standing, target: &str) -> bool {
    let keys = at.reader.keys();
    let mut all = standing.confirmed().filter_map(|one| way.target(keys, one));
    all.any(|one| one.expose().eq_ignore_ascii_case(target))
}

fn confirmed(way: &Way, at: &Context<'_>, of: &Enrolment, used: store::Guard) -> Shown {
    let claim = Claim::new(of.id, used).and(enrolment::confirm(of, 0, at.now));
    let event = Event::done(Action::FactorAdded, of.account).of_kind(&way.about.kind);
    Shown::Change(Box::new(Change {
        effect: Effect::Confirms(claim),
        guards: Vec::new(),
        statements: Vec::new(),
        event: Some(event.detail(&of.name)),
        show: None,
    }))
}

fn page(
    way: &Way,
    at: &Context<'_>,
    standing: &Standing,
    (id, target): (EnrolmentId, &str),
    sent: Option<Sent>,
    refusal: Option<&Refusal>,
) -> Result<Fragment, Stop> {
    let seconds = sent.map_or(0, |sent| rest(at, sent));
    let page = Fragment::of(&Confirm {
        w: at.words,
        way,
        standing,
        id,
        sent_to: (way.masked)(target),
        until: until(at, sent),
        alert: refusal.map_or_else(String::new, |refusal| at.words.refusal(refusal)),
        again: again_form(way, at, (String::new(), Vec::new()), seconds)?,
    })?;
    Ok(page.with(&[&ARRIVING]))
}
