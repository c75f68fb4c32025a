//! A tap on the way from a proxy to Countersign: all that passes is carried on, and it is noted what was asked
//! and which of the two ended a connection first.

use std::net::Ipv4Addr;
use std::sync::{Arc, Mutex};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

/// Who ended a connection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// The proxy, which will never ask by it again.
    Proxy,
    /// Countersign, as the proxy had asked it to.
    Agreed,
    /// Countersign, on which the proxy may have been counting.
    Countersign,
}

/// What was noted.
#[derive(Default)]
struct Noted {
    /// The targets that were asked for.
    asked: Vec<String>,
    /// Of each connection who ended it; none while it is open.
    ends: Vec<Option<End>>,
}

/// The tap.
pub struct Tap {
    /// Where it listens.
    pub port: u16,
    noted: Arc<Mutex<Noted>>,
}

impl Tap {
    /// Before that port of this machine.
    pub async fn on(to: u16) -> Self {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let noted = Arc::<Mutex<Noted>>::default();
        let all = Arc::clone(&noted);
        tokio::spawn(async move {
            while let Ok((near, _)) = listener.accept().await {
                let number = {
                    let mut all = all.lock().unwrap();
                    all.ends.push(None);
                    all.ends.len() - 1
                };
                let all = Arc::clone(&all);
                tokio::spawn(async move {
                    let end = carry(near, to, &all).await;
                    all.lock().unwrap().ends[number] = Some(end);
                });
            }
        });
        Self { port, noted }
    }

    /// The targets that were asked for since this was looked at last.
    pub fn asked(&self) -> Vec<String> {
        std::mem::take(&mut self.noted.lock().unwrap().asked)
    }

    /// Of each connection so far who ended it; none while it is open.
    pub fn ends(&self) -> Vec<Option<End>> {
        self.noted.lock().unwrap().ends.clone()
    }
}

async fn carry(mut near: TcpStream, to: u16, noted: &Mutex<Noted>) -> End {
    let Ok(mut far) = TcpStream::connect((Ipv4Addr::LOCALHOST, to)).await else {
        return End::Countersign;
    };
    let (mut asked, mut answered) = (vec![0; 16_384], vec![0; 16_384]);
    let mut head = Vec::new();
    let mut closes = false;
    loop {
        tokio::select! {
            read = near.read(&mut asked) => match read {
                Ok(some @ 1..) => {
                    head.extend_from_slice(&asked[..some]);
                    closes |= closes_after(&head);
                    noted.lock().unwrap().asked.extend(targets(&mut head));
                    if far.write_all(&asked[..some]).await.is_err() {
                        return End::Countersign;
                    }
                }
                _ => return End::Proxy,
            },
            read = far.read(&mut answered) => match read {
                Ok(some @ 1..) => {
                    if near.write_all(&answered[..some]).await.is_err() {
                        return End::Proxy;
                    }
                }
                _ if closes => return End::Agreed,
                _ => return End::Countersign,
            },
        }
    }
}

fn closes_after(head: &[u8]) -> bool {
    let text = String::from_utf8_lossy(head).to_ascii_lowercase();
    text.contains("\r\nconnection: close\r\n")
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
