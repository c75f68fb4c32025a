//! A part's text as seven bits a byte and short lines: quoted-printable (RFC 2045 §6.7), which stays readable,
//! or base64 where most letters would have to be written as numbers.

use data_encoding::BASE64;

/// The widest a line gets, its end left out.
const WIDTH: usize = 76;

/// How a part is written, as `Content-Transfer-Encoding` says it, and the part itself with its last line's end.
pub(super) fn encoded(text: &str) -> (&'static str, String) {
    let other = text.bytes().filter(|byte| !byte.is_ascii()).count();
    if other.saturating_mul(3) > text.len() {
        ("base64", base64(text))
    } else {
        ("quoted-printable", quoted(text))
    }
}

fn base64(text: &str) -> String {
    let text = lines(text).join("\r\n") + "\r\n";
    let letters = BASE64.encode(text.as_bytes());
    let mut out = String::with_capacity(letters.len());
    for (at, letter) in letters.chars().enumerate() {
        if at > 0 && at.checked_rem(WIDTH) == Some(0) {
            out.push_str("\r\n");
        }
        out.push(letter);
    }
    out + "\r\n"
}

/// A line's end is one, however it was written: a lone CR or LF must not go out (RFC 5321 §2.3.8).
fn lines(text: &str) -> Vec<&str> {
    text.split('\n')
        .flat_map(|line| line.strip_suffix('\r').unwrap_or(line).split('\r'))
        .collect()
}

fn quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for line in lines(text) {
        let mut width: usize = 0;
        let last = line.len().saturating_sub(1);
        for (at, byte) in line.bytes().enumerate() {
            // Room for a byte as a number, and for the sign that the line goes on.
            if width.saturating_add(3) >= WIDTH {
                out.push_str("=\r\n");
                width = 0;
            }
            // A dot alone on a line, and "From " at its beginning, are changed by some on the way.
            let at_risk = width == 0 && (byte == b'.' || byte == b'F');
            let as_it_is = match byte {
                b' ' | b'\t' => at != last,
                b'=' => false,
                b'!'..=b'~' => !at_risk,
                _ => false,
            };
            if as_it_is {
                out.push(char::from(byte));
            } else {
                out.push_str(&format!("={byte:02X}"));
            }
            width = width.saturating_add(if as_it_is { 1 } else { 3 });
        }
        out.push_str("\r\n");
    }
    out
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn decoded(how: &str, part: &str) -> String {
        let bytes = if how == "base64" {
            let letters: String = part.split("\r\n").collect();
            BASE64.decode(letters.as_bytes()).unwrap()
        } else {
            let part = part.replace("=\r\n", "");
            let mut bytes = part.bytes();
            let mut out = Vec::new();
            while let Some(byte) = bytes.next() {
                if byte == b'=' {
                    let digits = [bytes.next().unwrap(), bytes.next().unwrap()];
                    let digits = std::str::from_utf8(&digits).unwrap();
                    out.push(u8::from_str_radix(digits, 16).unwrap());
                } else {
                    out.push(byte);
                }
            }
            out
        };
        String::from_utf8(bytes).unwrap()
    }

    #[test]
    fn what_most_can_read_stays_readable() {
        let (how, part) = encoded("Lösenordet är ändrat.\n.\nFrom here = on \n");
        assert_eq!(how, "quoted-printable");
        let told = "L=C3=B6senordet =C3=A4r =C3=A4ndrat.\r\n=2E\r\n=46rom here =3D on=20\r\n\r\n";
        assert_eq!(part, told);
        assert_eq!(encoded("שלום עולם").0, "base64");
        assert_eq!(encoded("").0, "quoted-printable");
    }

    proptest! {
        #[test]
        fn every_text_comes_back_and_no_line_is_long(text in "(.|[ .=\tFåä🙂ש\r\n]{0,90}){0,40}") {
            let (how, part) = encoded(&text);
            for line in part.split("\r\n") {
                prop_assert!(line.len() <= 76 && line.is_ascii(), "{line}");
                prop_assert!(!line.contains(['\r', '\n']) && !line.ends_with([' ', '\t']) && line != ".");
            }
            prop_assert!(part.ends_with("\r\n"));
            let whole = lines(&text).join("\r\n") + "\r\n";
            prop_assert_eq!(decoded(how, &part), whole);
        }
    }
}
