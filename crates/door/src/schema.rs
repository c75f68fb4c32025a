//! Everything that components bring to the house, in the order of the registry.

use std::sync::LazyLock;

use domain::setting::Setting;
use factors::Registry;
use look::words::Texts;
use store::{Schema, Table};

use crate::account::{emails, groups, members, reserved, table as accounts};
use crate::budget::{addresses, guesses, ladders, spends, streaks};
use crate::device_password::table as device_passwords;
use crate::factor::offers;
use crate::gate::{guests, networks, password_clients};
use crate::link::{invites, set_up};
use crate::policy::site;
use crate::session::{everyone, table as sessions};
use crate::sign_in::pending;
use crate::{audit, config, form_number, jobs, known, new_epoch, outbox};

/// The door's own tables, migrations and statements.
static DOOR: Schema = Schema {
    name: "door",
    tables: &[
        Table {
            name: "site",
            rank: 1,
            sweep: None,
        },
        Table {
            name: "accounts",
            rank: 10,
            sweep: None,
        },
        Table {
            name: "reserved_names",
            rank: 11,
            sweep: Some(reserved::SWEEPER),
        },
        Table {
            name: "emails",
            rank: 12,
            sweep: None,
        },
        Table {
            name: "account_groups",
            rank: 13,
            sweep: None,
        },
        Table {
            name: "members",
            rank: 14,
            sweep: None,
        },
        Table {
            name: "offers",
            rank: 15,
            sweep: None,
        },
        Table {
            name: "known_browsers",
            rank: 45,
            sweep: Some(known::table::SWEEPER),
        },
        Table {
            name: "pending_sign_ins",
            rank: 50,
            sweep: Some(pending::SWEEPER),
        },
        Table {
            name: "set_up_links",
            rank: 51,
            sweep: Some(set_up::SWEEPER),
        },
        Table {
            name: "invites",
            rank: 52,
            sweep: Some(invites::SWEEPER),
        },
        Table {
            name: "sessions",
            rank: 55,
            sweep: Some(sessions::SWEEPER),
        },
        Table {
            name: "device_passwords",
            rank: 56,
            sweep: Some(device_passwords::SWEEPER),
        },
        Table {
            name: "password_clients",
            rank: 59,
            sweep: Some(password_clients::SWEEPER),
        },
        Table {
            name: "ladders",
            rank: 60,
            sweep: Some(ladders::SWEEPER),
        },
        Table {
            name: "address_budgets",
            rank: 61,
            sweep: Some(addresses::SWEEPER),
        },
        Table {
            name: "address_spends",
            rank: 62,
            sweep: Some(spends::SWEEPER),
        },
        Table {
            name: "streaks",
            rank: 63,
            sweep: None,
        },
        Table {
            name: "guesses",
            rank: 64,
            sweep: Some(guesses::SWEEPER),
        },
        Table {
            name: "gate_networks",
            rank: 65,
            sweep: Some(networks::SWEEPER),
        },
        Table {
            name: "outbox",
            rank: 80,
            sweep: Some(outbox::table::SWEEPER),
        },
        Table {
            name: "form_numbers",
            rank: 2,
            sweep: Some(form_number::SWEEPER),
        },
        Table {
            name: "audit_chain",
            rank: 89,
            sweep: None,
        },
        Table {
            name: "events",
            rank: 90,
            sweep: None,
        },
    ],
    migrations: &[
        site::MIGRATION,
        accounts::MIGRATION,
        reserved::MIGRATION,
        emails::MIGRATION,
        groups::MIGRATION,
        members::MIGRATION,
        offers::MIGRATION,
        known::table::MIGRATION,
        pending::MIGRATION,
        set_up::MIGRATION,
        invites::MIGRATION,
        sessions::MIGRATION,
        device_passwords::MIGRATION,
        password_clients::MIGRATION,
        ladders::MIGRATION,
        addresses::MIGRATION,
        spends::MIGRATION,
        streaks::MIGRATION,
        guesses::MIGRATION,
        networks::MIGRATION,
        form_number::MIGRATION,
        audit::table::MIGRATION,
        audit::chain::MIGRATION,
        outbox::table::MIGRATION,
    ],
    statements: &[
        site::ALL,
        accounts::ALL,
        reserved::ALL,
        emails::ALL,
        groups::ALL,
        members::ALL,
        offers::ALL,
        known::table::ALL,
        pending::ALL,
        set_up::ALL,
        invites::ALL,
        new_epoch::ALL,
        sessions::ALL,
        everyone::ALL,
        device_passwords::ALL,
        guests::ALL,
        password_clients::ALL,
        ladders::ALL,
        addresses::ALL,
        spends::ALL,
        streaks::ALL,
        guesses::ALL,
        networks::ALL,
        form_number::ALL,
        audit::table::ALL,
        audit::sealed::ALL,
        audit::chain::ALL,
        outbox::table::ALL,
    ],
};

/// Every schema, parents first.
pub fn schemas() -> &'static [&'static Schema] {
    static ALL: LazyLock<Vec<&'static Schema>> = LazyLock::new(|| {
        let mut all = vec![
            &DOOR,
            &jobs::table::SCHEMA,
            &factors::enrolment::SCHEMA,
            &factors::oath::table::SCHEMA,
        ];
        all.extend(
            Registry::new()
                .iter()
                .map(|factor| factor.component().schema),
        );
        all
    });
    &ALL
}

/// Every setting of the door and its factors.
pub fn settings() -> &'static [&'static [Setting]] {
    static ALL: LazyLock<Vec<&'static [Setting]>> = LazyLock::new(|| {
        let mut all = vec![config::SETTINGS, config::GATE_SETTINGS];
        all.extend(
            Registry::new()
                .iter()
                .map(|factor| factor.component().settings)
                .filter(|rows| !rows.is_empty()),
        );
        all
    });
    &ALL
}

/// The texts of the factors, and those that every part of the house shares.
pub fn texts() -> Vec<Texts> {
    let mut all = vec![
        look::words::TEXTS,
        TEXTS,
        outbox::TEXTS,
        factors::oath::TEXTS,
    ];
    all.extend(
        Registry::new()
            .iter()
            .map(|factor| factor.component().texts),
    );
    all
}

/// The door's own texts: what events are called.
const TEXTS: Texts = Texts {
    component: "event",
    english: include_str!("en.ftl"),
    swedish: include_str!("sv.ftl"),
};
