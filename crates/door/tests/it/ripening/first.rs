//! The first factor of an account, and the one that comes after the last was removed.

use domain::policy::Required;
use domain::{Assurance, Refusal, Span};
use door::administration::NewAccount;
use door::import::{How, read_tokens};
use door::{At, Freshness, Progress};
use testing::drivers::add_token;
use testing::people::*;
use testing::{Place, on_both};

use super::{CLI, DAY, RESISTANT, anna, by_token, is, stand, telling};

on_both! {
    async fn the_first_one_is_limited_in_strength_alone(place: Place) {
        let door = telling(&place).await;
        add(&door, "anna", false).await;
        let mut anna = Browser::new("192.0.2.1");
        session(&door, "anna", &mut anna).await;
        let (key, _) = add_token(&door, &PASSKEY, "Laptop", &mut anna).await;
        place.clock().advance(Span::minutes(11));
        let live = by_token(&door, "anna", (&PASSKEY, &key), &mut anna).await;
        assert_eq!((live.assurance(), door.freshness(&live).await.unwrap()), (Assurance::TwoFactor, Freshness::Full));
        door.add_email(&live, "anna@example.org", &anna.seen).await.unwrap_or_else(|stop| {
            assert!(matches!(stop, domain::Stop::Refused(Refusal::NoMail)), "{stop:?}");
        });
        backup_codes(&door, &anna).await;
        place.clock().advance(DAY);
        let live = by_token(&door, "anna", (&PASSKEY, &key), &mut anna).await;
        assert_eq!((live.assurance(), door.freshness(&live).await.unwrap()), (RESISTANT, Freshness::Full));
    }

    async fn one_that_comes_where_the_last_has_just_gone_is_not_ripe(place: Place) {
        let door = telling(&place).await;
        let mut anna = anna(&door).await;
        let app = enrol(&place, &door, "Phone", &mut anna).await;
        place.clock().advance(DAY);
        sign_in(&place, &door, "anna", &app, &mut anna).await;
        let live = anna.live(&door).await;
        let removed = door.remove_factor(&live, app.enrolment.parse().unwrap(), &anna.seen).await;
        assert_eq!(removed.unwrap(), door::Removed::AtOnce);
        let (key, _) = add_token(&door, &SECURITY_KEY, "Mine", &mut anna).await;
        assert_eq!(stand(&door, "anna").await, [is("Mine", false, false)]);
        place.clock().advance(Span::minutes(11));
        let live = by_token(&door, "anna", (&SECURITY_KEY, &key), &mut anna).await;
        assert_eq!((live.assurance(), door.freshness(&live).await.unwrap()), (Assurance::TwoFactor, Freshness::Younger));
        assert!(matches!(refusal(door.add_email(&live, "x@example.org", &anna.seen).await), Refusal::NotRipe(_)));
        place.clock().advance(DAY);
        let live = by_token(&door, "anna", (&SECURITY_KEY, &key), &mut anna).await;
        assert_eq!((live.assurance(), door.freshness(&live).await.unwrap()), (RESISTANT, Freshness::Full));
    }

    async fn whom_somebody_has_let_in_the_only_one_is_ripe_at_once(place: Place) {
        let door = telling(&place).await;
        // By an invite.
        let invited = NewAccount::invited("anna", false);
        let token = door.invite(&CLI, &invited).await.unwrap();
        let mut anna = Browser::new("192.0.2.1");
        match door.finish_invite(&token, PASSWORD, &anna.seen).await.unwrap() {
            Progress::In(new) => anna.keep(&new),
            other => panic!("{other:?}"),
        }
        add_token(&door, &PASSKEY, "Laptop", &mut anna).await;
        assert_eq!(anna.live(&door).await.assurance(), RESISTANT);
        assert_eq!(stand(&door, "anna").await, [is("Laptop", false, true)]);
        // An hour later somebody else may sit there.
        let token = door.invite(&CLI, &NewAccount::invited("berit", false)).await.unwrap();
        let mut berit = Browser::new("192.0.2.2");
        match door.finish_invite(&token, PASSWORD, &berit.seen).await.unwrap() {
            Progress::In(new) => berit.keep(&new),
            other => panic!("{other:?}"),
        }
        place.clock().advance(Span::hours(1));
        let live = berit.live(&door).await;
        berit.keep(&door.step_up_by_password(&live, PASSWORD, &berit.seen).await.unwrap());
        add_token(&door, &PASSKEY, "Laptop", &mut berit).await;
        assert_eq!(berit.live(&door).await.assurance(), Assurance::TwoFactor);
        // By a code that was given, where one has to be set up.
        add(&door, "cecilia", false).await;
        door.require_factor(&CLI, Required::Everyone).await.unwrap();
        let code = door.give_code(&CLI, "cecilia", 24, "on the phone").await.unwrap();
        let mut cecilia = Browser::new("192.0.2.3");
        let (_, waiting) = pending(&door, "cecilia", &cecilia).await;
        let kind = domain::Kind::of("bypass-code");
        let Progress::SetUp(waiting) = answer(&door, &waiting, &kind, code.expose(), &cecilia).await.unwrap() else {
            panic!("nothing is to be set up");
        };
        let waiting = door.pending(&waiting).await.unwrap().unwrap();
        let at = At::SigningIn(&waiting);
        let begun = post(&door, at, &PASSKEY, "", None, &[("name", "Laptop")], &cecilia).await;
        let door::Shown::Done(done) = begun.unwrap() else { panic!("not begun") };
        let page = done.show.unwrap().1.as_str().to_owned();
        let id = crate::text_message::between(&page, "name=\"enrolment\" value=\"", "\"").to_owned();
        let asked = options(&page);
        let (_, sent) = FidoToken::make(&asked, &Moment::honest(&asked, ORIGIN));
        let done = post(&door, at, &PASSKEY, "/{id}/confirm", Some(&id), &[("code", sent.as_str())], &cecilia).await;
        let door::Shown::Done(done) = done.unwrap() else { panic!("not confirmed") };
        cecilia.keep(&done.session.unwrap());
        assert_eq!(cecilia.live(&door).await.assurance(), RESISTANT);
        // By a list: the first of them, and nothing beside what somebody has.
        add(&door, "doris", false).await;
        let rows = read_tokens(b"otpauth://totp/Example:doris?secret=JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP\notpauth://totp/Example:doris?secret=KBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP\n");
        door.import_tokens(&CLI, &rows.unwrap(), How { account: Some("doris"), dry_run: false }).await.unwrap();
        let count = stand(&door, "doris").await.into_iter().filter(|one| one.2).count();
        assert_eq!(count, 1);
    }
}
