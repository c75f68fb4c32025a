//! Hosts beneath one domain that share a cookie: the weaker way, and its bounds.

use domain::gate::{GateHost, HostPattern};
use testing::{Place, on_both};

use super::{FILES, at, beneath, check, header, home, hosts};
use crate::browser::Browser;
use crate::site::House;

const SHARED: &str = "__Secure-countersign-gate";
const CLEARED: &str = "__Host-countersign-gate-cleared";
const HERE: &str = "https://auth.example.org";
const NAVIGATES: (&str, &str) = ("sec-fetch-mode", "navigate");

/// With a host beneath another domain.
async fn house(place: Place) -> House {
    let mut all = hosts();
    all.push(GateHost {
        host: HostPattern::read("files.example.net").unwrap(),
        ..all[0].clone()
    });
    House::sharing(place, all, "example.org").await
}

/// Goes to a protected host and is led on until there is a cookie.
async fn led(home: &mut Browser, there: &mut Browser, url: &str) -> String {
    let stopped = check(there, "GET", url, &[NAVIGATES]).await.is(401);
    let to_us = beneath(header(&stopped, "location"), HERE);
    let back = home.get(&to_us).await.is(303);
    if let Some(token) = home.jar.get(SHARED) {
        there.jar.insert(SHARED.to_owned(), token.clone());
    }
    header(&back, "location").to_owned()
}

on_both! {
    async fn one_cookie_is_good_at_every_host_beneath_the_domain_and_nowhere_else(place: Place) {
        let house = house(place).await;
        let (mut home, mut there) = (home(&house), at(&house, FILES));
        let url = "https://files.example.org/docs/a%20b?x=1";
        let login = led(&mut home, &mut there, url).await;
        assert_eq!(login, "/login?next=https%3A//files.example.org/docs/a%2520b%3Fx%3D1");
        house.add_with_app("anna", &mut home).await;
        let stopped = check(&mut there, "GET", url, &[NAVIGATES]).await.is(401);
        let entered = home.get(&beneath(header(&stopped, "location"), HERE)).await.is(303);
        assert_eq!(header(&entered, "location"), url);
        let set = header(&entered, "set-cookie");
        assert!(set.ends_with("; Domain=example.org; Path=/; HttpOnly; SameSite=Lax; Secure"), "{set}");
        let token = home.jar[SHARED].clone();
        for (host, status) in [(FILES, 200), ("notes.example.org", 200), ("wiki.example.org", 403)] {
            let mut there = at(&house, host);
            there.jar.insert(SHARED.to_owned(), token.clone());
            check(&mut there, "GET", &format!("https://{host}/x"), &[]).await.is(status);
        }
        // Elsewhere each host has its own, and this one says nothing.
        let mut elsewhere = at(&house, "files.example.net");
        elsewhere.jar.insert(SHARED.to_owned(), token.clone());
        let stopped = check(&mut elsewhere, "GET", "https://files.example.net/x", &[NAVIGATES]).await.is(401);
        assert!(header(&stopped, "location").starts_with("https://files.example.net/.well-known/countersign/enter?"));
        for name in ["__Host-countersign", "__Host-countersign-gate"] {
            let mut stolen = super::home(&house);
            stolen.jar.insert(name.to_owned(), token.clone());
            for page in ["/", "/settings", "/settings/devices", "/confirm"] {
                assert!(stolen.get(page).await.to().starts_with("/login"), "{name} at {page}");
            }
            let mut there = at(&house, FILES);
            there.jar.insert(name.to_owned(), token.clone());
            check(&mut there, "GET", url, &[NAVIGATES]).await.is(401);
        }
        there.jar.insert(SHARED.to_owned(), token);
        check(&mut there, "GET", url, &[]).await.is(200);
        home.post("/logout", &[]).await.is(303);
        check(&mut there, "GET", url, &[NAVIGATES]).await.is(401);
    }

    async fn a_host_that_leads_its_entrance_to_us_has_a_cookie_of_its_own_all_the_same(place: Place) {
        let house = house(place).await;
        let (mut home, mut there) = (home(&house), at(&house, FILES));
        house.add_with_app("anna", &mut home).await;
        let away = there.get("/.well-known/countersign/enter?next=/docs").await.is(303);
        let to_us = beneath(header(&away, "location"), HERE);
        let back = home.get(&to_us).await.is(303);
        let with_ticket = beneath(header(&back, "location"), "https://files.example.org");
        there.get(&with_ticket).await.is(303);
        assert!(there.jar.contains_key("__Host-countersign-gate") && !home.jar.contains_key(SHARED));
        // Of the two cookies one that is dead doesn't shut the other out.
        there.jar.insert(SHARED.to_owned(), "A".repeat(98));
        check(&mut there, "GET", "https://files.example.org/docs", &[]).await.is(200);
        there.jar.insert("__Host-countersign-gate".to_owned(), "A".repeat(98));
        check(&mut there, "GET", "https://files.example.org/docs", &[NAVIGATES]).await.is(401);
        assert_eq!(led(&mut home, &mut there, "https://files.example.org/docs").await, "https://files.example.org/docs");
        check(&mut there, "GET", "https://files.example.org/docs", &[]).await.is(200);
    }

    async fn what_another_host_put_there_is_ignored_or_refused_and_goes(place: Place) {
        let house = house(place).await;
        let (mut annas, mut beas) = (home(&house), home(&house));
        house.add_with_app("anna", &mut annas).await;
        house.add_with_app("bea", &mut beas).await;
        let url = "https://files.example.org/docs/a/b?x=/y/z";
        for browser in [&mut annas, &mut beas] {
            led(browser, &mut at(&house, FILES), url).await;
        }
        let (own, others) = (annas.jar[SHARED].clone(), beas.jar[SHARED].clone());
        let ask = async |values: &[&str]| {
            let line: Vec<_> = values.iter().map(|value| format!("{SHARED}={value}")).collect();
            check(&mut at(&house, FILES), "GET", url, &[NAVIGATES, ("cookie", &line.join("; "))]).await
        };
        // What a host beneath the domain can make up comes first or last, and says nothing.
        let made_up = "A".repeat(own.len());
        for values in [[made_up.as_str(), &own], [&own, &made_up], ["x", &own], [&own, ""], [&own, &own]] {
            let open = ask(&values).await.is(200);
            assert_eq!(header(&open, "remote-user"), "anna", "{values:?}");
        }
        // What it got from us for somebody else is ours as well: whose is right isn't known.
        let stopped = ask(&[&others, &own]).await.is(401);
        assert_eq!(header(&stopped, "countersign-reason"), "cookies-differ");
        let to_us = beneath(header(&stopped, "location"), HERE);
        let cleared = annas.get(&to_us).await.is(303);
        assert_eq!(header(&cleared, "location"), url);
        let lines = cleared.headers.get_all("set-cookie").iter().map(|line| line.to_str().unwrap());
        let (gone, set): (Vec<_>, Vec<_>) = lines.partition(|line| line.ends_with("; Max-Age=0"));
        let expected = ["/", "/docs", "/docs/", "/docs/a", "/docs/a/", "/docs/a/b"].map(|path| {
            format!("{SHARED}=; Domain=example.org; Path={path}; HttpOnly; SameSite=Lax; Secure; Max-Age=0")
        });
        assert_eq!(gone, expected);
        let [shared, cleared] = set[..] else { panic!("{set:?}") };
        assert!(shared.starts_with(SHARED) && cleared.starts_with(CLEARED), "{set:?}");
        assert!(annas.jar.contains_key(SHARED), "set after the others have gone");
        // Whoever isn't a person navigating is stopped as without any.
        let line = format!("{SHARED}={own}; {SHARED}={others}");
        let page = check(&mut at(&house, FILES), "GET", url, &[("sec-fetch-mode", "cors"), ("sec-fetch-site", "same-origin"), ("cookie", &line)]).await.is(401);
        assert_eq!(header(&page, "countersign-reason"), "cookies-differ");
    }

    async fn what_cannot_be_deleted_ends_on_a_page_that_says_what_to_do(place: Place) {
        let house = house(place).await;
        let (mut annas, mut beas) = (home(&house), home(&house));
        house.add_with_app("anna", &mut annas).await;
        house.add_with_app("bea", &mut beas).await;
        let url = "https://files.example.org/docs/a?x=1";
        led(&mut beas, &mut at(&house, FILES), url).await;
        let planted = beas.jar[SHARED].clone();
        // The way that a browser goes by itself, with a cookie that only its own host can delete.
        let wander = async |annas: &mut Browser| {
            for round in 1..10 {
                let own = annas.jar.get(SHARED).cloned().unwrap_or_default();
                let cookies = format!("{SHARED}={own}; {SHARED}={planted}");
                let stopped = check(&mut at(&house, FILES), "GET", url, &[NAVIGATES, ("cookie", &cookies)]).await;
                if stopped.status == 200 {
                    return header(&stopped, "remote-user").to_owned();
                }
                let seen = annas.get(&beneath(header(&stopped, "location"), HERE)).await;
                if seen.status != 303 {
                    assert_eq!(round, 2, "cleared once");
                    return seen.is(403).body;
                }
                assert_eq!(header(&seen, "location"), url);
            }
            panic!("round in a circle");
        };
        led(&mut annas, &mut at(&house, FILES), url).await;
        let page = wander(&mut annas).await;
        for text in ["<h1", "Two sign-ins", "Delete the cookies for files.example.org", "href=\"https://files.example.org/docs/a?x=1\""] {
            assert!(page.contains(text), "{text}: {page}");
        }
        assert!(!annas.jar.contains_key(CLEARED), "the next time it is tried once more");
        let mut swedish = annas.with("accept-language", "sv");
        let page = wander(&mut swedish).await;
        assert!(page.contains("Två inloggningar") && page.contains("Ta bort kakorna för files.example.org"), "{page}");
        // Whoever planted it signs out: what is dead stops nobody.
        beas.post("/logout", &[]).await.is(303);
        assert_eq!(wander(&mut annas).await, "anna");
    }

    async fn that_something_was_cleared_is_remembered_for_that_host_and_a_minute(place: Place) {
        let house = house(place).await;
        let mut annas = home(&house);
        house.add_with_app("anna", &mut annas).await;
        let clear = |host| format!("/gate/enter?host={host}&next=/x&clear=0");
        annas.get(&clear(FILES)).await.is(303);
        let cleared = annas.get(&clear("notes.example.org")).await.is(303);
        let lines = cleared.headers.get_all("set-cookie").iter().map(|line| line.to_str().unwrap());
        let marks: Vec<_> = lines.filter(|line| line.contains(CLEARED)).collect();
        assert_eq!(marks, [format!("{CLEARED}=notes.example.org; Path=/; HttpOnly; SameSite=Lax; Secure; Max-Age=60")]);
        annas.get(&clear(FILES)).await.is(303);
        annas.get("/gate/enter?host=files.example.org&next=/x").await.is(303);
        annas.get(&clear(FILES)).await.is(403);
        annas.get(&clear(FILES)).await.is(303);
    }

    async fn a_long_path_is_cleared_within_two_kibibytes_an_answer(place: Place) {
        let house = house(place).await;
        let mut annas = home(&house);
        house.add_with_app("anna", &mut annas).await;
        let deep = |name: &str, depth| format!("/{name}").repeat(depth);
        #[rustfmt::skip]
        let cases = [
            // path,                              deleted, answers
            ("/".to_owned(),                      1,       1),
            (deep("a", 20),                       40,      3),
            (deep("quarterly%20reports", 12),     24,      3),
            (deep("a-folder-of-a-long-name", 40), 43,      9),
            // Browsers take no longer path from a line.
            (format!("/docs/{}", "a".repeat(2_000)), 3,    1),
            (deep(&"b".repeat(1_020), 2),         3,       2),
            (deep("a", 3_000),                    101,      9),
        ];
        for (path, deleted, expected) in cases {
            annas.jar.remove(CLEARED);
            let mut at = format!("/gate/enter?host={FILES}&next={}&clear=0", path.replace('%', "%25"));
            let (mut gone, mut answers) = (std::collections::BTreeSet::new(), 0);
            loop {
                let seen = annas.get(&at).await.is(303);
                let lines: Vec<_> = seen.headers.get_all("set-cookie").iter().map(|line| line.to_str().unwrap().to_owned()).collect();
                let bytes: usize = lines.iter().map(|line| "set-cookie: \r\n".len() + line.len()).sum();
                assert!(bytes <= 2_048 + 512, "{path}: {bytes} bytes");
                gone.extend(lines.into_iter().filter(|line| line.ends_with("; Max-Age=0")));
                answers += 1;
                assert!(answers <= 16, "{path}: browsers follow twenty redirects");
                let next = header(&seen, "location");
                match next.strip_prefix(HERE) {
                    Some(more) => at = more.to_owned(),
                    None => break assert_eq!(next, format!("https://{FILES}{path}")),
                }
            }
            assert_eq!((gone.len(), answers), (deleted, expected), "{path}");
            assert!(annas.jar.contains_key(CLEARED), "{path}");
        }
        annas.jar.remove(CLEARED);
        for odd in ["x", "-1", "18446744073709551615", "99999999999999999999999"] {
            annas.get(&format!("/gate/enter?host={FILES}&next=/a&clear={odd}")).await.is(303);
        }
    }

    async fn what_was_being_sent_and_who_may_not_come_in_are_told_as_ever(place: Place) {
        let house = house(place).await;
        let (mut home, mut there) = (home(&house), at(&house, FILES));
        house.add_with_app("anna", &mut home).await;
        let stopped = check(&mut there, "POST", "https://files.example.org/form", &[NAVIGATES]).await.is(401);
        let to_us = beneath(header(&stopped, "location"), HERE);
        let page = home.get(&to_us).await;
        assert!(page.body.contains("</h1>") && !home.jar.contains_key(SHARED), "{}", page.body);
        home.get("/gate/enter?host=wiki.example.org&next=/").await.has("</h1>");
        home.get("/gate/enter?host=unknown.example.org&next=/").await.is(404);
        home.get("/gate/enter?host=files.example.net&next=/").await.is(410);
        assert!(!home.jar.contains_key(SHARED));
    }
}
