//! Hosts, methods and schemes that a hostile, odd or careless client can make a proxy name.

use super::super::Garbled::{
    Backslash, Control, DotSegment, Elsewhere, Empty, EmptySegment, EncodedSlash, Fragment, Host,
    NotAscii, NotUtf8, Parameter, Percent, Port, Relative, TooLong, TrailingDot, Twice, Unescaped,
    UserInfo,
};
use super::*;

/// Hosts under https: the canonical authority, or why there is none.
#[rustfmt::skip]
pub(super) const HOSTS: &[Row] = &[
    (b"files.example.org",                    Ok("files.example.org")),
    (b"FILES.Example.ORG",                    Ok("files.example.org")),
    (b"files.example.org:443",                Ok("files.example.org")),
    (b"files.example.org:80",                 Ok("files.example.org:80")),
    (b"files.example.org:8443",               Ok("files.example.org:8443")),
    (b"localhost",                            Ok("localhost")),
    (b"xn--ml-xka.example",                   Ok("xn--ml-xka.example")),
    (b"192.0.2.1",                            Ok("192.0.2.1")),
    (b"[2001:DB8::0001]",                     Ok("[2001:db8::1]")),
    (b"[2001:db8:0:0::1]:8443",               Ok("[2001:db8::1]:8443")),
    (b"[2001:db8::1]:443",                    Ok("[2001:db8::1]")),
    (b"1password.example",                    Ok("1password.example")),
    (b"",                                     Err(Host)),
    (b".",                                    Err(Host)),
    (b"..",                                   Err(Host)),
    (b".example.org",                         Err(Host)),
    (b"files..example.org",                   Err(Host)),
    (b"files.example.org..",                  Err(Host)),
    (b"files.example.org.",                   Err(TrailingDot)),
    (b"files.example.org.:443",               Err(TrailingDot)),
    (b"-a.example.org",                       Err(Host)),
    (b"a-.example.org",                       Err(Host)),
    (b"a_b.example.org",                      Err(Host)),
    (b"*.example.org",                        Err(Host)),
    (b"files.example.org:",                   Err(Port)),
    (b"files.example.org:0",                  Err(Port)),
    (b"files.example.org:0443",               Err(Port)),
    (b"files.example.org:+443",               Err(Port)),
    (b"files.example.org:65536",              Err(Port)),
    (b"files.example.org:443:443",            Err(Port)),
    (b"files.example.org:443,evil.example",   Err(Port)),
    (b"files.example.org,evil.example",       Err(Host)),
    (b"files.example.org, evil.example",      Err(Host)),
    (b"files.example.org evil.example",       Err(Host)),
    (b" files.example.org",                   Err(Host)),
    (b"files.example.org/",                   Err(Host)),
    (b"files.example.org/x?",                 Err(Host)),
    (b"files.example.org?",                   Err(Host)),
    (b"files.example.org#",                   Err(Host)),
    (b"files.example.org\\",                  Err(Host)),
    (b"files.example.org%2eevil.example",     Err(Host)),
    (b"files%2eexample.org",                  Err(Host)),
    (b"anna@files.example.org",               Err(UserInfo)),
    (b"files.example.org@evil.example",       Err(UserInfo)),
    (b"files.example.org\0",                  Err(Control)),
    (b"files.example.org\r\n",                Err(Control)),
    (b"files.ex\xc3\xa4mple.org",             Err(NotAscii)),
    (b"files\xe3\x80\x82example.org",         Err(NotAscii)),
    (b"127.1",                                Err(Host)),
    (b"0x7f.0.0.1",                           Err(Host)),
    (b"0x7f000001",                           Err(Host)),
    (b"2130706433",                           Err(Host)),
    (b"0177.0.0.1",                           Err(Host)),
    (b"192.0.2.256",                          Err(Host)),
    (b"192.0.2.1.",                           Err(TrailingDot)),
    (b"files.example.0x1",                    Err(Host)),
    (b"2001:db8::1",                          Err(Host)),
    (b"[2001:db8::1",                         Err(Host)),
    (b"[2001:db8::1]x",                       Err(Host)),
    (b"[2001:db8::1]:",                       Err(Port)),
    (b"[fe80::1%25eth0]",                     Err(Host)),
    (b"[fe80::1%eth0]",                       Err(Host)),
    (b"[files.example.org]",                  Err(Host)),
    (b"[]",                                   Err(Host)),
];

/// Methods, and whether a read-only client may send them.
#[rustfmt::skip]
const METHODS: &[(&[u8], Option<bool>)] = &[
    (b"GET",       Some(true)),
    (b"HEAD",      Some(true)),
    (b"OPTIONS",   Some(true)),
    (b"PROPFIND",  Some(true)),
    (b"REPORT",    Some(true)),
    (b"SEARCH",    Some(true)),
    (b"POST",      Some(false)),
    (b"PROPPATCH", Some(false)),
    (b"MKCOL",     Some(false)),
    (b"get",       Some(false)),
    (b"Get",       Some(false)),
    (b"X-OWN!",    Some(false)),
    (b"",          None),
    (b" GET",      None),
    (b"GET ",      None),
    (b"GET,POST",  None),
    (b"GET/",      None),
    (b"GET\0",     None),
    (b"GET\n",     None),
    (b"G\xc3\x8bT", None),
    (b"ABCDEFGHIJKLMNOPQRSTUVWXYZABCDEFG", None),
];

#[rustfmt::skip]
const SCHEMES: &[(&[u8], Option<Scheme>)] = &[
    (b"http",       Some(Scheme::Http)),
    (b"https",      Some(Scheme::Https)),
    (b"HTTPS",      Some(Scheme::Https)),
    (b"ws",         Some(Scheme::Http)),
    (b"wss",        Some(Scheme::Https)),
    (b"",           None),
    (b"ftp",        None),
    (b"https,http", None),
    (b"https:",     None),
    (b" https",     None),
    (b"https\0",    None),
    (b"javascript", None),
];

#[test]
fn L21_L22_a_host_has_one_spelling_or_is_refused() {
    for (host, expected) in HOSTS {
        let read = Target::read(&RawTarget {
            host,
            ..asked(b"/")
        });
        let authority = read.map(|target| target.origin().authority.to_string());
        let expected = expected.map(str::to_owned);
        assert_eq!(authority, expected, "{}", host.escape_ascii());
    }
}

#[test]
fn L21_a_method_is_a_token_and_keeps_its_case() {
    for (method, expected) in METHODS {
        let read = Target::read(&RawTarget {
            method,
            ..asked(b"/")
        });
        let reading = read.map(|target| target.method().is_reading());
        let expected = expected.ok_or(Garbled::Method);
        assert_eq!(reading, expected, "{}", method.escape_ascii());
    }
}

#[test]
fn L21_a_scheme_is_http_or_https() {
    for (scheme, expected) in SCHEMES {
        let read = Target::read(&RawTarget {
            scheme,
            ..asked(b"/")
        });
        let scheme_read = read.map(|target| target.origin().scheme);
        let expected = expected.ok_or(Garbled::Scheme);
        assert_eq!(scheme_read, expected, "{}", scheme.escape_ascii());
    }
}

#[test]
fn every_reason_has_a_word_of_its_own() {
    #[rustfmt::skip]
    let all = [
        Garbled::Method, Garbled::Scheme, Host, TrailingDot, Port, UserInfo, TooLong, Empty, Relative, Elsewhere,
        Fragment, Control, NotAscii, Unescaped, Percent, NotUtf8, Twice, EncodedSlash, Backslash,
        Parameter, EmptySegment, DotSegment,
    ];
    let words: std::collections::BTreeSet<_> = all.iter().map(|why| why.word()).collect();
    assert_eq!(words.len(), all.len());
}
