//! Which addresses a gateway may have: those that everybody reaches, and what the site names of its own networks. So
//! a name that leads elsewhere reaches nothing here.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};

use ipnet::IpNet;

/// Whether it is spoken to.
pub(super) fn may_be_asked(at: &SocketAddr, is_encrypted: bool, named: &[IpNet]) -> bool {
    let address = at.ip().to_canonical();
    named.iter().any(|network| network.contains(&address)) || (is_encrypted && is_public(address))
}

/// Whether everybody reaches it (RFC 6890, and the registries that it began).
fn is_public(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(four) => is_public_v4(four),
        IpAddr::V6(six) => is_public_v6(six),
    }
}

fn is_public_v4(four: Ipv4Addr) -> bool {
    let [a, b, c, _] = four.octets();
    let is_own = four.is_private()
        || four.is_loopback()
        || four.is_link_local()
        || a == 0
        || (a == 100 && (64..128).contains(&b))
        || (a, b, c) == (192, 0, 0)
        || (a == 198 && (18..20).contains(&b));
    !(is_own || four.is_documentation() || a >= 224)
}

fn is_public_v6(six: Ipv6Addr) -> bool {
    let [a, b, ..] = six.segments();
    // Of what is given out, without documentation and what carries addresses of another kind.
    let is_given = (0x2000..0x4000).contains(&a);
    is_given && !(a == 0x2001 && (b < 0x200 || b == 0xdb8)) && a != 0x2002 && a != 0x3fff
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_everybody_reaches_is_asked_and_nothing_of_ones_own_that_is_not_named() {
        let named = ["10.1.2.0/24".parse().unwrap(), "::1/128".parse().unwrap()];
        for (address, encrypted, plain) in [
            ("93.184.216.34", true, false),
            ("[2606:2800:220:1::1]", true, false),
            ("10.1.2.3", true, true),
            ("[::ffff:10.1.2.3]", true, true),
            ("[::1]", true, true),
            ("10.1.3.3", false, false),
            ("127.0.0.1", false, false),
            ("[::ffff:127.0.0.1]", false, false),
            ("169.254.169.254", false, false),
            ("100.64.0.1", false, false),
            ("192.0.0.8", false, false),
            ("198.18.0.1", false, false),
            ("0.0.0.0", false, false),
            ("224.0.0.1", false, false),
            ("255.255.255.255", false, false),
            ("192.0.2.1", false, false),
            ("[fd00::1]", false, false),
            ("[fe80::1]", false, false),
            ("[2001:db8::1]", false, false),
            ("[2002:7f00:1::]", false, false),
            ("[64:ff9b::7f00:1]", false, false),
            ("[::]", false, false),
            ("[ff02::1]", false, false),
        ] {
            let at: SocketAddr = format!("{address}:443").parse().unwrap();
            let may = [true, false].map(|is_encrypted| may_be_asked(&at, is_encrypted, &named));
            assert_eq!(may, [encrypted, plain], "{address}");
        }
    }
}
