//! The programs on the start page: those that one may open, and no other.

use domain::gate::{Authority, Scheme};
use door::{Actor, Program};
use testing::{Place, on_both};

use super::{FILES, home, hosts};
use crate::browser::Seen;
use crate::site::House;

fn program(name: &str, host: &str, path: &str) -> Program {
    Program {
        name: name.to_owned(),
        icon: "folder".to_owned(),
        host: Authority::read(host, Scheme::Https).unwrap(),
        path: path.to_owned(),
    }
}

async fn house(place: Place) -> House {
    let programs = vec![
        program("Files & more", FILES, "/docs?a=1"),
        program("wiki.example.org", "wiki.example.org", "/"),
        program("notes.example.org", "notes.example.org", "/"),
        program("Unknown", "unknown.example.org", "/"),
    ];
    House::with_programs(place, hosts(), programs).await
}

/// The names that stand on the start page, in their order.
fn names(page: &Seen) -> Vec<String> {
    let Some((_, section)) = page.body.split_once("id=\"programs\"") else {
        return Vec::new();
    };
    let section = section.split("</section>").next().unwrap();
    let all = section.split("<span class=\"name\">").skip(1);
    all.map(|rest| rest.split("</span>").next().unwrap().to_owned())
        .collect()
}

on_both! {
    async fn the_start_page_shows_what_one_may_open(place: Place) {
        let house = house(place).await;
        let mut home = home(&house);
        house.add("anna").await;
        home.sign_in("anna").await;
        let page = home.get("/").await.is(200).has("Needs a second step");
        assert_eq!(names(&page), ["Files &#38; more", "notes.example.org"]);
        let page = page.has("href=\"https://files.example.org/docs?a=1\"").has("href=\"https://notes.example.org/\"");
        // What is open has its host beneath it, unless that is its name.
        page.lacks("<span class=\"meta\">notes.example.org</span>").lacks("unknown.example.org");
        house.door.add_group(&Actor::COMMAND_LINE, "staff").await.unwrap();
        house.door.set_groups(&Actor::COMMAND_LINE, "anna", &["staff".into()]).await.unwrap();
        crate::security::add(&house, &mut home, "Phone").await;
        let page = home.get("/").await.is(200).lacks("Needs a second step");
        assert_eq!(names(&page), ["Files &#38; more", "wiki.example.org", "notes.example.org"]);
        page.has("<span class=\"meta\">files.example.org</span>");
    }

    async fn where_there_is_none_nothing_is_said(place: Place) {
        let house = House::gated(place, hosts()).await;
        let mut home = super::home(&house);
        house.add("anna").await;
        home.sign_in("anna").await;
        home.get("/").await.is(200).lacks("Your apps");
    }
}
