//! Somebody who earns by messages to numbers of their own: many accounts, numbers of many countries, from as many
//! addresses. What it costs stays within the table.

use domain::{Refusal, Span};
use door::{At, Config, Door, Shown};
use factors::Registry;
use testing::people::*;
use testing::{Place, on_both};

use super::{KIND, ask, between, sent, set};

/// Twenty countries, and the beginning of a mobile number of each, to be followed by four digits.
const COUNTRIES: [(&str, &str); 20] = [
    ("SE", "+4670123"),
    ("NO", "+474061"),
    ("DK", "+453212"),
    ("FI", "+35841234"),
    ("DE", "+491512345"),
    ("NL", "+3161234"),
    ("BE", "+3247012"),
    ("FR", "+3361234"),
    ("ES", "+3461234"),
    ("PT", "+35191234"),
    ("IT", "+39312345"),
    ("CH", "+4178123"),
    ("AT", "+43664123"),
    ("PL", "+4851234"),
    ("CZ", "+42060112"),
    ("GB", "+44740012"),
    ("IE", "+35385012"),
    ("US", "+1201555"),
    ("EE", "+372512"),
    ("LV", "+3712123"),
];

/// How many accounts there are.
const ACCOUNTS: usize = 1_000;

/// Sets a number up, where one more is sent to; none where the site sends no more to what isn't confirmed.
async fn pumped(place: &Place, door: &Door, n: usize) -> Option<Browser> {
    let (name, address) = (name(n), format!("10.{}.{}.7", n / 250, n % 250));
    add(door, &name, false).await;
    let mut browser = Browser::new(&address);
    let live = session(door, &name, &mut browser).await;
    let at = At::Settings(&live);
    let (_, start) = COUNTRIES[n % COUNTRIES.len()];
    let number = format!("{start}{:04}", 2000 + n);
    let said = post(door, at, &KIND, "", None, &[("phone", &number)], &browser).await;
    let Ok(Shown::Done(begun)) = said else {
        let refused =
            refusal(said.map(|shown| assert!(!matches!(shown, Shown::Page(..)), "{number}")));
        assert!(
            matches!(refused, Refusal::MessagesSpent(_)),
            "{number}: {refused:?}"
        );
        return None;
    };
    door.send_messages().await.unwrap();
    let (_, page) = begun.show.unwrap();
    let id = between(page.as_str(), "name=\"enrolment\" value=\"", "\"");
    let text = place.letters().last_at(&name, &number).unwrap();
    let (_, code) = text.rsplit_once('#').unwrap();
    let fields = [("code", code)];
    let confirmed = post(
        door,
        at,
        &KIND,
        "/{id}/confirm",
        Some(id),
        &fields,
        &browser,
    )
    .await;
    let Ok(Shown::Done(confirmed)) = confirmed else {
        panic!("{number} was not confirmed");
    };
    browser.keep(&confirmed.session.unwrap());
    Some(browser)
}

fn name(n: usize) -> String {
    format!("pump{n}")
}

on_both! {
    async fn V6_6_1_pumping_by_a_thousand_accounts_costs_no_more_than_the_table_says(place: Place) {
        let everywhere = |config: &mut Config| {
            let all: Vec<&str> = COUNTRIES.iter().map(|(country, _)| *country).collect();
            set(&mut config.settings, "SE", &all);
        };
        let door = place.door_asking(Registry::built_in(), everywhere).await;
        let mut through = Vec::new();
        for n in 0..ACCOUNTS {
            if let Some(browser) = pumped(&place, &door, n).await {
                through.push((name(n), browser));
            }
        }
        assert_eq!((through.len(), sent(&place)), (50, 50), "as many numbers a day as are confirmed");
        let (spare, there) = through.pop().unwrap();
        // And those get four a day each, two hundred at least: half of them from browsers that nobody knows.
        for is_known in [false, true] {
            for hour in 0..3 {
                for (name, browser) in &through {
                    let mut there = browser.clone();
                    if !is_known {
                        there.seen.known = None;
                    }
                    while let (_, waiting) = pending(&door, name, &there).await
                        && ask(&door, &waiting, &there).await.is_ok() {}
                }
                place.clock().advance(Span::hours(2));
                let most = if is_known { 248 } else { 149 };
                assert!(sent(&place) <= most, "{} after {hour} hours", sent(&place));
            }
        }
        assert_eq!(sent(&place), 248);
        // Whoever has asked for none gets theirs all the same.
        let mut own = 0;
        while let (_, waiting) = pending(&door, &spare, &there).await
            && ask(&door, &waiting, &there).await.is_ok()
        {
            own += 1;
        }
        assert_eq!((own, sent(&place)), (2, 250));
        assert_eq!(door.sent_this_month().await.unwrap(), 0, "the test's own way costs nothing");
    }
}
