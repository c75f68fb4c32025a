//! What puts right that a message wasn't taken: a sentence for each step that can fail.

use post::Server;
use post::smtp::{Encryption, Proof, Step, Trouble, Why};

/// What went wrong, as a sentence begins.
pub(in crate::cli::run) fn finding(trouble: &Trouble) -> String {
    let said = trouble.to_string();
    let mut letters = said.chars();
    letters
        .next()
        .map(|first| first.to_uppercase().chain(letters).collect())
        .unwrap_or_default()
}

/// What puts it right.
pub(in crate::cli::run) fn of(trouble: &Trouble, server: &Server) -> String {
    match &trouble.why {
        Why::Nowhere => format!(
            "Check mail.server, and that this machine can look up names: getent hosts {}.",
            server.host
        ),
        Why::NotHere => "Set mail.tls to \"tls\" or \"starttls\", or mail.server to 127.0.0.1 where it is this machine."
            .to_owned(),
        Why::Closed(_) => unreachable_at(server),
        Why::Silent => silent(trouble.step, server),
        Why::Broken(_) => "Look into the mail server's log: it may have closed the door to this machine's address, or \
                           the connection may be cut on the way."
            .to_owned(),
        Why::NotSmtp => "Check mail.server and mail.port: something else answers there.".to_owned(),
        Why::NoTls(why) => no_tls(why, server),
        Why::NoStartTls => "If the server has TLS on port 465, set mail.tls = \"tls\". Where it should offer STARTTLS, a \
                            firewall or virus scanner on the way takes the offer away."
            .to_owned(),
        Why::NoWay(ways) => no_way(ways, server),
        Why::NoToken(_) => {
            "Run the command of mail.token_command by hand, as the user that the server runs as.".to_owned()
        }
        Why::NoUtf8 => "Send to an address with the letters a to z alone, or hand mail to a server that offers SMTPUTF8."
            .to_owned(),
        Why::TooLarge => "Raise the limit for messages on the mail server.".to_owned(),
        Why::Refused { code, status } => refused(trouble.step, *code, *status, server),
    }
}

fn unreachable_at(server: &Server) -> String {
    let other = match server.port {
        25 => {
            "Many networks let nobody out on port 25: set mail.port to 465, or to 587 with mail.tls = \"starttls\"."
        }
        465 => "Or try mail.tls = \"starttls\", which is port 587.",
        _ => "Or try mail.tls = \"tls\", which is port 465.",
    };
    format!("Check mail.port, and that no firewall is in the way. {other}")
}

fn silent(step: Step, server: &Server) -> String {
    match (step, server.encryption, server.port) {
        (Step::Greeted, Encryption::StartTls | Encryption::None, 465) => {
            "Port 465 waits for TLS from the first byte: set mail.tls = \"tls\".".to_owned()
        }
        (Step::Found | Step::Connected, ..) => unreachable_at(server),
        (Step::Greeted | Step::Encrypted, ..) => "Check mail.tls and mail.port: with \"tls\" it is usually 465, with \
                                                  \"starttls\" 587. Else look into the mail server's log."
            .to_owned(),
        _ => "Try again in some minutes, and look into the mail server's log.".to_owned(),
    }
}

/// By the words that [`post::tls::no_tls`] has for it.
fn no_tls(why: &str, server: &Server) -> String {
    let remedies = [
        (
            "speak TLS",
            "Set mail.tls = \"starttls\", which is usually port 587, or mail.port = 465.",
        ),
        (
            "nobody whom",
            "Have the mail server get a certificate from a public issuer, or install its issuer's on this \
                         machine (Debian: into /usr/local/share/ca-certificates, then update-ca-certificates).",
        ),
        ("has expired", "Renew the certificate on the mail server."),
        (
            "isn't valid yet",
            "Set this machine's clock, or wait until the certificate is valid.",
        ),
        (
            "said before TLS",
            "Somebody between this machine and the mail server speaks in its place: find out who.",
        ),
    ];
    if why.contains("other names") {
        return format!(
            "Set mail.server to the name in the server's certificate; it isn't {}.",
            server.host
        );
    }
    let found = remedies.iter().find(|(says, _)| why.contains(says));
    found
        .map_or("Look into the mail server's log.", |(_, remedy)| remedy)
        .to_owned()
}

fn no_way(ways: &[String], server: &Server) -> String {
    let has = |way: &str| ways.iter().any(|own| own == way);
    let by_token = server
        .login
        .as_ref()
        .is_some_and(|login| matches!(login.proof, Proof::Token(_)));
    if ways.is_empty() {
        return "Nobody can sign in on this port: set mail.port to 465, or to 587 with mail.tls = \"starttls\"; or leave \
                out mail.user."
            .to_owned();
    }
    match (by_token, has("XOAUTH2"), has("PLAIN") || has("LOGIN")) {
        (false, true, _) => "Set mail.token_command in place of mail.password.".to_owned(),
        (true, _, true) => "Set mail.password_file in place of mail.token_command.".to_owned(),
        _ => "Have the mail server offer PLAIN or LOGIN within TLS.".to_owned(),
    }
}

fn refused(step: Step, code: u16, status: Option<[u16; 3]>, server: &Server) -> String {
    let domain_rule = matches!(status, Some([_, 7, 20..=30]));
    let later = "The server asks to try again later: do so in some minutes.";
    match step {
        Step::SignedIn if code < 500 => later.to_owned(),
        Step::SignedIn => "Check mail.user and mail.password_file. Many hosts want a password made for this program \
                           (an \"app password\"), or a token (mail.token_command)."
            .to_owned(),
        Step::Found | Step::Connected | Step::Greeted => "Look into the mail server's log: it may keep this machine's \
                                                          address out, or want another name in mail.helo."
            .to_owned(),
        Step::Encrypted => "Look into the mail server's log: its TLS may be set up wrongly.".to_owned(),
        _ if code < 500 => later.to_owned(),
        _ if domain_rule => "Add SPF and DKIM records for the domain of mail.from.".to_owned(),
        Step::Sender => "Set mail.from to an address that this account may send from.".to_owned(),
        Step::Recipient if code == 530 || matches!(status, Some([_, 7, _])) => match server.login {
            Some(_) => "Have the mail server let this account send to other domains, or look into its log.".to_owned(),
            None => "Set mail.user and mail.password_file: the server sends on only for those who sign in.".to_owned(),
        },
        // What many servers say where they don't relay, and of an address that isn't there alike.
        Step::Recipient if status.is_none() && matches!(code, 550 | 553 | 554) => match server.login {
            Some(_) => "Check the address. Where it is right, the mail server may not let this account send to other \
                        domains: look into its log."
                .to_owned(),
            None => "Check the address. Where it is right, the server may send on only for those who sign in: set \
                     mail.user and mail.password_file."
                .to_owned(),
        },
        Step::Recipient => "Check the address.".to_owned(),
        Step::Accepted => "Look into the mail server's log: it has looked at the message and doesn't want it.".to_owned(),
    }
}

#[cfg(test)]
mod tests;
