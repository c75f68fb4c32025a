//! Sessions in the list: named, and ended at once.

use testing::{Place, on_both};

use crate::browser::{Browser, Seen};
use crate::site::House;

/// The ids of the sessions on the page, this one first.
fn ids(page: &Seen) -> Vec<String> {
    let after = page
        .body
        .split("action=\"/settings/devices/sessions/")
        .skip(1);
    let mut ids: Vec<String> = after.map(|rest| rest[..32].to_owned()).collect();
    ids.dedup();
    ids
}

/// Anna in three browsers; the first one's page.
async fn three(house: &House) -> [Browser; 3] {
    house.add("anna").await;
    let all = ["192.0.2.1", "192.0.2.2", "192.0.2.3"].map(|address| house.browser(address));
    let [mut one, mut two, mut three] = all;
    for browser in [&mut three, &mut two, &mut one] {
        browser.sign_in("anna").await;
        // The newest use stands first.
        house.place.clock().advance(domain::Span::seconds(1));
    }
    [one, two, three]
}

on_both! {
    async fn V7_5_2_sessions_are_named_and_ended_at_once(place: Place) {
        let house = House::plain(place).await;
        let [mut one, mut two, mut three] = three(&house).await;
        let page = one
            .get("/settings/devices")
            .await
            .is(200)
            .has("This browser")
            .has("192.0.2.3");
        let ids = ids(&page);
        assert_eq!(ids.len(), 3);
        let rename = format!("/settings/devices/sessions/{}/rename", ids[1]);
        let named = one.post(&rename, &[("name", "At <work>")]).await;
        assert_eq!(named.to(), "/settings/devices?done=renamed");
        let page = one.get("/settings/devices?done=renamed").await.is(200);
        page.has("At &#60;work&#62;").has("role=\"status\"");
        let wrong = one.post(&rename, &[("name", "")]).await.is(422);
        assert!(wrong.alert().contains("name"), "{}", wrong.alert());

        let end = |id: &str| format!("/settings/devices/sessions/{id}/disconnect");
        let ended = one.post(&end(&ids[1]), &[]).await;
        assert_eq!(ended.to(), "/settings/devices?done=disconnected");
        let [alive, dead] = [one.get("/").await.status, two.get("/").await.status];
        assert_eq!((alive, dead), (200, 303));
        let others = one.post("/settings/devices/disconnect-others", &[]).await;
        assert_eq!(others.to(), "/settings/devices?done=others");
        assert_eq!(three.get("/").await.status, 303);
        one.get("/settings/devices")
            .await
            .is(200)
            .lacks("disconnect-others")
            .lacks("/disconnect\"");

        // Ending this one is signing out.
        assert_eq!(one.post(&end(&ids[0]), &[]).await.to(), "/login?done=out");
        assert!(!one.is_signed_in());
    }

    async fn L25_somebody_elses_session_is_as_if_it_did_not_exist(place: Place) {
        let house = House::plain(place).await;
        let [mut one, ..] = three(&house).await;
        let theirs = ids(&one.get("/settings/devices").await.is(200));
        house.add("beda").await;
        let mut beda = house.browser("192.0.2.7");
        beda.sign_in("beda").await;
        for id in [theirs[0].as_str(), "00", "x", &"0".repeat(32)] {
            for verb in ["rename", "disconnect"] {
                let path = format!("/settings/devices/sessions/{id}/{verb}");
                beda.post(&path, &[("name", "Mine")]).await.is(404);
            }
        }
        assert_eq!(one.get("/").await.status, 200);
    }
}
