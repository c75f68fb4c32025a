//! Properties: whatever is let through is read alike by programs that read carelessly.

use proptest::prelude::*;

use super::*;

/// Pieces of URIs, most of which mean trouble.
fn piece() -> impl Strategy<Value = String> {
    let known = proptest::sample::select(vec![
        "/",
        "/",
        "/",
        ".",
        "..",
        "%2e",
        "%2E",
        "%2f",
        "%5c",
        "\\",
        ";",
        "%3b",
        "%25",
        "%2525",
        "%00",
        "%0a",
        "%c3%a5",
        "%C3",
        "%ff",
        "%20",
        " ",
        "%",
        "%u002f",
        "u002e",
        "2f",
        "2e",
        "41",
        "%41",
        "%7E",
        "a",
        "b",
        "admin",
        "public",
        "?",
        "#",
        "%3f",
        "%23",
        "[",
        "^",
        "@",
        "%40",
        "+",
        "*",
        "~",
        "å",
        "%c2%85",
        "%EF%BC%8F",
        "https://",
        "files.example.org",
    ]);
    prop_oneof![
        8 => known.prop_map(str::to_owned),
        1 => any::<char>().prop_map(String::from),
    ]
}

fn uri() -> impl Strategy<Value = String> {
    proptest::collection::vec(piece(), 0..12).prop_map(|pieces| format!("/{}", pieces.concat()))
}

/// A path that may be asked for, of segments in their plain spelling.
pub(super) fn path() -> impl Strategy<Value = String> {
    let segment = proptest::sample::select(vec![
        "a",
        "b",
        "admin",
        "public",
        "~x",
        "a.b",
        "%C3%A5",
        "x%20y",
        "100%25.pdf",
        "@me",
    ]);
    (proptest::collection::vec(segment, 0..5), any::<bool>()).prop_map(|(segments, slash)| {
        let slash = if slash && !segments.is_empty() {
            "/"
        } else {
            ""
        };
        format!("/{}{slash}", segments.join("/"))
    })
}

/// A request that rules about paths can be asked of.
pub(super) fn read(uri: &str) -> Result<Target, Garbled> {
    let target = Target::read(&asked(uri.as_bytes()))?;
    target.path().map(|_| ())?;
    Ok(target)
}

/// The path with some of the characters that stand for themselves encoded, as the bits of `which` say.
pub(super) fn disguised(path: &str, which: u64) -> String {
    let mut out = String::new();
    let mut encoded = 0;
    for (place, c) in path.chars().enumerate() {
        let hidden = which.rotate_right(u32::try_from(place % 64).unwrap()) & 1 == 1;
        if c == '%' {
            encoded = 3;
        }
        if encoded == 0 && hidden && c != '/' {
            out.push_str(&format!("%{:02x}", u32::from(c)));
        } else {
            out.push(c);
        }
        encoded = if encoded > 0 { encoded - 1 } else { 0 };
    }
    out
}

/// Percent-decodes as a lenient server does: what isn't an encoding stays.
fn decoded(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut out = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        let pair = bytes
            .get(at + 1..at + 3)
            .and_then(|p| str::from_utf8(p).ok());
        let byte = pair
            .filter(|p| p.bytes().all(|b| b.is_ascii_hexdigit()))
            .and_then(|p| u8::from_str_radix(p, 16).ok());
        match byte {
            Some(byte) if bytes[at] == b'%' => {
                out.push(byte);
                at += 3;
            }
            _ => {
                out.push(bytes[at]);
                at += 1;
            }
        }
    }
    String::from_utf8_lossy(&out).into_owned()
}

/// Walks the segments as RFC 3986 §5.2.4 does, merging slashes as nginx does.
fn walked(text: &str) -> String {
    let mut kept: Vec<&str> = Vec::new();
    for segment in text.split('/') {
        match segment {
            "" | "." => {}
            ".." => drop(kept.pop()),
            other => kept.push(other),
        }
    }
    let slash = if text.ends_with('/') && !kept.is_empty() {
        "/"
    } else {
        ""
    };
    format!("/{}{slash}", kept.join("/"))
}

/// Cuts what stands behind a semicolon off each segment, as servlet containers do.
fn cut(text: &str) -> String {
    let names = text.split('/').map(|s| s.split(';').next().unwrap());
    names.collect::<Vec<_>>().join("/")
}

proptest! {
    #[test]
    fn L21_every_careless_way_of_reading_comes_to_the_same_path(uri in uri()) {
        let Ok(target) = read(&uri) else { return Ok(()) };
        let ours = decoded(target.path().unwrap());
        let raw = uri.split('?').next().unwrap();
        // Taken apart before or after decoding, there are as many segments.
        prop_assert_eq!(raw.split('/').count(), ours.split('/').count(), "{}", uri);
        let readings = [
            decoded(raw),
            decoded(&decoded(raw)),
            walked(&decoded(raw)),
            decoded(&walked(raw)),
            walked(&decoded(&decoded(raw))),
            cut(&decoded(raw)),
            decoded(&cut(raw)),
            walked(&decoded(&cut(raw))),
            walked(&decoded(raw).replace('\\', "/")),
            decoded(raw).split('\0').next().unwrap().to_owned(),
        ];
        for reading in readings {
            prop_assert_eq!(&reading, &ours, "{}", uri);
        }
    }

    #[test]
    fn L21_a_canonical_path_is_its_own_canonical_path(uri in uri()) {
        if let Ok(target) = read(&uri) {
            let again = read(target.path().unwrap()).unwrap();
            prop_assert_eq!(again.path().unwrap(), target.path().unwrap());
        }
    }

    #[test]
    fn L21_a_canonical_path_holds_nothing_that_could_be_read_in_two_ways(uri in uri()) {
        if let Ok(target) = read(&uri) {
            let path = target.path().unwrap();
            prop_assert!(path.starts_with('/') && path.is_ascii());
            prop_assert!(!path.chars().any(char::is_control));
            let lower = path.to_ascii_lowercase();
            for never in ["//", "/./", "/../", "\\", "%2f", "%5c", "%00", "%3b", ";", "%2e", "?", "#", " "] {
                prop_assert!(!lower.contains(never), "{} has {}", path, never);
            }
            prop_assert!(!path.ends_with("/.") && !path.ends_with("/.."));
        }
    }

    #[test]
    fn L21_a_disguised_path_is_the_plain_one(path in path(), which in any::<u64>()) {
        let plain = read(&path).unwrap();
        let hidden = read(&disguised(&path, which)).unwrap();
        prop_assert_eq!(plain.path().unwrap(), path);
        prop_assert_eq!(hidden.path().unwrap(), plain.path().unwrap());
    }

    #[test]
    fn L21_no_bytes_are_too_much(
        method in any::<Vec<u8>>(), scheme in any::<Vec<u8>>(), host in any::<Vec<u8>>(),
        uri in any::<Vec<u8>>(),
    ) {
        let whole = RawTarget { method: &method, scheme: &scheme, host: &host, uri: &uri };
        let rooted = [b"/", uri.as_slice()].concat();
        let reads = [
            Target::read(&whole),
            RawTarget::from_url(&method, &uri).and_then(|asked| Target::read(&asked)),
            Target::read(&RawTarget { host: &host, ..asked(b"/") }),
            Target::read(&asked(&rooted)),
        ];
        for target in reads.into_iter().flatten() {
            prop_assert!(target.url().is_ascii() && target.sent().starts_with('/'));
        }
    }

    #[test]
    fn L22_a_canonical_host_is_its_own_canonical_host(host in "[a-zA-Z0-9.:\\[\\]x-]{0,12}(:[0-9]{1,5})?") {
        if let Ok(read) = Authority::read(&host, Scheme::Https) {
            prop_assert_eq!(Authority::read(read.to_string(), Scheme::Https), Ok(read));
        }
    }
}
