//! A language more than the program has, added as any is: every page is found in it, and nothing on a page is in
//! another.

mod outside;
mod texts;
mod visitors;
mod walk;

use domain::Language;
use testing::{Place, on_both};

use crate::gate::hosts;
use crate::site::House;
use texts::MADE_UP;
use walk::Walk;

on_both! {
    async fn every_page_is_found_in_a_language_that_was_added(place: Place) {
        let house = House::speaking(place, hosts(), texts::catalogue()).await;
        let mut walk = Walk::default();
        visitors::nobody_yet(&house, &mut walk).await;
        visitors::owners(&house, &mut walk).await;
        visitors::guests(&house, &mut walk).await;
        visitors::somebody_who_owes_one(&house, &mut walk).await;
        walk.ends();
    }

    async fn a_language_that_was_added_is_chosen_as_any_is(place: Place) {
        let house = House::speaking(place, hosts(), texts::catalogue()).await;
        let all = [&Language::ALL[..], &[MADE_UP]].concat();
        house.add("anna").await;
        let mut anna = house.browser("192.0.2.1");
        let page = anna.get("/login").await.is(200).has("<html lang=\"en\"");
        for language in &all {
            let button = format!("name=\"language\" value=\"{}\"", language.tag());
            assert!(page.body.contains(&button), "{button} in {}", page.body);
        }
        anna.post("/language", &[("language", "qaa"), ("back", "/login")]).await.to();
        anna.get("/login").await.is(200).has("<html lang=\"qaa\"");
        // A browser's choice is kept in it, an account's with the account.
        anna.sign_in("anna").await.to();
        let page = anna.get("/settings").await.is(200).has("<html lang=\"qaa\"");
        for language in &all {
            let option = format!("<option value=\"{}\"", language.tag());
            assert!(page.body.contains(&option), "{option} in {}", page.body);
        }
        for language in all.iter().rev() {
            let chosen = [("language", language.tag())];
            anna.post("/settings", &chosen).await.to();
            let mut other = house.browser("192.0.2.2");
            other.sign_in("anna").await.to();
            let html = format!("<html lang=\"{}\"", language.tag());
            other.get("/").await.is(200).has(&html);
        }
        anna.post("/settings", &[("language", "qab")]).await.is(422);
    }
}
