//! To whom and from whom: one address, read strictly, and a name before it.

use domain::account::is_hidden;
use domain::email::Email;

use crate::Line;

/// What a local part may hold beside letters and digits (RFC 5322 §3.2.3), the dot between atoms aside.
const ATEXT: &str = "!#$%&'*+-/=?^_`{|}~.";

/// What is read as `@` or as a dot by some, and isn't one.
const LOOK_ALIKES: &str = "＠﹫。．｡․。";

/// One address that mail can be sent to. It holds no control character, no space and one `@`, so that in a
/// command or a header it is nothing but an address.
#[derive(Clone, PartialEq, Eq)]
pub struct Address(String);

impl Address {
    /// Reads one: as [`Email`] does, or with other letters than ASCII's before the `@` (RFC 6531), which only
    /// some servers take. A domain with such letters is written in its `xn--` form.
    pub fn read(text: &str) -> Option<Self> {
        if text.is_ascii() {
            let email = Email::read(text).ok()?;
            return Some(Self(email.as_str().to_owned()));
        }
        let (local, domain) = text.split_once('@')?;
        let domain = Email::read(&format!("a@{domain}")).ok()?;
        let (_, domain) = domain.as_str().split_once('@')?;
        let fits = local.len() <= 64
            && local.split('.').all(|atom| !atom.is_empty())
            && local.chars().all(|c| match c.is_ascii() {
                true => c.is_ascii_alphanumeric() || ATEXT.contains(c),
                false => !is_hidden(c) && !c.is_whitespace() && !LOOK_ALIKES.contains(c),
            });
        fits.then(|| Self(format!("{local}@{domain}")))
    }

    /// The address as it stands in a command.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// What follows the `@`.
    pub fn domain(&self) -> &str {
        self.0.split_once('@').map_or("", |(_, domain)| domain)
    }

    /// Whether only a server that offers SMTPUTF8 takes it.
    pub fn needs_utf8(&self) -> bool {
        !self.0.is_ascii()
    }
}

/// What is personal stays out of logs.
impl std::fmt::Debug for Address {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("(address)")
    }
}

/// An address with a name before it, which may be empty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mailbox {
    pub name: Line,
    pub address: Address,
}

impl Mailbox {
    /// Reads `ada@example.org`, `Ada <ada@example.org>` or `"Ada" <ada@example.org>`. Nothing where it is neither,
    /// or where the name would have to be cut or changed.
    pub fn read(text: &str) -> Option<Self> {
        let text = text.trim();
        let Some(inner) = text.strip_suffix('>') else {
            let address = Address::read(text)?;
            let name = Line::default();
            return Some(Self { name, address });
        };
        let (name, address) = inner.rsplit_once('<')?;
        let name = name.trim();
        let bare = name
            .strip_prefix('"')
            .and_then(|name| name.strip_suffix('"'))
            .unwrap_or(name);
        let line = Line::of(bare);
        let whole = line.as_str() == bare.trim() && !bare.contains(['<', '>', '"', '\\']);
        let address = Address::read(address.trim())?;
        whole.then_some(Self {
            name: line,
            address,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn l29_an_address_is_one_address() {
        for (text, utf8) in [
            ("anna.o'brien+two@mail.example.org", false),
            ("åsa@example.org", true),
            ("用户@example.org", true),
            ("å.ä.ö@xn--rksmrgs-5wao1o.se", true),
        ] {
            let address = Address::read(text).unwrap();
            assert_eq!((address.as_str(), address.needs_utf8()), (text, utf8));
        }
        for wrong in [
            "",
            "anna",
            "anna@localhost",
            "anna@example.org\r\nRCPT TO:<eve@evil.example>",
            "åsa@example.org\r\nBcc: eve@evil.example",
            "å\r\nsa@example.org",
            "å\0@example.org",
            "å sa@example.org",
            "å\u{a0}sa@example.org",
            "å\u{2028}sa@example.org",
            "å\u{85}sa@example.org",
            "å<eve@evil.example>@example.org",
            "åsa＠evil.example@example.org",
            "åsa@eve@example.org",
            "å,eve@example.org",
            "å..sa@example.org",
            ".å@example.org",
            "\"å\"@example.org",
            "åsa@exämple.org",
            "åsa@[192.0.2.1]",
            &format!("{}@example.org", "å".repeat(33)),
        ] {
            assert_eq!(Address::read(wrong), None, "{wrong:?}");
        }
    }

    #[test]
    fn a_mailbox_has_a_name_or_none() {
        for (text, name, address) in [
            ("id@example.org", "", "id@example.org"),
            (
                "Countersign <id@example.org>",
                "Countersign",
                "id@example.org",
            ),
            (
                "\"Lund, kommun\" <id@example.org>",
                "Lund, kommun",
                "id@example.org",
            ),
            (
                "Åsas sajt 🙂 <id@example.org>",
                "Åsas sajt 🙂",
                "id@example.org",
            ),
            ("<id@example.org>", "", "id@example.org"),
        ] {
            let read = Mailbox::read(text).unwrap();
            assert_eq!((read.name.as_str(), read.address.as_str()), (name, address));
        }
        for wrong in [
            "",
            "Countersign",
            "a <b> <id@example.org>",
            "Countersign <id@example.org>, Eve <eve@evil.example>",
            "Count\r\nersign <id@example.org>",
            "a\u{202e}b <id@example.org>",
            "Countersign <id@example.org",
        ] {
            assert_eq!(Mailbox::read(wrong), None, "{wrong:?}");
        }
    }

    #[test]
    fn an_address_is_not_printed_by_mistake() {
        let mailbox = Mailbox::read("Ada <ada@example.org>").unwrap();
        assert!(!format!("{mailbox:?}").contains("ada@"));
    }
}
