//! Lists of passkeys for a typed name: what they cost, and that nothing tells a real one from one that is made up.

use std::collections::BTreeSet;

use domain::{Refusal, Span, Stop};
use door::administration::NewAccount;
use door::{Actor, Door, Shown};
use serde_json::Value;
use testing::drivers::{add_token, begin_token};
use testing::people::*;
use testing::{Place, on_both};

use super::{alone, confirm};
use crate::races::raised;

async fn list_from(door: &Door, name: &str, address: &str) -> Result<Value, Stop> {
    let words = door.words(domain::Language::FIRST, "");
    let ways = door
        .entrances_named(name, &words, &Browser::new(address).seen)
        .await?;
    Ok(options(ways[0].question.fragment.as_str())["allowCredentials"].clone())
}

async fn list(door: &Door, name: &str) -> Value {
    list_from(door, name, "192.0.2.1").await.unwrap()
}

fn ids(list: &Value) -> Vec<Vec<u8>> {
    let bytes = |one: &Value| {
        data_encoding::BASE64URL_NOPAD
            .decode(one["id"].as_str().unwrap().as_bytes())
            .unwrap()
    };
    list.as_array().unwrap().iter().map(bytes).collect()
}

/// Adds somebody with a confirmed address.
async fn add_with(door: &Door, name: &str, address: &str) {
    let new = NewAccount {
        name: name.into(),
        password: Some(domain::Secret::new(PASSWORD.into())),
        emails: vec![address.into()],
        ..NewAccount::default()
    };
    door.add_account(&Actor::COMMAND_LINE, new).await.unwrap();
}

on_both! {
    async fn lists_cost_the_address_alike_for_whomever(place: Place) {
        let door = place.door().await;
        add(&door, "anna", false).await;
        let mut anna = Browser::new("198.51.100.1");
        session(&door, "anna", &mut anna).await;
        add_token(&door, &PASSKEY, "Laptop", &mut anna).await;
        let mut turned_away = BTreeSet::new();
        for n in 0..400 {
            let name = if n % 2 == 0 { "anna" } else { "nobody" };
            match list_from(&door, name, "203.0.113.1").await {
                Ok(_) => assert!(n < 30, "{n}"),
                Err(stop) => {
                    assert!(n >= 30, "{n}");
                    turned_away.insert(format!("{:?}", refusal::<()>(Err(stop))));
                }
            }
        }
        assert_eq!(turned_away.len(), 1, "one answer, whoever was asked for");
        // Others still ask, and a password signs in from there too.
        assert!(list_from(&door, "anna", "203.0.113.2").await.is_ok());
        assert!(by_password(&door, "anna", &Browser::new("203.0.113.1")).await.is_ok());
        place.clock().advance(Span::minutes(10));
        assert!(list_from(&door, "anna", "203.0.113.1").await.is_ok());
    }

    async fn a_name_and_its_address_ask_for_one_list_whoever_has_one(place: Place) {
        let door = place.door_with(raised).await;
        add_with(&door, "anna", "a.larsson@example.org").await;
        add_with(&door, "berit", "b.olsson@example.org").await;
        let mut anna = Browser::new("192.0.2.1");
        session(&door, "anna", &mut anna).await;
        let (token, _) = add_token(&door, &PASSKEY, "Laptop", &mut anna).await;
        assert_eq!(ids(&list(&door, "anna").await), [token.id]);
        for (name, address, one) in [
            ("anna", "a.larsson@example.org", true),
            ("ANNA ", "A.Larsson@Example.ORG", true),
            ("berit", "b.olsson@example.org", true),
            // An address that is nobody's: the name in it, whether somebody is called so or not.
            ("anna", "anna@example.com", true),
            ("berit", "berit@example.com", true),
            ("nobody", "nobody@example.com", true),
            ("Nobody", "NOBODY@example.net", true),
            ("anna", "berit", false),
            ("berit", "nobody", false),
            ("nobody", "somebody", false),
            ("nobody@example.com", "somebody@example.com", false),
        ] {
            assert_eq!(list(&door, name).await == list(&door, address).await, one, "{name} {address}");
        }
        // A disabled account is one without a list, and stays one account.
        door.disable_account(&Actor::COMMAND_LINE, "anna").await.unwrap();
        assert_eq!(list(&door, "anna").await, list(&door, "a.larsson@example.org").await);
        assert!(ids(&list(&door, "anna").await).iter().all(|id| [16, 20, 32, 48, 64].contains(&id.len())));
    }

    async fn W_A8_however_many_there_are_a_list_is_as_long_as_those_that_are_made_up(place: Place) {
        let door = place.door_with(raised).await;
        let mut lengths = BTreeSet::new();
        for n in 0..60 {
            lengths.insert(ids(&list(&door, &format!("n{n}")).await).len());
        }
        assert_eq!(lengths, BTreeSet::from([1, 2, 3]));
        add(&door, "anna", false).await;
        let mut anna = Browser::new("192.0.2.1");
        session(&door, "anna", &mut anna).await;
        let mut own = Vec::new();
        for n in 0..5 {
            place.clock().advance(Span::seconds(1));
            let (token, _) = add_token(&door, &PASSKEY, &format!("{n}"), &mut anna).await;
            own.push(token);
            let newest = &own[own.len().saturating_sub(3)..];
            let newest: Vec<_> = newest.iter().map(|token| token.id.clone()).collect();
            assert_eq!(ids(&list(&door, "anna").await), newest);
        }
        // One that isn't listed signs in all the same, and changes nothing that is seen.
        let before = list(&door, "anna").await;
        assert!(alone(&door, &own[0], &anna, |moment| moment.count = 2).await.is_ok());
        assert_eq!(list(&door, "anna").await, before);
    }

    async fn L15_registering_a_listed_id_does_not_tell_whether_it_is_real(place: Place) {
        let door = place.door_with(raised).await;
        add(&door, "anna", false).await;
        let mut anna = Browser::new("192.0.2.1");
        session(&door, "anna", &mut anna).await;
        add_token(&door, &PASSKEY, "Laptop", &mut anna).await;
        add(&door, "mallory", false).await;
        let mut mallory = Browser::new("203.0.113.1");
        session(&door, "mallory", &mut mallory).await;
        let mut answers = BTreeSet::new();
        let mut made_up = 0;
        for name in ["anna", "n0", "n1", "n2", "n3", "n4", "n5", "n6", "n7", "n8", "n9"] {
            for id in ids(&list(&door, name).await) {
                for kind in [PASSKEY, SECURITY_KEY] {
                    let said = refusal(forged(&door, &kind, &id, &mallory).await);
                    answers.insert(format!("{said:?}"));
                    made_up += usize::from(name != "anna");
                }
            }
        }
        assert!(made_up >= 20);
        assert_eq!(answers, BTreeSet::from([format!("{:?}", Refusal::TokenTaken)]), "one answer for all");
        // An id that stands in no list is taken, though it is as long and begins or ends as one.
        for name in ["n0", "n1", "n2"] {
            for id in ids(&list(&door, name).await) {
                let mut other = id.clone();
                other[0] ^= 1;
                match forged(&door, &SECURITY_KEY, &other, &mallory).await {
                    Ok(Shown::Done(done)) => mallory.keep(&done.session.unwrap()),
                    _ => panic!("{name}: a fresh id was refused"),
                }
            }
        }
    }
}

/// Registers this id for a key of one's own.
async fn forged(
    door: &Door,
    kind: &domain::Kind,
    id: &[u8],
    browser: &Browser,
) -> Result<Shown, Stop> {
    let (asked, enrolment) = begin_token(door, kind, "Key", browser).await;
    let mut token = FidoToken::new(&[7; 16], 64);
    token.id = id.to_vec();
    let sent = token.made(&Moment::honest(&asked, ORIGIN));
    confirm(door, kind, &enrolment, &sent, browser).await
}
