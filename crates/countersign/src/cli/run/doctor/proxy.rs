//! The proxy in front: what the configuration says of it, and whether the server has just been asked
//! through it as it should be.

use ipnet::IpNet;

use web::Forwards;

use super::check::Check;
use crate::address::PublicUrl;
use crate::config::Checked;

const PROXY: &str = "proxy";

const TRUST: &str = "Set trusted_proxies to the proxy's own address, as [\"192.0.2.7\"].";

/// What the configuration comes to, and what the server has counted before it was asked through the public
/// URL, and after.
pub(super) fn inspect(
    at: &Checked,
    url: &PublicUrl,
    before: Option<Forwards>,
    after: Option<Forwards>,
) -> Check {
    let set = judge(at, url);
    // Nobody stands in front where it speaks TLS itself, or none at all.
    if set.remedy.is_some() || !url.is_https() || at.tls.is_some() {
        return set;
    }
    let (Some(before), Some(after)) = (before, after) else {
        return set;
    };
    if after.not_trusted > before.not_trusted {
        let finding = "What passes requests on to the server says for whom, and isn't trusted.";
        return Check::wrong(PROXY, finding, TRUST);
    }
    if after.silent > before.silent {
        let finding =
            "The proxy doesn't say for whom it asks, so that all people share its address.";
        let remedy = "Have it send X-Forwarded-For, as the configurations under deploy/ do.";
        return Check::wrong(PROXY, finding, remedy);
    }
    if after.told > before.told {
        return Check::ok(PROXY, "The proxy is trusted, and says for whom it asks.");
    }
    let finding = format!("The server wasn't asked by a trusted proxy when {url} was.");
    Check::warning(PROXY, finding, TRUST)
}

fn judge(at: &Checked, url: &PublicUrl) -> Check {
    let (listen, trusted) = (&at.listen, &at.trusted_proxies);
    if trusted.iter().any(|net| net.prefix_len() == 0) {
        let finding =
            "trusted_proxies holds every address, so that anybody may claim to be anybody.";
        return Check::wrong(PROXY, finding, TRUST);
    }
    if !url.is_https() || at.tls.is_some() {
        return Check::ok(PROXY, format!("{url} needs no proxy."));
    }
    if trusted.is_empty() {
        let finding = format!(
            "{url} needs a proxy with a certificate, and none is trusted: all people share its address, and their \
             wrong answers add up."
        );
        return Check::wrong(PROXY, finding, TRUST);
    }
    let here = |net: &IpNet| net.network().is_loopback();
    if trusted.iter().all(here) && !listen.is_here() {
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

#[cfg(test)]
mod tests {
    use super::super::check::State;
    use super::*;
    use crate::address::Listen;
    use crate::tls::Files;

    fn at(listen: &str, trusted: &[&str]) -> Checked {
        Checked {
            listen: Listen::read(listen).unwrap(),
            public_url: None,
            tls: None,
            gate_listen: None,
            metrics_listen: None,
            trusted_proxies: trusted.iter().map(|net| net.parse().unwrap()).collect(),
        }
    }

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
            let check = judge(&at(listen, trusted), &PublicUrl::read(url).unwrap());
            assert_eq!(check.state, expected, "{check:?}");
        }
    }

    #[test]
    fn what_the_server_has_counted_while_it_was_asked_says_what_the_proxy_does() {
        let url = PublicUrl::read("https://id.example.org").unwrap();
        let at = at("localhost:8232", &["127.0.0.0/8"]);
        let counted = |told, silent, not_trusted| {
            Some(Forwards {
                told,
                silent,
                not_trusted,
            })
        };
        #[rustfmt::skip]
        let cases = [
            (None, None, State::Ok, "is named in the server's log"),
            (counted(1, 7, 3), None, State::Ok, "is named in the server's log"),
            (counted(1, 7, 3), counted(4, 7, 3), State::Ok, "says for whom it asks"),
            (counted(1, 7, 3), counted(1, 7, 3), State::Warning, "wasn't asked by a trusted"),
            (counted(1, 7, 3), counted(4, 9, 3), State::Wrong, "doesn't say"),
            (counted(1, 7, 3), counted(4, 7, 4), State::Wrong, "isn't trusted"),
        ];
        for (before, after, state, says) in cases {
            let check = inspect(&at, &url, before, after);
            assert!(
                check.state == state && check.finding.contains(says),
                "{check:?}"
            );
        }
        let secured = Checked {
            tls: Some(Files {
                certificate: "c".into(),
                key: "k".into(),
            }),
            ..at
        };
        let check = inspect(&secured, &url, counted(0, 0, 0), counted(9, 9, 9));
        assert!(check.finding.ends_with("needs no proxy."), "{check:?}");
    }
}
