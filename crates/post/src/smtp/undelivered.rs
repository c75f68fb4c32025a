//! Whether a message that didn't leave is tried again. What the administrator can mend is: only what the server
//! says for good of this recipient or this message isn't.

use door::outbox::Undelivered;

use super::{Step, Trouble, Why};

impl Trouble {
    /// Whether trying again helps nobody.
    pub fn is_for_good(&self) -> bool {
        match (&self.why, self.step) {
            (Why::NoUtf8 | Why::TooLarge, _) => true,
            (Why::Refused { code, status }, Step::Recipient | Step::Accepted) => {
                is_no(*code) && !is_about_us(*code, *status)
            }
            // Not found, not reached, not trusted, not let in, not allowed to send: settings or server can change.
            _ => false,
        }
    }
}

const fn is_no(code: u16) -> bool {
    code >= 500
}

/// Whether a refusal is about who sends rather than to whom, or may be: many servers refuse to relay by a bare 550,
/// 553 or 554, without saying more precisely what they mean. Else who isn't signed in (530, 535, 538), a sequence or
/// a command that it doesn't take (RFC 5321 §4.2.2), a system that is out of order (RFC 3463 §3.4, §3.5), or a
/// rule (§3.8), as where it doesn't relay or wants SPF and DKIM.
const fn is_about_us(code: u16, status: Option<[u16; 3]>) -> bool {
    match (code, status) {
        (500 | 502 | 503 | 504 | 521 | 530 | 534 | 535 | 538, _) => true,
        (550 | 553 | 554, None) => true,
        (_, Some([_, 3 | 4 | 7, _])) => true,
        // "Bad sender's address".
        (_, Some([_, 1, 7 | 8])) => true,
        _ => false,
    }
}

impl From<Trouble> for Undelivered {
    fn from(trouble: Trouble) -> Self {
        match trouble.is_for_good() {
            true => Self::Never(trouble.to_string()),
            false => Self::Later(trouble.to_string()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(step: Step, code: u16, status: Option<[u16; 3]>) -> Trouble {
        Trouble::new(step, Why::Refused { code, status })
    }

    #[test]
    fn only_what_is_said_for_good_of_recipient_or_message_ends_it() {
        use Step::{Accepted, Encrypted, Greeted, Recipient, Sender, SignedIn};
        for (step, code, status, for_good) in [
            (Greeted, 554, None, false),
            (Encrypted, 554, None, false),
            (SignedIn, 535, Some([5, 7, 8]), false),
            (Sender, 550, Some([5, 1, 8]), false),
            (Sender, 553, Some([5, 7, 1]), false),
            (Recipient, 450, Some([4, 7, 1]), false),
            (Recipient, 421, None, false),
            (Recipient, 550, None, false),
            (Recipient, 553, None, false),
            (Recipient, 554, None, false),
            (Recipient, 550, Some([5, 1, 1]), true),
            (Recipient, 553, Some([5, 1, 3]), true),
            (Recipient, 501, None, true),
            (Recipient, 552, Some([5, 2, 2]), true),
            (Recipient, 554, Some([5, 7, 1]), false),
            (Recipient, 530, None, false),
            (Recipient, 503, None, false),
            (Accepted, 451, None, false),
            (Accepted, 550, None, false),
            (Accepted, 554, None, false),
            (Accepted, 554, Some([5, 6, 0]), true),
            (Accepted, 550, Some([5, 7, 26]), false),
        ] {
            let trouble = refused(step, code, status);
            assert_eq!(
                trouble.is_for_good(),
                for_good,
                "{step:?} {code} {status:?}"
            );
        }
        for (why, for_good) in [
            (Why::Nowhere, false),
            (Why::NotHere, false),
            (Why::Silent, false),
            (Why::Broken("x".to_owned()), false),
            (Why::NoTls("x".to_owned()), false),
            (Why::NoStartTls, false),
            (Why::NoWay(Vec::new()), false),
            (Why::NoUtf8, true),
            (Why::TooLarge, true),
        ] {
            let trouble = Trouble::new(Step::Sender, why);
            assert_eq!(trouble.is_for_good(), for_good, "{trouble}");
        }
    }

    #[test]
    fn what_is_logged_is_a_sentence_without_the_servers_words() {
        let reply = super::super::reply::Reply {
            code: 550,
            lines: vec!["5.1.1 <eve@evil.example> is nobody".to_owned()],
        };
        let trouble = Trouble::refused(Step::Recipient, &reply);
        assert_eq!(
            trouble.to_string(),
            "the mail server refuses the recipient (550 5.1.1)"
        );
        assert!(trouble.said.as_str().contains("eve@"));
        let Undelivered::Never(why) = Undelivered::from(trouble) else {
            panic!("it is for good");
        };
        assert!(!why.contains("eve"));
    }
}
