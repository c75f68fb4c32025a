//! One request, from head to answer. Every rule is applied here, in this order, whatever the page:
//! host, method, size and shape of the form, origin, then who it is.

use std::fmt::Display;
use std::future::{Future, poll_fn};
use std::net::IpAddr;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::{Pin, pin};
use std::task::Poll;

use bytes::Bytes;
use domain::Fault;
use domain::ids::RequestId;
use http::request::Parts;
use http::{Method, Request, Response};
use http_body_util::Full;
use hyper::body::Body;

use crate::answer::Answer;
use crate::asked::Asked;
use crate::finish::Finish;
use crate::gate;
use crate::problem::Problem;
use crate::recognise::{begin, is_for_machines, is_health, recognise};
use crate::refused;
use crate::route::{self, Handler, Matches, Route};
use crate::rules::body::{BodyError, Posted};
use crate::rules::{body, host, origin};
use crate::web::{Part, Web};

/// Answers a request. `peer` is who is connected to us. It runs to its end even if the visitor goes
/// away meanwhile, and a panic in it is answered with 500.
pub fn respond<B>(
    web: Web,
    peer: IpAddr,
    request: Request<B>,
) -> impl Future<Output = Response<Full<Bytes>>> + Send + 'static
where
    B: Body<Data = Bytes> + Send + Unpin + 'static,
    B::Error: Display,
{
    Finish::new(async move {
        let id = RequestId::new(web.door().random());
        let https = web.address().https;
        let answered = caught(pin!(handle(web, peer, id, request))).await;
        answered.unwrap_or_else(|()| {
            tracing::error!(request = %id, "a request was given up: not even its refusal could be shown");
            let answer = Answer::text(format!("500 {id}\n")).status(500);
            answer.sent(id, https, None, false)
        })
    })
}

async fn handle<B>(
    web: Web,
    peer: IpAddr,
    id: RequestId,
    request: Request<B>,
) -> Response<Full<Bytes>>
where
    B: Body<Data = Bytes> + Send + Unpin,
    B::Error: Display,
{
    let (parts, body) = request.into_parts();
    let mut asked = begin(&web, peer, id, &parts);
    let found = route::find(&asked.path);
    let mut label = "";
    let done = caught(pin!(run(&mut asked, &parts, body, found, &mut label))).await;
    let panicked = |()| Problem::Fault(Fault::new("a panic"));
    let answer = match done.map_err(panicked).and_then(|done| done) {
        Ok(answer) => answer,
        Err(problem) => refused::answer(&asked, &problem),
    };
    let method = match parts.method {
        Method::GET => "GET",
        Method::HEAD => "HEAD",
        Method::POST => "POST",
        _ => "other",
    };
    web.metrics()
        .answered(method, label, answer.status.as_u16());
    let (status, path) = (answer.status.as_u16(), asked.shown_path());
    // A gate that is asked where it isn't is a proxy's mistake, and worth a line.
    let at_gate = gate::is_asked(path) && web.part() != Part::Pages;
    if is_for_machines(&web, path) || at_gate {
        tracing::debug!(request = %id, method, path, status, "request");
    } else {
        let address = asked.visitor.address;
        tracing::info!(request = %id, method, path, status, %address, "request");
    }
    let known = web.door().config().lengths.known.seconds_up();
    let head = parts.method == Method::HEAD;
    answer.sent(id, web.address().https, Some(known), head)
}

/// A future's value, or that it panicked: then the visitor gets a page all the same. Where it stands stays
/// the caller's, since a future that takes another one by value has room for it twice.
fn caught<F: Future>(mut future: Pin<&mut F>) -> impl Future<Output = Result<F::Output, ()>> {
    poll_fn(move |context| {
        catch_unwind(AssertUnwindSafe(|| future.as_mut().poll(context)))
            .map_or(Poll::Ready(Err(())), |polled| polled.map(Ok))
    })
}

/// Applies the rules, then runs the page.
async fn run<B>(
    asked: &mut Asked,
    parts: &Parts,
    body: B,
    found: Matches,
    label: &mut &'static str,
) -> Result<Answer, Problem>
where
    B: Body<Data = Bytes> + Unpin,
    B::Error: Display,
{
    match (asked.web.part(), gate::is_asked(&asked.path)) {
        (Part::All | Part::Gate, true) => {
            *label = "/gate/check";
            return Ok(Box::pin(gate::check(asked, parts)).await);
        }
        (Part::Pages, true) => return Err(Problem::NotFound),
        // Nobody but proxies comes here: no page, and nothing that a page needs.
        (Part::Gate, false) if !is_health(&asked.path) => {
            return Ok(Answer::text("404\n").status(404));
        }
        _ => {}
    }
    if let Some(host) = gate::enter::host_of(asked, parts) {
        *label = gate::enter::PATH;
        asked.query =
            body::fields(parts.uri.query().unwrap_or("").as_bytes()).map_err(Problem::Body)?;
        return Ok(Box::pin(gate::enter::there(asked, &host, parts)).await?);
    }
    let anywhere = is_for_machines(&asked.web, &asked.path);
    let address = asked.web.address();
    let sent_to = match host::judge(&parts.headers, &parts.uri, address) {
        Ok(origin) => origin,
        Err(_) if anywhere => String::new(),
        Err(wrong) => return Err(Problem::Host(wrong)),
    };
    let allowed = found.allowed();
    let (route, params) = match parts.method {
        Method::GET | Method::HEAD => found.get,
        Method::POST => found.post,
        _ => None,
    }
    .ok_or(match allowed {
        "" => Problem::NotFound,
        allowed => Problem::Method(allowed),
    })?;
    *label = route.path;
    let is_program = matches!(route.handler, Handler::Program(_));
    if asked.posted {
        asked.form = posted(asked, parts, body, (&sent_to, is_program)).await?;
    }
    let query = body::fields(parts.uri.query().unwrap_or("").as_bytes());
    asked.query = match is_program {
        // What can't be read says nothing; whether it is answered depends on its address alone.
        true => query.unwrap_or_default(),
        false => query.map_err(Problem::Body)?,
    };
    asked.params = params;
    recognise(asked, parts, route).await?;
    page(asked, route).await
}

/// What was posted, to which origin of ours. A page's form has to come from a page of ours.
async fn posted<B>(
    asked: &Asked,
    parts: &Parts,
    body: B,
    (sent_to, is_program): (&str, bool),
) -> Result<Posted, Problem>
where
    B: Body<Data = Bytes> + Unpin,
    B::Error: Display,
{
    if body::says_too_large(&parts.headers) {
        return Err(Problem::Body(BodyError::Large));
    }
    let (room, visitor) = (asked.web.room(), asked.visitor.address);
    if is_program {
        let said = Box::pin(body::read_of_program(room, visitor, &parts.headers, body)).await;
        return said.map_err(Problem::Body);
    }
    // Read before it is judged, so that whoever sent it gets to read the answer.
    let form = Box::pin(body::read(room, visitor, &parts.headers, body)).await;
    origin::judge(&parts.headers, sent_to, asked.web.address()).map_err(Problem::Origin)?;
    form.map_err(Problem::Body)
}

async fn page(asked: &Asked, route: &Route) -> Result<Answer, Problem> {
    let missing = match (&route.handler, &asked.pending, &asked.session) {
        (Handler::Anyone(page) | Handler::Program(page), ..) => return Ok(page(asked).await?),
        (Handler::Pending(page), Some(pending), _) => return Ok(page(asked, pending).await?),
        (Handler::Session(page), _, Some(live)) => return Ok(page(asked, live).await?),
        (Handler::Pending(_), None, _) => Problem::NoPending,
        (Handler::Session(_), _, None) => Problem::NoSession,
    };
    match route.resubmitted {
        Some(led_to) => led_to(asked).await?.ok_or(missing),
        None => Err(missing),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every request is moved into a box of this size: what is seldom needed stands in one of its own.
    #[test]
    fn a_request_is_small() {
        fn size<F>(_: impl FnOnce(Web, IpAddr, RequestId, Request<Full<Bytes>>) -> F) -> usize {
            size_of::<F>()
        }
        assert!(size(handle) <= 2_560, "{} bytes", size(handle));
    }

    #[tokio::test]
    async fn a_panic_is_caught_and_nothing_else_changes() {
        assert_eq!(caught(pin!(async { 1 })).await, Ok(1));
        let slow = async {
            tokio::task::yield_now().await;
            2
        };
        assert_eq!(caught(pin!(slow)).await, Ok(2));
        let broken = async {
            tokio::task::yield_now().await;
            assert!(std::env::args().count() > 1_000, "on purpose");
        };
        assert_eq!(caught(pin!(broken)).await, Err(()));
    }
}
