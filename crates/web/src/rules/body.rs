//! Forms: bounded in size, time and number of fields, of one media type, in UTF-8. What isn't is
//! refused before a page sees it.

use std::fmt::Display;
use std::net::IpAddr;
use std::ops::Deref;
use std::time::Duration;

use bytes::{Buf, Bytes};
use domain::Form;
use http::HeaderMap;
use http::header::{CONTENT_LENGTH, CONTENT_TYPE};
use http_body_util::BodyExt;
use hyper::body::Body;

use crate::room::{Arriving, Held, Room};

mod object;

/// Largest form, in bytes.
pub(crate) const LARGEST: usize = 64 * 1024;

/// What is read away of a larger one.
const DRAINED: usize = 4 * 1024 * 1024;

/// How long a form may take to come.
const LONGEST: Duration = Duration::from_secs(15);

/// The most fields of a form or query.
const MOST_FIELDS: usize = 64;

/// Why a form can't be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum BodyError {
    /// There is no room for it, or it gave way to somebody else's: 503.
    Crowded,
    /// Not UTF-8, a NUL, or too many fields: 400.
    Garbled,
    /// It took too long: 408.
    Slow,
    /// Larger than 64 KiB: 413.
    Large,
    /// Not `application/x-www-form-urlencoded` in UTF-8: 415.
    Kind,
}

/// A form, and the room that it holds as long as it is there: until its answer.
#[derive(Default)]
pub(crate) struct Posted {
    form: Form,
    _room: Option<Box<Held>>,
}

impl Deref for Posted {
    type Target = Form;

    fn deref(&self) -> &Form {
        &self.form
    }
}

/// Reads a posted form of that visitor's. What there is no room for, or is too large, is read away
/// all the same, so that the sender gets to read our answer.
pub(crate) async fn read<B>(
    room: &Room,
    visitor: IpAddr,
    headers: &HeaderMap,
    body: B,
) -> Result<Posted, BodyError>
where
    B: Body<Data = Bytes> + Unpin,
    B::Error: Display,
{
    let kept = whole(room, visitor, body).await?;
    if kept.bytes().is_empty() && !headers.contains_key(CONTENT_TYPE) {
        return Ok(Posted::default());
    }
    if !is_form(headers) {
        return Err(BodyError::Kind);
    }
    Ok(Posted {
        form: fields(kept.bytes())?,
        _room: kept.into_held().map(Box::new),
    })
}

/// Reads what a program of others has posted, in the same bounds: a form, or an object in JSON, of which the top level
/// counts. What isn't understood says nothing.
pub(crate) async fn read_of_program<B>(
    room: &Room,
    visitor: IpAddr,
    headers: &HeaderMap,
    body: B,
) -> Result<Posted, BodyError>
where
    B: Body<Data = Bytes> + Unpin,
    B::Error: Display,
{
    let kept = whole(room, visitor, body).await?;
    let form = match is_form(headers) {
        true => fields(kept.bytes()).unwrap_or_default(),
        false => object::top_level(kept.bytes()),
    };
    Ok(Posted {
        form,
        _room: kept.into_held().map(Box::new),
    })
}

/// What has been posted, once it is there.
async fn whole<B>(room: &Room, visitor: IpAddr, body: B) -> Result<Arriving<'_>, BodyError>
where
    B: Body<Data = Bytes> + Unpin,
    B::Error: Display,
{
    let mut kept = room.form_of(visitor);
    tokio::time::timeout(LONGEST, collect(&mut kept, body))
        .await
        .map_err(|_| BodyError::Slow)??;
    match kept.is_whole() {
        true => Ok(kept),
        false => Err(BodyError::Crowded),
    }
}

async fn collect<B>(kept: &mut Arriving<'_>, mut body: B) -> Result<(), BodyError>
where
    B: Body<Data = Bytes> + Unpin,
    B::Error: Display,
{
    let (mut seen, mut wrong) = (0usize, None);
    loop {
        let frame = tokio::select! {
            frame = body.frame() => frame,
            () = kept.gives_way() => return Err(BodyError::Crowded),
        };
        let Some(frame) = frame else { break };
        let Ok(data) = frame.map_err(|_| BodyError::Garbled)?.into_data() else {
            continue;
        };
        seen = seen.saturating_add(data.remaining());
        if seen > LARGEST {
            wrong = Some(BodyError::Large);
        } else if wrong.is_none() && !kept.keep(&data) {
            wrong = Some(BodyError::Crowded);
        }
        if wrong.is_some() {
            kept.forget();
        }
        if seen > DRAINED {
            break;
        }
    }
    wrong.map_or(Ok(()), Err)
}

/// Whether a body says of itself that it is too large to be read at all.
pub(crate) fn says_too_large(headers: &HeaderMap) -> bool {
    headers
        .get(CONTENT_LENGTH)
        .and_then(|value| value.to_str().ok())
        .and_then(|text| text.parse::<u64>().ok())
        .is_some_and(|length| length > DRAINED as u64)
}

fn is_form(headers: &HeaderMap) -> bool {
    let mut all = headers.get_all(CONTENT_TYPE).iter();
    let (Some(kind), None) = (all.next(), all.next()) else {
        return false;
    };
    let Ok(kind) = kind.to_str() else {
        return false;
    };
    let mut parts = kind.split(';').map(str::trim);
    let named = parts
        .next()
        .is_some_and(|kind| kind.eq_ignore_ascii_case("application/x-www-form-urlencoded"));
    named
        && parts.all(|parameter| {
            parameter.split_once('=').is_none_or(|(name, value)| {
                !name.eq_ignore_ascii_case("charset")
                    || value.trim_matches('"').eq_ignore_ascii_case("utf-8")
            })
        })
}

/// The fields of a form or query (WHATWG URL §5.1), strictly in UTF-8 and without NUL, which no
/// text here may hold and no database takes.
pub(crate) fn fields(bytes: &[u8]) -> Result<Form, BodyError> {
    let mut fields = Vec::new();
    for pair in bytes.split(|b| *b == b'&').filter(|pair| !pair.is_empty()) {
        if fields.len() >= MOST_FIELDS {
            return Err(BodyError::Garbled);
        }
        let mut halves = pair.splitn(2, |b| *b == b'=');
        let name = decode(halves.next().unwrap_or_default())?;
        let value = decode(halves.next().unwrap_or_default())?;
        fields.push((name, value));
    }
    Ok(Form::new(fields))
}

fn decode(bytes: &[u8]) -> Result<String, BodyError> {
    let spaced: Vec<u8> = bytes
        .iter()
        .map(|b| if *b == b'+' { b' ' } else { *b })
        .collect();
    let text = percent_encoding::percent_decode(&spaced)
        .decode_utf8()
        .map_err(|_| BodyError::Garbled)?;
    if text.contains('\0') {
        return Err(BodyError::Garbled);
    }
    let mut text = text.into_owned();
    // Its room is counted by what came, which is never less.
    text.shrink_to_fit();
    Ok(text)
}

#[cfg(test)]
mod tests;
