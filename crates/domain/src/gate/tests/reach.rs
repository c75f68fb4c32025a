//! What a device password opens, beside what the gate decides of its requests.

use super::*;

#[test]
fn what_a_device_password_opens_is_what_the_gate_lets_it_into() {
    use Assurance::{PhishingResistant, Single, TwoFactor};
    let scope = |hosts: &[&str]| Scope {
        hosts: (!hosts.is_empty()).then(|| {
            hosts
                .iter()
                .map(|h| HostPattern::read(h).unwrap())
                .collect()
        }),
        ..Scope::default()
    };
    let it: &[GroupName] = &groups(&["it"]);
    #[rustfmt::skip]
    let cases = [
        // host,              its groups,      asks for,          ours, made with, limited to,                expected
        ("files.example.org", None,            TwoFactor,         &[][..], TwoFactor, &[][..],                   Reach::Opens),
        ("files.example.org", None,            TwoFactor,         &[],  PhishingResistant, &[],               Reach::Opens),
        ("files.example.org", None,            TwoFactor,         &[],  Single,    &[],                       Reach::MadeWithLess),
        ("files.example.org", None,            Single,            &[],  Single,    &[],                       Reach::Opens),
        ("files.example.org", None,            PhishingResistant, &[],  PhishingResistant, &[],               Reach::PhishingResistant),
        ("files.example.org", None,            PhishingResistant, &[],  Single,    &[],                       Reach::PhishingResistant),
        ("files.example.org", Some(&["it"][..]), TwoFactor,       &[],  TwoFactor, &[],                       Reach::Group),
        ("files.example.org", Some(&["it"]),   TwoFactor,         it,   TwoFactor, &[],                       Reach::Opens),
        ("files.example.org", Some(&["it"]),   TwoFactor,         &[],  Single,    &[],                       Reach::Group),
        ("files.example.org", None,            TwoFactor,         &[],  TwoFactor, &["mail.example.org"],     Reach::Limited),
        ("files.example.org", None,            TwoFactor,         &[],  TwoFactor, &["*.example.org"],        Reach::Opens),
        ("files.example.org", None,            TwoFactor,         &[],  Single,    &["files.example.org"],    Reach::MadeWithLess),
    ];
    let target = Target::read(&asked(b"/x")).unwrap();
    for (name, theirs, asks, ours, made_with, limits, expected) in cases {
        let gate = host(name, requires(theirs, asks), vec![]);
        let scope = scope(limits);
        assert_eq!(Reach::of(&gate, ours, made_with, &scope), expected);
        let who = Who::DevicePassword {
            groups: ours,
            made_with,
            scope: &scope,
        };
        let decided = decide(&[gate], &target, None, &who).decision;
        assert_eq!(
            decided == Decision::In,
            expected == Reach::Opens,
            "{decided:?} {expected:?}"
        );
    }
    // One app beneath a wildcard is enough.
    let wild = host("*.example.org", requires(None, TwoFactor), vec![]);
    assert_eq!(
        Reach::of(&wild, &[], TwoFactor, &scope(&["a.example.org"])),
        Reach::Opens
    );
}
