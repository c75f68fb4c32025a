//! What the configuration says of the proxy in front. Whether that proxy says for whom it asks, no
//! address of the server tells; the server names one that doesn't in its log, once an hour.

use std::net::IpAddr;

use ipnet::IpNet;

use super::check::Check;
use crate::address::{Listen, PublicUrl};

const PROXY: &str = "proxy";

/// What is set comes to.
pub(super) fn judge(url: &PublicUrl, listen: &Listen, trusted: &[IpNet]) -> Check {
    let name = "Set trusted_proxies to the proxy's own address, as [\"192.0.2.7\"].";
    if trusted.iter().any(|net| net.prefix_len() == 0) {
        let finding =
            "trusted_proxies holds every address, so that anybody may claim to be anybody.";
        return Check::wrong(PROXY, finding, name);
    }
    if !url.is_https() {
        return Check::ok(PROXY, format!("{url} needs no proxy."));
    }
    if trusted.is_empty() {
        let finding = format!(
            "{url} needs a proxy with a certificate, and none is trusted: all people share its address, and their \
             wrong answers add up."
        );
        return Check::wrong(PROXY, finding, name);
    }
    let here = |net: &IpNet| net.network().is_loopback();
    if trusted.iter().all(here) && !is_here(listen) {
        let finding = format!(
            "Only proxies on this machine are trusted, while {listen} is open to others as well."
        );
        let remedy = "Listen on localhost only, or set trusted_proxies to the address of a proxy that is elsewhere.";
        return Check::warning(PROXY, finding, remedy);
    }
    let named: Vec<_> = trusted.iter().map(ToString::to_string).collect();
    Check::ok(
        PROXY,
        format!(
            "Proxies at {} are trusted; one that sends no X-Forwarded-For is named in the server's log.",
            named.join(", ")
        ),
    )
}

fn is_here(listen: &Listen) -> bool {
    listen.is_localhost()
        || listen
            .host()
            .parse::<IpAddr>()
            .is_ok_and(|address| address.is_loopback())
}

#[cfg(test)]
mod tests {
    use super::super::check::State;
    use super::*;

    #[test]
    fn https_needs_a_proxy_that_is_trusted_and_no_more() {
        let (public, local) = ("https://id.example.org", "http://localhost:8232");
        let both = &["127.0.0.0/8", "::1/128"][..];
        for (url, listen, trusted, expected) in [
            (public, "localhost:8232", both, State::Ok),
            (public, "127.0.0.1:8232", both, State::Ok),
            (public, "[::1]:8232", both, State::Ok),
            (public, "0.0.0.0:8232", both, State::Warning),
            (public, "0.0.0.0:8232", &["192.0.2.7/32"], State::Ok),
            (
                public,
                "0.0.0.0:8232",
                &["127.0.0.1/32", "192.0.2.7/32"],
                State::Ok,
            ),
            (public, "localhost:8232", &[], State::Wrong),
            (public, "localhost:8232", &["0.0.0.0/0"], State::Wrong),
            (local, "localhost:8232", &["::/0"], State::Wrong),
            (local, "localhost:8232", &[], State::Ok),
        ] {
            let nets: Vec<IpNet> = trusted.iter().map(|net| net.parse().unwrap()).collect();
            let (url, listen) = (PublicUrl::read(url).unwrap(), Listen::read(listen).unwrap());
            let check = judge(&url, &listen, &nets);
            assert_eq!(check.state, expected, "{check:?}");
        }
    }
}
