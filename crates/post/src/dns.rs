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

/// Why nothing is known of a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unheard {
    /// No resolver answers, or each says that it can't.
    Silent,
    /// There is more under it than fits into one answer: by TCP, which isn't spoken here, one would hear it.
    TooLong,
}

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

    /// The texts under a name, none where there is no such name.
    ///
    /// # Errors
    /// Nobody answers, or with more than fits.
    pub async fn texts(&self, name: &str, random: &dyn Random) -> Result<Vec<String>, Unheard> {
        for resolver in &self.0 {
            let asked = ask(*resolver, name, random.array());
            if let Ok(Some(heard)) = timeout(PATIENCE, asked).await {
                return heard;
            }
        }
        Err(Unheard::Silent)
    }
}

/// What one resolver says; nothing where it says nothing that can be used, so that another may.
async fn ask(
    resolver: SocketAddr,
    name: &str,
    id: [u8; 2],
) -> Option<Result<Vec<String>, Unheard>> {
    let any = match resolver {
        SocketAddr::V4(_) => IpAddr::V4(Ipv4Addr::UNSPECIFIED),
        SocketAddr::V6(_) => IpAddr::V6(Ipv6Addr::UNSPECIFIED),
    };
    let socket = UdpSocket::bind((any, 0)).await.ok()?;
    // From then on only what comes from there is read.
    socket.connect(resolver).await.ok()?;
    let question = wire::question(name, id, LARGEST)?;
    socket.send(&question).await.ok()?;
    let mut buffer = vec![0; usize::from(LARGEST)];
    loop {
        let length = socket.recv(&mut buffer).await.ok()?;
        let answer = buffer.get(..length)?;
        if wire::is_answer(answer, &question) {
            return match wire::is_cut(answer) {
                true => Some(Err(Unheard::TooLong)),
                false => wire::texts(answer).map(Ok),
            };
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
