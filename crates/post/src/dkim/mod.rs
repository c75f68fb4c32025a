//! A signature of the site's own over a message (DKIM, RFC 6376), for sites whose mail server makes none: what
//! the domain's owner published a key for, receivers know to be the domain's.

mod canonical;
mod key;

use std::path::Path;

use data_encoding::BASE64;
use domain::{Fault, Timestamp};
use ring::digest::{SHA256, digest};

use key::Key;

/// Which headers are signed. What a message has one of stands once more than it is there, and what it has none of
/// once: so that nobody can add one (RFC 6376 §8.15).
const SIGNED: [&str; 19] = [
    "From",
    "From",
    "To",
    "To",
    "Cc",
    "Subject",
    "Subject",
    "Date",
    "Date",
    "Message-ID",
    "Message-ID",
    "Reply-To",
    "Reply-To",
    "Auto-Submitted",
    "MIME-Version",
    "MIME-Version",
    "Content-Type",
    "Content-Type",
    "Content-Transfer-Encoding",
];

/// What messages are signed with.
#[derive(Debug)]
pub struct Signer {
    domain: String,
    selector: String,
    key: Key,
}

/// Why a key or selector can't be used: half a sentence that goes on after its setting's name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unusable {
    Selector(String),
    Key(String),
}

impl Signer {
    /// Signs for a domain, with the private key in a file: PEM, RSA of 2,048 bits or more, or Ed25519.
    ///
    /// # Errors
    /// The selector is none, or the file holds no such key or can be read by everybody.
    pub fn read(domain: &str, selector: &str, file: &Path) -> Result<Self, Unusable> {
        let label = |label: &str| {
            (1..=63).contains(&label.len())
                && label
                    .bytes()
                    .all(|b| b.is_ascii_alphanumeric() || b == b'-')
        };
        if !selector.split('.').all(label) {
            return Err(Unusable::Selector(
                "must be a name of letters, digits and hyphens, as it stands before ._domainkey in the DNS.".to_owned(),
            ));
        }
        Ok(Self {
            domain: domain.to_owned(),
            selector: selector.to_owned(),
            key: Key::read(file).map_err(Unusable::Key)?,
        })
    }

    /// The name in the DNS that receivers ask.
    pub fn name(&self) -> String {
        format!("{}._domainkey.{}", self.selector, self.domain)
    }

    /// What has to stand there.
    pub fn record(&self) -> String {
        format!(
            "v=DKIM1; k={}; p={}",
            self.key.kind(),
            BASE64.encode(&self.key.published())
        )
    }

    /// The header that signs these, with its line's end. It goes before them.
    pub(crate) fn header(&self, headers: &str, body: &str, at: Timestamp) -> Result<String, Fault> {
        let hash = BASE64.encode(digest(&SHA256, canonical::body(body).as_bytes()).as_ref());
        // On lines that aren't too long.
        let lines: Vec<_> = SIGNED.chunks(6).map(|names| names.join(":")).collect();
        let named = lines.join(":\r\n  ");
        let unsigned = format!(
            "DKIM-Signature: v=1; a={}-sha256; c=relaxed/relaxed; d={};\r\n s={}; t={};\r\n h={named};\r\n bh={hash};\r\n b=",
            self.key.kind(),
            self.domain,
            self.selector,
            at.seconds(),
        );
        let mut signed = canonical::headers(headers, &SIGNED);
        // Itself comes last, without its signature and without its line's end (RFC 6376 §3.7).
        signed += canonical::header(&unsigned).trim_end();
        let signature = BASE64.encode(&self.key.sign(signed.as_bytes())?);
        let mut out = unsigned;
        for (at, letter) in signature.chars().enumerate() {
            if at > 0 && at.checked_rem(70) == Some(0) {
                out.push_str("\r\n ");
            }
            out.push(letter);
        }
        Ok(out + "\r\n")
    }
}
