//! "I have a hardware token": with a secret of ours or its own, by either kind.

use data_encoding::{BASE32_NOPAD, HEXLOWER};
use domain::{Kind, Language, Refusal, Unfit};
use door::{At, Shown};
use testing::people::*;
use testing::{Place, at_once, on_both};

use super::{anna, gets_in};
use crate::races::raised;

const SECRET: &[u8] = b"a secret of the token";

/// Begins one with this secret, typed in; counts from `counter`.
async fn typed(door: &door::Door, kind: &Kind, fields: &[(&str, &str)], browser: &Browser) -> Fob {
    let page = begin_token(door, kind, fields, browser).await;
    assert!(
        !page.contains("-secret\""),
        "one's own secret isn't shown: {page}"
    );
    let mut token = Fob::with(kind, SECRET);
    token.enrolment = enrolment(&page);
    token
}

on_both! {
    async fn a_secret_of_ours_is_shown_once_as_long_as_its_hash_and_programmed(place: Place) {
        let door = place.door().await;
        let mut browser = anna(&door).await;
        for kind in [TOTP, HOTP] {
            for (algorithm, bytes) in [("SHA1", 20), ("SHA256", 32), ("SHA512", 64)] {
                let page = begin_token(&door, &kind, &[("algorithm", algorithm)], &browser).await;
                let shown = |id: &str| {
                    let rest = page.split_once(&format!("id=\"{kind}-{id}\">")).unwrap().1;
                    rest.split_once('<').unwrap().0.replace(' ', "")
                };
                let secret = BASE32_NOPAD.decode(shown("secret").as_bytes()).unwrap();
                assert_eq!((secret.len(), HEXLOWER.encode(&secret)), (bytes, shown("secret-hex")));
                assert!(page.contains(&bytes.to_string()), "its length is said");
            }
            let page = begin_token(&door, &kind, &[("name", "Key ring")], &browser).await;
            let mut token = Fob::programmed(&kind, &page);
            let wrong = confirm_token(&door, &token, "000000", &mut browser).await;
            assert!(!wrong);
            let code = if kind == HOTP { token.press() } else { token.shown(&place, 3) };
            assert!(confirm_token(&door, &token, &code, &mut browser).await);
            place.clock().advance(domain::Span::seconds(60));
            let code = if kind == HOTP { token.press() } else { token.shown(&place, 3) };
            assert!(gets_in(&door, &token, &code, &mut browser).await);
        }
    }

    async fn r4226_2_r6238_2_a_secret_of_its_own_is_typed_in_any_writing(place: Place) {
        let door = place.door().await;
        let mut browser = anna(&door).await;
        let (hex, base32) = (HEXLOWER.encode(SECRET), BASE32_NOPAD.encode(SECRET));
        let link = format!("otpauth://hotp/Old:anna?secret={base32}&counter=40");
        let writings: [&[(&str, &str)]; 4] = [
            &[("secret", &hex), ("counter", "40")],
            &[("secret", &base32), ("counter", "40")],
            // What a link says counts, whatever else is chosen.
            &[("secret", &link), ("counter", "7"), ("digits", "8"), ("algorithm", "SHA512")],
            &[("secret", &link)],
        ];
        for fields in writings {
            let mut token = typed(&door, &HOTP, fields, &browser).await;
            token.counter = 42;
            let code = token.press();
            assert!(confirm_token(&door, &token, &code, &mut browser).await);
            let live = browser.live(&door).await;
            door.remove_factor(&live, token.enrolment.parse().unwrap(), &browser.seen).await.unwrap();
        }
        let token = typed(&door, &TOTP, &[("secret", &hex), ("period", "60")], &browser).await;
        let step = place.now().seconds().div_euclid(60);
        assert!(!confirm_token(&door, &token, &token.code(step * 2), &mut browser).await);
        assert!(confirm_token(&door, &token, &token.code(step), &mut browser).await);
    }

    async fn a_token_whose_counter_nobody_knows_is_switched_on_by_two_codes_in_a_row(place: Place) {
        let door = place.door().await;
        let mut browser = anna(&door).await;
        let mut token = typed(&door, &HOTP, &[("secret", &HEXLOWER.encode(SECRET))], &browser).await;
        for counter in [0, 5, 4_000] {
            assert!(!confirm_token(&door, &token, &token.code(counter), &mut browser).await, "one isn't enough");
        }
        token.counter = 4_000;
        let two = format!("{} {}", token.press(), token.press());
        assert!(confirm_token(&door, &token, &two, &mut browser).await);
        assert!(!gets_in(&door, &token, &token.code(4_001), &mut browser).await, "it confirmed");
        let code = token.press();
        assert!(gets_in(&door, &token, &code, &mut browser).await);
    }

    async fn r4226_1_each_secret_that_can_not_be_taken_has_its_own_sentence(place: Place) {
        let door = place.door().await;
        let mut browser = anna(&door).await;
        let here = enrol_token(&door, &HOTP, "Here", &mut browser).await;
        let live = browser.live(&door).await;
        let app = enrol(&place, &door, "Phone", &mut browser).await;
        drop((here, app, live));
        let hex = HEXLOWER.encode(SECRET);
        let base32 = BASE32_NOPAD.encode(SECRET);
        let other = format!("otpauth://hotp/x?secret={base32}");
        let short = "00".repeat(15);
        let long = "0a".repeat(70);
        let repeated = "0a".repeat(20);
        let cases: [(&[(&str, &str)], Unfit); 10] = [
            (&[("secret", "kaffe & bulle")], Unfit::Unreadable),
            (&[("secret", &short)], Unfit::TooShort),
            (&[("secret", &long)], Unfit::TooLong),
            (&[("secret", &repeated)], Unfit::Repeated),
            (&[("secret", "otpauth://totp/")], Unfit::Link),
            (&[("secret", &other)], Unfit::OtherKind),
            (&[("secret", &hex), ("algorithm", "MD5")], Unfit::Algorithm),
            (&[("secret", &hex), ("digits", "7")], Unfit::Digits),
            (&[("secret", &hex), ("period", "14")], Unfit::Period),
            (&[("period", "121")], Unfit::Period),
        ];
        let mut sentences = std::collections::BTreeSet::new();
        for (fields, why) in cases {
            for language in Language::ALL {
                let words = door.words(language, "");
                let live = browser.live(&door).await;
                let fields = form(&[&[("token", "1")], fields].concat());
                let asked = door::PageRequest { kind: &TOTP, path: "", id: None, next: "" };
                let shown = door.post_factor_page(At::Settings(&live), &asked, &fields, &words, &browser.seen).await;
                let Ok(Shown::Page(_, page, Some(refusal))) = shown else { panic!("{why:?}") };
                assert_eq!(refusal, Refusal::Unfit(why));
                let said = words.refusal(&refusal);
                let (page, secret) = (page.as_str(), fields.get("secret"));
                assert!(page.contains("role=\"alert\""), "{page}");
                assert!(secret.is_empty() || !page.contains(secret), "what was typed isn't shown again");
                sentences.insert(said);
            }
        }
        assert_eq!(sentences.len(), 9 * Language::ALL.len(), "nine reasons in each language");
    }

    async fn r6238_5_a_secret_that_is_here_is_nobody_elses(place: Place) {
        let door = place.door().await;
        let mut browser = anna(&door).await;
        let hex = HEXLOWER.encode(SECRET);
        let fields = [("secret", hex.as_str()), ("counter", "0")];
        // Begun and left: nothing is taken yet.
        typed(&door, &HOTP, &fields, &browser).await;
        let mut token = typed(&door, &HOTP, &fields, &browser).await;
        let code = token.press();
        assert!(confirm_token(&door, &token, &code, &mut browser).await);
        add(&door, "bea", false).await;
        let mut other = Browser::new("192.0.2.2");
        session(&door, "bea", &mut other).await;
        let zeros = format!("{hex}0000");
        for kind in [HOTP, TOTP] {
            for secret in [&hex, &zeros] {
                let page = begin_token(&door, &kind, &[("secret", secret)], &other).await;
                assert!(page.contains("already used here"), "{page}");
            }
        }
        // Its removal makes it free.
        let live = browser.live(&door).await;
        door.remove_factor(&live, token.enrolment.parse().unwrap(), &browser.seen).await.unwrap();
        let mut token = typed(&door, &HOTP, &fields, &other).await;
        let code = token.press();
        assert!(confirm_token(&door, &token, &code, &mut other).await);
    }

    async fn r6238_5_of_two_that_switch_one_secret_on_at_once_one_is_told(place: Place) {
        let doors = [place.door_with(raised).await, place.door_with(raised).await];
        for round in 0..10_u8 {
            let secret = HEXLOWER.encode(&[SECRET, &[round + 1]].concat());
            let mut begun = Vec::new();
            for (n, door) in doors.iter().enumerate() {
                let name = format!("a{round}.{n}");
                add(door, &name, false).await;
                let mut browser = Browser::new("192.0.2.1");
                session(door, &name, &mut browser).await;
                let page = begin_token(door, &HOTP, &[("secret", &secret), ("counter", "0")], &browser).await;
                begun.push((browser, enrolment(&page)));
            }
            let code = Fob::with(&HOTP, &[SECRET, &[round + 1]].concat()).code(0);
            let outcomes = at_once(2, |n| {
                let (door, code) = (doors[n].clone(), code.clone());
                let (browser, id) = begun[n].clone();
                async move {
                    let live = browser.live(&door).await;
                    let fields = [("code", code.as_str())];
                    post(&door, At::Settings(&live), &HOTP, "/{id}/confirm", Some(&id), &fields, &browser).await
                }
            }).await;
            let refused: Vec<_> = outcomes.into_iter().filter(Result::is_err).map(refusal).collect();
            assert_eq!(refused, [Refusal::Unfit(Unfit::AlreadyHere)], "round {round}");
        }
    }
}
