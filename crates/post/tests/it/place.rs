//! What the tests send, and to whom.

use std::path::Path;
use std::time::Duration;

use domain::{Language, Secret, Timestamp};
use door::outbox::{Channel, Letter, Undelivered};
use post::settings::Outgoing;
use post::smtp::{Encryption, Login, Patience, Proof};
use post::{Frame, Line, Mail, Mailbox, Server};
use rustls::RootCertStore;
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject;
use testing::mail::{PASSWORD, USER};

/// A server on this machine whose certificate is that one.
pub fn server(port: u16, encryption: Encryption, certificate: &Path) -> Server {
    let mut roots = RootCertStore::empty();
    let trusted = CertificateDer::from_pem_file(certificate).unwrap();
    roots.add(trusted).unwrap();
    Server {
        host: "localhost".to_owned(),
        port,
        encryption,
        tls: post::tls::Tls::trusting(roots),
        login: None,
        helo: "id.example.org".to_owned(),
        patience: Patience::default(),
    }
}

/// The same for somebody who isn't waited for.
pub fn hasty(server: Server) -> Server {
    let short = Duration::from_millis(300);
    let patience = Patience {
        connect: Duration::from_secs(5),
        tls: short,
        greeting: short,
        command: short,
        data: short,
    };
    Server { patience, ..server }
}

/// The same with the user who may sign in at Exim.
pub fn signed_in(server: Server) -> Server {
    let password = Secret::new(PASSWORD.to_owned());
    let login = Login {
        user: USER.to_owned(),
        proof: Proof::Password(password),
    };
    Server {
        login: Some(login),
        ..server
    }
}

pub fn frame() -> Frame {
    Frame {
        from: Mailbox::read("Räksmörgås & Söner 🙂 <id@example.org>").unwrap(),
        reply_to: Some(Mailbox::read("\"Help, desk\" <help@example.org>").unwrap()),
        site: Line::of("Räksmörgås"),
        support: Line::of("Ring Åsa på 012-34 56."),
        origin: "https://id.example.org".to_owned(),
        host: "id.example.org".to_owned(),
    }
}

pub fn mail(server: Server) -> std::sync::Arc<Mail> {
    of((2, 1), server)
}

/// Mail by that server, over so many connections at once, of which so many are kept.
pub fn of(connections: (usize, usize), server: Server) -> std::sync::Arc<Mail> {
    Mail::new(Outgoing {
        server,
        frame: frame(),
        signer: None,
        connections,
    })
}

pub fn letter(to: &str, subject: &str, text: &str) -> Letter {
    Letter {
        id: format!("id-{}", subject.len() + text.len()),
        made: Timestamp::from_seconds(2_000_000_000),
        to: "ada".to_owned(),
        address: Some(to.to_owned()),
        language: Language::FIRST,
        subject: subject.to_owned(),
        text: Secret::new(text.to_owned()),
        report: String::new(),
    }
}

/// What comes of sending: nothing, or whether it is for good, and why.
pub async fn sent(mail: &Mail, letter: &Letter) -> Result<(), (bool, String)> {
    match mail.send(letter).await {
        Ok(()) => Ok(()),
        Err(Undelivered::Later(why)) => Err((false, why)),
        Err(Undelivered::Never(why)) => Err((true, why)),
    }
}
