//! What an assertion says.

use data_encoding::BASE64URL_NOPAD;
use domain::{Assurance, Channel, Proof, Random, Strength, Timestamp};
use serde::Serialize;

use super::{Bound, LIFE};
use crate::gate::subject::Subject;

/// The claims, by their registered names (RFC 7519 §4.1, OpenID Connect Core §2, RFC 9449 §4.2 for `htm`
/// and `htu`, which is the path alone).
#[derive(Debug, Serialize)]
pub(super) struct Claims<'a> {
    iss: &'a str,
    sub: String,
    aud: &'a str,
    htm: &'a str,
    htu: &'a str,
    groups: Vec<&'a str>,
    acr: &'static str,
    amr: Vec<&'static str>,
    auth_time: i64,
    iat: i64,
    exp: i64,
    jti: String,
}

impl<'a> Claims<'a> {
    pub(super) fn new(
        issuer: &'a str,
        who: &'a Subject,
        bound: &Bound<'a>,
        now: Timestamp,
        random: &dyn Random,
    ) -> Self {
        Self {
            iss: issuer,
            sub: who.id.to_string(),
            aud: bound.host,
            htm: bound.method,
            htu: bound.path,
            groups: who.groups.iter().map(|group| group.as_str()).collect(),
            acr: who.assurance.word(),
            amr: methods(&who.proofs, who.assurance),
            auth_time: who.since.seconds(),
            iat: now.seconds(),
            exp: now.plus(LIFE).seconds(),
            jti: BASE64URL_NOPAD.encode(&random.array::<16>()),
        }
    }
}

/// How somebody showed who they are (RFC 8176 §2). A client has no proofs: its password for the device, or
/// its account's, is a password.
fn methods(proofs: &[Proof], assurance: Assurance) -> Vec<&'static str> {
    let mut all: Vec<_> = proofs.iter().map(method).collect();
    if all.is_empty() {
        all.push("pwd");
    }
    if assurance > Assurance::Single {
        all.push("mfa");
    }
    all.sort_unstable();
    all.dedup();
    all
}

fn method(proof: &Proof) -> &'static str {
    match (proof.strength, proof.channel) {
        (None, Channel::Knowledge) => "pwd",
        (None, _) => "otp",
        (Some(Strength::PhishingResistant), Channel::Both) => "pop",
        (Some(Strength::PhishingResistant), _) => "hwk",
        (Some(Strength::Mailed | Strength::Delivered | Strength::OneTime), _) => "otp",
    }
}
