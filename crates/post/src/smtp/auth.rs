//! Who signs in at a server, and by which of the ways that it offers: PLAIN (RFC 4616), LOGIN, or XOAUTH2 with a
//! token that a command prints.

use data_encoding::BASE64;
use domain::Secret;

use super::offers::Offers;
use crate::token::Command;

/// Who signs in, and by what.
#[derive(Clone, Debug)]
pub struct Login {
    pub user: String,
    pub proof: Proof,
}

/// What is shown for it.
#[derive(Clone, Debug)]
pub enum Proof {
    Password(Secret<String>),
    /// A token, asked for anew at each connection.
    Token(Command),
}

/// A way of signing in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Way {
    Plain,
    Login,
    XOAuth2,
}

impl Login {
    /// The way that the server offers and this proof fits.
    pub(super) fn way(&self, offers: &Offers) -> Option<Way> {
        let fits: &[(&str, Way)] = match self.proof {
            Proof::Password(_) => &[("PLAIN", Way::Plain), ("LOGIN", Way::Login)],
            Proof::Token(_) => &[("XOAUTH2", Way::XOAuth2)],
        };
        let offered = |(name, _): &&(&str, Way)| offers.ways.iter().any(|way| way == name);
        fits.iter().find(offered).map(|(_, way)| *way)
    }
}

/// The lines that are sent, each after an answer that asks for it.
pub(super) fn lines(way: Way, user: &str, secret: &str) -> Vec<Secret<String>> {
    let all = match way {
        Way::Plain => vec![format!(
            "AUTH PLAIN {}",
            base64(&format!("\0{user}\0{secret}"))
        )],
        Way::Login => vec!["AUTH LOGIN".to_owned(), base64(user), base64(secret)],
        Way::XOAuth2 => {
            let token = format!("user={user}\u{1}auth=Bearer {secret}\u{1}\u{1}");
            // What a server that refuses says first asks for an empty line.
            vec![format!("AUTH XOAUTH2 {}", base64(&token)), String::new()]
        }
    };
    all.into_iter().map(Secret::new).collect()
}

fn base64(text: &str) -> String {
    BASE64.encode(text.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_way_says_what_its_standard_says() {
        let said = |way, user, secret| -> Vec<String> {
            let lines = lines(way, user, secret);
            lines.iter().map(|line| line.expose().clone()).collect()
        };
        // RFC 4616 §4, without an authorization identity.
        assert_eq!(
            said(Way::Plain, "tim", "tanstaaftanstaaf"),
            ["AUTH PLAIN AHRpbQB0YW5zdGFhZnRhbnN0YWFm"]
        );
        assert_eq!(said(Way::Login, "tim", "å"), ["AUTH LOGIN", "dGlt", "w6U="]);
        let token = said(
            Way::XOAuth2,
            "someuser@example.com",
            "ya29.vF9dft4qmTc2Nvb3RlckBhdHRhdmlzdGEuY29tCg",
        );
        // The example in Google's own description of it.
        let example = "dXNlcj1zb21ldXNlckBleGFtcGxlLmNvbQFhdXRoPUJlYXJlciB5YTI5LnZGOWRmdDRxbVRjMk52YjNSbGNrQmhkSFJoZG1semRHRXVZMjl0Q2cBAQ==";
        assert_eq!(token, [&format!("AUTH XOAUTH2 {example}"), ""]);
    }

    #[test]
    fn a_password_goes_by_plain_before_login_and_a_token_by_its_own_way() {
        let offers = |ways: &[&str]| Offers {
            ways: ways.iter().map(|way| (*way).to_owned()).collect(),
            ..Offers::default()
        };
        let proof = Proof::Password(Secret::new("x".to_owned()));
        let login = Login {
            user: "ada".to_owned(),
            proof,
        };
        assert_eq!(login.way(&offers(&["LOGIN", "PLAIN"])), Some(Way::Plain));
        assert_eq!(login.way(&offers(&["CRAM-MD5", "LOGIN"])), Some(Way::Login));
        assert_eq!(login.way(&offers(&["XOAUTH2", "CRAM-MD5"])), None);
        let token = Login {
            proof: Proof::Token(Command::of(&["true".to_owned()])),
            ..login
        };
        assert_eq!(
            token.way(&offers(&["PLAIN", "XOAUTH2"])),
            Some(Way::XOAuth2)
        );
        assert_eq!(token.way(&offers(&["PLAIN"])), None);
    }
}
