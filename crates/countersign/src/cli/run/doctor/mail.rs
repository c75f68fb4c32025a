//! Whether the mail server takes our sign-in, without a message being sent, and what the domain's owner says of its
//! mail in the DNS.

use domain::setting::Settings;
use post::dns::Resolvers;
use post::records::{self, Record, State};
use post::settings::Outgoing;
use post::smtp::{Session, Trouble, Unwatched};

use super::super::mail::{provider, remedy};
use super::check::{Check, sentence};
use crate::accepted::{self, Accepted};
use crate::data::Data;
use crate::wiring::{self, Nature};

const MAIL: &str = "mail";
const RECORDS: &str = "mail-records";

pub(super) async fn inspect(settings: &Settings, data: &Data, nature: &Nature) -> Vec<Check> {
    let set = match wiring::outgoing(settings) {
        Ok(Some(set)) => set,
        Ok(None) => {
            return vec![Check::ok(
                MAIL,
                "No mail server is set: nobody is told anything by mail.",
            )];
        }
        Err(fault) => return vec![Check::wrong(MAIL, sentence(fault), "Change that setting.")],
    };
    let asked = match Session::open(&set.server, &mut Unwatched).await {
        Ok(session) => {
            session.end().await;
            Ok(())
        }
        Err(trouble) => Err(trouble),
    };
    vec![
        server(&set, asked, accepted::read(data)),
        published(&set, nature).await,
    ]
}

fn server(set: &Outgoing, asked: Result<(), Trouble>, accepted: Option<Accepted>) -> Check {
    let name = format!("{:?}", set.server);
    match asked {
        Err(trouble) => Check::wrong(
            MAIL,
            format!("{}.", remedy::finding(&trouble)),
            remedy::of(&trouble, &set.server),
        ),
        Ok(()) if accepted.is_some_and(|one| one.server == name) => Check::ok(
            MAIL,
            format!("{name} lets us in, and has taken a test message before."),
        ),
        Ok(()) => Check::warning(
            MAIL,
            format!("{name} lets us in, but no test message was ever sent by it from here."),
            "Run \"countersign mail test --to ADDRESS\".",
        ),
    }
}

async fn published(set: &Outgoing, nature: &Nature) -> Check {
    let (resolvers, mut found) = (Resolvers::of_the_system(), Vec::new());
    let senders = provider::senders(&set.server.host);
    let domain = set.frame.sender().domain();
    for record in records::wanted(domain, &senders, set.signer.as_ref()) {
        let state = records::ask(&record, &resolvers, &*nature.random).await;
        found.push((record, state));
        // Nobody waits for a resolver that is silent once for each.
        if state == State::Unknown {
            break;
        }
    }
    judge(domain, &found)
}

/// What these records are for.
fn kinds(all: &[&Record]) -> String {
    let kinds: Vec<_> = all.iter().map(|record| record.kind).collect();
    kinds.join(", ")
}

fn judge(domain: &str, found: &[(Record, State)]) -> Check {
    let are = |state| {
        found
            .iter()
            .filter(move |(_, own)| *own == state)
            .map(|(record, _)| record)
    };
    let lines = |all: &[&Record]| {
        all.iter()
            .map(|record| record.line())
            .collect::<Vec<_>>()
            .join("; ")
    };
    let (absent, other): (Vec<_>, Vec<_>) =
        (are(State::Absent).collect(), are(State::Other).collect());
    if are(State::Unknown).next().is_some() {
        return Check::ok(
            RECORDS,
            "Skipped, because no resolver of /etc/resolv.conf says what the DNS has.",
        );
    }
    if !other.is_empty() {
        return Check::wrong(
            RECORDS,
            format!("The DNS of {domain} has another key than mail.dkim.key."),
            format!("Publish this one: {}.", lines(&other)),
        );
    }
    if !absent.is_empty() {
        return Check::warning(
            RECORDS,
            format!(
                "The DNS of {domain} has no record for: {}. Many receivers want it.",
                kinds(&absent)
            ),
            format!(
                "Add, or have your mail host say what it wants: {}.",
                lines(&absent)
            ),
        );
    }
    let (there, long): (Vec<_>, Vec<_>) =
        (are(State::There).collect(), are(State::TooLong).collect());
    let has = format!("The DNS of {domain} has records for: {}.", kinds(&there));
    let more = format!(
        "What the DNS of {domain} has is too long for this check: {}.",
        kinds(&long)
    );
    Check::ok(
        RECORDS,
        match (there.is_empty(), long.is_empty()) {
            (_, true) => has,
            (true, false) => more,
            (false, false) => format!("{has} {more}"),
        },
    )
}

#[cfg(test)]
mod tests {
    use super::super::check::State as Found;
    use super::*;

    #[test]
    fn what_the_dns_lacks_is_told_with_the_line_to_add() {
        let [spf, dmarc] = records::wanted("example.org", "a:mail.example.org", None)
            .try_into()
            .unwrap();
        let dkim = Record {
            kind: "DKIM",
            name: "s._domainkey.example.org".to_owned(),
            text: "v=DKIM1; p=x".to_owned(),
        };
        for (found, state, says) in [
            (
                vec![(&spf, State::There), (&dmarc, State::There)],
                Found::Ok,
                "SPF, DMARC.",
            ),
            (
                vec![(&spf, State::There), (&dmarc, State::Absent)],
                Found::Warning,
                "for: DMARC.",
            ),
            (
                vec![(&spf, State::Absent), (&dkim, State::Other)],
                Found::Wrong,
                "another key",
            ),
            (vec![(&spf, State::Unknown)], Found::Ok, "Skipped"),
            (
                vec![(&spf, State::TooLong), (&dmarc, State::There)],
                Found::Ok,
                "for: DMARC. What the DNS of example.org has is too long for this check: SPF.",
            ),
            (
                vec![(&spf, State::TooLong), (&dmarc, State::Absent)],
                Found::Warning,
                "for: DMARC.",
            ),
        ] {
            let found: Vec<_> = found
                .into_iter()
                .map(|(record, state)| (record.clone(), state))
                .collect();
            let check = judge("example.org", &found);
            assert_eq!(check.state, state, "{check:?}");
            assert!(check.finding.contains(says), "{check:?}");
        }
        let check = judge("example.org", &[(dmarc, State::Absent)]);
        assert!(
            check
                .remedy
                .unwrap()
                .contains("_dmarc.example.org. IN TXT \"v=DMARC1; p=none\"")
        );
    }
}
