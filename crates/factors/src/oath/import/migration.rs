//! The export of Google Authenticator: a link whose data are a Protocol Buffers message in base64. The
//! app documents it nowhere; its fields are those that people have found in it.

use data_encoding::{BASE64, BASE64_NOPAD};
use domain::Unfit;
use percent_encoding::percent_decode_str;
use prost::Message;

use super::taken;
use crate::import::{Row, Unread};
use crate::oath::link::{self, By, Given};
use crate::oath::{Algorithm, Parameters, secret};

const HEAD: &str = "otpauth-migration:";
/// The longest link that is looked at, in bytes: a picture holds less.
const LONGEST: usize = 64 * 1024;

/// What a picture of the export holds; which picture of how many is left out.
#[derive(Clone, PartialEq, Message)]
struct Export {
    #[prost(message, repeated, tag = "1")]
    entries: Vec<Entry>,
}

#[derive(Clone, PartialEq, Message)]
struct Entry {
    #[prost(bytes = "vec", tag = "1")]
    secret: Vec<u8>,
    #[prost(string, tag = "2")]
    label: String,
    #[prost(string, tag = "3")]
    issuer: String,
    /// 1 SHA-1, 2 SHA-256, 3 SHA-512, 4 MD5.
    #[prost(int32, tag = "4")]
    algorithm: i32,
    /// 1 six, 2 eight.
    #[prost(int32, tag = "5")]
    digits: i32,
    /// 1 HOTP, 2 TOTP.
    #[prost(int32, tag = "6")]
    kind: i32,
    #[prost(int64, tag = "7")]
    counter: i64,
}

/// Whether this is meant as an export.
pub(super) fn is_export(text: &str) -> bool {
    text.get(..HEAD.len())
        .is_some_and(|head| head.eq_ignore_ascii_case(HEAD))
}

/// The tokens of one link.
pub(super) fn read(line: usize, text: &str) -> Vec<Row> {
    match message(text) {
        Some(export) if !export.entries.is_empty() => export
            .entries
            .into_iter()
            .map(|entry| row(line, entry))
            .collect(),
        _ => vec![Row::unread(line, Unread::Export)],
    }
}

fn message(text: &str) -> Option<Export> {
    if text.len() > LONGEST {
        return None;
    }
    let (_, query) = text.split_once('?')?;
    let data = query
        .split('&')
        .find_map(|pair| pair.strip_prefix("data="))?;
    // A plus sign is one of base64's letters here, not a space.
    let data = percent_decode_str(data).decode_utf8().ok()?;
    let data = data.replace(' ', "+");
    let bytes = BASE64
        .decode(data.as_bytes())
        .or_else(|_| BASE64_NOPAD.decode(data.as_bytes()));
    let bytes = zeroize::Zeroizing::new(bytes.ok()?);
    Export::decode(bytes.as_slice()).ok()
}

fn row(line: usize, entry: Entry) -> Row {
    let (prefix, account) = link::parts(&entry.label);
    let issuer = if entry.issuer.is_empty() {
        prefix
    } else {
        entry.issuer.clone()
    };
    match token(entry, &issuer, &account) {
        Ok(given) => taken(line, given, true),
        Err(why) => Row {
            account,
            name: issuer,
            ..Row::unread(line, why)
        },
    }
}

fn token(entry: Entry, issuer: &str, account: &str) -> Result<Given, Unread> {
    let unfit = Unread::Unfit;
    let algorithm = match entry.algorithm {
        0 | 1 => Algorithm::Sha1,
        2 => Algorithm::Sha256,
        3 => Algorithm::Sha512,
        _ => return Err(unfit(Unfit::Algorithm)),
    };
    let digits = match entry.digits {
        0 | 1 => 6,
        2 => 8,
        _ => return Err(unfit(Unfit::Digits)),
    };
    let by = match entry.kind {
        1 => By::Presses(link::counter(&entry.counter.to_string()).map_err(unfit)?),
        2 => By::Time(30),
        _ => return Err(Unread::Kind),
    };
    Ok(Given {
        secret: secret::fit(entry.secret).map_err(unfit)?,
        parameters: Parameters { algorithm, digits },
        by,
        issuer: issuer.to_owned(),
        account: account.to_owned(),
    })
}
