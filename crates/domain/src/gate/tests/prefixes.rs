//! What a configured path speaks of, and what can't be one.

use super::super::Garbled::{
    Backslash, Control, DotSegment, Empty, EmptySegment, EncodedSlash, Fragment, Parameter,
    Percent, Relative,
};
use super::*;

#[test]
fn a_prefix_ends_where_a_segment_ends() {
    #[rustfmt::skip]
    let cases = [
        // prefix     path               covered
        ("/",         "/",               true),
        ("/",         "/a/b",            true),
        ("/public/",  "/public/",        true),
        ("/public/",  "/public/a/b",     true),
        ("/public/",  "/public",         false),
        ("/public/",  "/publicity/",     false),
        ("/public",   "/public",         true),
        ("/public",   "/public/",        true),
        ("/public",   "/public/a",       true),
        ("/public",   "/publicity",      false),
        ("/public",   "/public.json",    false),
        ("/public",   "/public%3Fx",     false),
        ("/public",   "/PUBLIC",         false),
        ("/public",   "/",               false),
        ("/a b/år",   "/a%20b/%C3%A5r",  true),
        ("/%c3%a5r",  "/%C3%A5r/x",      true),
        ("/%7Eanna/", "/~anna/x",        true),
        ("/%40/%2A",  "/@/*/x",          true),
    ];
    for (prefix, path, covered) in cases {
        let prefix = PathPrefix::read(prefix).unwrap();
        assert_eq!(prefix.covers(path), covered, "{prefix:?} {path}");
    }
}

#[test]
fn a_prefix_that_no_request_could_have_is_refused() {
    for (prefix, why) in [
        ("", WrongPath::Garbled(Empty)),
        ("public/", WrongPath::Garbled(Relative)),
        ("/a/../b", WrongPath::Garbled(DotSegment)),
        ("/a//b", WrongPath::Garbled(EmptySegment)),
        ("/a;b", WrongPath::Garbled(Parameter)),
        ("/a%2fb", WrongPath::Garbled(EncodedSlash)),
        ("/a\\b", WrongPath::Garbled(Backslash)),
        ("/a%", WrongPath::Garbled(Percent)),
        ("/a\n", WrongPath::Garbled(Control)),
        ("/a\u{85}", WrongPath::Garbled(Control)),
        ("/a#b", WrongPath::Garbled(Fragment)),
        ("/a?b", WrongPath::Query),
        ("/admin/*", WrongPath::Star),
        ("*", WrongPath::Star),
    ] {
        assert_eq!(PathPrefix::read(prefix), Err(why), "{prefix:?}");
    }
}
