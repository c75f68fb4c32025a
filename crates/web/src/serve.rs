//! The listeners: connections are bounded in number, in all and by peer, and at the end those that are
//! at work get ten seconds.

use std::future::Future;
use std::net::{IpAddr, TcpListener as StdListener};
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use domain::Fault;
use door::Door;
use http::{Request, Response, StatusCode};
use http_body_util::Full;
use hyper::body::Incoming;
use hyper_util::server::graceful::GracefulShutdown;
use tokio::net::TcpListener;
use tokio::sync::watch;
use tokio::task::JoinSet;
use tokio_rustls::rustls::ServerConfig;

use crate::coming::Coming;
use crate::connection::{Peer, plain, secured};
use crate::connections::Connections;
use crate::metrics::Standing;
use crate::respond::respond;
use crate::seldom::Seldom;
use crate::web::Web;

/// The most connections at once that ask for metrics.
const METRICS_CONNECTIONS: usize = 64;
/// How long a listener rests that can't take a connection: what it lacks doesn't come back at once.
const REST: Duration = Duration::from_millis(50);
/// What is left to requests at the end.
const GRACE: Duration = Duration::from_secs(10);

/// How long the database may take when metrics are asked for.
const PATIENCE: Duration = Duration::from_secs(2);

/// How TLS is spoken: what stands in it when a connection is accepted holds for that connection.
pub type Tls = watch::Receiver<Arc<ServerConfig>>;

/// Serves the pages on these listeners until `stop`, then lets what is at work finish. With `tls` they
/// speak nothing else.
///
/// # Errors
/// When a listener can't be used.
pub async fn serve(
    listeners: Vec<StdListener>,
    tls: Option<Tls>,
    web: Web,
    stop: impl Future<Output = ()>,
) -> Result<(), Fault> {
    let pages = web.clone();
    let answer = move |peer, request: Request<Coming<Incoming>>| {
        let web = pages.clone();
        async move { respond(web, peer, request).await }
    };
    let ended = async {
        stop.await;
        web.set_ready(false);
    };
    let connections = Arc::clone(web.connections());
    listen(listeners, tls, connections, answer, ended).await
}

/// What a metrics' listener answers with, or why it can't.
type Told = Result<(&'static str, String), Fault>;

/// What a program that collects figures reads.
const OPENMETRICS: &str = "application/openmetrics-text; version=1.0.0; charset=utf-8";

/// Serves `/metrics`, and for the program's own commands `/forwards.json`, on listeners of its own.
///
/// # Errors
/// When a listener can't be used.
pub async fn serve_metrics(
    listeners: Vec<StdListener>,
    web: Web,
    stop: impl Future<Output = ()>,
) -> Result<(), Fault> {
    let trusted = web.trusted_proxies().to_vec();
    let connections = Arc::new(Connections::new(METRICS_CONNECTIONS, trusted));
    let answer = move |_: IpAddr, request: Request<Coming<Incoming>>| {
        let web = web.clone();
        async move {
            let (status, (kind, body)) = match told(&web, request.uri().path()).await {
                Some(Ok(told)) => (StatusCode::OK, told),
                Some(Err(fault)) => {
                    tracing::error!("{fault}");
                    let nothing = (OPENMETRICS, String::new());
                    (StatusCode::INTERNAL_SERVER_ERROR, nothing)
                }
                None => (StatusCode::NOT_FOUND, (OPENMETRICS, String::new())),
            };
            let mut response = Response::new(Full::new(Bytes::from(body)));
            *response.status_mut() = status;
            let kind = http::HeaderValue::from_static(kind);
            response
                .headers_mut()
                .insert(http::header::CONTENT_TYPE, kind);
            response
        }
    };
    listen(listeners, None, connections, answer, stop).await
}

/// What is told at that path; none where there is nothing.
async fn told(web: &Web, path: &str) -> Option<Told> {
    match path {
        "/metrics" => {
            let text = web.metrics().text(&standing(web.door()).await);
            Some(text.map(|text| (OPENMETRICS, text)))
        }
        "/forwards.json" => {
            let text = serde_json::to_string(&web.metrics().forwards());
            let text = text.map_err(|e| Fault::because("figures of proxies", &e));
            Some(text.map(|text| ("application/json", text)))
        }
        _ => None,
    }
}

/// How things stand. A database that doesn't answer is no reason to tell nothing.
async fn standing(door: &Door) -> Standing {
    let asked = tokio::time::timeout(PATIENCE, door.unsealed_events()).await;
    let unsealed = asked.ok().and_then(Result::ok).map(|unsealed| {
        unsealed.map_or((0, 0), |unsealed| {
            let age = door.now().since(unsealed.since()).as_micros() / 1_000_000;
            (unsealed.events, age)
        })
    });
    let messages = tokio::time::timeout(PATIENCE, door.waiting_messages()).await;
    let (hashing, waiting) = door.hashing_load();
    Standing {
        hashing,
        waiting,
        hashed: door.hashing_work(),
        messages: messages.ok().and_then(Result::ok),
        tried: door.tried_messages(),
        reported: door.reported_messages(),
        unsealed,
        jobs: door.job_counts(),
    }
}

async fn listen<A, F>(
    listeners: Vec<StdListener>,
    tls: Option<Tls>,
    connections: Arc<Connections>,
    answer: A,
    stop: impl Future<Output = ()>,
) -> Result<(), Fault>
where
    A: Fn(IpAddr, Request<Coming<Incoming>>) -> F + Clone + Send + Sync + 'static,
    F: Future<Output = Response<Full<Bytes>>> + Send + 'static,
{
    let graceful = Arc::new(GracefulShutdown::new());
    let failing = Arc::new(Seldom::default());
    let (end, ended) = watch::channel(false);
    let mut loops = JoinSet::new();
    for listener in listeners {
        listener
            .set_nonblocking(true)
            .and_then(|()| TcpListener::from_std(listener))
            .map(|listener| {
                let (answer, graceful) = (answer.clone(), Arc::clone(&graceful));
                loops.spawn(accept(
                    listener,
                    tls.clone(),
                    Arc::clone(&connections),
                    graceful,
                    answer,
                    ended.clone(),
                    Arc::clone(&failing),
                ));
            })
            .map_err(|error| Fault::because("listening", &error))?;
    }
    stop.await;
    // Nobody listening any more is the same as having been told.
    end.send_replace(true);
    while loops.join_next().await.is_some() {}
    if let Some(graceful) = Arc::into_inner(graceful)
        && tokio::time::timeout(GRACE, graceful.shutdown())
            .await
            .is_err()
    {
        tracing::warn!("connections were cut off after ten seconds");
    }
    Ok(())
}

async fn accept<A, F>(
    listener: TcpListener,
    tls: Option<Tls>,
    connections: Arc<Connections>,
    graceful: Arc<GracefulShutdown>,
    answer: A,
    mut ended: watch::Receiver<bool>,
    failing: Arc<Seldom>,
) where
    A: Fn(IpAddr, Request<Coming<Incoming>>) -> F + Clone + Send + Sync + 'static,
    F: Future<Output = Response<Full<Bytes>>> + Send + 'static,
{
    loop {
        let accepted = tokio::select! {
            _ = ended.wait_for(|ended| *ended) => return,
            accepted = listener.accept() => accepted,
        };
        match accepted {
            Ok((stream, from)) => {
                // Without a place it is closed at once.
                let Some(place) = connections.take(from.ip()) else {
                    continue;
                };
                let peer = Peer {
                    address: from.ip(),
                    pulse: Arc::clone(place.pulse()),
                };
                let (watcher, answer) = (graceful.watcher(), answer.clone());
                // A task of its own kind for each: the plain one has no room for what TLS keeps.
                match &tls {
                    None => tokio::spawn(async move {
                        place.hold(pin!(plain(stream, peer, watcher, answer))).await;
                    }),
                    Some(tls) => {
                        let config = Arc::clone(&tls.borrow());
                        tokio::spawn(async move {
                            place
                                .hold(pin!(secured(stream, config, peer, watcher, answer)))
                                .await;
                        })
                    }
                };
            }
            Err(error) => {
                // Out of files, or the visitor went away: neither ends the listening.
                if let Some(times) = failing.happened() {
                    tracing::warn!(
                        event = "not-accepted",
                        times,
                        "connections can't be taken: {error}; told once a minute"
                    );
                }
                tokio::time::sleep(REST).await;
            }
        }
    }
}
