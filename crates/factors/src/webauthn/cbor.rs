//! CBOR as authenticators send it (CTAP 2.2 §8, "canonical CBOR encoding form"): whole numbers, bytes, text,
//! arrays, maps and simple values, all of definite length. Anything else can't be read. What is read is
//! bounded by what was sent: a length is only believed as far as there are bytes for it.

/// How deep maps and arrays may stand in each other (CTAP 2.2 §8).
const DEEPEST: u8 = 4;

/// The most pairs of a map. Authenticators send a dozen; each key is compared with all before it.
const MOST_PAIRS: u64 = 64;

/// A value, borrowed from what was sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Value<'a> {
    Number(i64),
    Bytes(&'a [u8]),
    Text(&'a str),
    Array(Vec<Value<'a>>),
    Map(Vec<(Value<'a>, Value<'a>)>),
    /// `false`, `true`, `null` and whatever else is one of 256 (RFC 8949 §3.3).
    Simple(u8),
}

impl<'a> Value<'a> {
    /// What stands in a map at this key; none where it isn't a map.
    pub(crate) fn at(&self, key: &Value<'_>) -> Option<&Self> {
        let Self::Map(pairs) = self else { return None };
        pairs.iter().find(|(k, _)| k == key).map(|(_, value)| value)
    }

    /// The same by a whole number, as COSE keys have them.
    pub(crate) fn at_number(&self, key: i64) -> Option<&Self> {
        self.at(&Value::Number(key))
    }

    /// The same by text.
    pub(crate) fn at_text(&self, key: &str) -> Option<&Self> {
        self.at(&Value::Text(key))
    }

    pub(crate) const fn number(&self) -> Option<i64> {
        match self {
            Self::Number(number) => Some(*number),
            _ => None,
        }
    }

    pub(crate) const fn bytes(&self) -> Option<&'a [u8]> {
        match self {
            Self::Bytes(bytes) => Some(bytes),
            _ => None,
        }
    }
}

/// The first value, and what follows it; none where it can't be read.
pub(crate) fn read(from: &[u8]) -> Option<(Value<'_>, &[u8])> {
    let mut rest = from;
    let value = value(&mut rest, 0)?;
    Some((value, rest))
}

/// A value and nothing else.
pub(crate) fn read_all(from: &[u8]) -> Option<Value<'_>> {
    read(from).and_then(|(value, rest)| rest.is_empty().then_some(value))
}

fn value<'a>(rest: &mut &'a [u8], depth: u8) -> Option<Value<'a>> {
    let (first, after) = rest.split_first()?;
    *rest = after;
    let (major, low) = (first >> 5, first & 0b1_1111);
    if major == 7 {
        return match low {
            0..=23 => Some(Value::Simple(low)),
            24 => take(rest, 1)?.first().map(|simple| Value::Simple(*simple)),
            _ => None,
        };
    }
    let argument = argument(rest, low)?;
    let length = usize::try_from(argument).ok();
    match major {
        0 => i64::try_from(argument).ok().map(Value::Number),
        // -1 - n is the complement of n.
        1 => i64::try_from(argument).ok().map(|n| Value::Number(!n)),
        2 => take(rest, length?).map(Value::Bytes),
        3 => str::from_utf8(take(rest, length?)?).ok().map(Value::Text),
        4 => {
            let depth = deeper(depth)?;
            let mut items = Vec::new();
            for _ in 0..argument {
                items.push(value(rest, depth)?);
            }
            Some(Value::Array(items))
        }
        5 => {
            let depth = deeper(depth)?;
            if argument > MOST_PAIRS {
                return None;
            }
            let mut pairs: Vec<(Value<'a>, Value<'a>)> = Vec::new();
            for _ in 0..argument {
                let key = value(rest, depth)?;
                // Of two, somebody else might read the other.
                if pairs.iter().any(|(other, _)| *other == key) {
                    return None;
                }
                pairs.push((key, value(rest, depth)?));
            }
            Some(Value::Map(pairs))
        }
        _ => None,
    }
}

fn deeper(depth: u8) -> Option<u8> {
    depth.checked_add(1).filter(|deeper| *deeper <= DEEPEST)
}

fn argument(rest: &mut &[u8], low: u8) -> Option<u64> {
    let size = match low {
        0..=23 => return Some(u64::from(low)),
        24 => 1,
        25 => 2,
        26 => 4,
        27 => 8,
        _ => return None,
    };
    let bytes = take(rest, size)?;
    Some(bytes.iter().fold(0, |n, byte| (n << 8) | u64::from(*byte)))
}

fn take<'a>(rest: &mut &'a [u8], length: usize) -> Option<&'a [u8]> {
    let (taken, after) = rest.split_at_checked(length)?;
    *rest = after;
    Some(taken)
}

#[cfg(test)]
mod tests {
    use data_encoding::HEXLOWER;
    use proptest::prelude::*;

    use super::*;

    /// RFC 8949 appendix A, as far as it is of the kind that authenticators send.
    #[test]
    fn the_examples_of_the_rfc_are_read() {
        use Value::{Array, Bytes, Map, Number, Simple, Text};
        let cases: Vec<(&str, Value<'_>)> = vec![
            ("00", Number(0)),
            ("17", Number(23)),
            ("1818", Number(24)),
            ("1903e8", Number(1_000)),
            ("1a000f4240", Number(1_000_000)),
            ("1b000000e8d4a51000", Number(1_000_000_000_000)),
            ("20", Number(-1)),
            ("3863", Number(-100)),
            ("3903e7", Number(-1_000)),
            ("f4", Simple(20)),
            ("f6", Simple(22)),
            ("f8ff", Simple(255)),
            ("4401020304", Bytes(&[1, 2, 3, 4])),
            ("6449455446", Text("IETF")),
            ("62c3bc", Text("ü")),
            ("83010203", Array(vec![Number(1), Number(2), Number(3)])),
            (
                "a201020304",
                Map(vec![(Number(1), Number(2)), (Number(3), Number(4))]),
            ),
            ("a0", Map(vec![])),
        ];
        for (hex, expected) in cases {
            let bytes = HEXLOWER.decode(hex.as_bytes()).unwrap();
            assert_eq!(read_all(&bytes), Some(expected), "{hex}");
        }
    }

    #[test]
    fn what_nobody_should_send_is_not_read() {
        for hex in [
            "",                   // nothing
            "1b8000000000000000", // beyond 63 bits
            "3bffffffffffffffff", // below -2^63
            "5f4101ff",           // of no definite length
            "9f01ff",
            "bf0102ff",
            "c074323031332d30332d3231", // a tag
            "f93c00",                   // a fraction
            "1c",                       // a reserved length
            "5bffffffffffffffff",       // a length without bytes
            "9bffffffffffffffff",
            "bbffffffffffffffff",
            "a2010101",     // a pair is missing
            "a201010102",   // a key twice
            "62c328",       // not UTF-8
            "818181818101", // deeper than four
        ] {
            let bytes = HEXLOWER.decode(hex.as_bytes()).unwrap_or_default();
            assert_eq!(read_all(&bytes), None, "{hex}");
        }
        let pairs = |n: u8| {
            let map = (0..n).flat_map(|key| [0x18, key.wrapping_add(24), 0x00]);
            [0xb8, n].into_iter().chain(map).collect::<Vec<u8>>()
        };
        assert!(read_all(&pairs(64)).is_some());
        assert_eq!(read_all(&pairs(65)), None, "more pairs than anybody needs");
        assert_eq!(read_all(&[0x00, 0x00]), None, "something follows");
        assert_eq!(read(&[0x00, 0x01]), Some((Value::Number(0), &[1][..])));
    }

    proptest! {
        #![proptest_config(crate::cases::cases(2_000))]
        #[test]
        fn nothing_crashes_it(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
            if let Some((_, rest)) = read(&bytes) {
                prop_assert!(bytes.ends_with(rest));
            }
        }
    }
}
