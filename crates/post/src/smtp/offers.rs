//! What a server offers, as it answers EHLO (RFC 5321 §4.1.1.1).

use super::reply::Reply;

/// Extensions that matter here.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Offers {
    pub starttls: bool,
    /// Addresses with other letters than ASCII's (RFC 6531).
    pub utf8: bool,
    /// By which ways it takes a user and a proof, in capitals.
    pub ways: Vec<String>,
    /// The largest message it takes, in bytes, where it says so (RFC 1870).
    pub size: Option<u64>,
}

impl Offers {
    pub(super) fn read(reply: &Reply) -> Self {
        let mut offers = Self::default();
        // The first line is its name.
        for line in reply.lines.iter().skip(1) {
            let line = line.to_ascii_uppercase();
            let mut words = line.split_ascii_whitespace();
            match words.next() {
                Some("STARTTLS") => offers.starttls = true,
                Some("SMTPUTF8") => offers.utf8 = true,
                Some("SIZE") => {
                    let size = words.next().and_then(|size| size.parse().ok());
                    offers.size = size.filter(|size| *size > 0);
                }
                Some("AUTH") => offers.ways.extend(words.map(str::to_owned)),
                // As very old servers write it.
                Some(word) => {
                    if let Some(first) = word.strip_prefix("AUTH=") {
                        offers.ways.push(first.to_owned());
                        offers.ways.extend(words.map(str::to_owned));
                    }
                }
                None => {}
            }
        }
        offers
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn offers_are_read_whatever_their_case() {
        let lines = [
            "mail.example.org greets you with STARTTLS",
            "size 35882577",
            "auth login PLAIN XOAUTH2",
            "AUTH=LOGIN",
            "SmtpUtf8",
            "",
        ];
        let reply = Reply {
            code: 250,
            lines: lines.map(str::to_owned).to_vec(),
        };
        let offers = Offers::read(&reply);
        assert!(!offers.starttls && offers.utf8);
        assert_eq!(offers.ways, ["LOGIN", "PLAIN", "XOAUTH2", "LOGIN"]);
        assert_eq!(offers.size, Some(35_882_577));
    }
}
