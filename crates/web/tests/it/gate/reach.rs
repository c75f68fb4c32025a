//! What a device password opens: told when it is made, and where it isn't enough.

use data_encoding::BASE64;
use domain::Assurance;
use domain::account::GroupName;
use domain::gate::{GateHost, HostPattern, Requirement};
use testing::{Place, on_both};

use super::{FILES, at, check, home, hosts, house};
use crate::browser::Seen;
use crate::site::{App, House};

/// The lines of the list, without what is folded away.
fn lines(page: &Seen) -> Vec<String> {
    let list = Seen::between(&page.body, "id=\"device-reach\">", "</ul>");
    let lines = list.split("<li>").skip(1);
    let shown = |line: &str| line.split(['<', '\n']).next().unwrap().trim().to_owned();
    lines.map(shown).collect()
}

on_both! {
    async fn one_made_without_a_second_step_says_where_it_works_and_so_does_the_refusal(place: Place) {
        let house = house(place).await;
        let (mut home, mut client) = (home(&house), at(&house, FILES));
        client.headers.insert("accept", "*/*".parse().unwrap());
        house.add("anna").await;
        home.sign_in("anna").await;
        let made = home.post("/settings/devices/passwords", &[("name", "Phone")]).await.is(200);
        assert_eq!(lines(&made), [
            "It opens: notes.example.org",
            "Not without a second step. Set one up, then create a new device password for: files.example.org",
            "Your account doesn&#39;t have access to: wiki.example.org",
        ]);
        let secret = Seen::between(&made.body, "id=\"device-password\">", "<").to_owned();
        let basic = format!("Basic {}", BASE64.encode(format!("anna:{secret}").as_bytes()));
        check(&mut client, "GET", "https://notes.example.org/", &[("authorization", &basic)]).await.is(200);
        let url = "https://files.example.org/dav/x";
        let english = "files.example.org needs a second step. This device password was created without one. \
                       Set one up, then create a new device password: https://auth.example.org/settings/devices";
        let swedish = "files.example.org kräver ett andra steg. Det här enhetslösenordet skapades utan.";
        for (language, said) in [("en", english), ("sv", swedish)] {
            let sent = [("authorization", basic.as_str()), ("accept-language", language)];
            check(&mut client, "PROPFIND", url, &sent).await.is(401).has(said).has("<s:message>");
        }
        // With the wrong secret it reads as ever.
        let wrong = format!("Basic {}", BASE64.encode(b"anna:AAAAA-AAAAA-AAAAA-AAAAA-AAAAA"));
        check(&mut client, "PROPFIND", url, &[("authorization", &wrong)]).await.is(401).has("Use a device password: ");
        // Once there is a second step, a new one opens.
        let begun = home.post("/settings/security/totp", &[("name", "Phone")]).await.is(200);
        let app = App::read(&begun.body);
        let confirm = format!("/settings/security/totp/{}/confirm", app.enrolment);
        home.post(&confirm, &[("code", &app.code(&house.place, 0))]).await.is(303);
        let made = home.post("/settings/devices/passwords", &[("name", "Tablet")]).await.is(200);
        assert_eq!(lines(&made)[0], "It opens: files.example.org, notes.example.org");
        let limited = [("name", "Notes"), ("hosts", "notes.example.org")];
        let made = home.post("/settings/devices/passwords", &limited).await.is(200);
        assert_eq!(lines(&made)[0], "It opens: notes.example.org");
        assert_eq!(lines(&made)[1], "You limited it, so it doesn&#39;t open: files.example.org, wiki.example.org");
    }

    async fn no_device_password_is_enough_for_a_host_that_wants_a_passkey(place: Place) {
        let mut all = hosts();
        all[0].requires.assurance = Assurance::PhishingResistant;
        let house = House::gated(place, all).await;
        let (mut home, mut client) = (home(&house), at(&house, FILES));
        client.headers.insert("accept", "*/*".parse().unwrap());
        house.add_with_app("anna", &mut home).await;
        let made = home.post("/settings/devices/passwords", &[("name", "Phone")]).await.is(200);
        assert_eq!(lines(&made)[1], "No device password opens: files.example.org");
        let secret = Seen::between(&made.body, "id=\"device-password\">", "<").to_owned();
        let basic = format!("Basic {}", BASE64.encode(format!("anna:{secret}").as_bytes()));
        let seen = check(&mut client, "GET", "https://files.example.org/x", &[("authorization", &basic)]).await;
        seen.is(401).has("files.example.org takes no device passwords.");
    }

    async fn with_forty_hosts_the_page_stays_readable(place: Place) {
        let host = |n: usize| GateHost {
            host: HostPattern::read(&format!("app{n}.example.org")).unwrap(),
            requires: Requirement {
                groups: (n % 4 == 3).then(|| vec![GroupName::read("staff").unwrap()]),
                assurance: if n.is_multiple_of(2) { Assurance::Single } else { Assurance::TwoFactor },
            },
            rules: Vec::new(),
        };
        let house = House::gated(place, (0..40).map(host).collect()).await;
        let mut home = home(&house);
        house.add("anna").await;
        home.sign_in("anna").await;
        let made = home.post("/settings/devices/passwords", &[("name", "Phone")]).await.is(200);
        let lines = lines(&made);
        assert_eq!(lines.len(), 3, "{lines:?}");
        for line in &lines {
            assert_eq!(line.matches(".example.org").count(), 8, "{line}");
        }
        // Twenty, ten and ten: what isn't named at once is folded away, none is left out.
        let made = made.has("<summary>And 12 more</summary>").has("<summary>And 2 more</summary>");
        assert!((0..40).all(|n| made.body.contains(&format!("app{n}.example.org"))));
    }

    async fn where_nothing_is_protected_nothing_is_said(place: Place) {
        let house = House::plain(place).await;
        let mut browser = house.browser("192.0.2.1");
        house.add("anna").await;
        browser.sign_in("anna").await;
        let made = browser.post("/settings/devices/passwords", &[("name", "Phone")]).await.is(200);
        made.has("id=\"device-password\"").lacks("device-reach");
    }
}
