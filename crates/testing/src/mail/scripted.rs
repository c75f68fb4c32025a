//! A mail server that follows a script: what it offers, and what it answers to which command. So that it says
//! what real servers say on bad days, and what somebody between would.

use std::net::Ipv4Addr;
use std::path::Path;
use std::sync::{Arc, Mutex};

use rustls::ServerConfig;
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use tokio::io::{AsyncBufReadExt, AsyncRead, AsyncWrite, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};
use tokio_rustls::TlsAcceptor;

use super::certificate;
use crate::Folder;

/// An answer that never comes.
pub const SILENT: &str = "(silent)";

/// The connection ends in place of an answer.
pub const CLOSES: &str = "(closes)";

/// What an answer begins with that is sent as it is, lines' ends included.
pub const RAW: &str = "(raw)";

/// An answer to `DATA` after which the connection ends within the message.
pub const CUTS: &str = "354 (cuts)";

/// What stands for the end of a message among the commands.
pub const END: &str = "(end of message)";

/// How it is spoken to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Spoken {
    /// Without TLS; STARTTLS too, where it is offered.
    Plainly,
    /// By TLS from the first byte.
    ByTls,
}

/// What the server says, and how it is spoken to.
#[derive(Clone, Debug)]
pub struct Script {
    pub spoken: Spoken,
    /// The name in its certificate; it is reached as `localhost`.
    pub name: &'static str,
    pub offers: &'static [&'static str],
    /// What it answers to commands that begin like that, in place of what is usual; `220` stands for its
    /// greeting. An answer may have several lines.
    pub answers: &'static [(&'static str, &'static str)],
}

impl Default for Script {
    fn default() -> Self {
        Self {
            spoken: Spoken::Plainly,
            name: "localhost",
            offers: &[],
            answers: &[],
        }
    }
}

#[derive(Debug, Default)]
struct Heard {
    lines: Mutex<Vec<String>>,
    messages: Mutex<Vec<String>>,
    connections: Mutex<usize>,
}

/// The server at work.
pub struct Scripted {
    /// Where it listens, on 127.0.0.1.
    pub port: u16,
    heard: Arc<Heard>,
    folder: Folder,
}

impl Scripted {
    /// Starts one that follows this script.
    pub async fn start(script: Script) -> Self {
        let folder = Folder::new();
        certificate(folder.path(), script.name);
        let tls = acceptor(folder.path());
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let heard = Arc::<Heard>::default();
        let all = Arc::clone(&heard);
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                *all.connections.lock().unwrap() += 1;
                let one = One {
                    script: script.clone(),
                    heard: Arc::clone(&all),
                    tls: tls.clone(),
                };
                tokio::spawn(async move { drop(one.serve(stream).await) });
            }
        });
        Self {
            port,
            heard,
            folder,
        }
    }

    /// The certificate that it shows, in PEM.
    pub fn certificate(&self) -> std::path::PathBuf {
        self.folder.path().join("pem")
    }

    /// The lines that it was told so far, messages aside.
    pub fn lines(&self) -> Vec<String> {
        self.heard.lines.lock().unwrap().clone()
    }

    /// The messages that it was given, as they came over the wire.
    pub fn messages(&self) -> Vec<String> {
        self.heard.messages.lock().unwrap().clone()
    }

    /// How often somebody connected.
    pub fn connections(&self) -> usize {
        *self.heard.connections.lock().unwrap()
    }
}

fn acceptor(folder: &Path) -> TlsAcceptor {
    let chain = vec![CertificateDer::from_pem_file(folder.join("pem")).unwrap()];
    let key = PrivateKeyDer::from_pem_file(folder.join("key")).unwrap();
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(chain, key);
    TlsAcceptor::from(Arc::new(config.unwrap()))
}

struct One {
    script: Script,
    heard: Arc<Heard>,
    tls: TlsAcceptor,
}

impl One {
    async fn serve(&self, stream: TcpStream) -> std::io::Result<()> {
        if self.script.spoken == Spoken::ByTls {
            return self
                .speak(self.tls.accept(stream).await?, true)
                .await
                .map(drop);
        }
        if let Some(stream) = self.speak(stream, true).await? {
            self.speak(self.tls.accept(stream).await?, false).await?;
        }
        Ok(())
    }

    fn answer(&self, command: &str, usual: &str) -> String {
        let fits = |(begins, _): &&(&str, &str)| {
            command
                .to_ascii_uppercase()
                .starts_with(&begins.to_ascii_uppercase())
        };
        let own = self.script.answers.iter().find(fits);
        own.map_or(usual, |(_, answer)| answer).to_owned()
    }

    /// Speaks until the end, or until TLS is to begin: then the stream comes back.
    async fn speak<S: AsyncRead + AsyncWrite + Unpin>(
        &self,
        stream: S,
        greets: bool,
    ) -> std::io::Result<Option<S>> {
        let mut stream = BufReader::new(stream);
        if greets && !say(&mut stream, &self.answer("220", "220 localhost ESMTP")).await? {
            return Ok(None);
        }
        let offers: Vec<_> = std::iter::once("localhost")
            .chain(self.script.offers.iter().copied())
            .collect();
        let hello = format!("250 {}", offers.join("\n"));
        let mut line = String::new();
        loop {
            line.clear();
            if stream.read_line(&mut line).await? == 0 {
                return Ok(None);
            }
            let command = line.trim_end().to_owned();
            self.heard.lines.lock().unwrap().push(command.clone());
            let word = command
                .split([' ', ':'])
                .next()
                .unwrap_or_default()
                .to_ascii_uppercase();
            let usual = match word.as_str() {
                "EHLO" => hello.as_str(),
                "STARTTLS" => "220 go on",
                "AUTH" if command.ends_with(" LOGIN") => "334 VXNlcm5hbWU6",
                "AUTH" => "235 welcome",
                "DATA" => "354 go on",
                "QUIT" => "221 goodbye",
                _ => "250 fine",
            };
            let answer = self.answer(&command, usual);
            if !say(&mut stream, &answer).await? {
                return Ok(None);
            }
            match word.as_str() {
                "STARTTLS" if answer.trim_start_matches(RAW).starts_with('2') => {
                    return Ok(Some(stream.into_inner()));
                }
                "DATA" if answer == CUTS => {
                    stream.read_line(&mut line).await?;
                    return Ok(None);
                }
                "DATA" if answer.starts_with("354") => {
                    let message = message(&mut stream).await?;
                    self.heard.messages.lock().unwrap().push(message);
                    if !say(&mut stream, &self.answer(END, "250 taken")).await? {
                        return Ok(None);
                    }
                }
                "QUIT" => return Ok(None),
                _ => {}
            }
        }
    }
}

/// Says it; false where the script ends the connection. What is silent stays so until the other end goes.
async fn say<S: AsyncRead + AsyncWrite + Unpin>(
    stream: &mut BufReader<S>,
    answer: &str,
) -> std::io::Result<bool> {
    match answer {
        CLOSES => return Ok(false),
        SILENT => {
            let mut rest = String::new();
            while stream.read_line(&mut rest).await? > 0 {}
            return Ok(false);
        }
        _ => {}
    }
    if let Some(raw) = answer.strip_prefix(RAW) {
        stream.write_all(raw.as_bytes()).await?;
        stream.flush().await?;
        return Ok(true);
    }
    let (code, text) = answer.split_at(4);
    let lines: Vec<_> = text.split('\n').collect();
    let mut out = String::new();
    for (at, line) in lines.iter().enumerate() {
        let sign = if at + 1 < lines.len() { "-" } else { " " };
        out += &format!("{}{sign}{line}\r\n", code.trim_end_matches([' ', '-']));
    }
    stream.write_all(out.as_bytes()).await?;
    stream.flush().await?;
    Ok(true)
}

async fn message<S: AsyncRead + AsyncWrite + Unpin>(
    stream: &mut BufReader<S>,
) -> std::io::Result<String> {
    let (mut all, mut line) = (String::new(), Vec::new());
    loop {
        line.clear();
        if stream.read_until(b'\n', &mut line).await? == 0 || line == b".\r\n" {
            return Ok(all);
        }
        all += &String::from_utf8_lossy(&line);
    }
}
