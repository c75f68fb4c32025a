//! One request to a protected host: read, decided, answered. What can't be understood is refused, never
//! let through.

use domain::gate::{By, Decision, Garbled, Ruling, Target, Why, decide, find};
use domain::{Span, Stop};
use door::{Bound, Client, Subject};
use http::request::Parts;
use http::{HeaderName, HeaderValue};

use super::beyond;
use super::challenge::{self, Asker};
use super::enter::entrance;
use super::family::{self, Unclear};
use super::found::{Caller, who};
use super::identity;
use super::manner::Manner;
use super::unclear;
use crate::answer::Answer;
use crate::asked::Asked;

/// Why a request doesn't pass, for the log and for proxies that only know three statuses.
const REASON: HeaderName = HeaderName::from_static("countersign-reason");

pub(crate) async fn check(asked: &Asked, parts: &Parts) -> Answer {
    let manner = Manner::of(parts);
    manner.told(answer(asked, parts, manner).await)
}

async fn answer(asked: &Asked, parts: &Parts, manner: Manner) -> Answer {
    let config = asked.door().config();
    let read = if !asked.network.from_proxy {
        Err(Unclear::Stranger)
    } else {
        family::read(parts, config.gate_headers)
    };
    let target = match read {
        Ok(target) => target,
        Err(unclear) => {
            tracing::warn!(request = %asked.visitor.request, reason = unclear.word(), "the gate was asked something unclear");
            return refused(400, unclear.word());
        }
    };
    // Before anybody's secret is looked at.
    let hosts = &config.gate_hosts;
    let host = find(hosts, &target.origin().authority);
    if let Some(why) = host.and_then(|host| host.unclear(&target)) {
        return unclear(asked, parts, &target, why);
    }
    match pass(asked, parts, &target, manner).await {
        Ok(answer) => manner.with_cookies(answer, asked, parts),
        Err(Stop::Refused(refusal)) => {
            refused(503, refusal.key()).retry_after(Some(Span::seconds(2)))
        }
        Err(Stop::Fault(fault)) => {
            tracing::error!(request = %asked.visitor.request, "the gate failed: {fault}");
            refused(503, "fault").retry_after(Some(Span::seconds(5)))
        }
    }
}

async fn pass(
    asked: &Asked,
    parts: &Parts,
    target: &Target,
    manner: Manner,
) -> Result<Answer, Stop> {
    let authority = &target.origin().authority;
    let host = authority.to_string();
    let there = who(asked, parts, authority, &host).await?;
    let from = asked.network.told.then_some(asked.network.address);
    let hosts = &asked.door().config().gate_hosts;
    let ruling = decide(hosts, target, from, &there.as_decided());
    let subject = there.subject();
    if let Caller::Guest(guest) = &there
        && ruling.renews()
    {
        asked.door().guest_seen(guest, &asked.visitor).await;
    }
    let answer = match ruling.decision {
        Decision::In => {
            if let Caller::Client(client) = &there {
                asked
                    .door()
                    .client_used(client, &host, &asked.visitor)
                    .await;
            }
            open(asked, target, subject)
        }
        Decision::Open { named } => open(asked, target, subject.filter(|_| named)),
        _ => Box::pin(kept_out(asked, parts, target, &ruling, &there, manner)).await?,
    };
    Ok(answer)
}

async fn kept_out(
    asked: &Asked,
    parts: &Parts,
    target: &Target,
    ruling: &Ruling<'_>,
    there: &Caller,
    manner: Manner,
) -> Result<Answer, Stop> {
    if let By::NoHost = ruling.by {
        tracing::warn!(request = %asked.visitor.request, host = %target.origin().authority, "no [[gate.host]] speaks for this host");
        return Ok(refused(403, Why::UnknownHost.word()));
    }
    let public = &asked.web.address().origin;
    Ok(match (ruling.decision, there) {
        // Whatever was wrong with a secret that opens nothing, it reads the same; who holds one that is right
        // reads what the host asks for beyond it.
        (Decision::Forbidden(why), Caller::Client(Client::Device { id, made_with, .. }))
            if why.is_of_the_client() =>
        {
            asked
                .door()
                .client_was_beyond(*id, why, &asked.visitor)
                .await?;
            let sentence = beyond::help(asked, target, why, *made_with);
            reasoned(challenge::basic(parts, target, &sentence), "client")
        }
        (Decision::SignIn | Decision::More(_), Caller::Client(_) | Caller::WrongClient) => {
            reasoned(
                challenge::basic(parts, target, &challenge::help(public)),
                "client",
            )
        }
        (Decision::Unclear(why), _) => unclear(asked, parts, target, why),
        (Decision::Forbidden(why), there) => {
            forbidden(asked, target, there, why);
            refused(403, why.word())
        }
        (Decision::More(_), _) => match Asker::of(&parts.headers, target) {
            Asker::Navigation => reasoned(
                challenge::sign_in(&entrance(asked, target, false), manner.redirects),
                "more-proofs",
            ),
            Asker::Page | Asker::Client => refused(403, "more-proofs"),
        },
        (_, there) => sign_in_first(asked, parts, target, there, manner),
    })
}

/// What nobody in particular is answered, by how they ask.
fn sign_in_first(
    asked: &Asked,
    parts: &Parts,
    target: &Target,
    there: &Caller,
    manner: Manner,
) -> Answer {
    let differ = matches!(there, Caller::Differing);
    let reason = if differ { "cookies-differ" } else { "sign-in" };
    match Asker::of(&parts.headers, target) {
        Asker::Navigation => {
            let entrance = entrance(asked, target, differ);
            reasoned(challenge::sign_in(&entrance, manner.redirects), reason)
        }
        Asker::Page => refused(401, reason),
        Asker::Client => {
            let public = &asked.web.address().origin;
            reasoned(
                challenge::basic(parts, target, &challenge::help(public)),
                reason,
            )
        }
    }
}

fn open(asked: &Asked, target: &Target, who: Option<&Subject>) -> Answer {
    let mut answer = Answer::passes();
    if let Some(who) = who {
        let bound = Bound {
            host: &target.origin().authority.to_string(),
            method: target.method().as_str(),
            path: target.sent_path(),
        };
        let issuer = &asked.web.address().origin;
        let assertion = asked.door().assertion(issuer, who, &bound);
        identity::tell(&mut answer.headers, who, &assertion);
    }
    answer
}

/// What isn't understood at this host alone: whoever asks reads which character it is.
fn unclear(asked: &Asked, parts: &Parts, target: &Target, why: Garbled) -> Answer {
    tracing::warn!(request = %asked.visitor.request, reason = why.word(), host = %target.origin().authority, "the gate was asked something unclear");
    reasoned(unclear::told(asked, parts, target, why), why.word())
}

/// Who tried what they have no right to, and where.
fn forbidden(asked: &Asked, target: &Target, there: &Caller, why: Why) {
    let account = there.subject().map(|subject| subject.id.to_string());
    tracing::info!(event = "gate-forbidden", request = %asked.visitor.request, account, reason = why.word(), host = %target.origin().authority, "somebody was kept out of a protected host");
}

fn reasoned(mut answer: Answer, reason: &'static str) -> Answer {
    answer
        .headers
        .insert(REASON, HeaderValue::from_static(reason));
    answer
}

fn refused(status: u16, reason: &'static str) -> Answer {
    reasoned(Answer::text(format!("{status}\n")).status(status), reason)
}
