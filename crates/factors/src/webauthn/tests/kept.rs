//! Credentials that are kept, for tests of questions and pages.

use data_encoding::BASE64URL_NOPAD;
use domain::{Kind, Refusal};
use serde_json::Value;

use super::keys::base;
use crate::stage::{OWNER, Stage, all, now, on};
use crate::webauthn::cose::PublicKey;
use crate::webauthn::credential::Credential;
use crate::webauthn::state::State;
use crate::{Enrolment, enrolment, passkey, security_key};

pub(super) const HERE: &str = "auth.example.org";
pub(super) const ELSEWHERE: &str = "old.example.com";
pub(super) const KEY: Kind = security_key::KIND;

pub(super) fn kinds() -> [Kind; 2] {
    [KEY, passkey::VARIANT.about.kind.clone()]
}

pub(super) fn other(kind: &Kind) -> Kind {
    kinds().into_iter().find(|one| one != kind).unwrap()
}

/// The id of a credential.
pub(super) fn id(number: u8) -> Vec<u8> {
    vec![number; 32]
}

/// Keeps a credential, changed by a test, and its enrolment.
pub(super) async fn keep(
    stage: &Stage,
    kind: &Kind,
    number: u8,
    change: impl FnOnce(&mut Credential),
) -> Enrolment {
    let of = on(kind, number);
    let mut credential = Credential {
        enrolment: of.id,
        account: OWNER,
        kind: kind.clone(),
        id: id(number),
        key: PublicKey::Es256(base()),
        aaguid: [0; 16],
        state: State::default(),
        transports: Vec::new(),
        rp_id: HERE.to_owned(),
        app_id: String::new(),
    };
    change(&mut credential);
    let new = enrolment::New {
        id: of.id,
        account: OWNER,
        kind,
        name: &of.name,
        added: now(),
        confirmed: true,
        until: None,
        codes_left: 0,
        sealed: None,
    };
    let reader = stage.reader();
    let kept = credential.insert(&stage.at(&reader), Refusal::TokenTaken);
    let guards = vec![enrolment::insert(new), kept.unwrap()];
    stage.commit(guards).await.unwrap();
    of
}

/// What a browser is told on a page.
pub(super) fn told(page: &str, attribute: &str) -> Value {
    let text = all(page, attribute)[0].replace("&#34;", "\"");
    serde_json::from_str(&text).unwrap()
}

/// Ids as browsers are told.
pub(super) fn ids(numbers: &[u8]) -> Vec<String> {
    let written = |number: &u8| BASE64URL_NOPAD.encode(&id(*number));
    numbers.iter().map(written).collect()
}

/// The ids in a list of credentials.
pub(super) fn listed(list: &Value) -> Vec<String> {
    let id = |one: &Value| one["id"].as_str().unwrap().to_owned();
    list.as_array().unwrap().iter().map(id).collect()
}
