//! A gateway that answers what a test says, and keeps what it was asked.

use std::sync::{Arc, Mutex};

use rustls::ServerConfig;
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio_rustls::TlsAcceptor;

use crate::Folder;
use crate::mail::certificate;

/// A gateway at work, until this is dropped.
pub struct Answering {
    /// Where it listens, on 127.0.0.1.
    pub port: u16,
    asked: Arc<Mutex<Vec<String>>>,
    folder: Folder,
    task: tokio::task::JoinHandle<()>,
}

impl Answering {
    /// One without TLS that answers with these bytes; none where it never answers.
    pub async fn plainly(answer: Option<&'static str>) -> Self {
        Self::start(0, answer, None).await
    }

    /// One without TLS at this port.
    pub async fn plainly_at(port: u16, answer: &'static str) -> Self {
        Self::start(port, Some(answer), None).await
    }

    /// One by TLS whose certificate is for this name.
    pub async fn by_tls(answer: &'static str, name: &str) -> Self {
        Self::start(0, Some(answer), Some(name)).await
    }

    async fn start(at: u16, answer: Option<&'static str>, name: Option<&str>) -> Self {
        let listener = TcpListener::bind(("127.0.0.1", at)).await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let (folder, asked) = (Folder::new(), Arc::<Mutex<Vec<String>>>::default());
        let tls = name.map(|name| {
            certificate(folder.path(), name);
            let at = |name: &str| folder.path().join(name);
            let chain = CertificateDer::from_pem_file(at("pem")).unwrap();
            let key = PrivateKeyDer::from_pem_file(at("key")).unwrap();
            let provider = Arc::new(rustls::crypto::ring::default_provider());
            let config = ServerConfig::builder_with_provider(provider)
                .with_safe_default_protocol_versions()
                .unwrap()
                .with_no_client_auth()
                .with_single_cert(vec![chain], key)
                .unwrap();
            TlsAcceptor::from(Arc::new(config))
        });
        let heard = Arc::clone(&asked);
        let task = tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(taken(stream, tls.clone(), answer, Arc::clone(&heard)));
            }
        });
        Self {
            port,
            asked,
            folder,
            task,
        }
    }

    /// The certificate that it shows, in PEM.
    pub fn certificate(&self) -> std::path::PathBuf {
        self.folder.path().join("pem")
    }

    /// What it was asked, heads and bodies.
    pub fn asked(&self) -> Vec<String> {
        self.asked.lock().unwrap().clone()
    }
}

impl Drop for Answering {
    fn drop(&mut self) {
        self.task.abort();
    }
}

/// A connection, from its first byte on.
async fn taken(
    stream: TcpStream,
    tls: Option<TlsAcceptor>,
    answer: Option<&'static str>,
    heard: Arc<Mutex<Vec<String>>>,
) {
    let Some(tls) = tls else {
        return answered(stream, answer, &heard).await;
    };
    if let Ok(stream) = tls.accept(stream).await {
        answered(stream, answer, &heard).await;
    }
}

async fn answered(
    mut stream: impl AsyncRead + AsyncWrite + Unpin,
    answer: Option<&'static str>,
    heard: &Mutex<Vec<String>>,
) {
    let (mut all, mut some) = (Vec::new(), [0; 4096]);
    while !is_whole(&all) {
        match stream.read(&mut some).await {
            Ok(0) | Err(_) => return,
            Ok(read) => all.extend_from_slice(&some[..read]),
        }
    }
    heard
        .lock()
        .unwrap()
        .push(String::from_utf8_lossy(&all).into_owned());
    match answer {
        Some(answer) => {
            drop(stream.write_all(answer.as_bytes()).await);
            drop(stream.shutdown().await);
        }
        None => std::future::pending().await,
    }
}

/// Whether the body has as many bytes as the head says.
fn is_whole(all: &[u8]) -> bool {
    let text = String::from_utf8_lossy(all).to_ascii_lowercase();
    let Some((head, body)) = text.split_once("\r\n\r\n") else {
        return false;
    };
    let length = head
        .lines()
        .find_map(|line| line.strip_prefix("content-length: "));
    length.is_none_or(|length| body.len() >= length.parse::<usize>().unwrap())
}
