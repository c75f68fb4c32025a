//! Somebody who signs assertions with keys of their own, so that they can be wrong in any one place, and
//! publishes those keys at an address of their own.

use std::net::Ipv4Addr;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use data_encoding::BASE64URL_NOPAD;
use ed25519_dalek::{Signer, SigningKey};
use hmac::{Hmac, KeyInit, Mac};
use serde_json::{Value, json};
use sha2::Sha256;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;

/// The issuer.
pub struct Issuer {
    /// Its URL.
    pub url: String,
    published: Arc<Mutex<Vec<u8>>>,
    asked: Arc<AtomicUsize>,
}

/// A key by its number.
pub fn key(number: u8) -> SigningKey {
    SigningKey::from_bytes(&[number; 32])
}

/// A key as it is published, by the name `key-1`.
pub fn published(number: u8) -> Value {
    let x = BASE64URL_NOPAD.encode(key(number).verifying_key().as_bytes());
    json!({
        "kty": "OKP", "crv": "Ed25519", "use": "sig", "alg": "EdDSA",
        "kid": format!("key-{number}"), "x": x,
    })
}

/// What is signed: both parts in their encoding.
pub fn encoded(head: &Value, claims: &Value) -> String {
    let part = |value: &Value| BASE64URL_NOPAD.encode(value.to_string().as_bytes());
    format!("{}.{}", part(head), part(claims))
}

/// With the signature of that key.
pub fn signed(head: &Value, claims: &Value, number: u8) -> String {
    let text = encoded(head, claims);
    let signature = key(number).sign(text.as_bytes()).to_bytes();
    format!("{text}.{}", BASE64URL_NOPAD.encode(&signature))
}

/// With a message authentication code (HS256) under those bytes.
pub fn authenticated(head: &Value, claims: &Value, secret: &[u8]) -> String {
    let text = encoded(head, claims);
    let mut mac = Hmac::<Sha256>::new_from_slice(secret).unwrap();
    mac.update(text.as_bytes());
    let code = mac.finalize().into_bytes();
    format!("{text}.{}", BASE64URL_NOPAD.encode(&code))
}

impl Issuer {
    /// One that has published the key with number 1.
    pub async fn start() -> Self {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.unwrap();
        let issuer = Self {
            url: format!("http://{}", listener.local_addr().unwrap()),
            published: Arc::default(),
            asked: Arc::default(),
        };
        issuer.publish(&[1]);
        let (published, asked) = (Arc::clone(&issuer.published), Arc::clone(&issuer.asked));
        tokio::spawn(async move {
            while let Ok((mut stream, _)) = listener.accept().await {
                let mut head = Vec::new();
                while !head.ends_with(b"\r\n\r\n") && stream.read_buf(&mut head).await? > 0 {}
                assert!(head.starts_with(b"GET /.well-known/jwks.json HTTP/1.1\r\n"));
                asked.fetch_add(1, Ordering::Relaxed);
                let body = published.lock().unwrap().clone();
                let start = "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length:";
                stream
                    .write_all(format!("{start} {}\r\n\r\n", body.len()).as_bytes())
                    .await?;
                stream.write_all(&body).await?;
            }
            std::io::Result::Ok(())
        });
        issuer
    }

    /// Publishes these keys and no others.
    pub fn publish(&self, numbers: &[u8]) {
        let keys: Vec<_> = numbers.iter().copied().map(published).collect();
        *self.published.lock().unwrap() = json!({ "keys": keys }).to_string().into_bytes();
    }

    /// The keys as whoever asks gets them.
    pub fn text(&self) -> String {
        String::from_utf8(self.published.lock().unwrap().clone()).unwrap()
    }

    /// How often somebody has asked for the keys.
    pub fn asked(&self) -> usize {
        self.asked.load(Ordering::Relaxed)
    }
}
