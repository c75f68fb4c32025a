//! The listeners: connections are bounded in number, in the time that a head may take, and in its
//! size; at the end, those that are at work get ten seconds.

use std::convert::Infallible;
use std::future::Future;
use std::net::{IpAddr, TcpListener as StdListener};
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use domain::Fault;
use http::{Request, Response, StatusCode};
use http_body_util::Full;
use hyper::body::Incoming;
use hyper::server::conn::{http1, http2};
use hyper::service::service_fn;
use hyper_util::rt::{TokioExecutor, TokioIo, TokioTimer};
use hyper_util::server::graceful::{GracefulShutdown, Watcher};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{Semaphore, watch};
use tokio::task::JoinSet;

use crate::pulse::{AtWork, Pulse, still};
use crate::respond::respond;
use crate::web::Web;

/// The most connections at once; further ones wait in the system's own line.
const MOST_CONNECTIONS: usize = 10_000;
/// How long the first bytes may take to come, and the answer to a ping.
const FIRST_TIME: Duration = Duration::from_secs(10);
/// Largest head, in bytes.
const HEAD_SIZE: usize = 32 * 1024;
/// What is left to requests at the end.
const GRACE: Duration = Duration::from_secs(10);
/// How every HTTP/2 connection begins (RFC 9113 §3.4).
const HTTP2_PREFACE: &[u8] = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";

/// Serves the pages on these listeners until `stop`, then lets what is at work finish.
///
/// # Errors
/// When a listener can't be used.
pub async fn serve(
    listeners: Vec<StdListener>,
    web: Web,
    stop: impl Future<Output = ()>,
) -> Result<(), Fault> {
    let pages = web.clone();
    let answer = move |peer, request: Request<Incoming>| {
        let web = pages.clone();
        async move { respond(web, peer, request).await }
    };
    let ended = async {
        stop.await;
        web.set_ready(false);
    };
    listen(listeners, MOST_CONNECTIONS, answer, ended).await
}

/// Serves `/metrics`, and nothing else, on listeners of its own.
///
/// # Errors
/// When a listener can't be used.
pub async fn serve_metrics(
    listeners: Vec<StdListener>,
    web: Web,
    stop: impl Future<Output = ()>,
) -> Result<(), Fault> {
    let answer = move |_: IpAddr, request: Request<Incoming>| {
        let text = (request.uri().path() == "/metrics").then(|| {
            web.metrics()
                .text(web.door().hashing_load(), web.door().hashing_work())
        });
        async move {
            let (status, body) = match text {
                Some(Ok(text)) => (StatusCode::OK, text),
                Some(Err(fault)) => {
                    tracing::error!("{fault}");
                    (StatusCode::INTERNAL_SERVER_ERROR, String::new())
                }
                None => (StatusCode::NOT_FOUND, String::new()),
            };
            let mut response = Response::new(Full::new(Bytes::from(body)));
            *response.status_mut() = status;
            response.headers_mut().insert(
                http::header::CONTENT_TYPE,
                http::HeaderValue::from_static(
                    "application/openmetrics-text; version=1.0.0; charset=utf-8",
                ),
            );
            response
        }
    };
    listen(listeners, 64, answer, stop).await
}

async fn listen<A, F>(
    listeners: Vec<StdListener>,
    most: usize,
    answer: A,
    stop: impl Future<Output = ()>,
) -> Result<(), Fault>
where
    A: Fn(IpAddr, Request<Incoming>) -> F + Clone + Send + Sync + 'static,
    F: Future<Output = Response<Full<Bytes>>> + Send + 'static,
{
    let places = Arc::new(Semaphore::new(most));
    let graceful = Arc::new(GracefulShutdown::new());
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
                    Arc::clone(&places),
                    graceful,
                    answer,
                    ended.clone(),
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
    places: Arc<Semaphore>,
    graceful: Arc<GracefulShutdown>,
    answer: A,
    mut ended: watch::Receiver<bool>,
) where
    A: Fn(IpAddr, Request<Incoming>) -> F + Clone + Send + Sync + 'static,
    F: Future<Output = Response<Full<Bytes>>> + Send + 'static,
{
    loop {
        let next = async {
            let place = Arc::clone(&places).acquire_owned().await;
            (place, listener.accept().await)
        };
        let (place, accepted) = tokio::select! {
            _ = ended.wait_for(|ended| *ended) => return,
            next = next => next,
        };
        let Ok(place) = place else { return };
        match accepted {
            Ok((stream, peer)) => {
                let (watcher, answer) = (graceful.watcher(), answer.clone());
                tokio::spawn(async move {
                    connection(stream, peer.ip(), watcher, answer).await;
                    drop(place);
                });
            }
            Err(error) => {
                // Out of files, or the visitor went away: neither ends the listening.
                tracing::warn!("accepting a connection: {error}");
                tokio::time::sleep(Duration::from_millis(50)).await;
            }
        }
    }
}

async fn connection<A, F>(stream: TcpStream, peer: IpAddr, watcher: Watcher, answer: A)
where
    A: Fn(IpAddr, Request<Incoming>) -> F + Clone + Send + Sync + 'static,
    F: Future<Output = Response<Full<Bytes>>> + Send + 'static,
{
    // An answer waits for no acknowledgement; where that can't be set it is only slower.
    if let Err(error) = stream.set_nodelay(true) {
        tracing::debug!("nodelay: {error}");
    }
    let Ok(is_http2) = tokio::time::timeout(FIRST_TIME, begins_as_http2(&stream)).await else {
        return;
    };
    let io = TokioIo::new(stream);
    let pulse = Arc::new(Pulse::default());
    let quiet = still(Arc::clone(&pulse));
    let service = service_fn(move |request| {
        let (answering, begun) = (answer(peer, request), AtWork::begin(&pulse));
        async move {
            let answered = answering.await;
            drop(begun);
            Ok::<_, Infallible>(answered)
        }
    });
    let serving = async {
        if is_http2 {
            let connection = http2::Builder::new(TokioExecutor::new())
                .timer(TokioTimer::new())
                .max_header_list_size(u32::try_from(HEAD_SIZE).unwrap_or(u32::MAX))
                .max_concurrent_streams(16)
                .initial_stream_window_size(64 * 1024)
                .initial_connection_window_size(128 * 1024)
                .keep_alive_interval(FIRST_TIME)
                .keep_alive_timeout(FIRST_TIME)
                .serve_connection(io, service);
            watcher.watch(connection).await
        } else {
            // Its own timer for heads stays off: `quiet` cuts off whoever sends one slowly.
            let connection = http1::Builder::new()
                .max_buf_size(HEAD_SIZE)
                .serve_connection(io, service);
            watcher.watch(connection).await
        }
    };
    tokio::select! {
        ended = serving => {
            if let Err(error) = ended {
                tracing::debug!(%peer, "a connection ended: {error}");
            }
        }
        () = quiet => tracing::debug!(%peer, "a connection on which nothing happened was cut off"),
    }
}

/// Whether the first bytes are HTTP/2's; looks at them without taking them.
async fn begins_as_http2(stream: &TcpStream) -> bool {
    let mut first = [0; HTTP2_PREFACE.len()];
    loop {
        let seen = match stream.peek(&mut first).await {
            Ok(0) | Err(_) => return false,
            Ok(seen) => first.get(..seen).unwrap_or_default(),
        };
        if !HTTP2_PREFACE.starts_with(seen) {
            return false;
        }
        if seen.len() == HTTP2_PREFACE.len() {
            return true;
        }
        // The beginning of it: the rest is on its way, or the time runs out.
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
}
