//! Why the gate doesn't understand a request, in half a sentence.

use domain::gate::Garbled;

pub(super) const fn because(why: Garbled) -> &'static str {
    match why {
        Garbled::Method => "the method isn't one that HTTP could carry",
        Garbled::Scheme => "it is neither http nor https",
        Garbled::Host => "its host is no name and no address",
        Garbled::TrailingDot => "its host ends in a dot, which some proxies drop and some don't",
        Garbled::Port => "its port is no number from 1 to 65535",
        Garbled::UserInfo => "a user stands before its host",
        Garbled::TooLong => "it is longer than 8 KiB",
        Garbled::Empty => "it has no path",
        Garbled::Relative => "its path doesn't begin with a slash",
        Garbled::Elsewhere => "it names another host than the request's",
        Garbled::Fragment => "it has a #, which no client sends",
        Garbled::Control => "it has a control character",
        Garbled::NotAscii => {
            "it has letters beyond ASCII, which clients send percent-encoded (in the host as xn--)"
        }
        Garbled::Unescaped => "it has a character that clients send percent-encoded",
        Garbled::Percent => "a percent sign isn't followed by two hexadecimal digits",
        Garbled::NotUtf8 => "its percent-encodings aren't UTF-8",
        Garbled::Twice => "decoded once, it could be decoded again",
        Garbled::EncodedSlash => "an encoded slash is one name to some servers and two to others",
        Garbled::Backslash => "a backslash is a slash to some servers",
        Garbled::Parameter => "what stands behind a semicolon is cut off by some servers",
        Garbled::EmptySegment => "two slashes in a row are one to some servers",
        Garbled::DotSegment => "\".\" and \"..\" are followed by some servers and not by others",
    }
}
