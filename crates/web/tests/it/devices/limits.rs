//! The limits of a device password: typed as people write them, told in words, mended where wrong.

use domain::Span;
use testing::{Place, on_both};

use super::{anna, make, passwords};
use crate::site::House;

const LIST: &str = "/settings/devices";

/// Fields that can't be, the field that says so, and what it says.
type Wrong<'a> = (&'a [(&'a str, &'a str)], &'a str, &'a str);

const WRONG: [Wrong<'static>; 6] = [
    (&[("date", "2020-01-01")], "date", "“2020-01-01” can"),
    (&[("date", "31.1.2999")], "date", "“31.1.2999” can"),
    (
        &[("unused_days", "0")],
        "unused_days",
        "Enter a number from 1 to",
    ),
    (
        &[("date", "2999-01-31"), ("unused_days", "9")],
        "unused_days",
        "Enter a date or",
    ),
    (&[("networks", "here")], "networks", "“here” can"),
    (&[("hosts", "a/b")], "hosts", "“a/b” can"),
];

on_both! {
    async fn what_cannot_be_a_limit_is_said_beside_its_field_and_makes_nothing(place: Place) {
        let house = House::plain(place).await;
        let mut browser = anna(&house).await;
        make(&mut browser, "Mail", &[]).await.is(200);
        let limits = format!("{LIST}/passwords/{}/limits", passwords(&browser.get(LIST).await)[0]);
        for (fields, field, said) in WRONG {
            let new = make(&mut browser, "Phone", fields).await.is(422);
            let old = browser.post(&limits, fields).await.is(422);
            for page in [new, old] {
                assert!(page.alert().contains(said), "{field}: {}", page.alert());
                let page = page.has(&format!("id=\"{field}-error\" role=\"alert\""));
                page.has(&format!("value=\"{}\"", fields[0].1)).has("aria-invalid");
            }
        }
        let many = "192.0.2.1 ".repeat(33);
        browser.post(&limits, &[("networks", &many)]).await.is(422).has("role=\"alert\"");
        let page = browser.get(LIST).await.is(200);
        assert_eq!(passwords(&page).len(), 1);
        assert!(!page.body.contains("until "), "{}", page.body);
    }

    async fn they_are_told_in_words_and_changed_after_confirming(place: Place) {
        let house = House::plain(place).await;
        let mut browser = anna(&house).await;
        browser.post("/settings", &[("zone", "Pacific/Auckland")]).await;
        let all = [("date", "2999-01-31"), ("networks", "192.0.2.7/24"), ("hosts", "Files.example.org"), ("read_only", "on")];
        let said = "Read only · from 192.0.2.0/24 · only to files.example.org · until 31 January 2999";
        make(&mut browser, "Mirror", &all).await.is(200).has(said);
        let page = browser.get(LIST).await.is(200).has(said);
        let limits = format!("{LIST}/passwords/{}/limits", passwords(&page)[0]);
        let form = browser.get(&limits).await.is(200).has("Limits for “Mirror”");
        form.has("value=\"2999-01-31\"").has("value=\"192.0.2.0/24\"").has("value=\"files.example.org\"").has(" checked");

        let saved = browser.post(&limits, &[("date", ""), ("unused_days", "30")]).await;
        assert_eq!(saved.to(), "/settings/devices?done=limited");
        let page = browser.get(LIST).await.is(200).lacks("2999").lacks("Read only ·").lacks("Expired");
        page.has("Stops after 30 days without use");
        house.place.clock().advance(Span::minutes(11));
        let asked = browser.post(&limits, &[]).await;
        assert_eq!(asked.to(), format!("/confirm?next={limits}"));
    }

    async fn N_23_one_whose_time_is_over_says_so(place: Place) {
        let house = House::plain(place).await;
        let mut browser = anna(&house).await;
        make(&mut browser, "Scanner", &[("unused_days", "1")]).await.is(200);
        house.place.clock().advance(Span::hours(25));
        browser.sign_in("anna").await.is(303);
        browser.get(LIST).await.is(200).has("Expired").has("Scanner");
    }
}
