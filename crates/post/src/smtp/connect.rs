//! From a server's name to a connection: each of its addresses in turn, each with its share of the time, so that
//! one which swallows what it is sent doesn't keep the others from being tried.

use std::net::SocketAddr;
use std::time::Duration;

use tokio::net::TcpStream;
use tokio::time::{Instant, timeout};

use super::trouble::{Trouble, Why};
use super::{Encryption, Server, Step, Watch};
use crate::tls::chain;

/// The least that an address has: a lost packet is sent again after one second.
const LEAST: Duration = Duration::from_secs(2);

/// How many addresses are tried, so that all of them together take not much longer than one.
const MOST: usize = 8;

/// Finds the server's addresses and connects to the first that answers.
pub(super) async fn connect(server: &Server, watch: &mut impl Watch) -> Result<TcpStream, Trouble> {
    let found = tokio::net::lookup_host((server.host.as_str(), server.port));
    let found: Vec<SocketAddr> = match timeout(server.patience.connect, found).await {
        Err(_) => return Err(Trouble::new(Step::Found, Why::Silent)),
        Ok(found) => found.map(Iterator::collect).unwrap_or_default(),
    };
    if found.is_empty() {
        return Err(Trouble::new(Step::Found, Why::Nowhere));
    }
    let addresses = allowed(found, server.encryption);
    if addresses.is_empty() {
        return Err(Trouble::new(Step::Found, Why::NotHere));
    }
    let told: Vec<_> = addresses.iter().map(|at| at.ip().to_string()).collect();
    watch.made(Step::Found, &told.join(", "));
    let (stream, address) = first_of(&addresses, server.patience.connect)
        .await
        .map_err(|why| Trouble::new(Step::Connected, why))?;
    watch.made(Step::Connected, &address.to_string());
    Ok(stream)
}

/// Those that may be spoken to: without encryption only this machine's own, whatever a name leads to.
fn allowed(found: Vec<SocketAddr>, encryption: Encryption) -> Vec<SocketAddr> {
    let is_here = |at: &SocketAddr| at.ip().to_canonical().is_loopback();
    found
        .into_iter()
        .filter(|at| encryption != Encryption::None || is_here(at))
        .take(MOST)
        .collect()
}

/// The first that answers. What one leaves of its share the others have.
async fn first_of(
    addresses: &[SocketAddr],
    patience: Duration,
) -> Result<(TcpStream, SocketAddr), Why> {
    let begun = Instant::now();
    let mut why = Why::Silent;
    let mut left = u32::try_from(addresses.len()).unwrap_or(u32::MAX);
    for address in addresses {
        let rest = patience.saturating_sub(begun.elapsed());
        let share = rest.checked_div(left).unwrap_or(rest).max(LEAST);
        left = left.saturating_sub(1);
        match timeout(share, TcpStream::connect(address)).await {
            Ok(Ok(stream)) => return Ok((stream, *address)),
            Ok(Err(error)) => why = Why::Closed(chain(&error)),
            Err(_) => why = Why::Silent,
        }
    }
    Err(why)
}

#[cfg(test)]
mod tests {
    use std::net::Ipv4Addr;

    use tokio::net::{TcpListener, TcpSocket};

    use super::*;

    /// A listener that takes no more connections, so that who asks for one hears nothing; and those that it took.
    async fn full() -> (TcpListener, Vec<TcpStream>) {
        let socket = TcpSocket::new_v4().unwrap();
        socket.bind((Ipv4Addr::LOCALHOST, 0).into()).unwrap();
        let listener = socket.listen(1).unwrap();
        let at = listener.local_addr().unwrap();
        let mut held = Vec::new();
        while let Ok(stream) = timeout(Duration::from_millis(300), TcpStream::connect(at)).await {
            held.push(stream.unwrap());
            assert!(held.len() < 100, "it is never full");
        }
        (listener, held)
    }

    #[tokio::test]
    async fn an_address_that_says_nothing_leaves_time_for_the_next() {
        let (silent, _held) = full().await;
        let open = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.unwrap();
        let all = [silent.local_addr().unwrap(), open.local_addr().unwrap()];
        // The first would use up all of it.
        let (_, address) = first_of(&all, Duration::from_secs(1)).await.unwrap();
        assert_eq!(address, all[1]);
    }

    #[test]
    fn without_encryption_nobody_is_spoken_to_but_this_machine() {
        let found: Vec<SocketAddr> = [
            "127.0.0.1:25",
            "192.0.2.1:25",
            "[::1]:25",
            "[::ffff:127.0.0.2]:25",
            "[::ffff:192.0.2.1]:25",
            "[2001:db8::1]:25",
        ]
        .map(|at| at.parse().unwrap())
        .to_vec();
        let here = [found[0], found[2], found[3]];
        assert_eq!(allowed(found.clone(), Encryption::None), here);
        assert_eq!(allowed(found.clone(), Encryption::StartTls), found);
    }
}
