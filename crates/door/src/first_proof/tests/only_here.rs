//! No file looks at a password in a way of its own.

use crate::own_files;

/// Which files of this crate say this, tests aside.
fn who_says(what: &str) -> Vec<String> {
    let all = own_files::all().into_iter();
    let says = all.filter(|(name, text)| text.contains(what) && !name.contains("tests"));
    says.map(|(name, _)| name).collect()
}

#[test]
fn each_who_asks_for_a_password_asks_the_one_flow() {
    let asks = [
        "forgotten/reset.rs",
        "gate/own_password.rs",
        "sign_in/password.rs",
        "step_up/confirm.rs",
    ];
    assert_eq!(who_says(".look_at_password("), asks);
    assert_eq!(who_says(".as_if_wrong("), ["gate/refused_clients.rs"]);
}

#[test]
fn only_the_flow_and_its_source_hash_in_order_to_compare() {
    let hash = [
        "first_proof/flow.rs",
        "first_proof/own.rs",
        "hashing/mod.rs",
        "password/kept.rs",
    ];
    assert_eq!(who_says("argon2id("), hash);
    assert_eq!(who_says("PasswordHash::open("), ["first_proof/own.rs"]);
    assert_eq!(who_says(".sources().ask("), ["first_proof/flow.rs"]);
    let pool = [
        "first_proof/flow.rs",
        "first_proof/own.rs",
        "password/kept.rs",
    ];
    assert_eq!(who_says(".pool()"), pool);
}
