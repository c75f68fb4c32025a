//! What somebody signed in may do as often as they like, without a fresh proof, makes one row a minute.

use domain::Span;
use domain::ids::{DevicePasswordId, EnrolmentId, SessionId};
use door::activity::EventView;
use door::{DevicePasswords, Door, LiveSession};
use testing::people::*;
use testing::{Place, on_both};

use super::all;

/// Every verb of that sort that is written down at all, by its action.
const FREE: [&str; 5] = [
    "account.display-name",
    "device-password.renamed",
    "factor.renamed",
    "session.others-ended",
    "session.renamed",
];

/// Somebody signed in, and what they may rename.
#[derive(Clone)]
struct Owner {
    door: Door,
    browser: Browser,
    live: LiveSession,
    session: SessionId,
    password: DevicePasswordId,
    enrolment: EnrolmentId,
}

impl Owner {
    async fn new(place: &Place) -> Self {
        let door = place.door().await;
        let mut browser = Browser::new("192.0.2.1");
        let app = with_app(place, &door, "anna", &mut browser).await;
        let live = browser.live(&door).await;
        let typed = form(&[("name", "Mail")]);
        let made = door
            .make_device_password(&live, &typed, &browser.seen)
            .await;
        let session = door.own_sessions(&live).await.unwrap()[0]
            .id
            .parse()
            .unwrap();
        Self {
            password: made.unwrap().id,
            enrolment: app.enrolment.parse().unwrap(),
            door,
            browser,
            live,
            session,
        }
    }

    async fn does(&self, action: &str, name: &str) {
        let (door, live, seen) = (&self.door, &self.live, &self.browser.seen);
        match action {
            "account.display-name" => door.set_display_name(live, name, seen).await,
            "device-password.renamed" => {
                door.rename_device_password(live, self.password, name, seen)
                    .await
            }
            "factor.renamed" => door.rename_factor(live, self.enrolment, name, seen).await,
            "session.others-ended" => {
                door.end_other_sessions(live, DevicePasswords::Stay, seen)
                    .await
            }
            "session.renamed" => door.rename_session(live, self.session, name, seen).await,
            other => panic!("{other}"),
        }
        .unwrap();
    }

    async fn rows(&self, action: &str) -> Vec<EventView> {
        let mut rows = all(&self.door).await;
        rows.retain(|row| row.action == action);
        rows
    }
}

on_both! {
    async fn fifty_changes_in_a_minute_are_one_row(place: Place) {
        let owner = Owner::new(&place).await;
        for action in FREE {
            for n in 0..50 {
                owner.does(action, &format!("name {n}")).await;
            }
            let rows = owner.rows(action).await;
            assert_eq!((rows.len(), rows[0].times), (1, 50), "{action}");
            assert_eq!(Some(&rows[0].actor), rows[0].subject.as_ref(), "{action}");
            assert_eq!(rows[0].address, "192.0.2.1", "{action}");
        }
        place.clock().advance(Span::minutes(1));
        for action in FREE {
            owner.does(action, "later").await;
            assert_eq!(owner.rows(action).await.len(), 2, "{action}: the next minute");
        }
    }

    async fn changes_at_once_are_one_row_that_counts_each(place: Place) {
        let owner = Owner::new(&place).await;
        testing::at_once(64, |n| {
            let owner = owner.clone();
            async move { owner.does("session.renamed", &format!("name {n}")).await }
        }).await;
        let rows = owner.rows("session.renamed").await;
        assert_eq!((rows.len(), rows[0].times), (1, 64));
    }

    async fn what_another_account_does_is_another_row(place: Place) {
        let owner = Owner::new(&place).await;
        add(&owner.door, "bea", false).await;
        let mut browser = Browser::new("192.0.2.1");
        let bea = session(&owner.door, "bea", &mut browser).await;
        owner.does("account.display-name", "Anna").await;
        owner.door.set_display_name(&bea, "Bea", &browser.seen).await.unwrap();
        assert_eq!(owner.rows("account.display-name").await.len(), 2);
    }
}
