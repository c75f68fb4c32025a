//! What anybody may cause as often as they like makes few rows, whatever they type and wherever they try.

use std::collections::BTreeSet;

use domain::{Refusal, Span};
use door::Door;
use door::activity::EventView;
use testing::people::*;
use testing::{Place, on_both};

use super::all;

const WRONG: &str = "not the password at all";

async fn tried(door: &Door, name: &str, from: &Browser) -> Refusal {
    refusal(door.sign_in(name, WRONG, "", &from.seen).await)
}

async fn of(door: &Door, action: &str) -> Vec<EventView> {
    let mut found = all(door).await;
    found.retain(|event| event.action == action);
    found
}

/// An address without any tries left.
async fn spent(door: &Door, address: &str) -> Browser {
    let browser = Browser::new(address);
    for n in 0..20 {
        let name = format!("nobody {n}");
        assert_eq!(tried(door, &name, &browser).await, Refusal::WrongSignIn);
    }
    browser
}

on_both! {
    async fn V16_3_3_tries_from_an_address_that_has_none_left_are_one_row_a_minute(place: Place) {
        let door = place.door().await;
        add(&door, "anna", false).await;
        add(&door, "ben", false).await;
        let stranger = spent(&door, "198.51.100.1").await;
        let before = all(&door).await.len();
        for n in 0..400 {
            let name = ["anna", "ben", &format!("somebody {n}")][n % 3].to_owned();
            assert!(matches!(tried(&door, &name, &stranger).await, Refusal::Wait(_)), "{name}");
        }
        assert_eq!(of(&door, "address.spent").await[0].times, 1, "the others are counted");
        place.clock().advance(Span::seconds(1));
        tried(&door, "anna", &stranger).await;
        assert_eq!(of(&door, "address.spent").await[0].times, 401, "written with the next");
        for _ in 0..9 {
            tried(&door, "anna", &stranger).await;
        }
        door.seal_events().await.unwrap();
        let rows = of(&door, "address.spent").await;
        assert_eq!(all(&door).await.len(), before + 1);
        let row = &rows[0];
        assert_eq!((row.times, &row.subject, row.outcome.as_str()), (410, &None, "refused"));
        assert_eq!((row.address.as_str(), row.detail.as_str()), ("198.51.100.1", ""));

        place.clock().advance(Span::minutes(1));
        tried(&door, "anna", &stranger).await;
        tried(&door, "anna", &stranger).await;
        place.clock().advance(Span::minutes(5));
        door.seal_events().await.unwrap();
        assert_eq!(of(&door, "address.spent").await[0].times, 2);
        assert!(crate::audit::flaw(&door).await.is_none());
        assert_eq!(of(&door, "address.spent").await.len(), 2, "the next minute");
        tried(&door, "anna", &spent(&door, "198.51.100.2").await).await;
        assert_eq!(of(&door, "address.spent").await.len(), 3, "another address");
    }

    async fn codes_from_an_address_that_has_none_left_go_into_that_row(place: Place) {
        let door = place.door().await;
        with_app(&place, &door, "anna", &mut Browser::new("192.0.2.1")).await;
        let stranger = Browser::new("198.51.100.1");
        let (_, pending) = pending(&door, "anna", &stranger).await;
        let mut waits = 0;
        spent(&door, "198.51.100.1").await;
        let before = all(&door).await.len();
        for _ in 0..5 {
            let answered = answer(&door, &pending, &TOTP, "000000", &stranger).await;
            waits += usize::from(matches!(refusal(answered), Refusal::Wait(_)));
            tried(&door, "ben", &stranger).await;
        }
        assert_eq!(waits, 5);
        door.write_all_counted().await;
        assert_eq!(all(&door).await.len(), before + 1);
        assert_eq!(of(&door, "address.spent").await[0].times, 10);
    }

    async fn the_addresses_of_one_network_share_their_rows(place: Place) {
        let door = place.door_with(crate::races::raised).await;
        for n in 0..64 {
            tried(&door, "nobody", &Browser::new(&format!("2001:db8:0:{n:x}::{n:x}"))).await;
        }
        let rows = of(&door, "sign-in.password").await;
        assert_eq!((rows.len(), rows[0].times), (1, 64));
        tried(&door, "nobody", &Browser::new("2001:db8:0:100::1")).await;
        tried(&door, "nobody", &Browser::new("192.0.2.1")).await;
        tried(&door, "nobody", &Browser::new("192.0.2.2")).await;
        assert_eq!(of(&door, "sign-in.password").await.len(), 4, "of other networks");
    }

    async fn unknown_names_share_rows_by_bucket_and_leave_no_name(place: Place) {
        let door = place.door_with(|config| {
            crate::races::raised(config);
            config.limits.address = 1_000_000;
        }).await;
        let stranger = Browser::new("198.51.100.1");
        for n in 0..400 {
            tried(&door, &format!("somebody {n}"), &stranger).await;
        }
        for spelling in ["Somebody 7", " SOMEBODY 7 "] {
            tried(&door, spelling, &stranger).await;
        }
        let rows = of(&door, "sign-in.password").await;
        let times: i64 = rows.iter().map(|row| row.times).sum();
        let buckets: BTreeSet<_> = rows.iter().map(|row| &row.detail).collect();
        assert_eq!((times, buckets.len()), (402, rows.len()));
        // Of 4,096 buckets 400 names take 381, give or take a few.
        assert!((365..395).contains(&rows.len()), "{}", rows.len());
        let keyed = |row: &EventView| row.detail.len() == 18 && row.detail.chars().all(|c| c.is_ascii_hexdigit());
        assert!(rows.iter().all(keyed));
    }
}
