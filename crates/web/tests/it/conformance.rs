//! Every kind of factor in the registry, over HTTP: asked for in every language, wrong, right, used, and
//! off. How each is enrolled and answered stands in `testing::drivers`.

use domain::Kind;
use door::Actor;
use testing::drivers::{self, Holder, Scene};
use testing::people::{Browser as AtTheDoor, add, session};
use testing::{Place, on_both};

use crate::browser::Browser;
use crate::site::House;

/// Somebody who has a factor of a kind; beside one that only helps out, one that is owed.
pub async fn enrolled(house: &House, kind: &Kind, name: &str) -> Box<dyn Holder> {
    let kinds = house.door.kinds(&Actor::COMMAND_LINE).await.unwrap();
    let read = |kind: &str| Kind::read(kind).unwrap();
    let fallback = kinds.iter().any(|k| read(&k.kind) == *kind && k.fallback);
    let owed = kinds.iter().find(|kind| !kind.fallback);
    let owed = owed.filter(|_| fallback).map(|kind| read(&kind.kind));
    enrolled_in(house, owed.into_iter().chain([kind.clone()]), name).await
}

/// Somebody who has a factor of each of these kinds; what is answered with is the last one's.
pub async fn enrolled_in(
    house: &House,
    kinds: impl Iterator<Item = Kind>,
    name: &str,
) -> Box<dyn Holder> {
    add(&house.door, name, false).await;
    let mut browser = AtTheDoor::new("192.0.2.7");
    session(&house.door, name, &mut browser).await;
    let mut holder = None;
    for kind in kinds {
        let scene = Scene {
            place: &house.place,
            door: &house.door,
            name,
            browser: &mut browser,
        };
        holder = Some(drivers::of(&kind).enrol(scene).await);
    }
    holder.unwrap()
}

/// Has a kind ask that has to before it can be answered.
pub async fn put(house: &House, browser: &mut Browser, path: &str, holder: &dyn Holder) {
    let page = browser.get(path).await.is(200);
    let sends = format!("action=\"{path}/send\"");
    if !page.body.contains("name=\"code\"") && page.body.contains(&sends) {
        let fields = holder.asks();
        let fields: Vec<_> = fields
            .iter()
            .map(|(name, value)| (&**name, &**value))
            .collect();
        browser.post(&format!("{path}/send"), &fields).await.to();
        house.door.send_messages().await.unwrap();
    }
}

/// A browser in which the password has been given.
pub async fn asked(house: &House, name: &str) -> Browser {
    let mut browser = house.browser("192.0.2.1");
    let to = browser.sign_in(name).await.to();
    assert!(to.starts_with("/login/challenge"), "{to}");
    browser
}

on_both! {
    async fn every_kind_is_asked_for_refused_and_accepted_on_its_page(place: Place) {
        let house = House::plain(place).await;
        let kinds = house.door.kinds(&Actor::COMMAND_LINE).await.unwrap();
        for kind in kinds {
            let kind = Kind::read(&kind.kind).unwrap();
            let (name, path) = (format!("anna.{kind}"), format!("/login/challenge/{kind}"));
            let mut holder = enrolled(&house, &kind, &name).await;
            let right = holder.fresh(&house.place, &house.door).await;
            let mut browser = asked(&house, &name).await;
            put(&house, &mut browser, &path, &*holder).await;
            let mut pages = Vec::new();
            for language in domain::Language::TAGS {
                let page = browser.with("accept-language", language).get(&path).await.is(200);
                pages.push(page.has(&format!("lang=\"{language}\"")).has("name=\"code\"").body);
            }
            let unlike: std::collections::BTreeSet<_> = pages.iter().collect();
            assert_eq!(unlike.len(), pages.len(), "{kind}");
            let nearly = holder.nearly(&house.place, &right).pop().unwrap();
            for wrong in ["", &nearly] {
                let page = browser.post(&path, &[("code", wrong)]).await.is(422);
                assert!(!page.alert().is_empty(), "{kind}");
                assert!(!browser.is_signed_in() && browser.is_pending(), "{kind}");
            }
            let mut later = asked(&house, &name).await;
            let said = holder.say(&right, &browser.get(&path).await.is(200).body);
            browser.post(&path, &[("code", &said)]).await.to();
            assert!(browser.is_signed_in() && !browser.is_pending(), "{kind}");
            browser.get("/settings/security").await.is(200);
            later.post(&path, &[("code", &said)]).await.is(422);
            assert!(!later.is_signed_in(), "{kind}: used");
        }
    }

    async fn every_kind_that_is_off_says_so_on_its_page_and_lets_nobody_in(place: Place) {
        let house = House::plain(place).await;
        let kinds = house.door.kinds(&Actor::COMMAND_LINE).await.unwrap();
        for kind in kinds {
            let kind = Kind::read(&kind.kind).unwrap();
            let (name, path) = (format!("anna.{kind}"), format!("/login/challenge/{kind}"));
            let mut holder = enrolled(&house, &kind, &name).await;
            let right = holder.fresh(&house.place, &house.door).await;
            house.door.switch_kind(&Actor::COMMAND_LINE, kind.as_str(), false).await.unwrap();
            let mut browser = asked(&house, &name).await;
            browser.get(&path).await.is(422).lacks("name=\"code\"").has("turned off");
            browser.post(&path, &[("code", &right.code)]).await.is(422).has("turned off");
            assert!(!browser.is_signed_in() && browser.is_pending(), "{kind}");
            house.door.switch_kind(&Actor::COMMAND_LINE, kind.as_str(), true).await.unwrap();
            put(&house, &mut browser, &path, &*holder).await;
            let said = holder.say(&right, &browser.get(&path).await.is(200).body);
            browser.post(&path, &[("code", &said)]).await.to();
            assert!(browser.is_signed_in(), "{kind}");
        }
    }
}
