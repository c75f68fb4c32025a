//! The gate: what a protected host's proxy asks, and how a browser gets that host's own cookie.

mod asking;
mod asserted;
mod clients;
mod deciding;
mod handing_over;
mod knowing;
mod later;
mod passing;
mod programs;
mod reach;
mod reading;
mod renewing;
mod sharing;
mod unruled;

use domain::Assurance;
use domain::account::GroupName;
use domain::gate::{Allow, GateHost, HostPattern, PathPrefix, Requirement, Rule};
use http::Method;
use testing::Place;

use crate::browser::{Browser, Seen};
use crate::site::House;

pub const FILES: &str = "files.example.org";
/// Files for everybody with two factors but for a public part, a wiki for the staff, notes for whoever has
/// a password.
pub fn hosts() -> Vec<GateHost> {
    let host = |name: &str, groups: Option<&str>, assurance| GateHost {
        host: HostPattern::read(name).unwrap(),
        requires: Requirement {
            groups: groups.map(|group| vec![GroupName::read(group).unwrap()]),
            assurance,
        },
        rules: vec![Rule {
            path: Some(PathPrefix::read("/public/").unwrap()),
            methods: None,
            networks: None,
            allow: Allow::Anyone,
            renew: true,
        }],
    };
    vec![
        host(FILES, None, Assurance::TwoFactor),
        host("wiki.example.org", Some("staff"), Assurance::TwoFactor),
        host("notes.example.org", None, Assurance::Single),
    ]
}

async fn house(place: Place) -> House {
    House::gated(place, hosts()).await
}

/// A browser at our own address.
fn home(house: &House) -> Browser {
    house.browser("192.0.2.1").with("host", "auth.example.org")
}

/// The same browser's requests to a protected host, whose cookies are others.
fn at(house: &House, host: &str) -> Browser {
    house.browser("192.0.2.1").with("host", host)
}

/// What its proxy is answered for a request.
pub async fn check(
    browser: &mut Browser,
    method: &str,
    url: &str,
    more: &[(&'static str, &str)],
) -> Seen {
    let mut headers = browser.headers.clone();
    headers.insert("host", "auth.example.org".parse().unwrap());
    headers.insert("x-original-method", method.parse().unwrap());
    headers.insert("x-original-url", url.parse().unwrap());
    for (name, value) in more {
        headers.insert(*name, value.parse().unwrap());
    }
    browser
        .send(Method::GET, "/gate/check", headers, String::new())
        .await
}

fn header<'a>(seen: &'a Seen, name: &str) -> &'a str {
    let mut all = seen.headers.get_all(name).iter();
    let value = all.next().map_or("(none)", |value| value.to_str().unwrap());
    assert!(all.next().is_none(), "{name} twice");
    value
}

/// The path of a URL on this origin.
fn beneath(url: &str, origin: &str) -> String {
    url.strip_prefix(origin)
        .unwrap_or_else(|| panic!("{url} isn't on {origin}"))
        .to_owned()
}

/// Walks the hand-over of somebody signed in; leaves the host's cookie in its jar.
async fn hand_over(home: &mut Browser, there: &mut Browser, host: &str, url: &str) -> String {
    let origin = format!("https://{host}");
    let stopped = check(there, "GET", url, &[("sec-fetch-mode", "navigate")])
        .await
        .is(401);
    let entrance = beneath(header(&stopped, "location"), &origin);
    let away = there.get(&entrance).await.is(303);
    let to_us = beneath(header(&away, "location"), "https://auth.example.org");
    let back = home.get(&to_us).await.is(303);
    let with_ticket = beneath(header(&back, "location"), &origin);
    let done = there.get(&with_ticket).await.is(303);
    header(&done, "location").to_owned()
}
