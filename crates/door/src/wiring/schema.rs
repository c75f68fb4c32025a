//! Everything that components bring to the house, in the order of the registry.

use domain::setting::Setting;
use factors::Registry;
use look::words::Texts;
use store::Schema;

use crate::account::{
    bare, by_link, emails, groups, invites, members, reserved, reset_links, table as accounts,
};
use crate::administration::{everyone, messages};
use crate::budget::{addresses, guesses, ladders, spends, streaks};
use crate::device_password::table as device_passwords;
use crate::factor::offers;
use crate::forgotten::requests;
use crate::gate::{guests, networks, password_clients};
use crate::link::set_up;
use crate::policy::site;
use crate::session::table as sessions;
use crate::sign_in::pending;
use crate::{audit, config, form_number, jobs, known, new_epoch, not_me, outbox};

/// The door's own tables, migrations and statements.
static DOOR: Schema = Schema {
    name: "door",
    tables: &[
        &site::TABLE,
        &form_number::TABLE,
        &accounts::TABLE,
        &reserved::TABLE,
        &emails::TABLE,
        &emails::unconfirmed::TABLE,
        &emails::former::TABLE,
        &outbox::muted::TABLE,
        &outbox::numbers::TABLE,
        &groups::TABLE,
        &members::TABLE,
        &offers::TABLE,
        &known::table::TABLE,
        &pending::TABLE,
        &set_up::TABLE,
        &requests::TABLE,
        &reset_links::TABLE,
        &not_me::links::TABLE,
        &invites::TABLE,
        &sessions::TABLE,
        &device_passwords::TABLE,
        &password_clients::TABLE,
        &ladders::TABLE,
        &addresses::TABLE,
        &spends::TABLE,
        &streaks::TABLE,
        &guesses::TABLE,
        &networks::TABLE,
        &outbox::table::TABLE,
        &outbox::proven::TABLE,
        &outbox::months::TABLE,
        &audit::chain::TABLE,
        &audit::table::TABLE,
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
        emails::unconfirmed::MIGRATION,
        emails::former::MIGRATION,
        outbox::muted::MIGRATION,
        requests::MIGRATION,
        reset_links::MIGRATION,
        not_me::links::MIGRATION,
        outbox::proven::MIGRATION,
        outbox::months::MIGRATION,
        outbox::numbers::MIGRATION,
        bare::MIGRATION,
    ],
    elsewhere: &[
        new_epoch::ALL,
        everyone::ALL,
        messages::ALL,
        outbox::reports::ALL,
        outbox::queue::ALL,
        guests::ALL,
        by_link::ALL,
        bare::ALL,
        audit::sealed::ALL,
    ],
};

/// Every schema, parents first: the door's own, then those of its factors.
pub fn schemas(factors: &Registry) -> Vec<&'static Schema> {
    let shared = [
        &DOOR,
        &jobs::table::SCHEMA,
        &factors::enrolment::SCHEMA,
        &factors::oath::table::SCHEMA,
        &factors::delivered::table::SCHEMA,
    ];
    let own = factors
        .iter()
        .filter_map(|factor| factor.about().component.schema);
    shared.into_iter().chain(own).collect()
}

/// Every setting of the door and its factors.
pub fn settings(factors: &Registry) -> Vec<&'static [Setting]> {
    let own = factors
        .iter()
        .map(|factor| factor.about().component.settings);
    [config::SETTINGS, config::GATE_SETTINGS]
        .into_iter()
        .chain(own.filter(|rows| !rows.is_empty()))
        .collect()
}

/// The texts of the factors, and those that every part of the house shares.
pub fn texts(factors: &Registry) -> Vec<Texts> {
    let shared = [
        look::words::TEXTS,
        TEXTS,
        outbox::TEXTS,
        factors::oath::TEXTS,
        factors::delivered::TEXTS,
    ];
    let own = factors.iter().map(|factor| factor.about().component.texts);
    shared.into_iter().chain(own).collect()
}

/// The door's own texts: what events are called.
pub(crate) const TEXTS: Texts = look::texts!("event");
