//! A tap on the way from a proxy to Countersign: all that passes is carried on, and it is noted what was asked.

use std::net::Ipv4Addr;
use std::sync::{Arc, Mutex};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

/// The tap.
pub struct Tap {
    /// Where it listens.
    pub port: u16,
    asked: Arc<Mutex<Vec<String>>>,
}

impl Tap {
    /// Before that port of this machine.
    pub async fn on(to: u16) -> Self {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let asked = Arc::<Mutex<Vec<String>>>::default();
        let all = Arc::clone(&asked);
        tokio::spawn(async move {
            while let Ok((near, _)) = listener.accept().await {
                let all = Arc::clone(&all);
                tokio::spawn(async move { drop(carry(near, to, &all).await) });
            }
        });
        Self { port, asked }
    }

    /// The targets that were asked for since this was looked at last.
    pub fn asked(&self) -> Vec<String> {
        std::mem::take(&mut *self.asked.lock().unwrap())
    }
}

async fn carry(mut near: TcpStream, to: u16, all: &Mutex<Vec<String>>) -> std::io::Result<()> {
    let mut far = TcpStream::connect((Ipv4Addr::LOCALHOST, to)).await?;
    let (mut asked, mut answered) = (vec![0; 16_384], vec![0; 16_384]);
    let mut head = Vec::new();
    loop {
        tokio::select! {
            read = near.read(&mut asked) => match read? {
                0 => return Ok(()),
                some => {
                    head.extend_from_slice(&asked[..some]);
                    all.lock().unwrap().extend(targets(&mut head));
                    far.write_all(&asked[..some]).await?;
                }
            },
            read = far.read(&mut answered) => match read? {
                0 => return Ok(()),
                some => near.write_all(&answered[..some]).await?,
            },
        }
    }
}

/// The targets of the heads that are whole, which it takes away. Whoever asks sends no bodies.
fn targets(bytes: &mut Vec<u8>) -> Vec<String> {
    let mut found = Vec::new();
    while let Some(at) = bytes.windows(4).position(|part| part == b"\r\n\r\n") {
        let head = String::from_utf8_lossy(&bytes[..at]).into_owned();
        let line = head.lines().next().unwrap_or_default();
        let target = line
            .split_once(' ')
            .and_then(|(_, rest)| rest.rsplit_once(" HTTP/"));
        found.extend(target.map(|(target, _)| target.to_owned()));
        bytes.drain(..at + 4);
    }
    found
}
