//! Who may do what upon whom: every verb that isn't only one's own, by everybody, upon everybody; and nobody
//! who loses the right to it at that moment.

use std::collections::BTreeSet;
use std::future::Future;
use std::pin::Pin;

use domain::device_password::Limits;
use domain::ids::MessageId;
use domain::policy::Required;
use domain::{Refusal, Secret, Stop};
use door::administration::{Messages, NewAccount};
use door::{Actor, Door, EmailChange, LiveSession};
use testing::people::*;
use testing::{Engine, Place, at_once, dump, on_both};

use crate::audit::behind;
use crate::outbox::{Does, Kept};
use crate::races::raised;

type Done = Pin<Box<dyn Future<Output = Result<(), Stop>> + Send>>;

/// A verb, upon the account of this name where it is upon one.
struct Tried {
    name: &'static str,
    /// `y` where it may be done: anna upon herself, upon bea, upon the administrator olle; the administrator root
    /// upon herself, upon bea, upon olle; the command line upon bea, upon olle. Of a verb upon the site: anna,
    /// root, the command line.
    may: &'static str,
    /// Whether anything is changed by it.
    changes: bool,
    run: fn(Door, Actor, String) -> Done,
}

macro_rules! tried {
    ($($name:literal $may:literal $changes:literal |$door:ident, $by:ident, $whom:ident| $run:expr;)+) => {
        vec![$(Tried {
            name: $name,
            may: $may,
            changes: $changes,
            run: |$door, $by, $whom| Box::pin(async move {
                let (_, _) = (&$by, &$whom);
                $run.await.map(drop)
            }),
        }),+]
    };
}

const MESSAGES: Messages = Messages {
    sent: true,
    before: None,
    most: 10,
};
const NO_MESSAGE: MessageId = MessageId::from_bytes([9; 16]);

fn new(name: &str) -> NewAccount {
    NewAccount {
        name: format!("{name}-new"),
        ..NewAccount::default()
    }
}

fn password() -> Secret<String> {
    Secret::new("en helt annan mening".into())
}

#[rustfmt::skip]
fn verbs() -> Vec<Tried> {
    tried! {
        "account" "ynnyyyyy" false |d, by, whom| d.account(&by, &whom);
        "user_factors" "ynnyyyyy" false |d, by, whom| d.user_factors(&by, &whom);
        "user_sessions" "ynnyyyyy" false |d, by, whom| d.user_sessions(&by, &whom);
        "user_device_passwords" "ynnyyyyy" false |d, by, whom| d.user_device_passwords(&by, &whom);
        "standing_at_gate" "nnnyyyyy" false |d, by, whom| d.standing_at_gate(&by, &whom);
        "accounts" "nyy" false |d, by, whom| d.accounts(&by, "", 10);
        "administrators" "nyy" false |d, by, whom| d.administrators(&by, "");
        "account_names" "nyy" false |d, by, whom| d.account_names(&by, &[]);
        "groups" "nyy" false |d, by, whom| d.groups(&by);
        "kinds" "nyy" false |d, by, whom| d.kinds(&by);
        "policy" "nyy" false |d, by, whom| d.policy(&by);
        "audit" "nyy" false |d, by, whom| d.audit(&by, &door::activity::Query { most: 1, ..Default::default() });
        "jobs" "nyy" false |d, by, whom| d.jobs(&by);
        "messages" "nyy" false |d, by, whom| d.messages(&by, MESSAGES);
        "message" "nyy" false |d, by, whom| d.message(&by, NO_MESSAGE);
        "retry_message" "nyy" false |d, by, whom| d.retry_message(&by, NO_MESSAGE);
        "retry_messages" "nyy" true |d, by, whom| d.retry_messages(&by);
        "drop_message" "nyy" false |d, by, whom| d.drop_message(&by, NO_MESSAGE);
        "verify_audit" "nyy" false |d, by, whom| d.verify_audit(&by, &[]);
        "add_account" "nyy" true |d, by, whom| d.add_account(&by, new(&whom));
        "invite" "nnnnyyyy" true |d, by, whom| d.invite(&by, &NewAccount::invited(&whom, false));
        "mail_invite" "nnnyyyyy" true |d, by, whom| async move {
            let emails = vec![format!("{whom}@example.org")];
            d.mail_invite(&by, &NewAccount { emails, ..new(&format!("{whom}-mailed")) }).await
        };
        "could_invite" "nyy" false |d, by, whom| async move { d.could_invite(&by, &NewAccount::invited("cy", false)).await };
        "mail_accepted" "nny" false |d, by, whom| async move { d.mail_accepted(&by, "mail.example.org:465").await };
        "rename_account" "nnnyyyyy" true |d, by, whom| { let new = format!("{whom}2"); async move { d.rename_account(&by, &whom, &new).await } };
        "enable_account" "nnnnyyyy" false |d, by, whom| d.enable_account(&by, &whom);
        "disable_account" "nnnnyyyy" true |d, by, whom| d.disable_account(&by, &whom);
        "delete_account" "nnnnyyyy" true |d, by, whom| d.delete_account(&by, &whom);
        "set_groups" "nnnyyyyy" true |d, by, whom| d.set_groups(&by, &whom, &[]);
        "change_emails" "nnnyyyyy" true |d, by, whom| async move { d.change_emails(&by, &whom, EmailChange::Add("new@example.org")).await };
        "change_groups" "nnnyyyyy" true |d, by, whom| d.change_groups(&by, &whom, &[], &[]);
        "set_user_password" "nnnnyyyy" true |d, by, whom| async move { d.set_user_password(&by, &whom, &password()).await };
        "unlock_account" "nnnnyyyy" true |d, by, whom| d.unlock_account(&by, &whom);
        "give_code" "nnnnyyyy" true |d, by, whom| d.give_code(&by, &whom, 24, "lost phone");
        "ripen_factor" "nnnnyyyy" false |d, by, whom| d.ripen_factor(&by, &whom, domain::ids::EnrolmentId::from_bytes([9; 16]), "on the phone");
        "remove_user_factors" "nnnnyyyy" true |d, by, whom| d.remove_user_factors(&by, &whom, None, "lost phone");
        "end_user_sessions" "nnnnyyyy" true |d, by, whom| d.end_user_sessions(&by, &whom, None);
        "delete_device_password" "nnnnyyyy" true |d, by, whom| async move {
            let all = d.user_device_passwords(&Actor::COMMAND_LINE, &whom).await?;
            d.delete_device_password(&by, all[0].id.parse().unwrap()).await
        };
        "add_device_password" "nnnnnnyy" true |d, by, whom| async move {
            d.add_device_password(&by, &whom, "Scanner", &Limits::default()).await
        };
        "import_tokens" "nny" false |d, by, whom| d.import_tokens(&by, &[], door::import::How::default());
        "add_group" "nyy" true |d, by, whom| async move { d.add_group(&by, &format!("group {whom}")).await };
        "switch_kind" "nyy" true |d, by, whom| d.switch_kind(&by, "hotp", false);
        "require_factor" "nyy" true |d, by, whom| d.require_factor(&by, Required::Groups(vec!["staff".into()]));
        "offer_strongest_only" "nyy" true |d, by, whom| d.offer_strongest_only(&by, true);
        "delete_group" "nyy" true |d, by, whom| d.delete_group(&by, "staff");
        "end_everyones_sessions" "nyy" true |d, by, whom| d.end_everyones_sessions(&by);
        "begin_new_epoch" "nyy" true |d, by, whom| d.begin_new_epoch(&by);
    }
}

/// Signed in anew, since some of it ends sessions.
async fn actor(door: &Door, name: &str) -> Actor {
    let mut browser = Browser::new("192.0.2.1");
    let live: LiveSession = session(door, name, &mut browser).await;
    live.actor(&browser.seen)
}

/// Somebody to do it to, who has a device password.
async fn somebody(door: &Door, name: &str, admin: bool) -> String {
    add(door, name, admin).await;
    let limits = Limits::default();
    door.add_device_password(&Actor::COMMAND_LINE, name, "Old", &limits)
        .await
        .unwrap();
    name.to_owned()
}

/// How often PostgreSQL had to end a transaction, since two waited for each other.
async fn deadlocks(place: &Place) -> i64 {
    match place.engine() {
        Engine::Sqlite => 0,
        Engine::Postgres => {
            let client = place.postgres().await;
            let sql = "SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()";
            client.query_one(sql, &[]).await.unwrap().get(0)
        }
    }
}

on_both! {
    async fn L32_V8_2_1_every_verb_by_everybody_upon_everybody(place: Place) {
        let door = place.door_with(raised).await;
        for (name, admin) in [("anna", false), ("root", true)] {
            somebody(&door, name, admin).await;
        }
        door.add_group(&Actor::COMMAND_LINE, "staff").await.unwrap();
        for (round, verb) in verbs().into_iter().enumerate() {
            let (anna, root) = (actor(&door, "anna").await, actor(&door, "root").await);
            let (bea, olle) = (format!("bea{round}"), format!("olle{round}"));
            let cli = Actor::COMMAND_LINE;
            let pairs: Vec<(&Actor, &str, &str)> = if verb.may.len() == 3 {
                vec![(&anna, "", ""), (&root, "", ""), (&cli, "", "")]
            } else {
                vec![
                    (&anna, "anna", ""), (&anna, &bea, "a"), (&anna, &olle, "b"),
                    (&root, "root", ""), (&root, &bea, "c"), (&root, &olle, "d"),
                    (&cli, &bea, "e"), (&cli, &olle, "f"),
                ]
            };
            for ((by, whom, suffix), may) in pairs.into_iter().zip(verb.may.chars()) {
                let whom = match suffix {
                    "" => whom.to_owned(),
                    _ => somebody(&door, &format!("{whom}{suffix}"), whom.starts_with("olle")).await,
                };
                let said = (verb.run)(door.clone(), by.clone(), whom.clone()).await;
                let refused = matches!(said, Err(Stop::Refused(Refusal::NotAllowed)));
                assert_eq!(refused, may == 'n', "{} upon {whom} by {}: {said:?}", verb.name, by.written());
            }
            if verb.name == "rename_account" {
                door.rename_account(&cli, "root2", "root").await.unwrap();
            }
        }
    }

    async fn L32_V8_3_2_whoever_loses_the_right_at_that_moment_changes_nothing(place: Place) {
        let door = place.door_sending_with(Kept::new(Does::Sends), raised).await;
        add(&door, "keeper", true).await;
        door.add_group(&Actor::COMMAND_LINE, "staff").await.unwrap();
        let losses: [(&str, Refusal); 3] = [
            ("session ended", Refusal::SignInOver),
            ("account disabled", Refusal::SignInOver),
            ("right taken", Refusal::NotAllowed),
        ];
        for (lost, refusal_then) in losses {
            for (round, verb) in verbs().into_iter().filter(|verb| verb.changes).enumerate() {
                if verb.name == "add_device_password" {
                    continue;
                }
                let name = format!("{}{round}", lost.split(' ').next_back().unwrap());
                let root = { add(&door, &name, true).await; actor(&door, &name).await };
                let whom = somebody(&door, &format!("{name}-whom"), false).await;
                match lost {
                    "session ended" => {
                        let Actor::Session(live, seen) = &root else { panic!("no session") };
                        door.sign_out(live, seen).await.unwrap();
                    }
                    "account disabled" => door.disable_account(&Actor::COMMAND_LINE, &name).await.unwrap(),
                    _ => behind(&place, &format!("UPDATE accounts SET admin = 0 WHERE name = '{name}'")).await,
                }
                let before = dump::dump(&place).await;
                let said = (verb.run)(door.clone(), root, whom).await;
                assert_eq!(refusal(said), refusal_then, "{lost}: {}", verb.name);
                assert_eq!(dump::differences(&before, &dump::dump(&place).await), "", "{lost}: {}", verb.name);
            }
        }
    }

    async fn L32_two_who_act_upon_each_other_do_not_wait_for_ever(place: Place) {
        let door = place.door_with(raised).await;
        let mut actors = Vec::new();
        for name in ["anna", "bea"] {
            somebody(&door, name, true).await;
            actors.push(actor(&door, name).await);
        }
        let came = at_once(64, |n| {
            let (door, by) = (door.clone(), actors[n % 2].clone());
            let whom = if n % 2 == 0 { "bea" } else { "anna" };
            async move { door.change_groups(&by, whom, &[], &[]).await }
        }).await;
        for said in came {
            said.unwrap();
        }
        assert_eq!(deadlocks(&place).await, 0);
    }
}

#[test]
fn every_verb_that_is_not_only_ones_own_is_tried() {
    let table = include_str!("../../src/rights/verb.rs");
    let rows = table.lines().filter_map(|line| {
        let (_, rest) = line.trim().split_once(" \"")?;
        let (name, rest) = rest.split_once("\": [")?;
        let (who, _) = rest.split_once(']')?;
        let others = who
            .split(", ")
            .any(|part| !["Oneself", "Entering", "Linked"].contains(&part));
        others.then(|| name.to_owned())
    });
    let rows: BTreeSet<String> = rows.collect();
    let tried: BTreeSet<String> = verbs().iter().map(|verb| verb.name.to_owned()).collect();
    assert_eq!(rows, tried);
}
