//! Who gets in, and what the program behind is told of them.

use data_encoding::BASE64;
use door::Actor;
use testing::{Place, on_both};

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

    async fn groups_decide_and_a_lost_one_shuts_at_once(place: Place) {
        let house = house(place).await;
        let (mut home, mut there) = (home(&house), at(&house, "wiki.example.org"));
        house.add_with_app("anna", &mut home).await;
        let url = "https://wiki.example.org/";
        house.door.add_group(&Actor::CommandLine, "staff").await.unwrap();
        house.door.set_groups(&Actor::CommandLine, "anna", &["staff".into()]).await.unwrap();
        hand_over(&mut home, &mut there, "wiki.example.org", url).await;
        let open = check(&mut there, "GET", url, &[]).await.is(200);
        assert_eq!(header(&open, "remote-groups"), "staff");
        house.door.set_groups(&Actor::CommandLine, "anna", &[]).await.unwrap();
        let shut = check(&mut there, "GET", url, &[]).await.is(403);
        assert_eq!(header(&shut, "countersign-reason"), "group");
    }

    async fn an_account_without_a_factor_is_single_and_no_more(place: Place) {
        let house = house(place).await;
        house.add("bea").await;
        let mut client = at(&house, "notes.example.org");
        client.headers.insert("accept", "*/*".parse().unwrap());
        let sent = format!("Basic {}", BASE64.encode(format!("bea:{PASSWORD}").as_bytes()));
        check(&mut client, "GET", "https://notes.example.org/", &[("authorization", &sent)]).await.is(200);
        check(&mut client, "GET", "https://files.example.org/", &[("authorization", &sent)]).await.is(401);
    }
}
