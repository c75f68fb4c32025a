//! One connection, with or without TLS: bounded in the time that its beginning may take and in the size
//! of a head, and cut off once nothing happens on it.

use std::convert::Infallible;
use std::future::Future;
use std::net::IpAddr;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use domain::budget::bound::Bound;
use http::{Request, Response};
use http_body_util::Full;
use hyper::body::Incoming;
use hyper::server::conn::{http1, http2};
use hyper::service::service_fn;
use hyper_util::rt::{TokioExecutor, TokioIo, TokioTimer};
use hyper_util::server::graceful::Watcher;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpStream;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;

use crate::coming::{Coming, Heard};
use crate::pulse::{AtWork, Pulse, still};

/// How long the first bytes may take to come, a whole handshake, and the answer to a ping.
const FIRST_TIME: Duration = Duration::from_secs(10);
/// Largest head, in bytes.
const HEAD_SIZE: usize = Bound::Heads.at_once();
/// How every HTTP/2 connection begins (RFC 9113 §3.4).
const HTTP2_PREFACE: &[u8] = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";
/// HTTP/2 as a client asks for it in a handshake (RFC 9113 §3.2).
const HTTP2: &[u8] = b"h2";

/// Who is at the other end, and how the connection stands.
pub(crate) struct Peer {
    pub address: IpAddr,
    pub pulse: Arc<Pulse>,
}

/// Answers what comes in the clear.
pub(crate) async fn plain<A, F>(stream: TcpStream, peer: Peer, watcher: Watcher, answer: A)
where
    A: Fn(IpAddr, Request<Coming<Incoming>>) -> F + Clone + Send + Sync + 'static,
    F: Future<Output = Response<Full<Bytes>>> + Send + 'static,
{
    set_up(&stream);
    let Ok(is_http2) = tokio::time::timeout(FIRST_TIME, begins_as_http2(&stream)).await else {
        return;
    };
    speak(stream, is_http2, peer, watcher, answer).await;
}

/// Answers what comes through TLS; anything else ends with the handshake.
pub(crate) async fn secured<A, F>(
    stream: TcpStream,
    config: Arc<ServerConfig>,
    peer: Peer,
    watcher: Watcher,
    answer: A,
) where
    A: Fn(IpAddr, Request<Coming<Incoming>>) -> F + Clone + Send + Sync + 'static,
    F: Future<Output = Response<Full<Bytes>>> + Send + 'static,
{
    set_up(&stream);
    let shaking = TlsAcceptor::from(config).accept(stream);
    let stream = match tokio::time::timeout(FIRST_TIME, shaking).await {
        Ok(Ok(stream)) => stream,
        Ok(Err(error)) => {
            tracing::debug!(peer = %peer.address, "a handshake ended: {error}");
            return;
        }
        Err(_) => {
            tracing::debug!(peer = %peer.address, "a handshake that took too long was cut off");
            return;
        }
    };
    let (_, agreed) = stream.get_ref();
    let is_http2 = agreed.alpn_protocol() == Some(HTTP2);
    speak(stream, is_http2, peer, watcher, answer).await;
}

fn set_up(stream: &TcpStream) {
    // An answer waits for no acknowledgement; where that can't be set it is only slower.
    if let Err(error) = stream.set_nodelay(true) {
        tracing::debug!("nodelay: {error}");
    }
}

async fn speak<S, A, F>(stream: S, is_http2: bool, peer: Peer, watcher: Watcher, answer: A)
where
    S: AsyncRead + AsyncWrite + Send + Unpin + 'static,
    A: Fn(IpAddr, Request<Coming<Incoming>>) -> F + Clone + Send + Sync + 'static,
    F: Future<Output = Response<Full<Bytes>>> + Send + 'static,
{
    let Peer {
        address: peer,
        pulse,
    } = peer;
    let quiet = still(Arc::clone(&pulse));
    let heard = Arc::clone(&pulse);
    let service = service_fn(move |request: Request<Incoming>| {
        let begun = AtWork::begin(&pulse);
        let answering = answer(peer, request.map(|body| Coming::new(body, &pulse)));
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
                .serve_connection(TokioIo::new(stream), service);
            watcher.watch(connection).await
        } else {
            // What comes between requests begins a head; in HTTP/2 it may be a mere ping.
            let io = TokioIo::new(Heard::new(stream, heard));
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
