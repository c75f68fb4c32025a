//! Which requests keep a session from ending for want of use: those of a person, and none that a page
//! makes by itself.

use domain::Span;
use domain::gate::{Allow, Requirement, Rule};
use testing::{Place, on_both};

use super::{FILES, PathPrefix, at, check, hand_over, home, hosts};
use crate::site::House;

const BY_ITSELF: [(&str, &str); 2] = [("sec-fetch-mode", "cors"), ("sec-fetch-dest", "empty")];
const BY_SOMEBODY: [(&str, &str); 2] = [
    ("sec-fetch-mode", "navigate"),
    ("sec-fetch-dest", "document"),
];

/// A path, the headers of its requests, and what the last of them is answered.
type Case = (&'static str, &'static [(&'static str, &'static str)], u16);

/// A day less than it takes for a session to end unused.
const SIX_DAYS: Span = Span::days(6);

on_both! {
    async fn a_page_that_asks_by_itself_does_not_renew_its_session(place: Place) {
        let house = House::https(place).await;
        for (name, headers, goes_on) in [("anna", BY_SOMEBODY, true), ("bea", BY_ITSELF, false)] {
            let mut home = headers.iter().fold(super::home(&house), |on, (name, value)| on.with(name, value));
            house.add(name).await;
            home.sign_in_to_stay(name).await.is(303);
            for _ in 0..2 {
                house.place.clock().advance(SIX_DAYS);
                home.get("/settings").await;
            }
            let last = home.get("/settings").await;
            assert_eq!(last.status == 200, goes_on, "{headers:?}");
        }
    }

    async fn nor_does_one_at_a_protected_host_or_where_a_rule_says_so(place: Place) {
        let mut hosts = hosts();
        hosts[0].rules.push(Rule {
            path: Some(PathPrefix::read("/poll").unwrap()),
            methods: None,
            networks: None,
            allow: Allow::Account(Requirement::default()),
            renew: false,
        });
        let house = House::gated(place, hosts).await;
        let app = house.add_with_app("anna", &mut home(&house)).await;
        #[rustfmt::skip]
        let cases: [Case; 5] = [
            ("/docs",   &BY_SOMEBODY,                       200),
            ("/docs",   &[],                                200),
            ("/docs",   &BY_ITSELF,                         401),
            ("/poll",   &BY_SOMEBODY,                       401),
            ("/poll",   &[],                                401),
        ];
        for (path, headers, at_the_end) in cases {
            house.place.clock().advance(Span::minutes(2));
            let (mut home, mut there) = (home(&house), at(&house, FILES));
            home.sign_in_to_stay("anna").await.is(303);
            home.post("/login/challenge/totp", &[("code", &app.code(&house.place, 0))]).await.is(303);
            let url = format!("https://{FILES}{path}");
            hand_over(&mut home, &mut there, FILES, &url).await;
            house.place.clock().advance(SIX_DAYS);
            let headers: Vec<_> = headers.iter().map(|(name, value)| (*name, *value)).collect();
            check(&mut there, "GET", &url, &headers).await.is(200);
            house.place.clock().advance(SIX_DAYS);
            let last = check(&mut there, "GET", &url, &headers).await;
            assert_eq!(last.status, at_the_end, "{path} {headers:?}");
        }
    }
}
