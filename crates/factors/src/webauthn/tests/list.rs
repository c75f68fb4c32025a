//! Lists of U2F tokens, row by row.

use data_encoding::{BASE64, BASE64URL, BASE64URL_NOPAD};

use super::kept;
use super::keys::base;
use crate::import::{MOST, NoList, Row, Token, Unread};
use crate::stage::Stage;
use crate::webauthn::import::read;
use crate::webauthn::relying_party::RelyingParty;

const HEAD: &str = "User,Key Handle,Public-Key,Counter,Label,AppID";
const HERE: &str = "https://old.example.org";

fn listed(text: &str, app_id: &str) -> Result<Vec<Row>, NoList> {
    let party = RelyingParty {
        id: String::from("auth.example.org"),
        origin: String::from("https://auth.example.org"),
    };
    read(text.as_bytes(), app_id, &party)
}

/// What is said of one row under the usual head.
fn said(row: &str, app_id: &str) -> Result<Vec<u8>, Unread> {
    let rows = listed(&format!("{HEAD}\n{row}\n"), app_id).ok().unwrap();
    let [row] = rows.try_into().ok().unwrap();
    match row.token? {
        Token::Key(key) => Ok(key.finder()),
        Token::Oath(_) => panic!("a secret"),
    }
}

#[test]
fn a_row_brings_account_name_and_key_in_whichever_base64() {
    let handle = [0xfb; 64];
    let expected = crate::webauthn::credential::hash(&handle);
    for alphabet in [BASE64URL_NOPAD, BASE64URL, BASE64] {
        let (handle, key) = (alphabet.encode(&handle), alphabet.encode(&base()));
        assert_eq!(
            said(&format!("anna,{handle},{key},7,,"), HERE),
            Ok(expected.clone())
        );
    }
    let (handle, key) = (BASE64.encode(&handle), BASE64.encode(&base()));
    let text = format!("{HEAD}\nanna,{handle},{key},7,blue one,\n");
    let rows = listed(&text, HERE).ok().unwrap();
    let told: Vec<_> = rows
        .iter()
        .map(|r| (r.line, &*r.account, &*r.name))
        .collect();
    assert_eq!(told, [(2, "anna", "blue one")]);
}

#[test]
fn a_row_says_what_is_wrong_with_it() {
    let id = |bytes: usize| BASE64.encode(&vec![1; bytes]);
    let key = BASE64.encode(&base());
    let cut = BASE64.encode(&base()[..64]);
    let beside = BASE64.encode(&[&base()[..64], &[0]].concat());
    let long = |bytes: usize| format!("{:a<bytes$}", "https://old.example.org/");
    let key_wrong = Err(Unread::Key);
    let cases = [
        (format!("anna,{},{key},,,", id(1)), HERE, Ok(())),
        (format!("anna,{},{key},,,", id(1_023)), HERE, Ok(())),
        (format!("anna,{},{key},,,", id(1_024)), HERE, key_wrong),
        (format!("anna,,{key},,,"), HERE, key_wrong),
        (format!("anna,=!,{key},,,"), HERE, key_wrong),
        (format!("anna,{},,,,", id(64)), HERE, key_wrong),
        (format!("anna,{},{cut},,,", id(64)), HERE, key_wrong),
        (format!("anna,{},{beside},,,", id(64)), HERE, key_wrong),
        (format!("anna,{},{key},many,,", id(64)), HERE, key_wrong),
        (format!("anna,{},{key},,,", id(64)), "", key_wrong),
        (
            format!("anna,{},{key},,,", id(64)),
            "http://old.example.org",
            key_wrong,
        ),
        (format!("anna,{},{key},,,{}", id(64), long(512)), "", Ok(())),
        (
            format!("anna,{},{key},,,{}", id(64), long(513)),
            HERE,
            key_wrong,
        ),
        (
            format!("anna,{},{key},,,{HERE}/a b", id(64)),
            HERE,
            key_wrong,
        ),
        (
            format!("anna,{},{key},,,https://example.com", id(64)),
            HERE,
            Err(Unread::Elsewhere),
        ),
        (
            format!("anna,\"{},{key},,,", id(64)),
            HERE,
            Err(Unread::Row),
        ),
    ];
    for (row, app_id, expected) in cases {
        assert_eq!(said(&row, app_id).map(drop), expected, "{row} {app_id}");
    }
}

#[test]
fn a_list_names_handle_and_key_and_is_no_longer_than_may_be() {
    let rows = |count: usize| format!("{HEAD}\n{}", "a,b,c\n".repeat(count));
    let cases = [
        (String::from("user,handle,publickey"), Ok(0)),
        (String::from("user,handle"), Err(NoList::NoHead)),
        (String::from("user,publickey"), Err(NoList::NoHead)),
        (String::from("anna,abc,def"), Err(NoList::NoHead)),
        (String::new(), Err(NoList::Empty)),
        (rows(MOST - 1), Ok(MOST - 1)),
        (rows(MOST), Err(NoList::TooLong)),
        (rows(MOST + 1), Err(NoList::TooLong)),
    ];
    for (text, expected) in cases {
        let start: String = text.chars().take(40).collect();
        let read = listed(&text, HERE).map(|rows| rows.len());
        assert_eq!(read, expected, "{} bytes, {start}", text.len());
    }
}

#[tokio::test]
async fn a_key_that_somebody_has_is_here() {
    let stage = Stage::new().await;
    let key = BASE64.encode(&base());
    let text = format!(
        "{HEAD}\n,{},{key},,,\n,AQID,{key},,,\n",
        BASE64.encode(&kept::id(1))
    );
    let rows = listed(&text, HERE).ok().unwrap();
    let keys: Vec<Token> = rows.into_iter().map(|row| row.token.unwrap()).collect();
    let reader = stage.reader();
    assert!(!keys[0].is_here(&reader).await.unwrap());
    kept::keep(&stage, &kept::KEY, 1, |_| {}).await;
    for (number, here) in [(0, true), (1, false)] {
        assert_eq!(keys[number].is_here(&reader).await.unwrap(), here);
    }
}
