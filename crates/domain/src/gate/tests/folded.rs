//! Paths that lead up to who folds characters that look like dots, slashes and semicolons into those.

use super::super::Garbled::DotSegment;
use super::*;

#[rustfmt::skip]
const URIS: &[Row] = &[
    (b"/public/%ef%bc%8e%ef%bc%8e/admin",     Err(DotSegment)),
    (b"/public/.%ef%bc%8e/admin",             Err(DotSegment)),
    (b"/public/..%ef%bc%8fadmin",             Err(DotSegment)),
    (b"/public/..%ef%bc%bcadmin",             Err(DotSegment)),
    (b"/public/..%ef%bc%9bx/admin",           Err(DotSegment)),
    (b"/public/%e2%80%a5/admin",              Err(DotSegment)),
    (b"/public/%e2%80%a6/admin",              Err(DotSegment)),
    (b"/public/a%ef%bc%8fb%ef%bc%8epdf",      Ok("/public/a%EF%BC%8Fb%EF%BC%8Epdf")),
    (b"/public/and%20so%20on%e2%80%a6",       Ok("/public/and%20so%20on%E2%80%A6")),
];

#[test]
fn L21_what_climbs_when_folded_is_refused_and_names_are_not() {
    for (uri, expected) in URIS {
        let read = Target::read(&asked(uri)).and_then(|target| target.path().map(str::to_owned));
        assert_eq!(read, expected.map(str::to_owned), "{}", uri.escape_ascii());
    }
}
