//! One e-mail address, read strictly: what a mail program could take for two addresses, or for
//! another one, is refused here, before anything is sent or compared.

use crate::{Refusal, Span};

/// How many addresses an account may have, those that wait for their code among them.
pub const MOST: u16 = 3;

/// Characters of the code that confirms an address: 40 bits.
pub const CODE: usize = 8;

/// How long an address that its owner added opens nothing by itself.
pub const SETTLES: Span = Span::days(1);

/// After how long another code is sent to an address.
pub const CODE_AGAIN: Span = Span::minutes(1);

/// One address that mail can be sent to, and that nobody can read as another (RFC 5321 §4.1.2: a
/// dot-string and a domain; neither quoted strings nor comments nor address literals).
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Email(String);

impl Email {
    /// Reads an address: a local part of at most 64 characters, one `@`, a domain of at least two
    /// labels, at most 254 characters in all (RFC 5321 §4.5.3.1). The domain is put in lower case.
    /// Anything else is [`Refusal::InvalidEmail`].
    pub fn read(text: &str) -> Result<Self, Refusal> {
        let (local, domain) = text.split_once('@').ok_or(Refusal::InvalidEmail)?;
        let fits = text.len() <= 254 && is_local_part(local) && is_domain(domain);
        fits.then(|| Self(format!("{local}@{}", domain.to_ascii_lowercase())))
            .ok_or(Refusal::InvalidEmail)
    }

    /// The address as mail is sent to it.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether that is this address, in whatever letters.
    pub const fn is(&self, address: &str) -> bool {
        self.0.as_str().eq_ignore_ascii_case(address)
    }

    /// What two addresses have in common that may not both exist: all of it in lower case. RFC 5321
    /// lets a host tell `Anna` from `anna`; none that people use does.
    pub fn key(&self) -> String {
        self.0.to_ascii_lowercase()
    }
}

impl std::fmt::Display for Email {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

/// `Dot-string` of RFC 5321 §4.1.2 with `atext` of RFC 5322 §3.2.3.
fn is_local_part(text: &str) -> bool {
    let atext = |b: u8| b.is_ascii_alphanumeric() || b"!#$%&'*+-/=?^_`{|}~".contains(&b);
    text.len() <= 64
        && text
            .split('.')
            .all(|atom| !atom.is_empty() && atom.bytes().all(atext))
}

/// Labels of letters, digits and inner hyphens (RFC 1123 §2.1), at least two, the last one not all
/// digits, which would be an address in numbers.
fn is_domain(text: &str) -> bool {
    let label = |label: &str| {
        (1..=63).contains(&label.len())
            && label
                .bytes()
                .all(|b| b.is_ascii_alphanumeric() || b == b'-')
            && !label.starts_with('-')
            && !label.ends_with('-')
    };
    let named = |label: &str| label.bytes().any(|b| !b.is_ascii_digit());
    match text.rsplit_once('.') {
        Some((_, last)) => text.split('.').all(label) && named(last),
        None => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_keeps_its_local_part_and_lowers_its_domain() {
        let address = Email::read("Anna.O'Brien+Two@Mail.Example.ORG").unwrap();
        assert_eq!(address.as_str(), "Anna.O'Brien+Two@mail.example.org");
        assert_eq!(address.key(), "anna.o'brien+two@mail.example.org");
        for right in [
            "a@b.se",
            "a_b@xn--rksmrgs-5wao1o.se",
            "1@2.example",
            "x=y/z@a-b.example",
        ] {
            assert_eq!(Email::read(right).unwrap().to_string(), right);
        }
        assert!(Email::read(&format!("{}@example.org", "a".repeat(64))).is_ok());
    }

    #[test]
    fn l29_what_could_be_read_as_two_addresses_is_refused() {
        let label = "a".repeat(63);
        let wrong = [
            "",
            "@",
            "anna",
            "@example.org",
            "anna@",
            "anna@example",
            "anna@example.org,eve@evil.example",
            "eve@evil.example,anna@example.org",
            "anna@example.org;eve@evil.example",
            "anna@example.org eve@evil.example",
            "anna@example.org\r\nBcc: eve@evil.example",
            "anna@example.org\n",
            "anna@example.org\0",
            "anna@example.org%0a",
            "anna@example.org@evil.example",
            "anna@evil.example@example.org",
            "anna＠evil.example@example.org",
            "anna＠example.org",
            "anna﹫example.org",
            "\"anna@evil.example\"@example.org",
            "\"anna\"@example.org",
            "Anna <anna@example.org>",
            "<anna@example.org>",
            "anna(comment)@example.org",
            "anna@example.org(comment)",
            "anna@(comment)example.org",
            "anna\\@evil.example@example.org",
            "anna:eve@example.org",
            "mailto:anna@example.org",
            "group:anna@example.org;",
            " anna@example.org",
            "anna@example.org ",
            "an na@example.org",
            "anna\t@example.org",
            ".anna@example.org",
            "anna.@example.org",
            "an..na@example.org",
            "anna@.example.org",
            "anna@example.org.",
            "anna@example..org",
            "anna@-example.org",
            "anna@example-.org",
            "anna@ex_ample.org",
            "anna@[192.0.2.1]",
            "anna@[IPv6:2001:db8::1]",
            "anna@192.0.2.1",
            "anna@localhost",
            "ånna@example.org",
            "аnna@example.org",
            "anna@exämple.org",
            "anna@example。org",
            "anna@example.org\u{200b}",
            "anna@\u{202e}gro.elpmaxe",
            &format!("{}@example.org", "a".repeat(65)),
            &format!("anna@{}.org", "a".repeat(64)),
            &format!("{}@{label}.{label}.{label}.org", "a".repeat(60)),
        ];
        for wrong in wrong {
            assert_eq!(Email::read(wrong), Err(Refusal::InvalidEmail), "{wrong:?}");
        }
    }

    /// Addresses as people have them.
    const USUAL: &str = "[a-zA-Z][a-zA-Z0-9]{0,8}([.'+_-][a-zA-Z0-9]{1,4}){0,2}@[a-zA-Z][a-zA-Z0-9]{0,6}(-[a-z]{1,3})?(\\.[a-z]{2,6}){1,2}";

    proptest::proptest! {
        #[test]
        fn usual_addresses_are_read_and_read_again_as_themselves(text in USUAL) {
            let address = Email::read(&text);
            proptest::prop_assert!(address.is_ok(), "{}", text);
            proptest::prop_assert_eq!(Email::read(address.clone().unwrap().as_str()), address);
        }

        #[test]
        fn l29_nothing_put_into_a_usual_address_makes_two_of_it(
            text in USUAL, put in "[@,;:\"' <>()\\[\\]\\\\a.+-]{1,3}", at in 0..40_usize,
        ) {
            let (before, after) = text.split_at(at.min(text.len()));
            if let Ok(address) = Email::read(&format!("{before}{put}{after}")) {
                proptest::prop_assert_eq!(address.as_str().matches('@').count(), 1);
                let apart = [',', ';', ':', '"', ' ', '<', '>', '(', ')', '[', ']', '\\'];
                proptest::prop_assert!(!address.as_str().contains(apart), "{}", address.as_str());
                proptest::prop_assert_eq!(Email::read(address.as_str()), Ok(address));
            }
        }
    }
}
