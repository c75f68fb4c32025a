//! The list: this browser first, then whatever was used last; searched, and in parts.

use domain::Span;
use testing::{Place, on_both};

use super::{anna, make, passwords};
use crate::site::House;

const LIST: &str = "/settings/devices";

on_both! {
    async fn sessions_and_device_passwords_stand_in_one_list_newest_use_first(place: Place) {
        let house = House::plain(place).await;
        let mut browser = anna(&house).await;
        let later = || house.place.clock().advance(Span::seconds(1));
        later();
        make(&mut browser, "Mail", &[]).await.is(200);
        later();
        house.browser("192.0.2.44").sign_in("anna").await;
        later();
        make(&mut browser, "Phone", &[]).await.is(200);
        let page = browser.get(LIST).await.is(200);
        let (_, list) = page.body.split_once("id=\"connected\"").unwrap();
        let at = |text: &str| list.find(text).unwrap_or_else(|| panic!("{text} in {list}"));
        let order = [at("This browser"), at("Phone"), at("192.0.2.44"), at(">Mail")];
        assert!(order.is_sorted(), "{order:?}");
        assert_eq!(page.body.matches("class=\"items\"").count(), 1, "one list");
    }

    async fn it_is_searched_from_eleven_entries_on_and_shown_in_parts(place: Place) {
        let house = House::plain(place).await;
        let mut browser = anna(&house).await;
        for n in 1..=9 {
            make(&mut browser, &format!("Device {n}"), &[]).await.is(200);
        }
        browser.get(LIST).await.is(200).lacks("name=\"q\"");
        let few = browser.get("/settings/devices?q=nothing").await.is(200);
        assert_eq!(passwords(&few).len(), 9, "what can be overlooked isn't searched");
        make(&mut browser, "Åsas <Scanner>", &[("hosts", "files.example.org")]).await.is(200);
        let page = browser.get(LIST).await.is(200).has("name=\"q\"");
        assert_eq!(passwords(&page).len(), 10);
        for (q, found) in [("%C3%A5sas+scanner", 1), ("FILES.example", 1), ("device", 9), ("device+7", 1), ("firefox", 0)] {
            let page = browser.get(&format!("/settings/devices?q={q}")).await.is(200).has("Show all");
            assert_eq!(passwords(&page).len(), found, "{q}");
        }
        let none = browser.get("/settings/devices?q=%3Cb%3E").await.is(200);
        none.has("Nothing matches “&#60;b&#62;”").has("value=\"&#60;b&#62;\"").lacks("id=\"connected\"");

        for n in 10..=24 {
            make(&mut browser, &format!("Device {n}"), &[]).await.is(200);
        }
        let first = browser.get(LIST).await.is(200).has("href=\"/settings/devices?page=1\"");
        assert_eq!(passwords(&first).len(), 11, "and this browser");
        let second = browser.get("/settings/devices?page=1").await.is(200).has("page=2\"");
        assert_eq!(passwords(&second.has("href=\"/settings/devices\"")).len(), 12);
        let third = browser.get("/settings/devices?page=2").await.is(200).lacks("page=3");
        assert_eq!(passwords(&third).len(), 2);
        for last in ["7", "99999999999999999999"] {
            browser.get(&format!("/settings/devices?page={last}")).await.is(200);
        }
        let sought = browser.get("/settings/devices?q=device&page=1").await.is(200);
        sought.has("href=\"/settings/devices?q=device&#38;page=0\"");
    }
}
