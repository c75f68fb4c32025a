//! Hosts that many have their mail at: where their server is, and what they want for a password.

/// A host of mail.
#[derive(Debug)]
pub(super) struct Provider {
    /// Its word on the command line.
    pub word: &'static str,
    pub name: &'static str,
    pub server: &'static str,
    pub port: u16,
    pub tls: &'static str,
    /// What SPF says of its servers.
    pub senders: &'static str,
    /// What is to be known of its passwords.
    pub hint: &'static str,
}

const fn provider(
    (word, name): (&'static str, &'static str),
    (server, port, tls): (&'static str, u16, &'static str),
    senders: &'static str,
    hint: &'static str,
) -> Provider {
    Provider {
        word,
        name,
        server,
        port,
        tls,
        senders,
        hint,
    }
}

/// By TLS from the first byte, or after STARTTLS.
const TLS: (u16, &str) = (465, "tls");
const STARTTLS: (u16, &str) = (587, "starttls");

/// All that are known.
pub(super) const ALL: [Provider; 10] = [
    provider(
        ("google", "Gmail, Google Workspace"),
        ("smtp.gmail.com", TLS.0, TLS.1),
        "include:_spf.google.com",
        "Google takes an app password alone: turn on 2-Step Verification, then make one under \"App passwords\" of the \
         account.",
    ),
    provider(
        ("icloud", "iCloud"),
        ("smtp.mail.me.com", STARTTLS.0, STARTTLS.1),
        "include:icloud.com",
        "Apple takes an app-specific password alone: make one under \"Sign-In and Security\" of the account.",
    ),
    provider(
        ("microsoft", "Microsoft 365"),
        ("smtp.office365.com", STARTTLS.0, STARTTLS.1),
        "include:spf.protection.outlook.com",
        "Microsoft takes passwords only where the organisation still allows it; else it takes a token, which a program \
         of yours prints.",
    ),
    provider(
        ("fastmail", "Fastmail"),
        ("smtp.fastmail.com", TLS.0, TLS.1),
        "include:spf.messagingengine.com",
        "Fastmail takes an app password alone: make one under \"Privacy & Security\" that may use SMTP.",
    ),
    provider(
        ("proton", "Proton Mail"),
        ("smtp.protonmail.ch", STARTTLS.0, STARTTLS.1),
        "include:_spf.protonmail.ch",
        "Proton takes an SMTP token as the password: make one under \"IMAP/SMTP\" for an address of your own domain.",
    ),
    provider(
        ("mailbox", "mailbox.org"),
        ("smtp.mailbox.org", TLS.0, TLS.1),
        "include:mailbox.org",
        "Where the account has two-factor authentication, make a password for this program under \"App passwords\".",
    ),
    provider(
        ("migadu", "Migadu"),
        ("smtp.migadu.com", TLS.0, TLS.1),
        "include:spf.migadu.com",
        "The password is the mailbox's own, not the administrator's.",
    ),
    provider(
        ("mailgun", "Mailgun"),
        ("smtp.mailgun.org", TLS.0, TLS.1),
        "include:mailgun.org",
        "User and password stand under \"SMTP credentials\" of the domain. In the EU the server is smtp.eu.mailgun.org.",
    ),
    provider(
        ("postmark", "Postmark"),
        ("smtp.postmarkapp.com", STARTTLS.0, STARTTLS.1),
        "include:spf.mtasv.net",
        "The server's API token is both user and password.",
    ),
    provider(
        ("brevo", "Brevo"),
        ("smtp-relay.brevo.com", STARTTLS.0, STARTTLS.1),
        "include:spf.brevo.com",
        "The password is an SMTP key, from \"SMTP & API\".",
    ),
];

/// The word for a host that isn't known.
pub(super) const OTHER: &str = "other";

/// One by its word, or by its number in the list, which begins at 1; nothing for another host.
pub(super) fn find(answer: &str) -> Result<Option<&'static Provider>, String> {
    let answer = answer.trim().to_lowercase();
    let number = answer.parse::<usize>().ok().and_then(|n| n.checked_sub(1));
    let other = number == Some(ALL.len()) || answer == OTHER;
    let found = ALL
        .iter()
        .enumerate()
        .find(|(at, one)| one.word == answer || number == Some(*at));
    match found {
        Some((_, provider)) => Ok(Some(provider)),
        None if other => Ok(None),
        None => {
            let words: Vec<_> = ALL.iter().map(|one| one.word).collect();
            Err(format!("must be one of {} or {OTHER}.", words.join(", ")))
        }
    }
}

impl Provider {
    /// Whether it takes tokens in place of passwords.
    pub(super) fn takes_tokens(&self) -> bool {
        self.word == "microsoft"
    }
}

/// What SPF says of a server: as its host has it, where that is known, and else by its name.
pub(in crate::cli::run) fn senders(server: &str) -> String {
    let server = server.to_ascii_lowercase();
    // A host's servers elsewhere send for the same domains, as smtp.eu.mailgun.org.
    let of_it = |one: &&Provider| {
        let mut dots = one.server.rmatch_indices('.').map(|(at, _)| at);
        let domain = dots.nth(1).and_then(|at| one.server.get(at..));
        domain.is_some_and(|domain| server.ends_with(domain))
    };
    let known = ALL.iter().find(of_it).map(|one| one.senders.to_owned());
    known.unwrap_or_else(|| format!("a:{server}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_known_hosts_servers_are_what_it_says_they_are() {
        for one in &ALL {
            assert_eq!(senders(one.server), one.senders);
        }
        for (server, says) in [
            ("smtp.eu.mailgun.org", "include:mailgun.org"),
            ("SMTP.Gmail.com", "include:_spf.google.com"),
            ("mail.example.org", "a:mail.example.org"),
            ("notgmail.com", "a:notgmail.com"),
            ("localhost", "a:localhost"),
        ] {
            assert_eq!(senders(server), says);
        }
    }

    #[test]
    fn a_host_is_found_by_word_or_number() {
        assert_eq!(find("Google").unwrap().unwrap().server, "smtp.gmail.com");
        assert_eq!(find("2").unwrap().unwrap().word, "icloud");
        for other in ["other", "11"] {
            assert!(find(other).unwrap().is_none());
        }
        for wrong in ["", "0", "12", "example"] {
            assert!(find(wrong).unwrap_err().contains("fastmail"), "{wrong}");
        }
        for one in &ALL {
            assert!(
                matches!((one.port, one.tls), (465, "tls") | (587, "starttls")),
                "{one:?}"
            );
            assert!(
                one.hint.ends_with('.') && one.senders.starts_with("include:"),
                "{one:?}"
            );
        }
    }
}
