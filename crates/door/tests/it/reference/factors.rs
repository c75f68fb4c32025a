//! The kinds of factors, from the registry.

use domain::{Assurance, Proof, Ripeness, Timestamp};
use door::Registry;
use testing::reference::{is_in_the_reference, table};

/// What these proofs come to, as a word.
fn word(proofs: &[Proof]) -> String {
    let assurance = Assurance::of(proofs).unwrap();
    format!("`{}`", assurance.word())
}

#[test]
fn the_reference_lists_every_factor() {
    let registry = Registry::built_in();
    let at = Timestamp::from_seconds(0);
    let rows = registry.iter().map(|factor| {
        let about = factor.about();
        let proof = Proof {
            kind: about.kind.clone(),
            enrolment: None,
            strength: about.role.strength(),
            channel: about.role.channel(),
            counted: Ripeness::Ripe,
            vouched: false,
            at,
        };
        let alone = match about.role.passwordless() {
            Some(_) => word(std::slice::from_ref(&proof)),
            None => String::new(),
        };
        let yes = |is: bool| if is { "yes" } else { "" }.to_owned();
        [
            format!("`{}`", about.kind),
            format!("`{}`", about.path),
            alone,
            word(&[Proof::password(at), proof]),
            yes(about.role.is_set_up_at_sign_in()),
            yes(about.role.is_fallback()),
        ]
    });
    let head = [
        "kind",
        "beneath `/settings/security/`",
        "alone",
        "with the password",
        "set up at sign-in",
        "only helps out",
    ];
    is_in_the_reference("factors", &table(head, rows));
}
