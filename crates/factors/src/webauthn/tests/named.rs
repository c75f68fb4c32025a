//! What a credential is called, and which answers make one.

use data_encoding::BASE64URL_NOPAD;
use domain::ids::EnrolmentId;
use domain::{Form, Kind, Refusal};
use serde_json::Value;

use super::change::{FLAGS, RP, vector, with_data};
use super::kept::*;
use super::parsers::sent;
use crate::stage::{OWNER, Stage, standing};
use crate::webauthn::relying_party;
use crate::{Claim, Effect, Enrolment, Shown, Standing, enrolment};

const NITROKEY: u128 = 0x2cd2f727_f6ca_44da_8f48_5c2e5da000a2;
const VERIFIED: u8 = 4;

/// What a token of this make answers, and whether it could be found without a list.
fn made(options: &Value, make: u128, discoverable: bool) -> String {
    let mut vector = vector(RP);
    with_data(&mut vector, |data| {
        data[..32].clone_from_slice(&relying_party::hash(HERE));
        data[FLAGS] |= VERIFIED;
        data[37..53].clone_from_slice(&make.to_be_bytes());
    });
    let said = serde_json::json!({
        "type": "webauthn.create",
        "challenge": options["challenge"],
        "origin": format!("https://{HERE}"),
    });
    vector.create.client_data = said.to_string().into_bytes();
    let [made, _] = sent(&vector);
    let found = format!(r#""rk":{discoverable}"#);
    let made: Value = serde_json::from_str(&made).unwrap();
    made.to_string().replace(r#""rk":true"#, &found)
}

/// Begins one: what the browser is told, and who confirms it.
async fn begin(stage: &Stage, kind: &Kind, name: &str, number: u8) -> (Value, Standing) {
    let who = Standing {
        fresh: EnrolmentId::from_bytes([number; 16]),
        ..standing(Vec::new())
    };
    let begun = stage.post((kind, ""), &who, &[("name", name)]).await;
    let Ok(Shown::Change(begun)) = begun else {
        panic!("not begun");
    };
    stage.commit(begun.guards).await.unwrap();
    let (_, page) = begun.show.unwrap();
    let confirms = Standing {
        id: Some(who.fresh),
        ..standing(kept(stage).await)
    };
    (told(page.as_str(), "data-options"), confirms)
}

async fn kept(stage: &Stage) -> Vec<Enrolment> {
    let all = enrolment::of_account(&stage.reader(), OWNER).await;
    all.unwrap()
}

/// The claim that an answer makes, or why it makes none.
async fn confirm(stage: &Stage, kind: &Kind, who: &Standing, made: &str) -> Result<Claim, Refusal> {
    let path = (kind, "/{id}/confirm");
    match stage.post(path, who, &[("code", made)]).await.unwrap() {
        Shown::Refused(refusal, ..) => Err(refusal),
        Shown::Change(change) => match change.effect {
            Effect::Confirms(claim) => Ok(claim),
            _ => panic!("nothing is confirmed"),
        },
        _ => panic!("neither"),
    }
}

#[tokio::test]
async fn one_without_a_name_is_called_by_its_make_and_one_with_a_name_by_that() {
    for (typed, make, called) in [
        ("", NITROKEY, "Nitrokey 3"),
        ("Mine", NITROKEY, "Mine"),
        ("", 0, "Security key"),
        ("Mine", 0, "Mine"),
    ] {
        let stage = Stage::new().await;
        let (options, who) = begin(&stage, &KEY, typed, 1).await;
        let made = made(&options, make, true);
        let claim = confirm(&stage, &KEY, &who, &made).await.ok().unwrap();
        stage.commit(claim.into_parts().guards).await.unwrap();
        assert_eq!(kept(&stage).await[0].name, called, "{typed:?} {make:x}");
    }
}

#[tokio::test]
async fn a_passkey_has_to_be_found_without_a_list_and_a_key_has_not() {
    for kind in kinds() {
        for discoverable in [true, false] {
            let stage = Stage::new().await;
            let (options, who) = begin(&stage, &kind, "", 1).await;
            let made = made(&options, 0, discoverable);
            let unfit = kind != KEY && !discoverable;
            let expected = unfit.then(|| Refusal::TokenUnfit(kind.clone()));
            let said = confirm(&stage, &kind, &who, &made).await;
            assert_eq!(said.err(), expected, "{kind} {discoverable}");
        }
    }
}

#[tokio::test]
async fn an_answer_makes_the_credential_alone_that_it_was_asked_for() {
    let stage = Stage::new().await;
    let (options, who) = begin(&stage, &KEY, "", 1).await;
    let (_, other) = begin(&stage, &KEY, "", 3).await;
    let made = made(&options, 0, true);
    let said = confirm(&stage, &KEY, &other, &made).await;
    assert_eq!(said.err(), Some(Refusal::WrongCode(KEY)));
    assert!(confirm(&stage, &KEY, &who, &made).await.is_ok());
}

#[tokio::test]
async fn a_browser_is_told_to_forget_what_nobody_has() {
    let stage = Stage::new().await;
    let [_, given] = sent(&vector(RP));
    let form = Form::new(vec![("code".to_owned(), given)]);
    let reader = stage.reader();
    let at = stage.at(&reader);
    let factor = stage.factor(&kinds()[1]);
    let answer = factor.read(&form).unwrap();
    let way = stage.passwordless(&kinds()[1]);
    let told = way.forgotten(&at, &answer).await.unwrap().unwrap();
    let told = self::told(told.as_str(), "data-forgotten");
    let id = BASE64URL_NOPAD.encode(&vector(RP).create.id);
    assert_eq!(told, serde_json::json!({"rpId": HERE, "credentialId": id}));
}
