//! The program behind a proxy: it knows nothing of Countersign, shows whoever asks what it was asked, and
//! remembers it.

use std::net::Ipv4Addr;
use std::sync::{Arc, Mutex};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

/// A request as it reached the program.
#[derive(Clone, Debug)]
pub struct Came {
    /// Its method.
    pub method: String,
    /// Its target, byte for byte.
    pub target: Vec<u8>,
    /// Its headers in order, names as they came.
    pub headers: Vec<(String, Vec<u8>)>,
    /// Its body.
    pub body: Vec<u8>,
    /// What stands behind a body in chunks, as headers do before it.
    pub trailers: Vec<(String, Vec<u8>)>,
}

impl Came {
    /// The values of the headers that this one could be taken for: many programs fold names.
    pub fn all(&self, name: &str) -> Vec<&[u8]> {
        let found = self.headers.iter().filter(|(known, _)| fold(known) == name);
        found.map(|(_, value)| value.as_slice()).collect()
    }

    fn has(&self, name: &str, word: &str) -> bool {
        self.all(name).iter().any(|value| {
            String::from_utf8_lossy(value)
                .to_ascii_lowercase()
                .contains(word)
        })
    }

    /// The whole of it, as it is shown to whoever asked.
    pub fn shown(&self) -> Vec<u8> {
        let mut out = format!("{} ", self.method).into_bytes();
        out.extend_from_slice(&self.target);
        for (name, value) in &self.headers {
            out.extend_from_slice(format!("\n{}: ", name.to_ascii_lowercase()).as_bytes());
            out.extend_from_slice(value);
        }
        out.extend_from_slice(format!("\nbody={}\n", self.body.len()).as_bytes());
        out
    }
}

/// A header's name as CGI, WSGI and PHP read it.
pub fn fold(name: &str) -> String {
    let fold = |c: char| {
        if c.is_ascii_alphanumeric() {
            c.to_ascii_lowercase()
        } else {
            '-'
        }
    };
    name.chars().map(fold).collect()
}

/// The program.
pub struct Behind {
    /// Where it listens.
    pub port: u16,
    came: Arc<Mutex<Vec<Came>>>,
}

impl Behind {
    /// Starts it.
    pub async fn start() -> Self {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let came = Arc::<Mutex<Vec<Came>>>::default();
        let all = Arc::clone(&came);
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let all = Arc::clone(&all);
                tokio::spawn(async move { drop(serve(stream, &all).await) });
            }
        });
        Self { port, came }
    }

    /// What has come since this was asked last.
    pub fn came(&self) -> Vec<Came> {
        std::mem::take(&mut *self.came.lock().unwrap())
    }
}

async fn serve(mut stream: TcpStream, all: &Mutex<Vec<Came>>) -> std::io::Result<()> {
    let mut kept = Vec::new();
    while let Some(came) = read(&mut stream, &mut kept).await? {
        all.lock().unwrap().push(came.clone());
        let upgrade = came.all("upgrade").first().map(|value| value.to_vec());
        if let Some(to) = upgrade.filter(|_| came.has("connection", "upgrade")) {
            if came.has("sec-websocket-version", "8") {
                // Refused; what follows on this connection is to be a request again.
                let no =
                    "HTTP/1.1 426 No\r\nSec-WebSocket-Version: 13\r\nContent-Length: 0\r\n\r\n";
                stream.write_all(no.as_bytes()).await?;
                continue;
            }
            let yes = "HTTP/1.1 101 Yes\r\nConnection: Upgrade\r\nUpgrade: ";
            let accept = "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=";
            let to = String::from_utf8_lossy(&to);
            stream
                .write_all(format!("{yes}{to}\r\n{accept}\r\n\r\n").as_bytes())
                .await?;
            let (mut reading, mut writing) = stream.split();
            tokio::io::copy(&mut reading, &mut writing).await?;
            return Ok(());
        }
        let shown = came.shown();
        let head = format!("HTTP/1.1 200 OK\r\nContent-Length: {}\r\n\r\n", shown.len());
        stream.write_all(head.as_bytes()).await?;
        if came.method != "HEAD" {
            stream.write_all(&shown).await?;
        }
    }
    Ok(())
}

/// The next request on a connection; none at its end.
async fn read(stream: &mut TcpStream, kept: &mut Vec<u8>) -> std::io::Result<Option<Came>> {
    let Some(head) = until(stream, kept, b"\r\n\r\n").await? else {
        return Ok(None);
    };
    let mut lines = head
        .split(|b| *b == b'\n')
        .map(|line| line.trim_ascii_end());
    let line = lines.next().unwrap_or_default();
    let mut words = line.splitn(2, |b| *b == b' ');
    let method = String::from_utf8_lossy(words.next().unwrap_or_default()).into_owned();
    let rest = words.next().unwrap_or_default();
    let end = rest.iter().rposition(|b| *b == b' ').unwrap_or(rest.len());
    let header = |line: &[u8]| {
        let colon = line.iter().position(|b| *b == b':')?;
        let name = String::from_utf8_lossy(&line[..colon]).into_owned();
        Some((name, line[colon + 1..].trim_ascii().to_vec()))
    };
    let mut came = Came {
        method,
        target: rest[..end].to_vec(),
        headers: lines.filter_map(header).collect(),
        body: Vec::new(),
        trailers: Vec::new(),
    };
    if came.has("expect", "100-continue") {
        stream.write_all(b"HTTP/1.1 100 Continue\r\n\r\n").await?;
    }
    if came.has("transfer-encoding", "chunked") {
        loop {
            let Some(size) = until(stream, kept, b"\r\n").await? else {
                return Ok(None);
            };
            let size = String::from_utf8_lossy(&size).into_owned();
            let size = size.split(';').next().unwrap_or("").trim().to_owned();
            let Ok(size) = usize::from_str_radix(&size, 16) else {
                return Ok(None);
            };
            if size == 0 {
                break;
            }
            let Some(chunk) = exactly(stream, kept, size + 2).await? else {
                return Ok(None);
            };
            came.body.extend_from_slice(&chunk[..size]);
        }
        while let Some(line) = until(stream, kept, b"\r\n").await? {
            if line.is_empty() {
                break;
            }
            came.trailers.extend(header(&line));
        }
    } else if let Some(length) = came.all("content-length").first() {
        let length = String::from_utf8_lossy(length).parse().unwrap_or(0);
        let Some(body) = exactly(stream, kept, length).await? else {
            return Ok(None);
        };
        came.body = body;
    }
    Ok(Some(came))
}

async fn more(stream: &mut TcpStream, kept: &mut Vec<u8>) -> std::io::Result<bool> {
    Ok(stream.read_buf(kept).await? > 0)
}

async fn until(
    stream: &mut TcpStream,
    kept: &mut Vec<u8>,
    mark: &[u8],
) -> std::io::Result<Option<Vec<u8>>> {
    loop {
        if let Some(at) = kept.windows(mark.len()).position(|part| part == mark) {
            let rest = kept.split_off(at + mark.len());
            let mut found = std::mem::replace(kept, rest);
            found.truncate(at);
            return Ok(Some(found));
        }
        if !more(stream, kept).await? {
            return Ok(None);
        }
    }
}

async fn exactly(
    stream: &mut TcpStream,
    kept: &mut Vec<u8>,
    length: usize,
) -> std::io::Result<Option<Vec<u8>>> {
    while kept.len() < length {
        if !more(stream, kept).await? {
            return Ok(None);
        }
    }
    let rest = kept.split_off(length);
    Ok(Some(std::mem::replace(kept, rest)))
}
