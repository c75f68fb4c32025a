//! The three lists, and what is made of whatever else is in a file.

use data_encoding::{BASE32_NOPAD, BASE64, HEXLOWER};
use domain::Unfit;
use proptest::prelude::*;

use super::{import, read};
use crate::import::{MOST, NoList, Row, Unread};
use crate::oath::Moves;

const SECRET: &[u8] = b"12345678901234567890";

fn rows(text: &str) -> Vec<Row> {
    read(text.as_bytes()).ok().unwrap()
}

/// What a row says, in short.
fn said(row: &Row) -> (usize, &str, &str, Result<String, Unread>) {
    let kind = row.token.as_ref().map(|token| token.kind().to_string());
    (row.line, &row.account, &row.name, kind.map_err(|why| *why))
}

/// A message of the export, by other hands than the program's: tags and lengths.
fn entry(
    secret: &[u8],
    label: &str,
    issuer: &str,
    [algorithm, digits, kind, counter]: [u8; 4],
) -> Vec<u8> {
    let mut out = Vec::new();
    for (tag, bytes) in [
        (0x0a, secret),
        (0x12, label.as_bytes()),
        (0x1a, issuer.as_bytes()),
    ] {
        out.extend([tag, u8::try_from(bytes.len()).unwrap()]);
        out.extend(bytes);
    }
    out.extend([0x20, algorithm, 0x28, digits, 0x30, kind, 0x38, counter]);
    let mut whole = vec![0x0a, u8::try_from(out.len()).unwrap()];
    whole.extend(out);
    whole
}

fn export(entries: &[Vec<u8>]) -> String {
    let mut message = entries.concat();
    // Version, and which picture of how many.
    message.extend([0x10, 1, 0x18, 1, 0x20, 0, 0x28, 0x7f]);
    let data = BASE64
        .encode(&message)
        .replace('+', "%2B")
        .replace('=', "%3D");
    format!(
        "otpauth-migration://offline?data={}",
        data.replace('/', "%2F")
    )
}

#[test]
fn a_list_of_links_is_read_line_by_line() {
    let key = BASE32_NOPAD.encode(SECRET);
    let text = format!(
        "\u{feff}# tokens\n\notpauth://totp/Old:anna?secret={key}\r\n  otpauth://hotp/bea?secret={key}&counter=3\nhello\n"
    );
    let rows = rows(&text);
    let told: Vec<_> = rows.iter().map(said).collect();
    assert_eq!(
        told,
        [
            (3, "anna", "Old", Ok("totp".into())),
            (4, "bea", "", Ok("hotp".into())),
            (5, "", "", Err(Unread::Unfit(Unfit::Link))),
        ]
    );
}

#[test]
fn csv_is_read_by_the_names_of_its_columns_or_in_the_usual_order() {
    let hex = HEXLOWER.encode(SECRET);
    let named = format!(
        "User;Serial Number;SEED;Type;OTP-Len;Time-Step;Hash\nanna;\"GA;1\";{hex};TOTP;8;60;SHA-256\nbea;G2;{hex};HOTP;6;;\n"
    );
    let usual = format!("G1,{hex},totp,6,30,anna\nG2, \"{hex}\" ,HOTP,6,12\n");
    let named_rows = rows(&named);
    let told: Vec<_> = named_rows.iter().map(said).collect();
    assert_eq!(
        told,
        [
            (2, "anna", "GA;1", Ok("totp".into())),
            (3, "bea", "G2", Ok("hotp".into())),
        ]
    );
    let usual_rows = rows(&usual);
    let told: Vec<_> = usual_rows.iter().map(said).collect();
    assert_eq!(
        told,
        [
            (1, "anna", "G1", Ok("totp".into())),
            (2, "", "G2", Ok("hotp".into())),
        ]
    );
}

#[test]
fn a_bad_row_says_what_is_wrong_with_it_and_keeps_no_other_out() {
    let hex = HEXLOWER.encode(SECRET);
    let text = format!(
        "serial,secret,type,digits,counter or period,user\na,{hex},TOTP,7,30,anna\nb,{hex},OCRA,6,30,anna\nc,,TOTP,6,30,anna\n\
         d,abcd,TOTP,6,30,anna\ne,{hex},TOTP,6,5,anna\nf,{hex},HOTP,6,x,anna\ng,\"{hex},TOTP,6,30,anna\nh,{hex},TOTP,6,30,anna\n"
    );
    let rows = rows(&text);
    let why: Vec<_> = rows
        .iter()
        .map(|row| row.token.as_ref().err().copied())
        .collect();
    let unfit = |why| Some(Unread::Unfit(why));
    assert_eq!(
        why,
        [
            unfit(Unfit::Digits),
            Some(Unread::Kind),
            Some(Unread::Row),
            unfit(Unfit::TooShort),
            unfit(Unfit::Period),
            unfit(Unfit::Counter),
            Some(Unread::Row),
            None,
        ]
    );
    assert_eq!(
        said(&rows[0]),
        (2, "anna", "a", Err(Unread::Unfit(Unfit::Digits)))
    );
}

#[test]
fn an_export_of_google_authenticator_holds_many() {
    let text = export(&[
        entry(SECRET, "Example:anna@example.org", "Example", [1, 1, 2, 0]),
        entry(SECRET, "bea", "", [3, 2, 1, 9]),
        entry(b"short", "cia", "X", [1, 1, 2, 0]),
        entry(SECRET, "dan", "X", [4, 1, 2, 0]),
        entry(SECRET, "eva", "X", [1, 3, 2, 0]),
        entry(SECRET, "fia", "X", [1, 1, 0, 0]),
        entry(SECRET, "gus", "X", [2, 2, 2, 0]),
    ]);
    let rows = rows(&text);
    let told: Vec<_> = rows.iter().map(said).collect();
    let unfit = |why| Err(Unread::Unfit(why));
    assert_eq!(
        told,
        [
            (1, "anna@example.org", "Example", Ok("totp".into())),
            (1, "bea", "", Ok("hotp".into())),
            (1, "cia", "X", unfit(Unfit::TooShort)),
            (1, "dan", "X", unfit(Unfit::Algorithm)),
            (1, "eva", "X", unfit(Unfit::Digits)),
            (1, "fia", "X", Err(Unread::Kind)),
            (1, "gus", "X", Ok("totp".into())),
        ]
    );
    for broken in [
        "",
        "?",
        "?data=",
        "?data=%",
        "?data=AAAA",
        "?data=!!!!",
        "?data=CgA",
    ] {
        let rows = super::read(format!("otpauth-migration://offline{broken}").as_bytes())
            .ok()
            .unwrap();
        assert!(
            rows.iter().all(|row| row.token.is_err()) && !rows.is_empty(),
            "{broken}"
        );
    }
}

#[test]
fn what_is_no_list_is_refused_whole() {
    for (file, why) in [
        (Vec::new(), NoList::Empty),
        (b"\n # only this\n\n".to_vec(), NoList::Empty),
        (vec![0xff, 0xfe, 0], NoList::NotText),
        (vec![b'a'; 4_194_305], NoList::TooLong),
        (b"a\n".repeat(30_000), NoList::TooLong),
        (b"otpauth://\n".repeat(30_000), NoList::TooLong),
    ] {
        assert_eq!(read(&file).err(), Some(why));
    }
}

#[test]
fn what_an_app_exported_has_its_clock_set_and_no_other_token_has() {
    let (key, hex) = (BASE32_NOPAD.encode(SECRET), HEXLOWER.encode(SECRET));
    let app = |period| Moves::App { period };
    let token = |period| Moves::Token { period };
    let counter = |from| Moves::Counter { from: Some(from) };
    let cases = [
        (export(&[entry(SECRET, "a", "X", [1, 1, 2, 0])]), app(30)),
        (export(&[entry(SECRET, "a", "X", [1, 1, 1, 9])]), counter(9)),
        (format!("otpauth://totp/a?secret={key}"), token(30)),
        (format!("otpauth://hotp/a?secret={key}"), counter(0)),
        (format!("G1,{hex},totp,6,60,anna"), token(60)),
        (format!("G2,{hex},HOTP,6,12"), counter(12)),
    ];
    for (text, moves) in cases {
        let [row] = rows(&text).try_into().ok().unwrap();
        let Ok(import::Token::Oath(token)) = row.token else {
            panic!("{text}");
        };
        assert_eq!(token.0.moves, moves, "{text}");
    }
}

#[test]
fn a_list_as_long_as_may_be_is_read() {
    let comment = format!("#{}\n", "a".repeat(4_194_304 - 5));
    assert_eq!(
        read(format!("{comment}a,b").as_bytes()).ok().unwrap().len(),
        1
    );
    let rows = |count: usize| read("a,b\n".repeat(count).as_bytes());
    assert_eq!(rows(MOST).ok().unwrap().len(), MOST);
    assert_eq!(rows(MOST + 1).err(), Some(NoList::TooLong));
}

#[test]
fn an_export_of_64_kib_is_read_and_no_longer_one() {
    let text = export(&[entry(SECRET, "anna", "Example", [1, 1, 2, 0])]);
    let filled = |bytes: usize| {
        let more = bytes - text.len() - "&x=".len();
        rows(&format!("{text}&x={}", "a".repeat(more)))
    };
    assert_eq!(
        said(&filled(65_536)[0]),
        (1, "anna", "Example", Ok("totp".into()))
    );
    assert_eq!(said(&filled(65_537)[0]), (1, "", "", Err(Unread::Export)));
}

proptest! {
    #![proptest_config(crate::cases::cases(256))]

    #[test]
    fn whatever_is_in_a_file_is_read_or_refused(bytes in proptest::collection::vec(any::<u8>(), 0..300), text in "(?s).{0,200}", csv in "(secret|type|,|;|\"|\n|\t|[0-9a-f]{0,40}|TOTP| ){0,60}") {
        for file in [bytes, text.into_bytes(), format!("secret,type\n{csv}").into_bytes(), csv.into_bytes()] {
            if let Ok(rows) = read(&file) {
                prop_assert!(rows.iter().all(|row| row.line >= 1));
            }
        }
    }

    #[test]
    fn whatever_is_in_an_export_is_read_or_refused(bytes in proptest::collection::vec(any::<u8>(), 0..300), at in 0usize..80, other: u8) {
        let mut near = entry(SECRET, "Example:anna", "Example", [1, 1, 2, 0]);
        let at = at % near.len();
        near[at] = other;
        for message in [bytes, near] {
            for row in rows(&export(&[message])) {
                prop_assert_eq!(row.line, 1);
            }
        }
    }
}
