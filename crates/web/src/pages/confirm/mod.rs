//! Step-up: confirming who one is before something sensitive. The account's strongest kind, or the
//! password where there is none; "I don't have it with me" takes the password and another way.

use domain::next::Next;
use domain::{Kind, Refusal, Stop};
use door::{LiveSession, NewSession, Ways};
use look::words::Texts;

use crate::answer::Answer;
use crate::asked::Asked;
use crate::pages::challenge::stays;

mod draw;

use draw::{draw, is_without_enough};

pub(crate) const TEXTS: Texts = look::texts!("confirm");

/// A page of this folder with the target kept, and whether the factor is lost.
fn here(asked: &Asked, page: &str, lost: bool) -> String {
    let page = asked.with_next(page, asked.next().as_ref());
    match (lost, page.contains('?')) {
        (false, _) => page,
        (true, true) => format!("{page}&lost=1"),
        (true, false) => format!("{page}?lost=1"),
    }
}

fn is_lost(asked: &Asked) -> bool {
    asked.query.has("lost") || asked.form.has("lost")
}

/// One way goes straight to its page; of several one chooses.
pub(crate) async fn choose(asked: &Asked, live: &LiveSession) -> Result<Answer, Stop> {
    let ways = asked.door().step_up_ways(live).await?;
    let lost = is_lost(asked);
    if !lost
        && !ways.password
        && let Some(only) = ways.kinds.only()
    {
        return Ok(Answer::to(&here(
            asked,
            &format!("/confirm/{}", only.kind),
            false,
        )));
    }
    if !lost && (ways.mailed || is_without_enough(&ways)) {
        return Ok(Answer::to(&here(asked, "/confirm", true)));
    }
    // After the password there is nothing to choose where a mailbox is all there is.
    if lost
        && ways.mailed
        && ways.password_given
        && ways.others.fallbacks.is_empty()
        && let Some(only) = ways.others.only()
    {
        let page = format!("/confirm/{}", only.kind);
        return Ok(Answer::to(&here(asked, &page, true)));
    }
    draw(asked, live, &ways, None, None).await
}

/// The password: enough where there is no factor, else the first half of the narrow way.
pub(crate) async fn password(asked: &Asked, live: &LiveSession) -> Result<Answer, Stop> {
    let given = asked
        .door()
        .step_up_by_password(live, asked.form.get("password"), &asked.visitor)
        .await;
    match given {
        Ok(new) => by_password(asked, live, &new).await,
        Err(stop) => {
            let ways = asked.door().step_up_ways(live).await?;
            refused(asked, live, &ways, None, stop).await
        }
    }
}

/// On from a right password.
pub(crate) async fn by_password(
    asked: &Asked,
    live: &LiveSession,
    new: &NewSession,
) -> Result<Answer, Stop> {
    if asked.door().step_up_ways(live).await?.password {
        return Ok(done(asked, new));
    }
    Ok(Answer::to(&here(asked, "/confirm", true)).signed_in(new))
}

/// The question of a kind.
pub(crate) async fn ask(asked: &Asked, live: &LiveSession) -> Result<Answer, Stop> {
    let ways = asked.door().step_up_ways(live).await?;
    draw(asked, live, &ways, Some(&asked.kind()?), None).await
}

/// Has a kind ask that has to before it can be answered: for the first time, or once more.
pub(crate) async fn send(asked: &Asked, live: &LiveSession) -> Result<Answer, Stop> {
    let kind = asked.kind()?;
    let sent = asked
        .door()
        .step_up_ask(live, &kind, &asked.form, &asked.words, &asked.visitor)
        .await;
    match sent {
        Ok(()) => {
            let page = format!("/confirm/{kind}");
            Ok(Answer::to(&here(asked, &page, is_lost(asked))))
        }
        Err(stop) => {
            let ways = asked.door().step_up_ways(live).await?;
            refused(asked, live, &ways, Some(&kind), stop).await
        }
    }
}

/// The answer to it.
pub(crate) async fn answer(asked: &Asked, live: &LiveSession) -> Result<Answer, Stop> {
    let kind = asked.kind()?;
    let answered = asked
        .door()
        .step_up(live, &kind, &asked.form, &asked.visitor)
        .await;
    match answered {
        Ok(new) => Ok(done(asked, &new)),
        Err(stop) => {
            let ways = asked.door().step_up_ways(live).await?;
            refused(asked, live, &ways, Some(&kind), stop).await
        }
    }
}

/// Back to where it was asked.
pub(crate) fn done(asked: &Asked, new: &NewSession) -> Answer {
    let next = asked.next();
    Answer::to(next.as_ref().map_or("/settings/security", Next::as_str)).signed_in(new)
}

async fn refused(
    asked: &Asked,
    live: &LiveSession,
    ways: &Ways,
    kind: Option<&Kind>,
    stop: Stop,
) -> Result<Answer, Stop> {
    match stop {
        Stop::Refused(Refusal::SignInOver) => Ok(Answer::to("/login?over=confirm")),
        Stop::Refused(refusal) if stays(&refusal) => {
            asked.web.metrics().refused(refusal.key());
            draw(asked, live, ways, kind, Some(refusal)).await
        }
        // One of that kind that is new: another one may do.
        Stop::Refused(refusal @ (Refusal::NotRipe(_) | Refusal::NotSeen(_))) => {
            asked.web.metrics().refused(refusal.key());
            draw(asked, live, ways, kind, Some(refusal)).await
        }
        // Removed since it was asked for.
        Stop::Refused(Refusal::NoSuch) if let Some(kind) = kind => {
            let refusal = Refusal::WrongCode(kind.clone());
            draw(asked, live, ways, None, Some(refusal)).await
        }
        stop => Err(stop),
    }
}
