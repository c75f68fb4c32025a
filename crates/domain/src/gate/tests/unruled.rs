//! Paths that servers read differently: taken where no rule looks at paths, refused where one does.

use super::super::Garbled::{
    Backslash, Control, DotSegment, EmptySegment, EncodedSlash, Fragment, NotAscii, NotUtf8,
    Parameter, Percent, Relative, Twice, Unescaped,
};
use super::*;

/// Paths, and why rules can't look at them.
#[rustfmt::skip]
const READ_DIFFERENTLY: &[(&[u8], Garbled)] = &[
    (b"/a;b.pdf",           Parameter),
    (b"/a%3Bb.pdf",         Parameter),
    (b"/..;/x",             Parameter),
    (b"/a\\b",              Backslash),
    (b"/a%5Cb",             Backslash),
    (b"/100%2525",          Twice),
    (b"/50%25ab",           Twice),
    (b"/a%2Fb",             EncodedSlash),
    (b"/a//b",              EmptySegment),
    (b"//a",                EmptySegment),
    (b"/.../x",             DotSegment),
    (b"/../x",              DotSegment),
    (b"/a/%2e%2e/x",        DotSegment),
    (b"/%00",               Control),
    (b"/a%0D%0AX:%20y",     Control),
    (b"/%FF",               NotUtf8),
];

/// What isn't HTTP, or isn't a path.
#[rustfmt::skip]
const NO_PATHS: &[(&[u8], Garbled)] = &[
    (b"/a b",               Unescaped),
    (b"/\"",                Unescaped),
    (b"/<x>",               Unescaped),
    (b"/%",                 Percent),
    (b"/%4",                Percent),
    (b"/%zz;",              Percent),
    (b"/a#b",               Fragment),
    (b"/a\0",               Control),
    (b"/a\r\nX: y",         Control),
    (b"/\xc3\xa5",          NotAscii),
    (b"*",                  Relative),
    (b";/x",                Relative),
];

const ANYONE: Who<'_> = Who::Account {
    groups: &[],
    assurance: Assurance::TwoFactor,
};

fn decided(hosts: &[GateHost], target: &Target, who: &Who<'_>) -> Decision {
    decide(hosts, target, None, who).decision
}

#[test]
fn a_host_none_of_whose_rules_names_a_path_takes_every_path_that_is_http() {
    let own = || requires(None, Assurance::TwoFactor);
    let get = || rule("", "GET HEAD", "", Allow::Account(own()));
    let hosts = [
        [host("files.example.org", own(), vec![])],
        [host("*.example.org", own(), vec![])],
        [host("files.example.org", own(), vec![get()])],
    ];
    for (path, why) in READ_DIFFERENTLY {
        let target = Target::read(&asked(path)).unwrap();
        let shown = path.escape_ascii();
        assert_eq!(target.path(), Err(*why), "{shown}");
        assert_eq!(target.sent_path().as_bytes(), *path, "{shown}");
        for hosts in &hosts {
            assert_eq!(decided(hosts, &target, &ANYONE), Decision::In, "{shown}");
            assert_eq!(
                decided(hosts, &target, &Who::Nobody),
                Decision::SignIn,
                "{shown}"
            );
        }
    }
}

#[test]
fn L21_where_a_rule_looks_at_paths_what_servers_read_differently_stays_refused() {
    let own = || requires(None, Assurance::TwoFactor);
    let open = rule("/public/", "", "", Allow::Anyone);
    let shut = rule("/admin", "", "", Allow::Nobody);
    for rules in [
        vec![open.clone()],
        vec![shut],
        vec![rule("", "GET", "", Allow::Anyone), open],
    ] {
        for pattern in ["files.example.org", "*.example.org"] {
            let hosts = [host(pattern, own(), rules.clone())];
            for (path, why) in READ_DIFFERENTLY {
                let target = Target::read(&asked(path)).unwrap();
                for who in [&ANYONE, &Who::Nobody] {
                    let decision = decided(&hosts, &target, who);
                    assert_eq!(decision, Decision::Unclear(*why), "{}", path.escape_ascii());
                }
            }
        }
    }
}

#[test]
fn L21_the_host_that_speaks_says_whether_paths_are_looked_at() {
    let own = || requires(None, Assurance::TwoFactor);
    let shut = || vec![rule("/admin", "", "", Allow::Nobody)];
    let target = Target::read(&asked(b"/..;/admin")).unwrap();
    let exact = [
        host("*.example.org", own(), vec![]),
        host("files.example.org", own(), shut()),
    ];
    assert_eq!(
        decided(&exact, &target, &ANYONE),
        Decision::Unclear(Parameter)
    );
    let wild = [
        host("*.example.org", own(), shut()),
        host("files.example.org", own(), vec![]),
    ];
    assert_eq!(decided(&wild, &target, &ANYONE), Decision::In);
}

#[test]
fn what_is_no_path_of_http_is_refused_whatever_rules_there_are() {
    for (path, why) in NO_PATHS {
        let read = Target::read(&asked(path)).map(|target| target.sent().to_owned());
        assert_eq!(read, Err(*why), "{}", path.escape_ascii());
    }
}
