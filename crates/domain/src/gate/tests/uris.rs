//! URIs that a hostile, odd or careless client can make a proxy ask for, and what becomes of them.

use super::super::Garbled::{
    Backslash, Control, DotSegment, Elsewhere, Empty, EmptySegment, EncodedSlash, Fragment, Host,
    NotAscii, NotUtf8, Parameter, Percent, Relative, TooLong, TrailingDot, Twice, Unescaped,
    UserInfo,
};
use super::*;

/// URIs: the canonical path, or why there is none.
#[rustfmt::skip]
const URIS: &[Row] = &[
    // Nothing to object to.
    (b"/",                                    Ok("/")),
    (b"/a",                                   Ok("/a")),
    (b"/a/",                                  Ok("/a/")),
    (b"/a/b.tar.gz",                          Ok("/a/b.tar.gz")),
    (b"/?",                                   Ok("/")),
    (b"/a?x=/../..//%2e%2e%2f;y\\",           Ok("/a")),
    (b"/a?x=100%&y=%zz",                      Ok("/a")),
    (b"/a?next=https://evil.example/",        Ok("/a")),
    (b"/a?x=%0d%0a%00",                       Ok("/a")),
    (b"/a??b?c",                              Ok("/a")),
    (b"/.well-known/carddav",                 Ok("/.well-known/carddav")),
    (b"/.git/config",                         Ok("/.git/config")),
    (b"/..a/b../a..b",                        Ok("/..a/b../a..b")),
    (b"/%C3%A5r/2026",                        Ok("/%C3%A5r/2026")),
    (b"/%c3%a5r",                             Ok("/%C3%A5r")),
    (b"/%F0%9F%94%91",                        Ok("/%F0%9F%94%91")),
    (b"/a%20b",                               Ok("/a%20b")),
    (b"/%",                                   Err(Percent)),
    // One meaning in several spellings.
    (b"/%61%64min",                           Ok("/admin")),
    (b"/%41%5A%61%7A%30%39%2D%2E%5F%7E",      Ok("/AZaz09-._~")),
    (b"/%7euser",                             Ok("/~user")),
    (b"/%40me/%3a/%2b/%2c/%3d/%26/%24/%21",   Ok("/@me/:/+/,/=/&/$/!")),
    (b"/%27%28%29%2a",                        Ok("/'()*")),
    (b"/[a]{b}|^",                            Ok("/%5Ba%5D%7Bb%7D%7C%5E")),
    (b"/%5ba%5D",                             Ok("/%5Ba%5D")),
    (b"/what%3fnow",                          Ok("/what%3Fnow")),
    (b"/c%23/notes",                          Ok("/c%23/notes")),
    (b"/%22%3c%3e%60",                        Ok("/%22%3C%3E%60")),
    (b"/a%2eb",                               Ok("/a.b")),
    (b"/%2ehidden",                           Ok("/.hidden")),
    (b"/100%25",                              Ok("/100%25")),
    (b"/100%25.pdf",                          Ok("/100%25.pdf")),
    (b"/100%25%20sure",                       Ok("/100%25%20sure")),
    (b"/%25u00",                              Ok("/%25u00")),
    // Up and out.
    (b"/.",                                   Err(DotSegment)),
    (b"/..",                                  Err(DotSegment)),
    (b"/./",                                  Err(DotSegment)),
    (b"/../",                                 Err(DotSegment)),
    (b"/public/../admin",                     Err(DotSegment)),
    (b"/public/./x",                          Err(DotSegment)),
    (b"/public/..",                           Err(DotSegment)),
    (b"/public/%2e%2e/admin",                 Err(DotSegment)),
    (b"/public/%2E%2E/admin",                 Err(DotSegment)),
    (b"/public/.%2e/admin",                   Err(DotSegment)),
    (b"/public/%2e./admin",                   Err(DotSegment)),
    (b"/public/%2e/admin",                    Err(DotSegment)),
    (b"/public/.../admin",                    Err(DotSegment)),
    (b"/public/..../admin",                   Err(DotSegment)),
    (b"/public/..%20/admin",                  Err(DotSegment)),
    (b"/public/.%20./admin",                  Err(DotSegment)),
    (b"/public/%20../admin",                  Err(DotSegment)),
    (b"/public/..%c2%a0/admin",               Err(DotSegment)),
    (b"/public/..?x",                         Err(DotSegment)),
    (b"/public/..;/admin",                    Err(Parameter)),
    (b"/public/..;x=y/admin",                 Err(Parameter)),
    (b"/public/.;/admin",                     Err(Parameter)),
    (b"/public/%2e%2e;/admin",                Err(Parameter)),
    (b"/public/..%3b/admin",                  Err(Parameter)),
    (b"/public/..%3B/admin",                  Err(Parameter)),
    (b"/public/..%00/admin",                  Err(Control)),
    (b"/public/..%0a/admin",                  Err(Control)),
    (b"/public/..%2f/admin",                  Err(EncodedSlash)),
    (b"/public/..%2fadmin",                   Err(EncodedSlash)),
    (b"/public/%2e%2e%2fadmin",               Err(EncodedSlash)),
    (b"/public/..%5cadmin",                   Err(Backslash)),
    (b"/public/..\\admin",                    Err(Backslash)),
    (b"/public/..%252fadmin",                 Err(Twice)),
    (b"/public/%252e%252e/admin",             Err(Twice)),
    (b"/public/%c0%ae%c0%ae/admin",           Err(NotUtf8)),
    (b"/public/%e0%80%ae/admin",              Err(NotUtf8)),
    (b"/public/%u002e%u002e/admin",           Err(Percent)),
    (b"/public/%25u002e%25u002e/admin",       Err(Twice)),
    // Slashes that some see.
    (b"//",                                   Err(EmptySegment)),
    (b"//admin",                              Err(EmptySegment)),
    (b"///admin",                             Err(EmptySegment)),
    (b"//evil.example/x",                     Err(EmptySegment)),
    (b"/a//b",                                Err(EmptySegment)),
    (b"/a//",                                 Err(EmptySegment)),
    (b"/a//?x",                               Err(EmptySegment)),
    (b"/%2f",                                 Err(EncodedSlash)),
    (b"/%2F",                                 Err(EncodedSlash)),
    (b"/a%2fb",                               Err(EncodedSlash)),
    (b"/%2fadmin",                            Err(EncodedSlash)),
    (b"/a%252fb",                             Err(Twice)),
    (b"/a%25%32%66b",                         Err(Twice)),
    (b"/a%25252fb",                           Err(Twice)),
    (b"/a%2525b",                             Err(Twice)),
    (b"/%2561dmin",                           Err(Twice)),
    (b"/%25%36%31dmin",                       Err(Twice)),
    (b"/a%u2215b",                            Err(Percent)),
    (b"/a%25U2215b",                          Err(Twice)),
    (b"/%c0%afadmin",                         Err(NotUtf8)),
    (b"/%e0%80%afadmin",                      Err(NotUtf8)),
    (b"/%f0%80%80%afadmin",                   Err(NotUtf8)),
    (b"/\\admin",                             Err(Backslash)),
    (b"\\admin",                              Err(Relative)),
    (b"/\\/admin",                            Err(Backslash)),
    (b"/a%5cb",                               Err(Backslash)),
    (b"/a%5Cb",                               Err(Backslash)),
    (b"/a%255cb",                             Err(Twice)),
    // Parameters.
    (b"/a;",                                  Err(Parameter)),
    (b"/a;jsessionid=1",                      Err(Parameter)),
    (b"/;/admin",                             Err(Parameter)),
    (b"/admin;.css",                          Err(Parameter)),
    (b"/admin%3b.css",                        Err(Parameter)),
    (b"/admin%253b.css",                      Err(Twice)),
    // Bytes that end, cut or split something somewhere.
    (b"/admin%00",                            Err(Control)),
    (b"/admin%00.css",                        Err(Control)),
    (b"/admin\0",                             Err(Control)),
    (b"/admin%0a",                            Err(Control)),
    (b"/admin%0d%0aX-Forwarded-Uri:%20/",     Err(Control)),
    (b"/admin\r\nX: y",                       Err(Control)),
    (b"/admin%09",                            Err(Control)),
    (b"/admin\t",                             Err(Control)),
    (b"/admin%1f",                            Err(Control)),
    (b"/admin%7f",                            Err(Control)),
    (b"/admin\x7f",                           Err(Control)),
    (b"/admin%c2%85",                         Err(Control)),
    (b"/admin%c2%9b",                         Err(Control)),
    (b"/a?x\ny",                              Err(Control)),
    (b"/admin ",                              Err(Unescaped)),
    (b" /admin",                              Err(Relative)),
    (b"/a b",                                 Err(Unescaped)),
    (b"/a?b c",                               Err(Unescaped)),
    (b"/a HTTP/1.1",                          Err(Unescaped)),
    (b"/\"",                                  Err(Unescaped)),
    (b"/<script>",                            Err(Unescaped)),
    (b"/`",                                   Err(Unescaped)),
    // Encodings that aren't.
    (b"/a%",                                  Err(Percent)),
    (b"/a%2",                                 Err(Percent)),
    (b"/a%2?",                                Err(Percent)),
    (b"/%zz",                                 Err(Percent)),
    (b"/%2g",                                 Err(Percent)),
    (b"/%%32%65",                             Err(Percent)),
    (b"/% 2e",                                Err(Percent)),
    (b"/%+2e",                                Err(Percent)),
    (b"/%-1",                                 Err(Percent)),
    (b"/%ff",                                 Err(NotUtf8)),
    (b"/%80",                                 Err(NotUtf8)),
    (b"/%c3",                                 Err(NotUtf8)),
    (b"/%c3/%a5",                             Err(NotUtf8)),
    (b"/%e5r",                                Err(NotUtf8)),
    (b"/%ed%a0%80",                           Err(NotUtf8)),
    (b"/%f4%90%80%80",                        Err(NotUtf8)),
    (b"/%c3?%a5",                             Err(NotUtf8)),
    (b"/\xc3\xa5r",                           Err(NotAscii)),
    (b"/\xff",                                Err(NotAscii)),
    (b"/a?\xc3\xa5",                          Err(NotAscii)),
    (b"/\xef\xbc\x8e\xef\xbc\x8e/admin",      Err(NotAscii)),
    (b"/%C3\xa5",                             Err(NotAscii)),
    // Not a path.
    (b"",                                     Err(Empty)),
    (b"*",                                    Err(Relative)),
    (b"admin",                                Err(Relative)),
    (b"?x",                                   Err(Relative)),
    (b"./admin",                              Err(Relative)),
    (b"../admin",                             Err(Relative)),
    (b"%2fadmin",                             Err(Relative)),
    (b"@evil.example/",                       Err(Relative)),
    (b":443/",                                Err(Relative)),
    (b"files.example.org:443",                Err(Relative)),
    (b"javascript:alert(1)",                  Err(Relative)),
    (b"ftp://files.example.org/",             Err(Relative)),
    (b"wss://files.example.org/",             Err(Relative)),
    (b"data:text/html,x",                     Err(Relative)),
    (b"/a#b",                                 Err(Fragment)),
    (b"/public/#/../admin",                   Err(Fragment)),
    (b"#",                                    Err(Fragment)),
    (b"/a?b#c",                               Err(Fragment)),
    // The absolute form.
    (b"https://files.example.org/a?b",        Ok("/a")),
    (b"HTTPS://FILES.example.org:443/a",      Ok("/a")),
    (b"https://files.example.org/%61",        Ok("/a")),
    (b"https://files.example.org",            Err(Relative)),
    (b"https://files.example.org?x",          Err(Relative)),
    (b"https:///a",                           Err(Host)),
    (b"https:/a",                             Err(Relative)),
    (b"https://files.example.org//a",         Err(EmptySegment)),
    (b"https://files.example.org/../a",       Err(DotSegment)),
    (b"https://evil.example/a",               Err(Elsewhere)),
    (b"https://files.example.org.evil.example/", Err(Elsewhere)),
    (b"https://files.example.org:8443/a",     Err(Elsewhere)),
    (b"http://files.example.org/a",           Err(Elsewhere)),
    (b"https://files.example.org./a",         Err(TrailingDot)),
    (b"https://files.example.org@evil.example/", Err(UserInfo)),
    (b"https://anna:secret@files.example.org/", Err(UserInfo)),
    (b"https://evil.example\\@files.example.org/", Err(UserInfo)),
    (b"https://files.example.org\\/a",        Err(Host)),
];

#[test]
fn L21_a_uri_has_one_canonical_path_or_is_refused() {
    for (uri, expected) in URIS {
        let read = Target::read(&asked(uri));
        let path = read.as_ref().map_err(|why| *why).and_then(Target::path);
        assert_eq!(path, *expected, "{}", uri.escape_ascii());
    }
}

#[test]
fn L21_what_is_too_long_is_refused() {
    let path = |n: usize| [b"/".as_slice(), &vec![b'a'; n]].concat();
    assert!(Target::read(&asked(&path(8_191))).is_ok());
    assert_eq!(Target::read(&asked(&path(8_192))), Err(TooLong));
    let query = [b"/?".as_slice(), &vec![b'a'; 8_191]].concat();
    assert_eq!(Target::read(&asked(&query)), Err(TooLong));
    let host = |labels: usize, last: usize| {
        let label = "a".repeat(63);
        format!("{}{}", format!("{label}.").repeat(labels), "a".repeat(last))
    };
    for (host, expected) in [
        (host(3, 61), Ok(())),
        (format!("{}:65535", host(3, 61)), Ok(())),
        (host(3, 62), Err(Host)),
        (host(0, 64), Err(Host)),
        (host(4, 5), Err(TooLong)),
    ] {
        let read = Target::read(&RawTarget {
            host: host.as_bytes(),
            ..asked(b"/")
        });
        assert_eq!(read.map(|_| ()), expected, "{host}");
    }
}

#[test]
fn the_tables_are_long() {
    let hostile = URIS.iter().chain(hosts::HOSTS);
    assert!(hostile.filter(|row| row.1.is_err()).count() >= 120);
}

#[test]
fn L41_a_url_is_taken_apart_like_the_headers_of_the_other_family() {
    #[rustfmt::skip]
    let cases: &[Row] = &[
        (b"https://files.example.org/a?b=c",          Ok("https://files.example.org/a?b=c")),
        (b"https://FILES.example.org:443/%61",        Ok("https://files.example.org/%61")),
        (b"http://[::1]:8080/",                       Ok("http://[::1]:8080/")),
        (b"https://files.example.org/a?x=://y",       Ok("https://files.example.org/a?x=://y")),
        // A forged host that holds more than a host.
        (b"https://files.example.org?/admin",         Err(Relative)),
        (b"https://files.example.org#/admin",         Err(Fragment)),
        (b"https://files.example.org/public?/admin#", Err(Fragment)),
        (b"https://anna@files.example.org/",          Err(UserInfo)),
        (b"https://evil.example\\/admin",             Err(Host)),
        (b"https://files.example.org//admin",         Ok("https://files.example.org//admin")),
        (b"https:///admin",                           Err(Host)),
        (b"https://files.example.org",                Err(Empty)),
        (b"//files.example.org/",                     Err(Garbled::Scheme)),
        (b"/admin",                                   Err(Garbled::Scheme)),
        (b"",                                         Err(Garbled::Scheme)),
        (b"/a?x=https://files.example.org/",          Err(Garbled::Scheme)),
        (b"https://files.example.org/\r\n",           Err(Control)),
        (b"https://files.example.org/\xff",           Err(NotAscii)),
    ];
    for (url, expected) in cases {
        let read = RawTarget::from_url(b"GET", url).and_then(|asked| Target::read(&asked));
        let back = read.map(|target| target.url());
        let expected = expected.map(str::to_owned);
        assert_eq!(back, expected, "{}", url.escape_ascii());
    }
}

#[test]
fn the_way_back_keeps_the_uri_as_it_was_sent() {
    for (uri, url) in [
        (
            "/%61?q=%C3%A5&x",
            "https://files.example.org/%61?q=%C3%A5&x",
        ),
        ("/[a]?", "https://files.example.org/[a]?"),
        (
            "https://files.example.org:443/%7Ea",
            "https://files.example.org/%7Ea",
        ),
    ] {
        assert_eq!(Target::read(&asked(uri.as_bytes())).unwrap().url(), url);
    }
}
