//! For whom a passkey is enough.

use domain::account::GroupName;
use domain::setting::{Settings, Value};

use super::Passkey;
use crate::Passwordless;

#[test]
fn a_passkey_is_enough_but_for_those_of_whom_more_is_required() {
    let cases: &[(&str, &[&str], &[&str], bool)] = &[
        ("none", &[], &[], true),
        ("none", &["staff"], &["staff"], true),
        ("required", &[], &[], false),
        ("required", &[], &["staff"], false),
        ("required", &["Staff"], &["other", "sTAFF"], false),
        ("required", &["staff"], &["other"], true),
        ("required", &["staff"], &[], true),
    ];
    for (wanted, named, groups, enough) in cases {
        let named = named.iter().map(|name| (*name).to_owned()).collect();
        let mut settings = Settings::default();
        settings.set("passkey.second_factor", Value::Text((*wanted).to_owned()));
        settings.set("passkey.second_factor_groups", Value::List(named));
        let groups = groups.iter().map(|name| GroupName::read(name).unwrap());
        let groups: Vec<GroupName> = groups.collect();
        let is = Passkey.suffices(&settings, &groups);
        assert_eq!(is, *enough, "{wanted} {groups:?}");
    }
}
