//! A message as it goes over the wire: a letter's text twice, plain and as a page, beneath headers that say what
//! it is (RFC 5322, RFC 2045). Whatever it is made of, it is short lines of ASCII, but for an address with other
//! letters.

mod body;
mod header;
mod html;
mod inert;

use domain::{Fault, Language, Secret, Timestamp};
use jiff::fmt::rfc2822;

use crate::dkim::Signer;
use crate::{Address, Frame, Line};

/// What a message is made of, beside what all of the site's have in common.
#[derive(Debug)]
pub struct Message {
    /// What `Message-ID` begins with: the same each time that it is sent.
    pub id: String,
    /// When what it tells of happened: the same each time, too.
    pub made: Timestamp,
    pub to: Address,
    pub language: Language,
    pub subject: Line,
    pub text: Secret<String>,
}

/// A message as it goes over the wire, and to whom.
#[derive(Debug)]
pub struct Written {
    pub sender: Address,
    pub recipient: Address,
    /// Headers and body, with CRLF at the end of each line; dots aren't doubled yet.
    pub bytes: Secret<Vec<u8>>,
}

impl Message {
    /// Writes it, signed where there is something to sign with.
    ///
    /// # Errors
    /// The page can't be drawn, or what it is signed with fails.
    pub fn write(&self, frame: &Frame, signer: Option<&Signer>) -> Result<Written, Fault> {
        let boundary = format!("=_{}", self.token());
        let (headers, body) = (
            self.headers(frame, &boundary)?,
            self.body(frame, &boundary)?,
        );
        let mut bytes = Vec::new();
        if let Some(signer) = signer {
            bytes.extend(
                signer
                    .header(&headers, body.expose(), self.made)?
                    .into_bytes(),
            );
        }
        bytes.extend_from_slice(headers.as_bytes());
        bytes.extend_from_slice(b"\r\n");
        bytes.extend_from_slice(body.expose().as_bytes());
        Ok(Written {
            sender: frame.sender().clone(),
            recipient: self.to.clone(),
            bytes: Secret::new(bytes),
        })
    }

    /// The id, of letters that may stand in a header and a boundary.
    fn token(&self) -> String {
        let fits = |c: &char| c.is_ascii_alphanumeric() || "-_".contains(*c);
        self.id.chars().filter(fits).take(40).collect()
    }

    fn headers(&self, frame: &Frame, boundary: &str) -> Result<String, Fault> {
        let seconds = self.made.seconds();
        let date = jiff::Timestamp::from_second(seconds)
            .and_then(|at| {
                rfc2822::to_string(&jiff::ZonedDateTime::new(at, jiff::tz::TimeZone::UTC))
            })
            .map_err(|error| Fault::because("the date of a message", &error))?;
        let subject = inert_subject(&self.subject, frame);
        let mut all = header::plain("Date", &date);
        all += &header::mailbox("From", &frame.from);
        if let Some(reply_to) = &frame.reply_to {
            all += &header::mailbox("Reply-To", reply_to);
        }
        all += &header::plain("To", self.to.as_str());
        all += &header::text("Subject", &subject);
        all += &header::plain(
            "Message-ID",
            &format!("<{}@{}>", self.token(), domain_of(&frame.host)),
        );
        // So that no machine answers, and no list takes it in (RFC 3834 §5).
        all += &header::plain("Auto-Submitted", "auto-generated");
        all += &header::plain("Content-Language", self.language.tag());
        all += &header::plain("MIME-Version", "1.0");
        all += &header::plain("Content-Type", "multipart/alternative;");
        // A line of its own: with a long id it would be too long for one.
        all.truncate(all.len().saturating_sub(2));
        all += &format!("\r\n boundary=\"{boundary}\"\r\n");
        Ok(all)
    }

    fn body(&self, frame: &Frame, boundary: &str) -> Result<Secret<String>, Fault> {
        let text = self.text.expose();
        let page = html::page(frame, self.language.tag(), &self.subject, text)?;
        let mut all = String::new();
        for (kind, part) in [("plain", self.plain(frame)), ("html", page)] {
            let (how, part) = body::encoded(&part);
            all += &format!(
                "--{boundary}\r\nContent-Type: text/{kind}; charset=utf-8\r\n\
                 Content-Transfer-Encoding: {how}\r\n\r\n{part}\r\n"
            );
        }
        all += &format!("--{boundary}--\r\n");
        Ok(Secret::new(all))
    }

    /// The text, and beneath it the site and whom to ask, as mail programs know a signature.
    fn plain(&self, frame: &Frame) -> String {
        let text = self.text.expose().trim_end();
        let lines = text.lines().map(|line| inert::line(line, &frame.origin));
        let mut all: Vec<_> = lines.collect();
        all.extend([
            String::new(),
            "-- ".to_owned(),
            frame.site.as_str().to_owned(),
        ]);
        all.push(frame.support.as_str().to_owned());
        all.join("\n").trim_end().to_owned()
    }
}

/// A subject in which nothing is a link but the site's own name.
fn inert_subject(subject: &Line, frame: &Frame) -> Line {
    let (text, site) = (subject.as_str(), frame.site.as_str());
    let rest = text.strip_prefix(site).filter(|_| !site.is_empty());
    match rest {
        Some(rest) => Line::of(&format!("{site}{}", inert::line(rest, &frame.origin))),
        None => Line::of(&inert::line(text, &frame.origin)),
    }
}

/// A host as it stands in a `Message-ID`: one that is a number stands in brackets (RFC 5322 §3.6.4).
fn domain_of(host: &str) -> String {
    match host.parse::<std::net::Ipv4Addr>() {
        Ok(_) => format!("[{host}]"),
        Err(_) => host.to_owned(),
    }
}

#[cfg(test)]
mod tests;
