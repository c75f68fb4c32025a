//! A load on loopback: some connections, one request after the other on each, for some seconds.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::{Duration, Instant};

/// A connection that is kept, and what of an answer has been read so far.
pub struct Line {
    stream: TcpStream,
    read: Vec<u8>,
}

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
        let patience = Some(Duration::from_secs(30));
        stream.set_read_timeout(patience).unwrap();
        let read = Vec::with_capacity(64 * 1024);
        Self { stream, read }
    }

    /// Sends bytes and reads one answer.
    pub fn ask(&mut self, request: &[u8]) -> Back {
        let end = self.exchange(request);
        let back = Back {
            status: status(&self.read),
            head: String::from_utf8(self.read[..end].to_vec()).unwrap(),
            body: self.read[end..].to_vec(),
        };
        self.read.clear();
        back
    }

    /// Sends bytes and reads one answer, of which only the status is wanted: as little work as can be,
    /// since both sides share the machine.
    pub fn ask_status(&mut self, request: &[u8]) -> u16 {
        self.exchange(request);
        let status = status(&self.read);
        self.read.clear();
        status
    }

    /// Reads one answer whole; gives where its head ends.
    fn exchange(&mut self, request: &[u8]) -> usize {
        self.stream.write_all(request).unwrap();
        let (mut end, mut piece) = (None, [0; 8 * 1024]);
        loop {
            let n = self.stream.read(&mut piece).unwrap();
            self.read.extend_from_slice(&piece[..n]);
            assert!(n > 0, "closed after {} bytes", self.read.len());
            end = end.or_else(|| {
                let found = memchr::memmem::find(&self.read, b"\r\n\r\n")?;
                Some((found + 4, length(&self.read[..found])))
            });
            if let Some((end, length)) = end
                && self.read.len() >= end + length
            {
                return end;
            }
        }
    }
}

fn status(head: &[u8]) -> u16 {
    str::from_utf8(&head[9..12]).unwrap().parse().unwrap()
}

/// How long the body is. Written near the head's end by the servers measured here.
fn length(head: &[u8]) -> usize {
    head.rsplit(|b| *b == b'\n')
        .find(|line| line.len() > 15 && line[..15].eq_ignore_ascii_case(b"content-length:"))
        .map_or(0, |line| {
            let value = str::from_utf8(&line[15..]).unwrap();
            value.trim().parse().unwrap()
        })
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
            assert_eq!(line.ask_status(request.as_bytes()), 303);
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
