//! How programs that read carelessly might read a path: every decoding that some server is known to do, in
//! any order.

use std::collections::BTreeSet;

/// Every reading of a target, itself among them: the path alone, without scheme, host and query.
pub fn readings(target: &[u8]) -> BTreeSet<Vec<u8>> {
    let path = target.split(|b| *b == b'?').next().unwrap_or_default();
    let mut all = BTreeSet::from([plain(&without_authority(path))]);
    let mut new: Vec<Vec<u8>> = all.iter().cloned().collect();
    while let Some(path) = new.pop() {
        for read in WAYS.map(|read| read(&path)) {
            // What never ends says enough.
            if all.len() < 500 && all.insert(read.clone()) {
                new.push(read);
            }
        }
    }
    all
}

/// One way to read a path.
type Way = fn(&[u8]) -> Vec<u8>;

const WAYS: [Way; 9] = [
    decoded,
    look_alikes,
    turned,
    cut,
    without_parameters,
    merged,
    climbed,
    trimmed,
    dropped,
];

fn without_authority(path: &[u8]) -> Vec<u8> {
    let text = path.windows(3).position(|part| part == b"://");
    let Some(at) = text.filter(|_| !path.starts_with(b"/")) else {
        return path.to_vec();
    };
    let rest = &path[at + 3..];
    let slash = rest.iter().position(|b| *b == b'/');
    slash.map_or_else(|| b"/".to_vec(), |at| rest[at..].to_vec())
}

fn replaced(path: &[u8], from: &[u8], to: &[u8]) -> Vec<u8> {
    let mut out = Vec::new();
    let mut rest = path;
    while let Some(at) = rest.windows(from.len()).position(|part| part == from) {
        out.extend_from_slice(&rest[..at]);
        out.extend_from_slice(to);
        rest = &rest[at + from.len()..];
    }
    out.extend_from_slice(rest);
    out
}

/// With letters, digits and `-._~` as themselves, which by RFC 3986 §6.2.2.2 are the same path.
fn plain(path: &[u8]) -> Vec<u8> {
    let mut out = Vec::new();
    let mut rest = path;
    while let Some((first, after)) = rest.split_first() {
        let one = decoded(rest.get(..3).unwrap_or_default());
        match one.as_slice() {
            [b] if b.is_ascii_alphanumeric() || b"-._~".contains(b) => {
                out.push(*b);
                rest = rest.get(3..).unwrap_or_default();
            }
            _ => {
                out.push(*first);
                rest = after;
            }
        }
    }
    out
}

/// Percent-decoded; what isn't an encoding stays. `%u002e` is an old Microsoft form.
fn decoded(path: &[u8]) -> Vec<u8> {
    let digits = |part: Option<&[u8]>| {
        let text = str::from_utf8(part?).ok()?;
        let plain = text.bytes().all(|b| b.is_ascii_hexdigit());
        plain.then(|| u32::from_str_radix(text, 16).ok()).flatten()
    };
    let mut out = Vec::new();
    let mut at = 0;
    while at < path.len() {
        let wide = digits(path.get(at + 2..at + 6)).filter(|_| path[at..].starts_with(b"%u"));
        let byte = digits(path.get(at + 1..at + 3)).filter(|_| path[at] == b'%');
        if let Some(c) = wide.and_then(char::from_u32) {
            out.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes());
            at += 6;
        } else if let Some(byte) = byte {
            out.extend(u8::try_from(byte));
            at += 3;
        } else {
            out.push(path[at]);
            at += 1;
        }
    }
    out
}

/// Overlong and full-width dots and slashes as plain ones.
fn look_alikes(path: &[u8]) -> Vec<u8> {
    let pairs: [(&[u8], &[u8]); 6] = [
        (b"\xc0\xae", b"."),
        (b"\xc0\xaf", b"/"),
        (b"\xe0\x80\xae", b"."),
        (b"\xe0\x80\xaf", b"/"),
        (b"\xef\xbc\x8e", b"."),
        (b"\xef\xbc\x8f", b"/"),
    ];
    let swap = |path: Vec<u8>, (from, to): (&[u8], &[u8])| replaced(&path, from, to);
    pairs.into_iter().fold(path.to_vec(), swap)
}

fn turned(path: &[u8]) -> Vec<u8> {
    replaced(path, b"\\", b"/")
}

/// Ended where C ends a text, or where a URL's path ends.
fn cut(path: &[u8]) -> Vec<u8> {
    let end = path.iter().position(|b| b"\0?#\r\n".contains(b));
    path[..end.unwrap_or(path.len())].to_vec()
}

fn segments(path: &[u8], each: impl Fn(&[u8]) -> Vec<u8>) -> Vec<u8> {
    let parts: Vec<_> = path.split(|b| *b == b'/').map(each).collect();
    parts.join(&b'/')
}

fn without_parameters(path: &[u8]) -> Vec<u8> {
    segments(path, |part| {
        part.split(|b| *b == b';')
            .next()
            .unwrap_or_default()
            .to_vec()
    })
}

fn merged(path: &[u8]) -> Vec<u8> {
    replaced(path, b"//", b"/")
}

/// Dot segments removed (RFC 3986 §5.2.4).
fn climbed(path: &[u8]) -> Vec<u8> {
    let mut kept: Vec<&[u8]> = Vec::new();
    let parts: Vec<_> = path.split(|b| *b == b'/').skip(1).collect();
    let last = parts.len().saturating_sub(1);
    for (place, part) in parts.into_iter().enumerate() {
        match part {
            b".." => drop(kept.pop()),
            b"." => {}
            _ => {
                kept.push(part);
                continue;
            }
        }
        if place == last {
            kept.push(b"");
        }
    }
    [b"/".to_vec(), kept.join(&b'/')].concat()
}

/// Segments without white space around them, and `...` as Windows once read it.
fn trimmed(path: &[u8]) -> Vec<u8> {
    segments(path, |part| {
        let plain = part.trim_ascii();
        let dots = plain.len() > 2 && plain.iter().all(|b| *b == b'.' || b.is_ascii_whitespace());
        if dots { b"..".to_vec() } else { plain.to_vec() }
    })
}

/// Without tabs and line ends, as browsers read URLs.
fn dropped(path: &[u8]) -> Vec<u8> {
    path.iter()
        .copied()
        .filter(|b| !b"\t\r\n".contains(b))
        .collect()
}

#[test]
fn careless_readings_find_the_way_out() {
    for target in [
        "/public/../docs",
        "/public/%252e%252e/docs",
        "/public/..%5cdocs",
        "/public/..;x/docs",
        "/public/%c0%ae%c0%ae%c0%afdocs",
        "/public/%u002e%u002e/docs",
        "/public//..//../docs",
        "http://x/public/..%00/docs",
        "/public/..%20/docs",
        "/public/.../docs",
        "/public/x%2f..%2f..%2fdocs",
    ] {
        let all = readings(target.as_bytes());
        let out = |read: &Vec<u8>| !read.starts_with(b"/public/");
        assert!(all.iter().any(out), "{target}");
    }
    for target in [
        "/public/",
        "/public/a%20b",
        "/public/x?/../docs",
        "/public/%C3%A5",
        "/public/what%3Fnow",
    ] {
        let all = readings(target.as_bytes());
        assert!(
            all.iter().all(|read| read.starts_with(b"/public/")),
            "{target}"
        );
    }
}
