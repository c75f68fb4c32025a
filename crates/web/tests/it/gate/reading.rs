//! Nothing is written because somebody looks: neither on the way to a protected host nor at the gate.

use testing::dump::{differences, dump};
use testing::{Place, on_both};

use super::{FILES, at, check, hand_over, header, home, hosts, house};
use crate::site::House;

const NAVIGATES: (&str, &str) = ("sec-fetch-mode", "navigate");

on_both! {
    async fn three_hundred_visits_to_a_protected_host_leave_no_row(place: Place) {
        let house = house(place).await;
        let (mut home, mut there) = (home(&house), at(&house, FILES));
        house.add_with_app("anna", &mut home).await;
        home.get("/").await.is(200); // seen at this minute
        let url = "https://files.example.org/docs";
        let before = dump(&house.place).await;
        for _ in 0..300 {
            assert_eq!(hand_over(&mut home, &mut there, FILES, url).await, url);
            check(&mut there, "GET", url, &[]).await.is(200);
            there.jar.clear();
        }
        assert_eq!(differences(&before, &dump(&house.place).await), "");
    }

    async fn nor_do_four_hundred_cookies_that_hosts_share(place: Place) {
        let house = House::sharing(place, hosts(), "example.org").await;
        let mut home = home(&house);
        house.add_with_app("anna", &mut home).await;
        home.get("/").await.is(200); // seen at this minute
        let before = dump(&house.place).await;
        for _ in 0..400 {
            home.get("/gate/enter?host=files.example.org&next=/docs").await.is(303);
        }
        assert_eq!(differences(&before, &dump(&house.place).await), "");
    }

    async fn whoever_looks_with_whatever_cookies_writes_nothing(place: Place) {
        let house = house(place).await;
        let (mut home, mut there) = (home(&house), at(&house, FILES));
        house.add_with_app("anna", &mut home).await;
        home.get("/").await.is(200); // seen at this minute
        hand_over(&mut home, &mut there, FILES, "https://files.example.org/").await;
        let mut mixed = there.clone();
        mixed.jar.extend(home.jar.clone());
        let before = dump(&house.place).await;
        let entrance = "/.well-known/countersign/enter";
        let ours = ["nonce=x", "nonce=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", "told=1", "clear=0", "method=POST"]
            .map(|more| format!("/gate/enter?host={FILES}&next=/x&{more}"));
        let theirs = ["", "?next=/x", "?ticket=x", "?ticket=AAAA&next=/x"].map(|query| format!("{entrance}{query}"));
        for browser in [&home, &there, &mixed, &at(&house, FILES), &at(&house, "unknown.example.org")] {
            for path in ours.iter().chain(&theirs) {
                browser.clone().get(path).await;
            }
            for (host, path) in [(FILES, "/"), (FILES, "/public/x"), ("wiki.example.org", "/"), ("unknown.example.org", "/")] {
                let seen = check(&mut browser.clone(), "GET", &format!("https://{host}{path}"), &[NAVIGATES]).await;
                assert!(!header(&seen, "x-request-id").is_empty());
            }
        }
        assert_eq!(differences(&before, &dump(&house.place).await), "");
    }
}
