//! What a set-up says of the domain's records in the DNS. A domain has one record of who may send its mail: where it
//! is there already, a second would make both void (RFC 7208 §4.5).

use domain::Random;
use post::dns::Resolvers;
use post::records::{self, Record, State};
use post::settings::Outgoing;

use crate::cli::Stopped;
use crate::cli::run::At;

/// Says what to add.
pub(super) async fn say(
    set: &Outgoing,
    senders: &str,
    random: &dyn Random,
    at: &mut At<'_>,
) -> Result<(), Stopped> {
    at.say("Records for the DNS, unless it has them:")?;
    let resolvers = Resolvers::of_the_system();
    let domain = set.frame.sender().domain();
    for record in records::wanted(domain, senders, set.signer.as_ref()) {
        let state = match record.kind {
            "SPF" => records::ask(&record, &resolvers, random).await,
            _ => State::Absent,
        };
        at.say(&format!("  {}", advice(&record, senders, state)))?;
    }
    Ok(())
}

/// What to do about one that stands so.
fn advice(record: &Record, senders: &str, state: State) -> String {
    let line = record.line();
    let name = &record.name;
    match state {
        State::Absent => line,
        State::There | State::Other => {
            format!(
                "Add {senders} to the {} record of {name}, behind v=spf1.",
                record.kind
            )
        }
        State::Unknown | State::TooLong => {
            format!("{line} (or add {senders} to the one that {name} has: there can be only one)")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_whole_record_is_shown_only_where_there_is_none() {
        let senders = "include:_spf.example.net";
        let [spf, _] = records::wanted("example.org", senders, None)
            .try_into()
            .unwrap();
        let whole = "example.org. IN TXT \"v=spf1 include:_spf.example.net ~all\"";
        assert_eq!(advice(&spf, senders, State::Absent), whole);
        let there = advice(&spf, senders, State::There);
        assert!(
            there.contains("Add include:_spf.example.net to the SPF record of example.org"),
            "{there}"
        );
        assert!(!there.contains("~all"), "{there}");
        let unknown = advice(&spf, senders, State::Unknown);
        assert!(
            unknown.starts_with(whole) && unknown.contains("only one"),
            "{unknown}"
        );
    }
}
