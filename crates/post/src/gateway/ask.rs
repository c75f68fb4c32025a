//! One request to a gateway: found, connected, asked, and its answer looked at. Nothing of what it answers is told to
//! anybody, since that may repeat the message.

use std::future::Future;
use std::net::SocketAddr;
use std::time::Duration;

use http_body_util::{BodyExt, Full, Limited};
use hyper::body::Bytes;
use hyper_util::rt::TokioIo;
use rustls::pki_types::ServerName;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpStream;
use tokio::time::timeout;

use super::reach::may_be_asked;
use super::{Gateway, NotTaken, TextMessage};

/// The longest answer that is looked at, in bytes.
const LONGEST: usize = 65_536;

/// How many of its addresses are tried.
const MOST: usize = 4;

fn no<T>(why: impl Into<String>) -> Result<T, NotTaken> {
    Err(NotTaken::Broken(why.into()))
}

impl Gateway {
    /// Hands it a message.
    pub(super) async fn ask(
        &self,
        message: &TextMessage<'_>,
        patience: Duration,
    ) -> Result<(), NotTaken> {
        let report = self.report_at(message);
        let message = &TextMessage {
            report: &report,
            ..*message
        };
        match timeout(patience, self.asked(message)).await {
            Ok(came) => came,
            Err(_) => no("it takes too long"),
        }
    }

    /// The whole address at which it says what became of a message.
    fn report_at(&self, message: &TextMessage<'_>) -> String {
        format!("{}{}", self.reports, message.report)
    }

    async fn asked(&self, message: &TextMessage<'_>) -> Result<(), NotTaken> {
        let url = self.url.filled(message, self.secret.expose());
        let Ok(url) = url.parse::<http::Uri>() else {
            return no("its address can't be one");
        };
        let is_encrypted = url.scheme_str() == Some("https");
        let host = url.host().unwrap_or_default().to_owned();
        let usual = if is_encrypted { 443 } else { 80 };
        let port = url.port_u16().unwrap_or(usual);
        let stream = self.connect(&host, port, is_encrypted).await?;
        let request = self.request(&url, message)?;
        if !is_encrypted {
            return self.exchange(stream, request).await;
        }
        let bare = host.trim_matches(['[', ']']).to_owned();
        let Ok(name) = ServerName::try_from(bare) else {
            return no("its address can't be one");
        };
        let tls = self.tls.connector();
        let tls =
            tls.map_err(|error| NotTaken::Broken(format!("there is no TLS here: {error}")))?;
        match tls.connect(name, stream).await {
            Ok(stream) => self.exchange(stream, request).await,
            Err(error) => no(format!("TLS doesn't come about: {error}")),
        }
    }

    async fn connect(
        &self,
        host: &str,
        port: u16,
        is_encrypted: bool,
    ) -> Result<TcpStream, NotTaken> {
        let bare = host.trim_matches(['[', ']']);
        let Ok(found) = tokio::net::lookup_host((bare, port)).await else {
            return no("its name leads nowhere");
        };
        let may = |at: &SocketAddr| may_be_asked(at, is_encrypted, &self.networks);
        let found: Vec<_> = found.filter(may).take(MOST).collect();
        if found.is_empty() {
            return no("its name leads into a network that \"outbound.networks\" doesn't name");
        }
        // One that swallows what it is sent leaves time for the next.
        let shares = u32::try_from(found.len().saturating_add(1)).unwrap_or(u32::MAX);
        let share = self.patience.checked_div(shares).unwrap_or(self.patience);
        for at in &found {
            if let Ok(Ok(stream)) = timeout(share, TcpStream::connect(at)).await {
                return Ok(stream);
            }
        }
        no("it can't be reached")
    }

    pub(super) fn request(
        &self,
        url: &http::Uri,
        message: &TextMessage<'_>,
    ) -> Result<http::Request<Full<Bytes>>, NotTaken> {
        let secret = self.secret.expose();
        let path = url.path_and_query().map_or("/", |path| path.as_str());
        let host = url.authority().map_or("", |authority| authority.as_str());
        let mut request = http::Request::builder()
            .method(&self.method)
            .uri(path)
            .header(http::header::HOST, host)
            .header(http::header::USER_AGENT, "Countersign");
        for (name, value) in &self.headers {
            let mut value = http::HeaderValue::from_str(&value.filled(message, secret))
                .map_err(|_| NotTaken::Broken(format!("its header {name} can't be one")))?;
            value.set_sensitive(true);
            request = request.header(name, value);
        }
        let body = self.body.as_ref().map(|body| body.filled(message, secret));
        let body = Bytes::from(body.map_or_else(Vec::new, |body| body.as_bytes().to_vec()));
        let made = request.body(Full::new(body));
        made.map_err(|_| NotTaken::Broken("its request can't be one".to_owned()))
    }

    async fn exchange(
        &self,
        stream: impl AsyncRead + AsyncWrite + Send + Unpin + 'static,
        request: http::Request<Full<Bytes>>,
    ) -> Result<(), NotTaken> {
        let broken = |_| NotTaken::Broken("the connection breaks".to_owned());
        let (mut sender, connection) = hyper::client::conn::http1::handshake(TokioIo::new(stream))
            .await
            .map_err(broken)?;
        let answer = async {
            let answer = sender.send_request(request).await.map_err(broken)?;
            let status = answer.status();
            let body = Limited::new(answer.into_body(), LONGEST).collect().await;
            let Ok(body) = body else {
                return no("its answer doesn't end");
            };
            self.judge(status, &body.to_bytes())
        };
        driven(connection, answer).await
    }

    /// Whether such an answer says that it has taken the message.
    fn judge(&self, status: http::StatusCode, body: &[u8]) -> Result<(), NotTaken> {
        let code = status.as_u16();
        if !status.is_success() {
            let why = format!("it answers {code}");
            // Some of what a gateway answers is about the message alone.
            let of_message = status.is_client_error() && !matches!(code, 401 | 403 | 404 | 429);
            return Err(match of_message {
                true => NotTaken::Refused(why),
                false => NotTaken::Broken(why),
            });
        }
        if !String::from_utf8_lossy(body).contains(&self.success) {
            return Err(NotTaken::Refused(format!(
                "it answers {code}, and not what \"success\" says"
            )));
        }
        Ok(())
    }
}

/// What comes of an exchange, while its connection is kept going.
async fn driven<T>(
    connection: impl Future<Output = hyper::Result<()>>,
    exchange: impl Future<Output = Result<T, NotTaken>>,
) -> Result<T, NotTaken> {
    let (mut exchange, mut connection) = (std::pin::pin!(exchange), std::pin::pin!(connection));
    tokio::select! {
        biased;
        came = &mut exchange => came,
        // It may end once its answer is whole.
        _ = &mut connection => exchange.await,
    }
}
