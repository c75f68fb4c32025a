//! What stands in the DNS under a name: one question for texts (TXT) by UDP to the machine's own resolvers
//! (RFC 1035 §4), for a check that nothing depends on. Whoever lies about it changes what is told, and nothing else.

mod wire;

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::path::Path;
use std::time::Duration;

use domain::Random;
use tokio::net::UdpSocket;
use tokio::time::timeout;

/// How long each resolver has.
const PATIENCE: Duration = Duration::from_secs(2);

/// The largest answer that is asked for: what passes everywhere in one piece.
const LARGEST: u16 = 1_232;

/// Who is asked, in order.
#[derive(Clone, Debug)]
pub struct Resolvers(Vec<SocketAddr>);

impl Resolvers {
    /// Those that the machine asks, by `/etc/resolv.conf`.
    pub fn of_the_system() -> Self {
        Self::read(&std::fs::read_to_string(Path::new("/etc/resolv.conf")).unwrap_or_default())
    }

    fn read(text: &str) -> Self {
        let address = |line: &str| {
            let mut words = line.split_ascii_whitespace();
            let named = words.next() == Some("nameserver");
            let address = words.next().filter(|_| named)?;
            // A link-local one has its interface behind a percent sign, which isn't needed here.
            address
                .parse::<IpAddr>()
                .ok()
                .map(|at| SocketAddr::new(at, 53))
        };
        Self(text.lines().filter_map(address).take(3).collect())
    }

    /// This resolver and no other.
    pub fn at(address: SocketAddr) -> Self {
        Self(vec![address])
    }

    /// The texts under a name, none where there is no such name; nothing where nobody answers, or not whole.
    pub async fn texts(&self, name: &str, random: &dyn Random) -> Option<Vec<String>> {
        for resolver in &self.0 {
            let asked = ask(*resolver, name, random.array());
            if let Ok(Some(texts)) = timeout(PATIENCE, asked).await {
                return Some(texts);
            }
        }
        None
    }
}

async fn ask(resolver: SocketAddr, name: &str, id: [u8; 2]) -> Option<Vec<String>> {
    let any = match resolver {
        SocketAddr::V4(_) => IpAddr::V4(Ipv4Addr::UNSPECIFIED),
        SocketAddr::V6(_) => IpAddr::V6(Ipv6Addr::UNSPECIFIED),
    };
    let socket = UdpSocket::bind((any, 0)).await.ok()?;
    // From then on only what comes from there is read.
    socket.connect(resolver).await.ok()?;
    socket
        .send(&wire::question(name, id, LARGEST)?)
        .await
        .ok()?;
    let mut buffer = vec![0; usize::from(LARGEST)];
    loop {
        let length = socket.recv(&mut buffer).await.ok()?;
        let answer = buffer.get(..length)?;
        if wire::is_answer(answer, id) {
            return wire::texts(answer);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn resolvers_are_read_as_the_system_reads_them() {
        let text = "# a\nsearch example.org\nnameserver 192.0.2.1\nnameserver 2001:db8::1 # b\nnameserver x\noptions a\n";
        let Resolvers(all) = Resolvers::read(text);
        assert_eq!(
            all,
            ["192.0.2.1:53", "[2001:db8::1]:53"].map(|at| at.parse().unwrap())
        );
        assert!(Resolvers::read("").0.is_empty());
    }
}
