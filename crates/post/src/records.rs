//! What a domain's owner says in the DNS of its mail, without which many receivers take it for somebody else's:
//! who may send it (SPF, RFC 7208), by which keys it is signed (DKIM), and what holds where neither fits (DMARC,
//! RFC 7489).

use domain::Random;

use crate::Signer;
use crate::dns::{Resolvers, Unheard};

/// How a record stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    There,
    Absent,
    /// Another one is there: of another key.
    Other,
    /// No resolver says what is there.
    Unknown,
    /// What is there is too long for this check.
    TooLong,
}

impl From<Unheard> for State {
    fn from(why: Unheard) -> Self {
        match why {
            Unheard::Silent => Self::Unknown,
            Unheard::TooLong => Self::TooLong,
        }
    }
}

/// A record: what it is for, where it belongs, and what may stand there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    /// `SPF`, `DKIM` or `DMARC`.
    pub kind: &'static str,
    pub name: String,
    pub text: String,
}

impl Record {
    /// As a line of a zone's file; a long text stands in pieces (RFC 1035 §3.3).
    pub fn line(&self) -> String {
        let letters: Vec<char> = self.text.chars().collect();
        let pieces = letters
            .chunks(250)
            .map(|piece| format!("\"{}\"", piece.iter().collect::<String>()));
        format!(
            "{}. IN TXT {}",
            self.name,
            pieces.collect::<Vec<_>>().join(" ")
        )
    }
}

/// The records that a domain should have whose mail goes out by this server. `senders` is what SPF says of it, as
/// `include:_spf.example.net`.
pub fn wanted(domain: &str, senders: &str, signer: Option<&Signer>) -> Vec<Record> {
    let mut all = vec![Record {
        kind: "SPF",
        name: domain.to_owned(),
        text: format!("v=spf1 {senders} ~all"),
    }];
    all.extend(signer.map(|signer| Record {
        kind: "DKIM",
        name: signer.name(),
        text: signer.record(),
    }));
    all.push(Record {
        kind: "DMARC",
        name: format!("_dmarc.{domain}"),
        text: "v=DMARC1; p=none".to_owned(),
    });
    all
}

/// How a record stands.
pub async fn ask(record: &Record, resolvers: &Resolvers, random: &dyn Random) -> State {
    let begins = match record.kind {
        "SPF" => "v=spf1",
        "DMARC" => "v=DMARC1",
        _ => return key(record, resolvers, random).await,
    };
    // What holds for a domain's names may stand at the domain alone (RFC 7489 §6.6.3).
    let names = match record.kind {
        "DMARC" => above(&record.name),
        _ => vec![record.name.clone()],
    };
    for name in names {
        match resolvers.texts(&name, random).await {
            Err(why) => return why.into(),
            Ok(texts) if texts.iter().any(|text| text.starts_with(begins)) => {
                return State::There;
            }
            Ok(_) => {}
        }
    }
    State::Absent
}

async fn key(record: &Record, resolvers: &Resolvers, random: &dyn Random) -> State {
    let published = |text: &str| {
        let tags = text.split(';').map(str::trim);
        let mut keys = tags.filter_map(|tag| tag.strip_prefix("p="));
        let key = keys.next()?;
        Some(
            key.chars()
                .filter(|c| !c.is_whitespace())
                .collect::<String>(),
        )
    };
    match resolvers.texts(&record.name, random).await {
        Err(why) => why.into(),
        Ok(texts) => {
            let keys: Vec<_> = texts.iter().filter_map(|text| published(text)).collect();
            match (
                keys.is_empty(),
                keys.iter()
                    .any(|key| published(&record.text).as_ref() == Some(key)),
            ) {
                (true, _) => State::Absent,
                (_, true) => State::There,
                _ => State::Other,
            }
        }
    }
}

/// `_dmarc.a.example.org`, and `_dmarc.example.org`.
fn above(name: &str) -> Vec<String> {
    let domain = name.trim_start_matches("_dmarc.");
    let labels: Vec<_> = domain.split('.').collect();
    let most = labels.len().saturating_sub(1).max(1);
    (0..most)
        .map(|skip| {
            format!(
                "_dmarc.{}",
                labels
                    .iter()
                    .skip(skip)
                    .copied()
                    .collect::<Vec<_>>()
                    .join(".")
            )
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_record_is_a_line_of_a_zone() {
        let [spf, dmarc] = &wanted("example.org", "a:mail.example.org", None)[..] else {
            panic!("two");
        };
        assert_eq!(
            spf.line(),
            "example.org. IN TXT \"v=spf1 a:mail.example.org ~all\""
        );
        assert_eq!(
            dmarc.line(),
            "_dmarc.example.org. IN TXT \"v=DMARC1; p=none\""
        );
        let long = Record {
            kind: "DKIM",
            name: "s._domainkey.example.org".to_owned(),
            text: "x".repeat(400),
        };
        let pieces: Vec<_> = long.line().split('"').map(str::len).collect();
        assert_eq!(pieces[1..], [250, 1, 150, 0]);
        assert_eq!(
            above("_dmarc.a.b.example.org"),
            [
                "_dmarc.a.b.example.org",
                "_dmarc.b.example.org",
                "_dmarc.example.org"
            ]
        );
    }
}
