//! HTTP/2 as bytes: just enough of it to begin forms and never end them (RFC 9113, RFC 7541).

use super::browser::FORM;

/// How a connection begins: the preface, and settings that change nothing.
pub fn begin() -> Vec<u8> {
    let mut bytes = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".to_vec();
    bytes.extend(frame(4, 0, 0, &[]));
    bytes
}

/// The head of a form of that length and a part of it, on that stream.
pub fn half_form(stream: u32, host: &str, length: usize, part: &[u8]) -> Vec<u8> {
    // POST and http as the static table has them, then names from it with values of our own.
    let mut head = vec![0x83, 0x86];
    for (name, value) in [
        (&[0x04][..], "/language"),
        (&[0x01], host),
        (&[0x0f, 31 - 15], FORM),
        (&[0x0f, 28 - 15], &length.to_string()),
    ] {
        head.extend(name);
        head.push(u8::try_from(value.len()).unwrap());
        head.extend(value.as_bytes());
    }
    let end_headers = 4;
    let mut bytes = frame(1, end_headers, stream, &head);
    bytes.extend(frame(0, 0, stream, part));
    bytes
}

fn frame(kind: u8, flags: u8, stream: u32, payload: &[u8]) -> Vec<u8> {
    let length = u32::try_from(payload.len()).unwrap().to_be_bytes();
    let mut bytes = length[1..].to_vec();
    bytes.extend([kind, flags]);
    bytes.extend(stream.to_be_bytes());
    bytes.extend(payload);
    bytes
}
