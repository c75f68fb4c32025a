//! Networks that a rule or a device password is bound to.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use ipnet::{IpNet, Ipv4Net, Ipv6Net};

/// Bits of an IPv6 address before an IPv4 one that is mapped into it (RFC 4291 §2.5.5.2).
const MAPPED: u8 = 96;

/// Reads a network as `10.0.0.0/8`, or one address as the network of itself.
pub fn network(text: &str) -> Option<IpNet> {
    let text = text.trim();
    let one = || text.parse::<IpAddr>().ok().map(IpNet::from);
    let network = text.parse::<IpNet>().ok();
    network.map(|network| network.trunc()).or_else(one)
}

/// A set of networks. IPv4 addresses and networks that are mapped into IPv6 count as IPv4.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Networks(Vec<IpNet>);

impl Networks {
    /// Whether an address lies in one of them.
    pub fn contains(&self, address: IpAddr) -> bool {
        let address = address.to_canonical();
        self.0.iter().any(|net| net.contains(&address))
    }

    /// Whether all addresses of another set lie in this one, which may take several of its networks.
    pub fn covers(&self, other: &Self) -> bool {
        let joined = IpNet::aggregate(&self.0);
        let within = |net: &IpNet| joined.iter().any(|wide| wide.contains(net));
        other.0.iter().all(within)
    }

    /// Every address there is.
    pub fn everywhere() -> Self {
        let v4 = Ipv4Net::new(Ipv4Addr::UNSPECIFIED, 0).map(IpNet::V4);
        let v6 = Ipv6Net::new(Ipv6Addr::UNSPECIFIED, 0).map(IpNet::V6);
        Self([v4, v6].into_iter().flatten().collect())
    }

    /// Whether no network is among them.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The networks, in the order in which they were given.
    pub fn iter(&self) -> impl Iterator<Item = &IpNet> {
        self.0.iter()
    }
}

impl FromIterator<IpNet> for Networks {
    fn from_iter<I: IntoIterator<Item = IpNet>>(networks: I) -> Self {
        Self(networks.into_iter().map(unmapped).collect())
    }
}

fn unmapped(net: IpNet) -> IpNet {
    let net = net.trunc();
    let inner = || {
        let address = match net.addr() {
            IpAddr::V6(address) => address.to_ipv4_mapped()?,
            IpAddr::V4(_) => return None,
        };
        let bits = net.prefix_len().checked_sub(MAPPED)?;
        Ipv4Net::new(address, bits).ok().map(IpNet::V4)
    };
    inner().unwrap_or(net)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn networks(texts: &[&str]) -> Networks {
        texts.iter().map(|text| text.parse().unwrap()).collect()
    }

    #[test]
    fn l23_an_address_counts_alike_in_each_of_its_spellings() {
        #[rustfmt::skip]
        let cases: &[(&[&str], &str, bool)] = &[
            (&["192.0.2.0/24"],                  "192.0.2.9",        true),
            (&["192.0.2.0/24"],                  "::ffff:192.0.2.9", true),
            (&["::ffff:192.0.2.0/120"],          "192.0.2.9",        true),
            (&["::ffff:192.0.2.0/120"],          "192.0.3.9",        false),
            (&["192.0.2.77/24"],                 "192.0.2.9",        true),
            (&["192.0.2.0/24"],                  "2001:db8::1",      false),
            (&["::/0"],                          "192.0.2.9",        false),
            (&["::/0"],                          "2001:db8::1",      true),
            (&["0.0.0.0/0"],                     "2001:db8::1",      false),
            (&["198.51.100.1/32", "::1/128"],    "::1",              true),
            (&[],                                "192.0.2.9",        false),
        ];
        for (nets, address, within) in cases {
            let address = address.parse().unwrap();
            assert_eq!(
                networks(nets).contains(address),
                *within,
                "{nets:?} {address}"
            );
        }
    }

    #[test]
    fn two_halves_cover_the_whole() {
        let whole = networks(&["192.0.2.0/24"]);
        let halves = networks(&["192.0.2.0/25", "192.0.2.128/25"]);
        assert!(halves.covers(&whole) && whole.covers(&halves));
        assert!(!networks(&["192.0.2.0/25"]).covers(&whole));
        assert!(whole.covers(&networks(&[])) && !networks(&[]).covers(&whole));
        assert!(networks(&["0.0.0.0/1", "128.0.0.0/1", "::/0"]).covers(&Networks::everywhere()));
        assert!(!networks(&["0.0.0.0/0"]).covers(&Networks::everywhere()));
    }
}
