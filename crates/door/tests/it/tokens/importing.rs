//! Lists from elsewhere: each row is somebody's, on at once, and in no list twice.

use data_encoding::HEXLOWER;
use domain::Unfit;
use door::import::{self, Came, How, Imported, Unread};
use door::{Actor, Door, Progress};
use testing::people::*;
use testing::{Place, at_once, on_both};

use super::gets_in;

fn secret(n: u8) -> Vec<u8> {
    (0..20).map(|byte| byte ^ n.wrapping_mul(37)).collect()
}

fn row(n: u8, kind: &str, account: &str) -> String {
    format!(
        "serial{n},{},{kind},6,,{account}\n",
        HEXLOWER.encode(&secret(n))
    )
}

async fn run(door: &Door, text: &str, how: How<'_>) -> Vec<Imported> {
    let rows = import::read_tokens(text.as_bytes()).unwrap_or_default();
    door.import_tokens(&Actor::COMMAND_LINE, &rows, how)
        .await
        .unwrap()
}

fn came(done: &[Imported]) -> Vec<Came> {
    done.iter().map(|row| row.came).collect()
}

on_both! {
    async fn a_dry_run_says_what_would_happen_and_changes_nothing(place: Place) {
        let door = place.door().await;
        add(&door, "anna", false).await;
        add(&door, "bea", false).await;
        door.disable_account(&Actor::COMMAND_LINE, "bea").await.unwrap();
        let text = [
            row(1, "HOTP", "anna"), row(2, "TOTP", "anna"), row(1, "TOTP", "anna"), row(3, "TOTP", ""),
            row(4, "TOTP", "nobody"), row(5, "TOTP", "bea"), "x,abcd,TOTP,6,,anna\n".to_owned(),
        ].concat();
        let told = [
            Came::Added, Came::Added, Came::AlreadyHere, Came::NoAccount, Came::UnknownAccount, Came::Disabled,
            Came::Unread(Unread::Unfit(Unfit::TooShort)),
        ];
        let dry = How { dry_run: true, ..How::default() };
        for _ in 0..2 {
            assert_eq!(came(&run(&door, &text, dry).await), told);
        }
        assert_eq!(door.user_factors(&Actor::COMMAND_LINE, "anna").await.unwrap(), []);
        assert_eq!(events(&door, "anna").await, ["account.added done"]);
        let done = run(&door, &text, How::default()).await;
        assert_eq!(came(&done), told);
        assert_eq!((done[0].line, done[0].name.as_str(), done[0].kind.as_ref()), (1, "serial1", Some(&HOTP)));
        let mut kinds: Vec<_> = door.user_factors(&Actor::COMMAND_LINE, "anna").await.unwrap().into_iter().map(|f| f.kind.to_string()).collect();
        kinds.sort();
        assert_eq!(kinds, ["hotp", "totp"]);
        // The same list once more adds nothing.
        let again = came(&run(&door, &text, How::default()).await);
        assert_eq!(again[..3], [Came::AlreadyHere; 3]);
        let told = events(&door, "anna").await;
        assert_eq!(told.iter().filter(|event| *event == "factor.added-by-administrator done").count(), 2);
    }

    async fn the_first_imported_factor_ends_every_session_and_is_owed_and_answers(place: Place) {
        let door = place.door().await;
        add(&door, "anna", false).await;
        let mut browser = Browser::new("192.0.2.1");
        session(&door, "anna", &mut browser).await;
        let (token, _) = (browser.seen.session.clone().unwrap(), ());
        let done = run(&door, &row(1, "HOTP", "ANNA"), How::default()).await;
        assert_eq!((done[0].came, done[0].account.as_str()), (Came::Added, "anna"));
        assert!(door.session(&token, &browser.seen).await.unwrap().is_none(), "signed out");
        assert!(matches!(by_password(&door, "anna", &browser).await, Ok(Progress::Owed(_))));
        browser.seen.session = None;
        let mut token = Fob::with(&HOTP, &secret(1));
        let code = token.press();
        assert!(gets_in(&door, &token, &code, &mut browser).await);
        assert!(!gets_in(&door, &token, &token.code(0), &mut browser).await);
        // A later one ends nothing.
        run(&door, &row(2, "TOTP", "anna"), How::default()).await;
        browser.live(&door).await;
    }

    async fn one_account_may_be_named_for_all_and_no_account_gets_more_than_it_may_have(place: Place) {
        let door = place.door().await;
        add(&door, "anna", false).await;
        let how = How { account: Some("anna"), dry_run: false };
        let text: String = (1..=22).map(|n| row(n, "HOTP", "somebody")).collect();
        let dry = came(&run(&door, &text, How { dry_run: true, ..how }).await);
        let done = came(&run(&door, &text, how).await);
        assert_eq!(dry, done);
        assert_eq!(done.iter().filter(|came| **came == Came::Added).count(), 20);
        assert_eq!(done[20..], [Came::TooMany; 2]);
        door.switch_kind(&Actor::COMMAND_LINE, "totp", false).await.unwrap();
        assert_eq!(came(&run(&door, &row(40, "TOTP", ""), how).await), [Came::KindOff]);
    }

    async fn two_that_import_one_list_at_once_add_each_token_once(place: Place) {
        let doors = [place.door().await, place.door().await];
        for name in ["anna", "bea"] {
            add(&doors[0], name, false).await;
        }
        let text: String = (1..=8).map(|n| row(n, "HOTP", ["anna", "bea"][usize::from(n % 2)])).collect();
        let done = at_once(2, |n| {
            let (door, text) = (doors[n].clone(), text.clone());
            async move { run(&door, &text, How::default()).await }
        }).await;
        let added = done.iter().flatten().filter(|row| row.came == Came::Added).count();
        let here = done.iter().flatten().filter(|row| row.came == Came::AlreadyHere).count();
        assert_eq!((added, here), (8, 8));
        for name in ["anna", "bea"] {
            assert_eq!(doors[0].user_factors(&Actor::COMMAND_LINE, name).await.unwrap().len(), 4);
        }
    }
}
