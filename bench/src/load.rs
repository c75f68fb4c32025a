//! A load on loopback: some connections, one request after the other on each, for some seconds.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::{Duration, Instant};

/// A connection that is kept.
pub struct Line(BufReader<TcpStream>);

/// What came back: the status, and the head as text.
pub struct Back {
    pub status: u16,
    pub head: String,
    pub body: Vec<u8>,
}

impl Line {
    pub fn open(to: SocketAddr) -> Self {
        let stream = TcpStream::connect(to).unwrap();
        stream.set_nodelay(true).unwrap();
        stream
            .set_read_timeout(Some(Duration::from_secs(30)))
            .unwrap();
        Self(BufReader::with_capacity(64 * 1024, stream))
    }

    /// Sends bytes and reads one answer.
    pub fn ask(&mut self, request: &[u8]) -> Back {
        self.0.get_mut().write_all(request).unwrap();
        let (mut head, mut length) = (String::new(), 0);
        loop {
            let from = head.len();
            assert!(
                self.0.read_line(&mut head).unwrap() > 0,
                "closed after {head}"
            );
            let line = head[from..].to_ascii_lowercase();
            if let Some(value) = line.strip_prefix("content-length:") {
                length = value.trim().parse().unwrap();
            }
            if line == "\r\n" {
                break;
            }
        }
        let mut body = vec![0; length];
        self.0.read_exact(&mut body).unwrap();
        Back {
            status: head[9..12].parse().unwrap(),
            head,
            body,
        }
    }
}

impl Back {
    /// The value of a cookie that was set.
    pub fn cookie(&self, name: &str) -> String {
        let from = format!("{name}=");
        let lines = self
            .head
            .lines()
            .filter(|line| line.to_ascii_lowercase().starts_with("set-cookie:"));
        let set = lines
            .filter_map(|line| line.split_once(&from))
            .find(|(_, value)| !value.starts_with(';'));
        set.unwrap_or_else(|| panic!("no {name} in {}", self.head))
            .1
            .split(';')
            .next()
            .unwrap()
            .to_owned()
    }
}

/// Requests a second over this many connections.
pub fn rate(to: SocketAddr, request: &str, connections: usize, seconds: f64) -> f64 {
    let ask = |until: Instant| {
        let mut line = Line::open(to);
        let mut asked = 0u64;
        while Instant::now() < until {
            let back = line.ask(request.as_bytes());
            assert_eq!(back.status, 303, "{}", back.head);
            asked += 1;
        }
        asked
    };
    let begun = Instant::now();
    let until = begun + Duration::from_secs_f64(seconds);
    let asked: u64 = std::thread::scope(|scope| {
        let lines: Vec<_> = (0..connections)
            .map(|_| scope.spawn(|| ask(until)))
            .collect();
        lines.into_iter().map(|line| line.join().unwrap()).sum()
    });
    asked as f64 / begun.elapsed().as_secs_f64()
}
