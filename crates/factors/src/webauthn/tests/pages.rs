//! The pages of credentials: what is said of each, and where forms and links lead.

use domain::{Refusal, Stop};
use serde_json::Value;

use super::kept::*;
use crate::stage::{Stage, all, on, shown, signing_in, standing};
use crate::webauthn::credential::Credential;
use crate::webauthn::state::State;
use crate::{Standing, totp};

#[tokio::test]
async fn w_r5_what_is_known_of_a_credential_stands_in_its_row() {
    type Change = fn(&mut Credential);
    let nitrokey = 0x2cd2f727_f6ca_44da_8f48_5c2e5da000a2_u128;
    let cases: [(Change, &[&str]); 4] = [
        (|_| {}, &["one-device"]),
        (
            |one| one.transports = ["usb", "cable", "nfc"].map(str::to_owned).to_vec(),
            &["by-usb", "by-nfc", "one-device"],
        ),
        (|one| one.state = state(true, false), &["can-be-synced"]),
        (|one| one.state = state(true, true), &["synced"]),
    ];
    for kind in kinds() {
        let stage = Stage::new().await;
        let words = |name: &str| stage.words.t(&format!("{kind}-{name}"));
        let mut of = Vec::new();
        let mut expected = Vec::new();
        for (number, (change, said)) in (1..).zip(cases) {
            of.push(keep(&stage, &kind, number, change).await);
            let said: Vec<String> = said.iter().map(|name| words(name)).collect();
            expected.push(said.join(" · "));
        }
        let bound = |one: &mut Credential| {
            one.rp_id = ELSEWHERE.to_owned();
            one.aaguid = nitrokey.to_be_bytes();
        };
        of.push(keep(&stage, &kind, 8, bound).await);
        let there = [("domain", ELSEWHERE)];
        let there = stage.words.with(&format!("{kind}-bound-elsewhere"), &there);
        expected.push(there);
        let page = stage.section(&kind, &standing(of.clone())).await;
        for (of, expected) in of.iter().zip(expected) {
            let (_, row) = page.split_once(of.name.as_str()).unwrap();
            let (row, _) = row.split_once("</li>").unwrap();
            assert!(row.contains(&expected), "{expected} in {row}");
        }
        assert!(page.contains(&format!("Nitrokey 3 · {}", words("one-device"))));
    }
}

fn state(can_be_synced: bool, is_synced: bool) -> State {
    State {
        can_be_synced,
        is_synced,
        verified: false,
    }
}

#[tokio::test]
async fn a_browser_is_told_of_passkeys_in_the_settings_alone_and_of_none_from_elsewhere() {
    for (kind, at_sign_in, told_of) in [
        (&kinds()[0], false, false),
        (&kinds()[0], true, false),
        (&kinds()[1], false, true),
        (&kinds()[1], true, false),
    ] {
        let stage = Stage::new().await;
        let of = vec![
            keep(&stage, kind, 1, |_| {}).await,
            keep(&stage, kind, 2, |one| one.rp_id = ELSEWHERE.to_owned()).await,
        ];
        let who = if at_sign_in {
            signing_in(of)
        } else {
            standing(of)
        };
        let page = stage.section(kind, &who).await;
        assert_eq!(
            all(&page, "data-passkeys").len(),
            usize::from(told_of),
            "{kind} {at_sign_in}"
        );
        if told_of {
            let told = told(&page, "data-passkeys");
            assert_eq!(told["ids"], serde_json::json!(ids(&[1])));
            assert_eq!(
                (&told["rpId"], &told["name"]),
                (&HERE.into(), &"anna".into())
            );
        }
    }
}

#[tokio::test]
async fn the_menu_of_each_turns_it_into_the_other_kind() {
    for kind in kinds() {
        let stage = Stage::new().await;
        let turned = keep(&stage, &kind, 1, |_| {}).await;
        // One of which no credential is known can't be turned into anything.
        let who = standing(vec![turned.clone(), on(&kind, 2)]);
        let page = stage.section(&kind, &who).await;
        let place = format!("/settings/security/{}/instead", other(&kind));
        let forms = all(&page, "action").into_iter();
        assert_eq!(forms.filter(|action| *action == place).count(), 1, "{page}");
        let (_, form) = page.split_once(&place).unwrap();
        let (form, _) = form.split_once("</form>").unwrap();
        let values = ["number-1", &turned.name, &turned.id.to_string()];
        assert_eq!(all(form, "value"), values);
        // Nor into what is switched off.
        let who = Standing {
            off: vec![other(&kind)],
            ..who
        };
        assert!(!stage.section(&kind, &who).await.contains(&place));
        let page = stage.section(&kind, &signing_in(Vec::new())).await;
        assert_eq!(all(&page, "action"), ["/base"]);
    }
}

#[tokio::test]
async fn the_page_that_makes_one_leads_to_its_own_confirmation_and_back() {
    for kind in kinds() {
        let ways = [
            (false, "/base/ID/confirm", "/settings/security"),
            (true, "/base", "/login/setup"),
        ];
        let nothing = |_: &mut Credential| {};
        for (at_sign_in, confirm, back) in ways {
            let stage = Stage::new().await;
            // What is here already says which sentence a token that is taken gets.
            for (number, here, taken) in [(1, &kind, "taken"), (2, &other(&kind), "taken-instead")]
            {
                keep(&stage, here, number, nothing).await;
                let who = [standing, signing_in][usize::from(at_sign_in)](Vec::new());
                let page = shown(stage.post((&kind, ""), &who, &[]).await);
                let id = who.fresh.to_string();
                assert_eq!(all(&page, "action"), [confirm.replace("ID", &id)]);
                assert_eq!(all(&page, "href"), [back]);
                let said = stage.words.t(&format!("{kind}-{taken}"));
                let said = format!("<p>{said}</p>");
                assert!(page.contains(&said), "{kind} {taken}: {page}");
                assert!(page.contains(&stage.words.t(&format!("{kind}-set-up-lede"))));
                let options = told(&page, "data-options");
                assert_eq!(options["user"]["name"], "anna");
                assert_eq!(options["timeout"], 300_000);
                let verified = ["discouraged", "required"][usize::from(kind != KEY)];
                assert_eq!(
                    options["authenticatorSelection"]["userVerification"],
                    verified
                );
                let algorithms = options["pubKeyCredParams"].as_array().unwrap().iter();
                let algorithms: Vec<_> = algorithms.map(|one| one["alg"].clone()).collect();
                assert_eq!(algorithms, [-7, -8, -257]);
                let hidden = [vec![&*id, ""], vec![&id, "/onward", ""]];
                assert_eq!(all(&page, "value"), hidden[usize::from(at_sign_in)]);
            }
        }
    }
}

#[tokio::test]
async fn one_takes_the_place_of_a_credential_that_is_ones_own_and_of_nothing_else() {
    for kind in kinds() {
        let stage = Stage::new().await;
        let turned = keep(&stage, &other(&kind), 1, |_| {}).await;
        keep(&stage, &kind, 2, |_| {}).await;
        let who = Standing {
            others: vec![on(&totp::KIND, 3), turned.clone()],
            ..standing(Vec::new())
        };
        let path = (&kind, "/instead");
        let id = turned.id.to_string();
        let page = shown(stage.post(path, &who, &[("instead", &id)]).await);
        assert!(
            page.contains(&format!("name=\"instead\" value=\"{id}\"")),
            "{page}"
        );
        // The token may be the very one, so that its browser isn't told to leave it out.
        let options = told(&page, "data-options");
        assert_eq!(listed(&options["excludeCredentials"]), ids(&[2]));
        for named in [
            String::new(),
            on(&totp::KIND, 3).id.to_string(),
            on(&kind, 2).id.to_string(),
        ] {
            let refused = stage.post(path, &who, &[("instead", &named)]).await;
            assert!(
                matches!(refused, Err(Stop::Refused(Refusal::NoSuch))),
                "{named:?}"
            );
        }
    }
}

#[tokio::test]
async fn beside_a_key_from_elsewhere_its_address_is_left_out_too() {
    let stage = Stage::new().await;
    let who = standing(Vec::new());
    let excluded = async || {
        let page = shown(stage.post((&KEY, ""), &who, &[]).await);
        told(&page, "data-options")["extensions"]["appidExclude"].clone()
    };
    keep(&stage, &KEY, 1, |_| {}).await;
    assert_eq!(excluded().await, Value::Null);
    let old = "https://old.example.org";
    keep(&stage, &KEY, 2, |one| one.app_id = old.to_owned()).await;
    assert_eq!(excluded().await, old);
}
