//! A tunnel through TLS: what is written at this end comes out of it at a proxy, byte for byte, from the
//! same address. So that tests can say anything to a proxy that listens as it is documented to.

use std::net::{IpAddr, Ipv4Addr};
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::Arc;

use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, ServerName};
use rustls::{ClientConfig, RootCertStore};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio_rustls::TlsConnector;

use super::browser::connect;

/// Makes a certificate for the hosts of the tests in this folder: `pem`, `key`, and `both` in one.
pub fn certificate(folder: &Path) {
    let names = "subjectAltName=DNS:*.example.test";
    let done = Command::new("openssl")
        .args(["req", "-x509", "-newkey", "ec", "-nodes", "-days", "2"])
        .args(["-pkeyopt", "ec_paramgen_curve:P-256", "-subj", "/CN=test"])
        .args(["-addext", names, "-addext", "basicConstraints=CA:FALSE"])
        .args(["-out", "pem", "-keyout", "key"])
        .current_dir(folder)
        .stderr(Stdio::null())
        .status()
        .expect("openssl isn't installed (apt install openssl)");
    assert!(done.success());
    let read = |name: &str| std::fs::read_to_string(folder.join(name)).unwrap();
    std::fs::write(folder.join("both"), read("pem") + &read("key")).unwrap();
}

/// Digs one to that port, where it asks for that name. The certificate is that of [`certificate`].
pub async fn dig(to: u16, name: &str, folder: &Path) -> u16 {
    let mut roots = RootCertStore::empty();
    roots
        .add(CertificateDer::from_pem_file(folder.join("pem")).unwrap())
        .unwrap();
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_root_certificates(roots)
        .with_no_client_auth();
    let connector = TlsConnector::from(Arc::new(config));
    let name = ServerName::try_from(name.to_owned()).unwrap();
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.unwrap();
    let port = listener.local_addr().unwrap().port();
    tokio::spawn(async move {
        while let Ok((mut near, peer)) = listener.accept().await {
            let (connector, name) = (connector.clone(), name.clone());
            tokio::spawn(async move {
                let IpAddr::V4(source) = peer.ip() else {
                    return;
                };
                // Whichever end closes, the other one sees it.
                if let Ok(far) = connect(source, to).await
                    && let Ok(mut far) = connector.connect(name, far).await
                {
                    drop(tokio::io::copy_bidirectional(&mut near, &mut far).await);
                }
            });
        }
    });
    port
}

/// The way to a proxy for programs that are given a name and a port: a forward proxy on the port returned,
/// which leads to that one whatever `CONNECT` names of the test's hosts, and nowhere else.
pub async fn road(to: u16) -> u16 {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.unwrap();
    let port = listener.local_addr().unwrap().port();
    tokio::spawn(async move {
        while let Ok((near, _)) = listener.accept().await {
            tokio::spawn(async move { drop(lead(near, to).await) });
        }
    });
    port
}

async fn lead(mut near: TcpStream, to: u16) -> std::io::Result<()> {
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        head.push(near.read_u8().await?);
    }
    let head = String::from_utf8_lossy(&head);
    if !head.starts_with("CONNECT ") || !head.contains(".example.test:443 HTTP/1.") {
        return near.write_all(b"HTTP/1.1 403 No\r\n\r\n").await;
    }
    // Not from where trusted proxies are.
    let mut far = connect(Ipv4Addr::new(127, 0, 0, 7), to).await?;
    near.write_all(b"HTTP/1.1 200 Yes\r\n\r\n").await?;
    tokio::io::copy_bidirectional(&mut near, &mut far).await?;
    Ok(())
}
