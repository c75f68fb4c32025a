//! W-A9: U2F tokens that were registered under an address go on working by the extension `appid`, and only they.

use data_encoding::{BASE64, BASE64URL_NOPAD};
use domain::Refusal;
use door::import::{self, Came, How, Unread};
use door::{Actor, Door, Progress};
use testing::drivers::{add_token, begin_token};
use testing::people::*;
use testing::{Place, on_both};

use super::Change;
use crate::races::raised;

const APP_ID: &str = "https://localhost/app-id.json";

fn list(tokens: &[(&str, &FidoToken)]) -> String {
    let mut text = String::from("user_id;Key handle;public_key;counter;name\n");
    for (account, token) in tokens {
        let (handle, key) = (
            BASE64URL_NOPAD.encode(&token.id),
            BASE64.encode(&token.point()),
        );
        text.push_str(&format!("{account};{handle};{key};5;Old key\n"));
    }
    text
}

async fn import(door: &Door, text: &str, app_id: &str, how: How<'_>) -> Vec<Came> {
    let rows = import::read_keys(text.as_bytes(), app_id, &door.relying_party()).unwrap();
    let done = door.import_tokens(&Actor::COMMAND_LINE, &rows, how).await;
    done.unwrap().into_iter().map(|row| row.came).collect()
}

on_both! {
    async fn W_A9_a_token_of_another_site_answers_by_its_address(place: Place) {
        let door = place.door_with(raised).await;
        add(&door, "anna", false).await;
        let mut anna = Browser::new("192.0.2.1");
        session(&door, "anna", &mut anna).await;
        let token = FidoToken::new(b"", 64);
        let text = list(&[("anna", &token), ("anna", &token), ("nobody", &FidoToken::new(b"", 64))]);
        let told = [Came::Added, Came::AlreadyHere, Came::UnknownAccount];
        let dry = How { dry_run: true, ..How::default() };
        assert_eq!(import(&door, &text, APP_ID, dry).await, told);
        assert_eq!(door.user_factors(&Actor::COMMAND_LINE, "anna").await.unwrap(), []);
        assert_eq!(import(&door, &text, APP_ID, How::default()).await, told);
        assert_eq!(import(&door, &text, APP_ID, How::default()).await[0], Came::AlreadyHere, "a second time");
        // A first factor ends what began without one.
        assert!(door.session(anna.seen.session.as_ref().unwrap(), &anna.seen).await.unwrap().is_none());
        let (_, waiting) = pending(&door, "anna", &anna).await;
        let words = door.words(domain::Language::FIRST, "");
        let question = options(door.question(&waiting, &SECURITY_KEY, &words).await.unwrap().fragment.as_str());
        assert_eq!(question["extensions"]["appid"], APP_ID);
        let by_address = |count| {
            let mut moment = Moment::honest(&question, ORIGIN);
            moment.rp_id = APP_ID.into();
            moment.app_id = true;
            moment.count = count;
            moment
        };
        let wrong: Vec<Change> = vec![
            ("another address", Box::new(|moment| moment.rp_id = "https://localhost/other.json".into())),
            ("the browser didn't use it", Box::new(|moment| moment.app_id = false)),
            ("another page", Box::new(|moment| moment.origin = "https://localhost".into())),
        ];
        for (what, change) in &wrong {
            let mut moment = by_address(6);
            change(&mut moment);
            let said = answer(&door, &waiting, &SECURITY_KEY, &token.sign(&moment), &anna).await;
            assert_eq!(refusal(said), Refusal::WrongCode(SECURITY_KEY), "{what}");
        }
        let counted = answer(&door, &waiting, &SECURITY_KEY, &token.sign(&by_address(6)), &anna).await;
        match counted.unwrap() {
            Progress::In(new) => anna.keep(&new),
            other => panic!("{other:?}"),
        }
        // What is made beside it says which address to leave out.
        let (asked, _) = begin_token(&door, &PASSKEY, "Laptop", &anna).await;
        assert_eq!(asked["extensions"]["appidExclude"], APP_ID);
        assert_eq!(asked["excludeCredentials"].as_array().unwrap().len(), 1);
    }

    async fn a_count_of_before_is_kept(place: Place) {
        let door = place.door_with(raised).await;
        add(&door, "anna", false).await;
        let token = FidoToken::new(b"", 64);
        assert_eq!(import(&door, &list(&[("anna", &token)]), APP_ID, How::default()).await, [Came::Added]);
        let anna = Browser::new("192.0.2.1");
        let (_, waiting) = pending(&door, "anna", &anna).await;
        let words = door.words(domain::Language::FIRST, "");
        let mut moment = Moment::honest(&options(door.question(&waiting, &SECURITY_KEY, &words).await.unwrap().fragment.as_str()), ORIGIN);
        moment.rp_id = APP_ID.into();
        moment.app_id = true;
        moment.count = 5;
        let said = answer(&door, &waiting, &SECURITY_KEY, &token.sign(&moment), &anna).await;
        assert_eq!(refusal(said), Refusal::MaybeCopied(SECURITY_KEY));
    }

    async fn what_is_set_up_here_is_not_taken_from_a_list(place: Place) {
        let door = place.door_with(raised).await;
        for name in ["anna", "berit"] {
            add(&door, name, false).await;
        }
        let mut anna = Browser::new("192.0.2.1");
        session(&door, "anna", &mut anna).await;
        let (token, _) = add_token(&door, &PASSKEY, "Laptop", &mut anna).await;
        assert_eq!(import(&door, &list(&[("berit", &token)]), APP_ID, How::default()).await, [Came::AlreadyHere]);
    }

    async fn rows_that_cannot_be_read_are_told_and_keep_no_other_out(place: Place) {
        let door = place.door().await;
        add(&door, "anna", false).await;
        let token = FidoToken::new(b"", 64);
        let (handle, key) = (BASE64URL_NOPAD.encode(&token.id), BASE64.encode(&token.point()));
        let long = BASE64URL_NOPAD.encode(&[7; 1_024]);
        let mut beside = token.point();
        beside[64] ^= 1;
        let rows = [
            format!("anna,{handle},,0,x,"),
            format!("anna,,{key},0,x,"),
            format!("anna,{long},{key},0,x,"),
            format!("anna,{handle},{},0,x,", BASE64.encode(&token.point()[1..])),
            format!("anna,{handle},{},0,x,", BASE64.encode(&beside)),
            format!("anna,{handle},{key},-1,x,"),
            format!("anna,{handle},{key},99999999999,x,"),
            format!("anna,{handle},{key},0,x,http://localhost"),
            format!("anna,{handle},{key},0,x,\"https://local host\""),
            format!("anna,{handle},{key},0,x,https://old.example.org"),
            format!("anna,\"{handle},{key},0,x,"),
            format!("anna,{handle},{key},0,\"Old, black\",{APP_ID}"),
        ];
        let text = format!("account,key_handle,public_key,counter,name,app_id\n{}", rows.join("\n"));
        let done = import(&door, &text, "", How::default()).await;
        let (last, bad) = done.split_last().unwrap();
        assert!(bad.iter().all(|came| matches!(came, Came::Unread(Unread::Key | Unread::Row | Unread::Elsewhere))), "{bad:?}");
        assert_eq!(*last, Came::Added);
        let has = door.user_factors(&Actor::COMMAND_LINE, "anna").await.unwrap();
        assert_eq!((has.len(), has[0].name.as_str()), (1, "Old, black"));
        for no_list in ["", "a,b\n1,2", "key_handle\nx", "\u{0}"] {
            assert!(import::read_keys(no_list.as_bytes(), APP_ID, &door.relying_party()).is_err());
        }
    }
}
