//! What went wrong, at which step, in a sentence without an address, a secret or a message's text: it may stand
//! in a log. The server's own words may hold any of them, and are kept apart for a person at a terminal.

use super::Step;
use super::reply::Reply;
use crate::Line;

/// Why a step wasn't made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Why {
    /// The server's name leads nowhere.
    Nowhere,
    /// It leads to no address of this machine's, and there is no encryption.
    NotHere,
    /// Nothing answers at its address, as the system says it.
    Closed(String),
    /// It took too long.
    Silent,
    /// The connection ended before an answer came.
    Broken(String),
    /// What answers doesn't speak SMTP.
    NotSmtp,
    /// TLS didn't come about, in half a sentence.
    NoTls(String),
    /// STARTTLS isn't offered, by the server or since somebody between took the offer away.
    NoStartTls,
    /// It offers no way of signing in that is spoken here, but these.
    NoWay(Vec<String>),
    /// There is no token to sign in with.
    NoToken(String),
    /// The address needs SMTPUTF8, which it doesn't offer.
    NoUtf8,
    /// The message is larger than it takes.
    TooLarge,
    /// The server said no, by its code.
    Refused {
        code: u16,
        /// What it says more precisely (RFC 3463).
        status: Option<[u16; 3]>,
    },
}

/// How many ways of signing in are named.
const MOST_WAYS: usize = 10;

impl Why {
    /// None of these ways of signing in is spoken here. Only names as RFC 4422 §3.1 has them are kept: the rest is
    /// whatever a server likes to have in a log.
    pub(super) fn no_way(offered: &[String]) -> Self {
        let fits = |b: u8| b.is_ascii_uppercase() || b.is_ascii_digit() || b"-_".contains(&b);
        let is_name = |way: &&String| (1..=20).contains(&way.len()) && way.bytes().all(fits);
        let named = offered.iter().filter(is_name).take(MOST_WAYS);
        Self::NoWay(named.cloned().collect())
    }
}

/// A step that wasn't made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trouble {
    /// The step that failed.
    pub step: Step,
    pub why: Why,
    /// What the server said, for a person at a terminal alone: it may hold addresses. Empty where it said nothing.
    pub said: Line,
}

impl Trouble {
    pub(crate) fn new(step: Step, why: Why) -> Self {
        let said = Line::default();
        Self { step, why, said }
    }

    pub(super) fn refused(step: Step, reply: &Reply) -> Self {
        let (code, status, said) = (reply.code, reply.status(), reply.said());
        let why = Why::Refused { code, status };
        Self { step, why, said }
    }

    /// The same without the server's words.
    pub(super) fn without_words(self) -> Self {
        Self::new(self.step, self.why)
    }

    /// What the server answered, as `550 5.1.1`.
    fn answer(code: u16, status: Option<[u16; 3]>) -> String {
        match status {
            Some([a, b, c]) => format!("{code} {a}.{b}.{c}"),
            None => code.to_string(),
        }
    }
}

impl std::error::Error for Trouble {}

impl std::fmt::Display for Trouble {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let to = match self.step {
            Step::Found => "be found",
            Step::Connected => "be reached",
            Step::Greeted => "be greeted",
            Step::Encrypted => "be spoken to by TLS",
            Step::SignedIn => "be signed in to",
            Step::Sender | Step::Recipient | Step::Accepted => "be given the message",
        };
        let no = |why: &str| format!("the mail server can't {to}: {why}");
        let sentence = match &self.why {
            Why::Nowhere => no("its name leads to no address"),
            Why::NotHere => no(
                "without encryption it has to be on this machine, and its name leads elsewhere",
            ),
            Why::Closed(why) | Why::Broken(why) | Why::NoTls(why) | Why::NoToken(why) => no(why),
            Why::Silent => no("it takes too long"),
            Why::NotSmtp => no("what answers there doesn't speak SMTP"),
            Why::NoStartTls => no("it doesn't offer STARTTLS"),
            Why::NoWay(ways) if ways.is_empty() => no("it offers no way of signing in"),
            Why::NoWay(ways) => no(&format!(
                "it offers no way of signing in that this program speaks, but {}",
                Line::of(&ways.join(", ")).as_str()
            )),
            Why::NoUtf8 => "the mail server doesn't offer SMTPUTF8, without which an address has only the letters a to z \
                            before its @"
                .to_owned(),
            Why::TooLarge => "the message is larger than the mail server takes".to_owned(),
            Why::Refused { code, status } => {
                let answer = Self::answer(*code, *status);
                let what = match self.step {
                    Step::Found | Step::Connected | Step::Greeted => "to speak",
                    Step::Encrypted => "STARTTLS",
                    Step::SignedIn => "user and password",
                    Step::Sender => "the sender",
                    Step::Recipient => "the recipient",
                    Step::Accepted => "the message",
                };
                format!("the mail server refuses {what} ({answer})")
            }
        };
        f.write_str(&sentence)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_what_a_server_offers_only_names_of_ways_are_told() {
        let offered = [
            "CRAM-MD5",
            "<EVIL>",
            "ADA@EXAMPLE.ORG",
            "A_2",
            "",
            &"X".repeat(21),
        ];
        let told = |offered: &[&str]| {
            let offered: Vec<_> = offered.iter().map(|way| (*way).to_owned()).collect();
            Trouble::new(Step::SignedIn, Why::no_way(&offered)).to_string()
        };
        let said = told(&offered);
        assert!(said.ends_with("but CRAM-MD5, A_2"), "{said}");
        let said = told(&["WAY"; 30]);
        assert_eq!(said.matches("WAY").count(), 10, "{said}");
        assert!(told(&["a@b"]).ends_with("no way of signing in"));
    }
}
