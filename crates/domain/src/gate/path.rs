//! The canonical path, which rules are compared with: decoded once and encoded again in one way, or
//! refused where a program behind could read something else into it (L21). Where no rule looks at it, a path
//! need only be one of HTTP.

use super::Garbled;

/// Brings a path (without its query) into its canonical form, or says why it has none.
///
/// Everything is percent-decoded once and must be UTF-8; then every byte is encoded again but letters,
/// digits and `- . _ ~ ! $ & ' ( ) * + , = : @ /`. That decodes what RFC 3986 §6.2.2.2 decodes, and
/// also `%40` and its like, since every server takes those for the characters themselves. The
/// encodings that are left have upper-case digits (§6.2.2.1).
///
/// Refused are the spellings in which servers differ: dot segments, empty segments, encoded slashes,
/// backslashes, path parameters, control characters, and a percent sign that stands before what could
/// be decoded a second time. A lone one ("100%.pdf" as `100%25.pdf`) means the same even to who
/// decodes twice. `%3F` and `%23` stay, for files have such names; who writes a decoded path into a
/// request without encoding it again is wrong by any reading.
pub(super) fn canonical(path: &str) -> Result<String, Garbled> {
    let text = decode(path)?;
    if text.chars().any(char::is_control) {
        return Err(Garbled::Control);
    }
    if could_decode_again(&text) {
        return Err(Garbled::Twice);
    }
    let inner = text.strip_prefix('/').ok_or(Garbled::Relative)?;
    // A trailing slash leaves one empty segment, and that one only.
    let whole = inner.strip_suffix('/').unwrap_or(inner);
    let empty = |segment: &str| segment.is_empty();
    if !inner.is_empty() && whole.split('/').any(empty) {
        return Err(Garbled::EmptySegment);
    }
    if whole.split('/').any(is_dots) || climbs_when_folded(whole) {
        return Err(Garbled::DotSegment);
    }
    Ok(encode(&text))
}

/// Says why this isn't a path that HTTP carries (RFC 3986 §3.3): nothing that a server could read at all.
///
/// What stands in it as one of the five marks of [`is_left_plain`] or as a backslash passes too, since clients
/// send those as they are and servers take them for themselves.
pub(super) fn carried(path: &str) -> Result<(), Garbled> {
    if !path.starts_with('/') {
        return Err(Garbled::Relative);
    }
    let mut bytes = path.bytes();
    while let Some(b) = bytes.next() {
        match b {
            b'%' => drop(decode_pair(&mut bytes).ok_or(Garbled::Percent)?),
            b'#' => return Err(Garbled::Fragment),
            b'\\' | b';' => {}
            _ if is_plain(b) || is_left_plain(b) => {}
            _ if b.is_ascii_control() => return Err(Garbled::Control),
            _ => return Err(Garbled::Unescaped),
        }
    }
    Ok(())
}

/// Characters that stand for themselves in a canonical path.
fn is_plain(b: u8) -> bool {
    b.is_ascii_alphanumeric() || b"-._~!$&'()*+,=:@/".contains(&b)
}

/// Five characters that RFC 3986 §3.3 wants encoded and some clients leave: they mean one thing.
fn is_left_plain(b: u8) -> bool {
    b"[]{}|^".contains(&b)
}

fn decode(path: &str) -> Result<String, Garbled> {
    let mut bytes = path.bytes();
    let mut out = Vec::with_capacity(path.len());
    while let Some(b) = bytes.next() {
        let b = match b {
            b'%' => match decode_pair(&mut bytes).ok_or(Garbled::Percent)? {
                b'/' => return Err(Garbled::EncodedSlash),
                decoded => decoded,
            },
            b'#' => return Err(Garbled::Fragment),
            _ if b.is_ascii_control() => return Err(Garbled::Control),
            b'\\' | b';' => b,
            _ if is_plain(b) || is_left_plain(b) => b,
            _ => return Err(Garbled::Unescaped),
        };
        match b {
            b'\\' => return Err(Garbled::Backslash),
            b';' => return Err(Garbled::Parameter),
            _ => out.push(b),
        }
    }
    String::from_utf8(out).map_err(|_| Garbled::NotUtf8)
}

fn decode_pair(bytes: &mut impl Iterator<Item = u8>) -> Option<u8> {
    let pair = [bytes.next()?, bytes.next()?];
    let decoded = data_encoding::HEXLOWER_PERMISSIVE.decode(&pair).ok()?;
    decoded.first().copied()
}

fn encode(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for b in text.bytes() {
        if is_plain(b) {
            out.push(char::from(b));
        } else {
            out.push('%');
            out.push_str(&data_encoding::HEXUPPER.encode(&[b]));
        }
    }
    out
}

/// Whether a percent sign that was itself encoded stands before two hexadecimal digits, or before `u`
/// and four, as an old Microsoft form has it.
fn could_decode_again(text: &str) -> bool {
    let digits = |text: &str, n: usize| {
        text.len() >= n && text.bytes().take(n).all(|b| b.is_ascii_hexdigit())
    };
    text.split('%')
        .skip(1)
        .any(|after| match after.strip_prefix(['u', 'U']) {
            Some(after) => digits(after, 4),
            None => digits(after, 2),
        })
}

/// A segment that means "here" or "up": of dots alone, or of dots and white space, which Windows drops.
fn is_dots(segment: &str) -> bool {
    segment.contains('.') && segment.chars().all(|c| c == '.' || c.is_whitespace())
}

/// Whether a program that folds compatibility characters (Unicode's NFKC, or the best fit of an old code
/// page) finds a way up in it. Such characters stand in names, so nothing else is refused for them.
fn climbs_when_folded(path: &str) -> bool {
    if path.is_ascii() {
        return false;
    }
    let mut folded = String::with_capacity(path.len());
    for c in path.chars() {
        match c {
            '\u{2024}' | '\u{fe52}' | '\u{ff0e}' => folded.push('.'),
            '\u{2025}' => folded.push_str(".."),
            '\u{2026}' | '\u{fe19}' => folded.push_str("..."),
            '\u{2044}' | '\u{2215}' | '\u{ff0f}' | '\u{fe68}' | '\u{ff3c}' => folded.push('/'),
            '\u{37e}' | '\u{fe14}' | '\u{fe54}' | '\u{ff1b}' => folded.push(';'),
            c => folded.push(c),
        }
    }
    let name = |segment: &str| segment.split(';').next().is_some_and(is_dots);
    folded.split('/').any(name)
}

/// What paths a rule speaks of.
///
/// `/public/` speaks of itself and of everything beneath it; `/public`, without the slash, of `/public`
/// as well, but not of `/publicity` or `/public.json`. A rule that forbids is better written without,
/// since most programs serve `/admin` like `/admin/`. Case counts; a program that ignores it (or a
/// trailing dot, as on Windows) is guarded by the host's own line, with rules only to open.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PathPrefix(String);

/// Why a configured path can't be a prefix.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WrongPath {
    /// It has no canonical form, so that no request that is let through could have it.
    Garbled(Garbled),
    /// It has a star, which looks like a pattern and would mean a star; write `%2A` for one.
    Star,
    /// It has a query, which isn't looked at.
    Query,
}

impl PathPrefix {
    /// Reads a path from the configuration; spaces and letters beyond ASCII may stand there plainly.
    pub fn read(text: &str) -> Result<Self, WrongPath> {
        if text.contains('*') {
            return Err(WrongPath::Star);
        }
        if text.contains('?') {
            return Err(WrongPath::Query);
        }
        if text.is_empty() {
            return Err(WrongPath::Garbled(Garbled::Empty));
        }
        let mut written = String::with_capacity(text.len());
        for c in text.chars() {
            if c == ' ' || !c.is_ascii() {
                written.push_str(&encode(c.encode_utf8(&mut [0; 4])));
            } else {
                written.push(c);
            }
        }
        canonical(&written).map(Self).map_err(WrongPath::Garbled)
    }

    /// Whether it speaks of a canonical path.
    pub fn covers(&self, path: &str) -> bool {
        match path.strip_prefix(self.0.as_str()) {
            Some(rest) => self.0.ends_with('/') || rest.is_empty() || rest.starts_with('/'),
            None => false,
        }
    }

    /// Whether it speaks of all that another one speaks of.
    pub fn covers_all(&self, other: &Self) -> bool {
        self.covers(&other.0)
    }

    /// The prefix in its canonical form.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}
