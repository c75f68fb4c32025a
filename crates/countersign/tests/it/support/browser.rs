//! A browser over real sockets: an address, a cookie jar, the headers that browsers send. Beneath it,
//! bytes as one likes.

use std::collections::BTreeMap;
use std::net::{Ipv4Addr, SocketAddr};
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpSocket, TcpStream};

use super::seen::Seen;

/// A form's media type.
pub const FORM: &str = "application/x-www-form-urlencoded";

/// How long anything may take before a test gives up.
const PATIENCE: Duration = Duration::from_secs(60);

/// A browser. Cloned, it is a second tab with its cookies copied.
#[derive(Clone)]
pub struct Browser {
    port: u16,
    origin: String,
    source: Ipv4Addr,
    /// Its cookies.
    pub jar: BTreeMap<String, String>,
    /// What it sends with every request.
    pub headers: Vec<(String, String)>,
}

impl Browser {
    /// One that visits this origin, on a port of this machine.
    pub fn new(port: u16, origin: &str) -> Self {
        let host = origin.split_once("://").unwrap().1;
        let agent = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";
        let headers = [
            ("Host", host),
            ("Accept", "text/html,*/*"),
            ("User-Agent", agent),
        ];
        Self {
            port,
            origin: origin.to_owned(),
            source: Ipv4Addr::LOCALHOST,
            jar: BTreeMap::new(),
            headers: headers
                .map(|(name, value)| (name.into(), value.into()))
                .into(),
        }
    }

    /// The same with another header; empty leaves it out.
    pub fn with(&self, name: &str, value: &str) -> Self {
        let mut other = self.clone();
        other.headers.retain(|(known, _)| known != name);
        if !value.is_empty() {
            other.headers.push((name.to_owned(), value.to_owned()));
        }
        other
    }

    /// The same behind a trusted proxy that names this address.
    pub fn at(&self, address: &str) -> Self {
        self.with("X-Forwarded-For", address)
    }

    /// The same, connected from this address of this machine's loopback.
    pub fn from(&self, source: [u8; 4]) -> Self {
        let source = source.into();
        Self {
            source,
            ..self.clone()
        }
    }

    /// The same with the cookies of that one.
    pub fn as_if(&self, other: &Self) -> Self {
        let jar = other.jar.clone();
        Self {
            jar,
            ..self.clone()
        }
    }

    /// The same without any cookie.
    pub fn bare(&self) -> Self {
        let mut other = self.clone();
        other.jar.clear();
        other
    }

    /// The cookie's value, whatever its prefix.
    pub fn cookie(&self, name: &str) -> Option<&String> {
        let prefixed = format!("__Host-{name}");
        self.jar.get(name).or_else(|| self.jar.get(&prefixed))
    }

    /// Whether it holds a session, dead or alive.
    pub fn holds_session(&self) -> bool {
        self.cookie("countersign").is_some()
    }

    /// Whether the server takes it for somebody.
    pub async fn is_in(&mut self) -> bool {
        let seen = self.get("/confirm").await;
        assert!([200, 303].contains(&seen.status), "{}", seen.text);
        !seen.location().starts_with("/login")
    }

    /// Looks at a page.
    pub async fn get(&mut self, path: &str) -> Seen {
        self.send("GET", path, None).await
    }

    /// Sends a form as from a page of the same origin.
    pub async fn post(&mut self, path: &str, fields: &[(&str, &str)]) -> Seen {
        let mut own = self.clone();
        for (name, value) in [("Sec-Fetch-Site", "same-origin"), ("Origin", &self.origin)] {
            if !own.headers.iter().any(|(known, _)| known == name) {
                own.headers.push((name.to_owned(), value.to_owned()));
            }
        }
        let seen = own
            .send("POST", path, Some((FORM, form(fields).as_bytes())))
            .await;
        self.jar = own.jar;
        seen
    }

    /// Types name and password.
    pub async fn sign_in(&mut self, name: &str) -> Seen {
        let fields = [("username", name), ("password", super::PASSWORD)];
        self.post("/login", &fields).await
    }

    /// Answers with a code of that kind.
    pub async fn answer(&mut self, kind: &str, code: &str) -> Seen {
        self.post(&format!("/login/challenge/{kind}"), &[("code", code)])
            .await
    }

    /// A connection of its own.
    pub async fn connected(&self) -> TcpStream {
        connect(self.source, self.port).await.unwrap()
    }

    /// A request as bytes.
    pub fn bytes(&self, method: &str, path: &str, body: Option<(&str, &[u8])>) -> Vec<u8> {
        let mut head = format!("{method} {path} HTTP/1.1\r\n");
        for (name, value) in &self.headers {
            head.push_str(&format!("{name}: {value}\r\n"));
        }
        if !self.jar.is_empty() {
            let pairs: Vec<String> = self.jar.iter().map(|(k, v)| format!("{k}={v}")).collect();
            head.push_str(&format!("Cookie: {}\r\n", pairs.join("; ")));
        }
        if let Some((kind, body)) = body {
            if !kind.is_empty() {
                head.push_str(&format!("Content-Type: {kind}\r\n"));
            }
            head.push_str(&format!("Content-Length: {}\r\n", body.len()));
        }
        let body = body.map_or(&[][..], |(_, body)| body);
        [head.as_bytes(), b"\r\n", body].concat()
    }

    /// Sends a request as it is, and keeps the cookies of the answer.
    pub async fn send(&mut self, method: &str, path: &str, body: Option<(&str, &[u8])>) -> Seen {
        self.try_send(method, path, body).await.unwrap()
    }

    /// The same, where the server may be gone.
    pub async fn try_send(
        &mut self,
        method: &str,
        path: &str,
        body: Option<(&str, &[u8])>,
    ) -> std::io::Result<Seen> {
        let bytes = self.with("Connection", "close").bytes(method, path, body);
        let answer = exchange(self.source, self.port, &bytes).await?;
        let seen = Seen::read(&answer).ok_or(std::io::ErrorKind::UnexpectedEof)?;
        for (name, value) in seen.cookies() {
            if value.is_empty() {
                self.jar.remove(name);
            } else {
                self.jar.insert(name.to_owned(), value.to_owned());
            }
        }
        Ok(seen)
    }
}

/// Fields as a form sends them.
pub fn form(fields: &[(&str, &str)]) -> String {
    let encode = |text: &str| -> String {
        text.bytes()
            .map(|b| {
                if b.is_ascii_alphanumeric() {
                    char::from(b).to_string()
                } else {
                    format!("%{b:02X}")
                }
            })
            .collect()
    };
    let pairs: Vec<String> = fields
        .iter()
        .map(|(k, v)| format!("{}={}", encode(k), encode(v)))
        .collect();
    pairs.join("&")
}

/// A connection from that address on this machine.
pub async fn connect(source: Ipv4Addr, port: u16) -> std::io::Result<TcpStream> {
    let socket = TcpSocket::new_v4()?;
    if source != Ipv4Addr::LOCALHOST {
        socket.bind((source, 0).into())?;
    }
    socket
        .connect(SocketAddr::from((Ipv4Addr::LOCALHOST, port)))
        .await
}

/// What comes back until the connection ends. One that is cut while we still send counts as ended.
pub async fn exchange(source: Ipv4Addr, port: u16, bytes: &[u8]) -> std::io::Result<Vec<u8>> {
    let mut stream = connect(source, port).await?;
    let mut answer = Vec::new();
    let all = async {
        let (mut reading, mut writing) = stream.split();
        let (_, read) = tokio::join!(writing.write_all(bytes), reading.read_to_end(&mut answer));
        read
    };
    let read = tokio::time::timeout(PATIENCE, all).await;
    drop(read.map_err(|_| std::io::Error::other("the connection stayed open"))?);
    Ok(answer)
}
