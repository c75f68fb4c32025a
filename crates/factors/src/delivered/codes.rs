//! Sending a code, and looking at one that is typed.

use domain::ids::EnrolmentId;
use domain::{Form, Random, Refusal, Secret, Stop};
use store::Guard;

use super::question::answering;
use super::table::{self, LIFE};
use super::way::Way;
use crate::{Answer, Asking, Binding, Claim, Context, Enrolment, Letter, Verdict, Why, enrolment};

/// Digits of a code.
const DIGITS: usize = 8;

/// Reads what was typed: spaces and hyphens are forgiven.
pub(super) fn read(way: &Way, form: &Form) -> Result<Answer, Refusal> {
    let typed = form.get("code").chars();
    let digits: String = typed.filter(|c| !c.is_whitespace() && *c != '-').collect();
    let is_code = digits.len() == DIGITS && digits.bytes().all(|byte| byte.is_ascii_digit());
    is_code
        .then(|| Answer(Secret::new(digits)))
        .ok_or_else(|| Refusal::NotACode(way.about.kind.clone()))
}

/// A new code to this target, for an enrolment of this id that is bound so: what keeps it, and the message.
pub(super) fn send(
    way: &Way,
    at: &Context<'_>,
    (id, binding): (EnrolmentId, Binding),
    target: &str,
) -> (Guard, Letter) {
    let code = eight_digits(at.random);
    let letter = Letter {
        of: id,
        goes: way.goes,
        target: Secret::new(target.to_owned()),
        key: way.letter,
        with: (way.with)(at, &code),
        until: at.now.plus(LIFE),
    };
    (table::keep(at, id, binding, &code), letter)
}

/// Asks by the enrolment that the form names; where it names none, by the one that was used last.
pub(super) async fn ask(
    way: &Way,
    at: &Context<'_>,
    of: &[Enrolment],
    form: &Form,
) -> Result<Asking, Stop> {
    let named = |one: &&Enrolment| !form.has("to") || one.id.to_string() == form.get("to");
    let mut open = answering(at, of).into_iter();
    let chosen = open.find(named).ok_or(Refusal::NoSuch)?;
    let target = way.target(at.reader.keys(), chosen);
    let target = target.ok_or_else(|| Refusal::KindOff(way.about.kind.clone()))?;
    if let Some(why) = (way.refuses)(at, chosen, target.expose()).await? {
        return Err(why.into());
    }
    let (keep, letter) = send(way, at, (chosen.id, chosen.binding()), target.expose());
    Ok(Asking {
        keep: vec![keep],
        send: vec![letter],
    })
}

/// Whether it is the code that was sent for this question.
pub(super) async fn check(
    way: &Way,
    at: &Context<'_>,
    of: &[Enrolment],
    answer: &Answer,
) -> Result<Verdict, Stop> {
    let mut why = Why::No;
    for one in of {
        // What stands in another's row answers nothing.
        if way.target(at.reader.keys(), one).is_none() {
            continue;
        }
        let code = answer.0.expose();
        let used = table::consume(at, &way.about.kind, one.id, one.binding(), code).await?;
        let Some(used) = used else { continue };
        if one.answers(at.now) {
            let claim = Claim::new(one.id, used);
            return Ok(Verdict::Right(claim.and(enrolment::answered(one, at.now))));
        }
        why = Why::Suspended;
    }
    Ok(Verdict::Wrong(why))
}

/// Eight digits, each as likely as any other.
fn eight_digits(random: &dyn Random) -> String {
    let digits = (0..DIGITS).map(|_| random.below(10).to_string());
    digits.collect()
}
