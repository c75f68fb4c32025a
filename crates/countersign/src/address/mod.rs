//! Addresses: where people reach the program, where it listens, and which networks are meant. Only
//! reading of text; nothing here touches the network.

mod listen;
mod public_url;

pub use listen::Listen;
pub use public_url::PublicUrl;

use ipnet::IpNet;

/// A network, as `10.0.0.0/8`, or a single address.
///
/// # Errors
/// What isn't one, in half a sentence that goes on after the setting's name.
pub fn network(text: &str) -> Result<IpNet, String> {
    domain::gate::network(text).ok_or_else(|| {
        format!(
            "has \"{}\", which is no network as \"10.0.0.0/8\".",
            text.trim().escape_debug()
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_network_or_one_address() {
        for (text, read) in [
            ("10.0.0.0/8", "10.0.0.0/8"),
            ("10.1.2.3/8", "10.0.0.0/8"),
            ("127.0.0.2", "127.0.0.2/32"),
            (" ::1 ", "::1/128"),
            ("2001:db8::/32", "2001:db8::/32"),
        ] {
            assert_eq!(network(text).unwrap().to_string(), read);
        }
        for wrong in [
            "",
            "localhost",
            "10.0.0.0/33",
            "10.0.0/8",
            "10.0.0.0/",
            "[::1]",
        ] {
            assert!(
                network(wrong)
                    .unwrap_err()
                    .ends_with("no network as \"10.0.0.0/8\"."),
                "{wrong}"
            );
        }
    }
}
