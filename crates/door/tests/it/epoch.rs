//! Ending everybody's sessions, and what is done after an older copy of the database was put back.

use domain::{Refusal, Span};
use door::administration::NewAccount;
use door::{Actor, Progress};
use testing::Place;
use testing::people::{
    BYPASS, Browser, TOTP, add, answer, events, pending, refusal, session, with_app,
};

testing::on_both! {
    async fn V7_4_5_everybodys_sessions_end_at_once_and_are_counted(place: Place) {
        let door = place.door().await;
        let other = place.door().await;
        let mut browsers = Vec::new();
        for name in ["anna", "bo"] {
            add(&door, name, false).await;
            let mut browser = Browser::new("192.0.2.1");
            session(&door, name, &mut browser).await;
            browsers.push(browser);
        }
        let mut waiting = Browser::new("192.0.2.2");
        with_app(&place, &door, "eve", &mut waiting).await;
        let (token, _) = pending(&door, "eve", &waiting).await;
        let ended = door.end_everyones_sessions(&Actor::COMMAND_LINE).await.unwrap();
        assert_eq!((ended.sessions, ended.pending), (3, 1));
        for browser in &browsers {
            let token = browser.seen.session.as_ref().unwrap();
            for door in [&door, &other] {
                assert!(door.session(token, &browser.seen).await.unwrap().is_none());
            }
        }
        assert!(door.pending(&token).await.unwrap().is_none());
        let ended = door.end_everyones_sessions(&Actor::COMMAND_LINE).await.unwrap();
        assert_eq!((ended.sessions, ended.pending), (0, 0));
        // Everybody comes in again.
        session(&door, "anna", &mut browsers[0]).await;
        let query = door::activity::Query {
            account: None,
            before: None,
            most: 10,
        };
        let all = door.audit(&Actor::COMMAND_LINE, &query).await.unwrap();
        let told = all.iter().find(|event| event.action == "session.everyone-ended");
        assert!(told.is_some(), "{all:?}");
    }

    async fn nobody_but_an_administrator_ends_them(place: Place) {
        let door = place.door().await;
        add(&door, "anna", false).await;
        let mut browser = Browser::new("192.0.2.1");
        let live = session(&door, "anna", &mut browser).await;
        let refused = door.end_everyones_sessions(&live.actor(&browser.seen)).await;
        assert_eq!(refusal(refused), Refusal::NotAllowed);
        let refused = door.begin_new_epoch(&live.actor(&browser.seen)).await;
        assert_eq!(refusal(refused), Refusal::NotAllowed);
    }

    async fn after_an_older_copy_nothing_that_was_used_by_time_is_good_again(place: Place) {
        let door = place.door().await;
        let mut browser = Browser::new("192.0.2.1");
        let app = with_app(&place, &door, "anna", &mut browser).await;
        place.clock().advance(Span::minutes(5));
        // The code of this moment was used after the copy was made; the copy has forgotten it.
        let used = app.code(&place, 0);
        let help = door.give_code(&Actor::COMMAND_LINE, "anna", 24, "lost").await.unwrap();
        let link = door.invite(&Actor::COMMAND_LINE, &NewAccount::invited("bo", false)).await.unwrap();
        let (token, _) = pending(&door, "anna", &browser).await;

        let epoch = door.begin_new_epoch(&Actor::COMMAND_LINE).await.unwrap();
        assert_eq!((epoch.ended.sessions, epoch.ended.pending), (1, 1));
        assert_eq!((epoch.help, epoch.links, epoch.devices), (1, 1, 1));
        assert!(door.pending(&token).await.unwrap().is_none());
        let gone = door.link(door::LinkKind::Invite, &link).await;
        assert_eq!(refusal(gone), Refusal::LinkGone);
        let (_, waits) = pending(&door, "anna", &browser).await;
        for (kind, code) in [(&TOTP, used.as_str()), (&BYPASS, help.expose().as_str())] {
            let refused = answer(&door, &waits, kind, code, &browser).await;
            refusal(refused);
        }
        // The next code is as good as ever.
        place.clock().advance(Span::seconds(30));
        let code = app.code(&place, 0);
        let came = answer(&door, &waits, &TOTP, &code, &browser).await.unwrap();
        assert!(matches!(came, Progress::In(_)));
        assert!(events(&door, "anna").await.len() > 3);
        let again = door.begin_new_epoch(&Actor::COMMAND_LINE).await.unwrap();
        assert_eq!((again.help, again.links), (0, 0));
    }
}
