//! Who gets in, and what the program behind is told of them.

use data_encoding::{BASE64, BASE64URL_NOPAD};
use domain::Span;
use door::Actor;
use testing::{Place, at_once, on_both};

use super::{FILES, at, check, hand_over, header, home, house};
use crate::site::PASSWORD;

const IDENTITY: [&str; 6] = [
    "remote-user",
    "remote-name",
    "remote-email",
    "remote-groups",
    "countersign-id",
    "countersign-assertion",
];

on_both! {
    async fn L41_every_identity_header_is_always_there(place: Place) {
        let house = house(place).await;
        let (mut home, mut there) = (home(&house), at(&house, FILES));
        let open = check(&mut there, "GET", "https://files.example.org/public/x", &[("remote-user", "root")]).await.is(200);
        for name in IDENTITY {
            assert_eq!(header(&open, name), "", "{name}");
        }
        house.add_with_app("anna", &mut home).await;
        hand_over(&mut home, &mut there, FILES, "https://files.example.org/").await;
        let open = check(&mut there, "GET", "https://files.example.org/public/x", &[]).await.is(200);
        assert_eq!(header(&open, "remote-user"), "anna", "known there");
    }

    async fn L17_V8_3_2_groups_decide_and_a_lost_one_shuts_at_once(place: Place) {
        let house = house(place).await;
        let (mut home, mut there) = (home(&house), at(&house, "wiki.example.org"));
        house.add_with_app("anna", &mut home).await;
        let url = "https://wiki.example.org/";
        house.door.add_group(&Actor::COMMAND_LINE, "staff").await.unwrap();
        house.door.set_groups(&Actor::COMMAND_LINE, "anna", &["staff".into()]).await.unwrap();
        hand_over(&mut home, &mut there, "wiki.example.org", url).await;
        let open = check(&mut there, "GET", url, &[]).await.is(200);
        assert_eq!(header(&open, "remote-groups"), "staff");
        house.door.set_groups(&Actor::COMMAND_LINE, "anna", &[]).await.unwrap();
        let shut = check(&mut there, "GET", url, &[]).await.is(403);
        assert_eq!(header(&shut, "countersign-reason"), "group");
    }

    async fn L19_two_people_at_once_are_never_taken_for_each_other(place: Place) {
        let house = house(place).await;
        let url = "https://files.example.org/docs";
        let mut people = Vec::new();
        for name in ["anna", "bea"] {
            let (mut home, mut there) = (home(&house), at(&house, FILES));
            house.add_with_app(name, &mut home).await;
            hand_over(&mut home, &mut there, FILES, url).await;
            people.push((name, there));
        }
        let mut ids = std::collections::BTreeSet::new();
        for _ in 0..4 {
            let seen = at_once(64, |n| {
                let (name, mut there) = people[n % 2].clone();
                async move { (name, check(&mut there, "GET", url, &[]).await) }
            });
            for (name, seen) in seen.await {
                let seen = seen.is(200);
                assert_eq!(header(&seen, "remote-user"), name);
                let claims = header(&seen, "countersign-assertion").split('.').nth(1).unwrap();
                let claims = BASE64URL_NOPAD.decode(claims.as_bytes()).unwrap();
                let claims: serde_json::Value = serde_json::from_slice(&claims).unwrap();
                assert_eq!(claims["sub"], header(&seen, "countersign-id"));
                ids.insert((name, claims["sub"].to_string()));
            }
            house.place.clock().advance(Span::seconds(31));
        }
        assert_eq!(ids.len(), 2);
    }

    async fn N_5_an_account_without_a_factor_is_single_and_no_more(place: Place) {
        let house = house(place).await;
        house.add("bea").await;
        let mut client = at(&house, "notes.example.org");
        client.headers.insert("accept", "*/*".parse().unwrap());
        let sent = format!("Basic {}", BASE64.encode(format!("bea:{PASSWORD}").as_bytes()));
        check(&mut client, "GET", "https://notes.example.org/", &[("authorization", &sent)]).await.is(200);
        check(&mut client, "GET", "https://files.example.org/", &[("authorization", &sent)]).await.is(401);
    }
}
