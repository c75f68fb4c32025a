//! One question to the public URL, as a visitor would ask it from here: over TLS where it is https, by
//! the system's roots, and without following anything.

use std::time::Duration;

use http::header::{HOST, LOCATION, USER_AGENT};
use http_body_util::{BodyExt, Empty, Limited};
use hyper::body::Bytes;
use hyper::client::conn::http1;
use hyper_util::rt::TokioIo;
use post::tls::{Tls, chain, no_tls};
use rustls::pki_types::ServerName;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpStream;

use crate::address::PublicUrl;

/// How long an answer may take, from the first step on.
const PATIENCE: Duration = Duration::from_secs(10);

/// More than any of these answers has.
const MOST: usize = 64 << 10;

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Answer {
    pub(super) status: u16,
    pub(super) location: Option<String>,
    pub(super) body: String,
}

/// Asks; else why nothing came back, in the words of whatever failed.
pub(super) async fn ask(url: &PublicUrl, path: &str) -> Result<Answer, String> {
    match tokio::time::timeout(PATIENCE, connect(url, path)).await {
        Ok(answer) => answer,
        Err(_) => Err(format!("no answer within {} s", PATIENCE.as_secs())),
    }
}

async fn connect(url: &PublicUrl, path: &str) -> Result<Answer, String> {
    let host = url.host().trim_matches(['[', ']']);
    let stream = TcpStream::connect((host, url.port()))
        .await
        .map_err(|e| chain(&e))?;
    if !url.is_https() {
        return send(stream, url, path).await;
    }
    let name = ServerName::try_from(host.to_owned()).map_err(|e| chain(&e))?;
    let stream = Tls::of_the_system()
        .connector()
        .map_err(|e| chain(&e))?
        .connect(name, stream)
        .await
        .map_err(|e| no_tls(&e, host))?;
    send(stream, url, path).await
}

async fn send<S>(stream: S, url: &PublicUrl, path: &str) -> Result<Answer, String>
where
    S: AsyncRead + AsyncWrite + Send + Unpin + 'static,
{
    let (mut sender, connection) = http1::handshake(TokioIo::new(stream))
        .await
        .map_err(|e| chain(&e))?;
    // What breaks it is told by the question that waits on it.
    tokio::spawn(async move { drop(connection.await) });
    let request = http::Request::get(path)
        .header(HOST, url.authority())
        .header(
            USER_AGENT,
            concat!("countersign-doctor/", env!("CARGO_PKG_VERSION")),
        )
        .body(Empty::<Bytes>::new())
        .map_err(|e| chain(&e))?;
    let answer = sender.send_request(request).await.map_err(|e| chain(&e))?;
    let location = answer.headers().get(LOCATION);
    let location = location.map(|value| String::from_utf8_lossy(value.as_bytes()).into_owned());
    let status = answer.status().as_u16();
    let body = Limited::new(answer.into_body(), MOST)
        .collect()
        .await
        .map_err(|e| format!("the answer breaks off: {}", chain(&*e)))?
        .to_bytes();
    Ok(Answer {
        status,
        location,
        body: String::from_utf8_lossy(&body).into_owned(),
    })
}
