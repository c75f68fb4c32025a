//! Places are what they say.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use domain::{Clock, Span};
use testing::Place;

testing::on_both! {
    async fn a_clock_moved_by_hand_stays_where_it_was_put(place: Place) {
        let before = place.now();
        place.clock().advance(Span::hours(2));
        assert_eq!(place.clock().now().since(before), Span::hours(2));
        place.clock().set(before);
        assert_eq!(place.now(), before);
    }

    async fn a_database_is_there_again_when_it_is_opened_again(place: Place) {
        let first = place.store(&[]).await;
        let id = first.keys().id.clone();
        let second = place.store(&[]).await;
        assert_eq!(second.keys().id, id);
        assert!(first.reader().server_clock().await.is_ok());
    }

    async fn what_is_empty_has_no_tables(place: Place) {
        let mut options = place.options(&[]).await;
        options.may_migrate = false;
        let opened = store::Store::open(&options, &**place.random(), place.now()).await;
        assert!(opened.is_err());
    }
}
#[cfg(feature = "door")]
testing::on_both! {
    async fn two_doors_are_two_nodes(place: Place) {
        let door = place.door().await;
        let other = place.door_with(|config| config.site = "Other".into()).await;
        assert_eq!(door.key_id(), other.key_id());
        assert_eq!(other.config().site, "Other");
        door.sweep().await.unwrap();
        other.database_clock().await.unwrap();
    }
}
