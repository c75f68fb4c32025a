//! A connection to a mail server on which messages are handed over, from its opening to its end. Each step has a
//! time of its own, and each that fails says which one it was.

use std::future::Future;
use std::io::Error;
use std::time::Duration;

use rustls::pki_types::ServerName;
use tokio::time::timeout;

use super::auth::{self, Proof};
use super::connect::connect;
use super::echo::says_back;
use super::offers::Offers;
use super::reply::Reply;
use super::trouble::{Trouble, Why};
use super::wire::{Wire, is_garbled};
use super::{Encryption, Server, Step, Watch};
use crate::message::Written;
use crate::tls::{chain, no_tls};

/// A connection that was opened, and on which nothing is under way.
pub struct Session {
    wire: Wire,
    offers: Offers,
    patience: super::Patience,
}

impl Session {
    /// Finds the server, connects, speaks TLS as the settings say, and signs in.
    ///
    /// # Errors
    /// The first step that wasn't made.
    pub async fn open(server: &Server, watch: &mut impl Watch) -> Result<Self, Trouble> {
        let patience = server.patience;
        let stream = connect(server, watch).await?;
        let mut wire = Wire::plain(stream);
        if server.encryption == Encryption::Tls {
            wire = encrypt(wire, server, watch).await?;
        }
        let greeting = step(Step::Greeted, patience.greeting, wire.reply()).await?;
        ok(Step::Greeted, &greeting)?;
        let mut offers = greet(&mut wire, server).await?;
        watch.made(Step::Greeted, "");
        if server.encryption == Encryption::StartTls {
            if !offers.starttls {
                return Err(Trouble::new(Step::Encrypted, Why::NoStartTls));
            }
            let reply = ask(&mut wire, Step::Encrypted, patience.command, "STARTTLS").await?;
            ok(Step::Encrypted, &reply)?;
            wire = encrypt(wire, server, watch).await?;
            // What was offered without TLS may be somebody else's offer (RFC 3207 §4.2).
            offers = greet(&mut wire, server).await?;
        }
        let mut session = Self {
            wire,
            offers,
            patience,
        };
        session.sign_in(server).await?;
        if server.login.is_some() {
            watch.made(Step::SignedIn, "");
        }
        Ok(session)
    }

    async fn sign_in(&mut self, server: &Server) -> Result<(), Trouble> {
        let Some(login) = &server.login else {
            return Ok(());
        };
        let no = |why| Trouble::new(Step::SignedIn, why);
        let way = login.way(&self.offers);
        let way = way.ok_or_else(|| no(Why::no_way(&self.offers.ways)))?;
        let secret = match &login.proof {
            Proof::Password(password) => password.clone(),
            Proof::Token(command) => command.run().await.map_err(|why| no(Why::NoToken(why)))?,
        };
        let lines = auth::lines(way, &login.user, secret.expose());
        for line in &lines {
            let reply = self.ask(Step::SignedIn, line.expose()).await?;
            if reply.code != 334 {
                let told = |trouble| match says_back(&reply, &lines, secret.expose()) {
                    true => Trouble::without_words(trouble),
                    false => trouble,
                };
                return ok(Step::SignedIn, &reply).map_err(told);
            }
        }
        Err(no(Why::NotSmtp))
    }

    /// Hands a message over: whether the server has taken it. What was under way before is forgotten.
    ///
    /// # Errors
    /// It hasn't, or nobody knows whether it has.
    pub async fn send(&mut self, message: &Written, watch: &mut impl Watch) -> Result<(), Trouble> {
        let utf8 = message.recipient.needs_utf8() || message.sender.needs_utf8();
        if utf8 && !self.offers.utf8 {
            return Err(Trouble::new(Step::Recipient, Why::NoUtf8));
        }
        let length = u64::try_from(message.bytes.expose().len()).unwrap_or(u64::MAX);
        if self.offers.size.is_some_and(|most| length > most) {
            return Err(Trouble::new(Step::Accepted, Why::TooLarge));
        }
        let with = if utf8 { " SMTPUTF8 BODY=8BITMIME" } else { "" };
        let from = format!("MAIL FROM:<{}>{with}", message.sender.as_str());
        ok(Step::Sender, &self.ask(Step::Sender, &from).await?)?;
        watch.made(Step::Sender, "");
        let to = format!("RCPT TO:<{}>", message.recipient.as_str());
        ok(Step::Recipient, &self.ask(Step::Recipient, &to).await?)?;
        watch.made(Step::Recipient, "");
        let go_on = self.ask(Step::Accepted, "DATA").await?;
        if go_on.code != 354 {
            return Err(Trouble::refused(Step::Accepted, &go_on));
        }
        let bytes = doubled(message.bytes.expose());
        let exchange = async {
            self.wire.send(&bytes).await?;
            self.wire.reply().await
        };
        let reply = step(Step::Accepted, self.patience.data, exchange).await?;
        ok(Step::Accepted, &reply)?;
        watch.made(Step::Accepted, "");
        Ok(())
    }

    /// Forgets what was begun; an error where the server has ended the connection meanwhile.
    ///
    /// # Errors
    /// It isn't there any more.
    pub async fn reset(&mut self) -> Result<(), Trouble> {
        ok(Step::Greeted, &self.ask(Step::Greeted, "RSET").await?)
    }

    /// Says goodbye, if the server still listens.
    pub async fn end(mut self) {
        drop(self.ask(Step::Accepted, "QUIT").await);
    }

    async fn ask(&mut self, at: Step, command: &str) -> Result<Reply, Trouble> {
        ask(&mut self.wire, at, self.patience.command, command).await
    }
}

async fn encrypt(wire: Wire, server: &Server, watch: &mut impl Watch) -> Result<Wire, Trouble> {
    let no = |why: String| Trouble::new(Step::Encrypted, Why::NoTls(why));
    let host = server.host.as_str();
    let name = ServerName::try_from(host.to_owned()).map_err(|error| no(chain(&error)))?;
    let tls = server.tls.connector().map_err(|error| no(chain(&error)))?;
    match timeout(server.patience.tls, wire.encrypted(tls, name)).await {
        Err(_) => Err(Trouble::new(Step::Encrypted, Why::Silent)),
        Ok(Err(error)) => Err(no(no_tls(&error, host))),
        Ok(Ok(wire)) => {
            watch.made(Step::Encrypted, "");
            Ok(wire)
        }
    }
}

async fn greet(wire: &mut Wire, server: &Server) -> Result<Offers, Trouble> {
    let hello = format!("EHLO {}", server.helo);
    let reply = ask(wire, Step::Greeted, server.patience.command, &hello).await?;
    ok(Step::Greeted, &reply)?;
    Ok(Offers::read(&reply))
}

/// Says one line, and waits for the answer.
async fn ask(wire: &mut Wire, at: Step, patience: Duration, line: &str) -> Result<Reply, Trouble> {
    let line = zeroize::Zeroizing::new(format!("{line}\r\n"));
    let exchange = async {
        wire.send(line.as_bytes()).await?;
        wire.reply().await
    };
    step(at, patience, exchange).await
}

async fn step<T>(
    at: Step,
    patience: Duration,
    work: impl Future<Output = Result<T, Error>>,
) -> Result<T, Trouble> {
    match timeout(patience, work).await {
        Ok(Ok(done)) => Ok(done),
        Ok(Err(error)) if is_garbled(&error) => Err(Trouble::new(at, Why::NotSmtp)),
        Ok(Err(error)) => Err(Trouble::new(at, Why::Broken(broken(&error)))),
        Err(_) => Err(Trouble::new(at, Why::Silent)),
    }
}

fn broken(error: &Error) -> String {
    match error.kind() {
        std::io::ErrorKind::UnexpectedEof => "it ended the connection".to_owned(),
        _ => chain(error),
    }
}

fn ok(at: Step, reply: &Reply) -> Result<(), Trouble> {
    match reply.class() {
        2 => Ok(()),
        _ => Err(Trouble::refused(at, reply)),
    }
}

/// A message as DATA carries it: a dot more before each line that begins with one (RFC 5321 §4.5.2), and the
/// line that ends it.
fn doubled(message: &[u8]) -> zeroize::Zeroizing<Vec<u8>> {
    let dots = message.windows(2).filter(|pair| *pair == b"\n.").count();
    let room = message.len().saturating_add(dots).saturating_add(8);
    let mut out = Vec::with_capacity(room);
    for line in message.split_inclusive(|byte| *byte == b'\n') {
        if line.starts_with(b".") {
            out.push(b'.');
        }
        out.extend_from_slice(line);
    }
    if !out.ends_with(b"\r\n") {
        out.extend_from_slice(b"\r\n");
    }
    out.extend_from_slice(b".\r\n");
    zeroize::Zeroizing::new(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_dot_at_a_lines_beginning_is_doubled() {
        for (message, sent) in [
            ("a\r\n.\r\nb\r\n", "a\r\n..\r\nb\r\n.\r\n"),
            (".a\r\n", "..a\r\n.\r\n"),
            ("a", "a\r\n.\r\n"),
        ] {
            assert_eq!(doubled(message.as_bytes()).as_slice(), sent.as_bytes());
        }
    }
}
