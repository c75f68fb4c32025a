//! Settings that are each right and together can't mean what they say: refused, or told at start.

use door::Misfit;

use super::{Checked, Loaded};

/// Looks for it.
///
/// # Errors
/// The first that is found.
pub(super) fn check(loaded: &Loaded) -> Result<(), Misfit> {
    sessions(loaded)
}

/// A session that is over can't be ended for being unused.
fn sessions(loaded: &Loaded) -> Result<(), Misfit> {
    let (idle, longest) = ("sessions.idle_minutes", "sessions.longest_hours");
    let number = |key: &str| loaded.settings.number(key);
    let preset = match loaded.settings.text("sessions.preset") {
        "aal2" => 24,
        _ => 720,
    };
    let hours = number(longest).unwrap_or(preset);
    let most = hours.saturating_mul(60);
    match number(idle) {
        Some(minutes) if loaded.is_set(idle) && minutes > most => {
            let why = format!(
                "is {minutes}, but \"{longest}\" is {hours}, which is {most} minutes: make that longer, or this \
                 {most} at most."
            );
            Err(Misfit { key: idle, why })
        }
        _ => Ok(()),
    }
}

/// What works, and perhaps isn't meant: one sentence each, as what is, a colon, and what to do.
pub(crate) fn doubts(checked: &Checked) -> Option<String> {
    let listen = checked.metrics_listen.as_ref()?;
    (!listen.is_here()).then(|| {
        format!(
            "\"metrics_listen\" is {listen}, so that whoever reaches this machine can read how its people sign in: \
             name an address of this machine, as 127.0.0.1:8233, or let a firewall keep all but Prometheus out"
        )
    })
}

#[cfg(test)]
mod tests {
    use super::super::Checked;
    use super::super::tests::Folder;
    use super::*;

    #[test]
    fn what_can_not_be_meant_is_refused_with_the_way_on() {
        for (text, sentence) in [
            (
                "sessions = { idle_minutes = 1441, longest_hours = 24 }",
                "\"sessions.idle_minutes\" is 1441, but \"sessions.longest_hours\" is 24, which is 1440 minutes",
            ),
            (
                "sessions = { preset = \"aal2\", idle_minutes = 1441 }",
                "\"sessions.idle_minutes\" is 1441",
            ),
            (
                "sessions.idle_minutes = 43201",
                "is 720, which is 43200 minutes",
            ),
            (
                "passkey.second_factor_groups = [\"staff\"]",
                "\"passkey.second_factor_groups\" says nothing without \"passkey.second_factor\" = \"required\"",
            ),
        ] {
            let loaded = Folder::with(text).load(&[], &[]).unwrap();
            let said = Checked::of(&loaded).unwrap_err().to_string();
            assert!(
                said.starts_with("countersign.toml, line 1: ") && said.contains(sentence),
                "{said}"
            );
        }
        for text in [
            "sessions = { idle_minutes = 1440, longest_hours = 24 }",
            // The default of the one is shortened by the other, and nobody wrote it.
            "sessions.longest_hours = 24",
            "sessions = { browser_hours = 12, longest_hours = 8 }",
            "passkey = { second_factor = \"required\", second_factor_groups = [\"staff\"] }",
            "passkey.second_factor_groups = []",
        ] {
            let loaded = Folder::with(text).load(&[], &[]).unwrap();
            Checked::of(&loaded).unwrap();
        }
    }

    #[test]
    fn metrics_that_others_reach_are_told() {
        for (listen, told) in [
            ("127.0.0.1:8233", false),
            ("[::1]:0", false),
            ("localhost:8233", false),
            ("", false),
            ("0.0.0.0:8233", true),
            ("[::]:8233", true),
            ("192.0.2.7:8233", true),
        ] {
            let text = format!("metrics_listen = \"{listen}\"");
            let loaded = Folder::with(&text).load(&[], &[]).unwrap();
            let said = doubts(&Checked::of(&loaded).unwrap());
            assert_eq!(said.is_some(), told, "{said:?}");
        }
    }
}
