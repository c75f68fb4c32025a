//! Forms: bounded in size, time and number of fields, of one media type, in UTF-8. What isn't is
//! refused before a page sees it.

use std::fmt::Display;
use std::net::IpAddr;
use std::time::Duration;

use bytes::{Buf, Bytes};
use domain::Form;
use http::HeaderMap;
use http::header::{CONTENT_LENGTH, CONTENT_TYPE};
use http_body_util::BodyExt;
use hyper::body::Body;

use crate::room::{Kept, Room};

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
pub(crate) enum Wrong {
    /// Its visitor has as many under way as they may have: 503.
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

/// Reads a posted form of that visitor's. What there is no room for, or is too large, is read away
/// all the same, so that the sender gets to read our answer.
pub(crate) async fn read<B>(
    room: &Room,
    visitor: IpAddr,
    headers: &HeaderMap,
    body: B,
) -> Result<Form, Wrong>
where
    B: Body<Data = Bytes> + Unpin,
    B::Error: Display,
{
    let mut kept = room.form_of(visitor);
    tokio::time::timeout(LONGEST, collect(&mut kept, body))
        .await
        .map_err(|_| Wrong::Slow)??;
    if kept.bytes().is_empty() && !headers.contains_key(CONTENT_TYPE) {
        return Ok(Form::default());
    }
    if !is_form(headers) {
        return Err(Wrong::Kind);
    }
    fields(kept.bytes())
}

async fn collect<B>(kept: &mut Kept<'_>, mut body: B) -> Result<(), Wrong>
where
    B: Body<Data = Bytes> + Unpin,
    B::Error: Display,
{
    let (mut seen, mut wrong) = (0usize, None);
    while let Some(frame) = body.frame().await {
        let Ok(data) = frame.map_err(|_| Wrong::Garbled)?.into_data() else {
            continue;
        };
        seen = seen.saturating_add(data.remaining());
        if seen > LARGEST {
            wrong = Some(Wrong::Large);
        } else if wrong.is_none() && !kept.keep(&data) {
            wrong = Some(Wrong::Crowded);
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
pub(crate) fn fields(bytes: &[u8]) -> Result<Form, Wrong> {
    let mut fields = Vec::new();
    for pair in bytes.split(|b| *b == b'&').filter(|pair| !pair.is_empty()) {
        if fields.len() >= MOST_FIELDS {
            return Err(Wrong::Garbled);
        }
        let mut halves = pair.splitn(2, |b| *b == b'=');
        let name = decode(halves.next().unwrap_or_default())?;
        let value = decode(halves.next().unwrap_or_default())?;
        fields.push((name, value));
    }
    Ok(Form::new(fields))
}

fn decode(bytes: &[u8]) -> Result<String, Wrong> {
    let spaced: Vec<u8> = bytes
        .iter()
        .map(|b| if *b == b'+' { b' ' } else { *b })
        .collect();
    let text = percent_encoding::percent_decode(&spaced)
        .decode_utf8()
        .map_err(|_| Wrong::Garbled)?;
    if text.contains('\0') {
        return Err(Wrong::Garbled);
    }
    Ok(text.into_owned())
}

#[cfg(test)]
mod tests {
    use std::net::Ipv4Addr;
    use std::pin::Pin;
    use std::task::{Context, Poll, Waker};

    use http_body_util::Full;
    use hyper::body::Frame;

    use super::*;

    async fn sent(kind: &str, body: &[u8]) -> Result<Form, Wrong> {
        let mut headers = HeaderMap::new();
        if !kind.is_empty() {
            headers.insert(CONTENT_TYPE, kind.parse().unwrap());
        }
        let whole = Full::new(Bytes::copy_from_slice(body));
        read(&Room::default(), VISITOR, &headers, whole).await
    }

    const FORM: &str = "application/x-www-form-urlencoded";
    const VISITOR: IpAddr = IpAddr::V4(Ipv4Addr::new(192, 0, 2, 1));
    const OTHER: IpAddr = IpAddr::V4(Ipv4Addr::new(192, 0, 2, 2));

    #[tokio::test]
    async fn a_form_is_read_with_its_duplicates() {
        let form = sent(FORM, "name=a+b&code=1%2B2&name=&x&=y&å=%C3%B6&&".as_bytes())
            .await
            .unwrap();
        assert_eq!(form.get("name"), "a b");
        assert_eq!(form.all("name").collect::<Vec<_>>(), ["a b", ""]);
        assert_eq!(form.get("code"), "1+2");
        assert!(form.has("x") && form.get("x").is_empty());
        assert_eq!(form.get(""), "y");
        assert_eq!(form.get("å"), "ö");
        assert!(!form.has("z"));
    }

    #[tokio::test]
    async fn only_forms_in_utf_8_are_read() {
        for kind in [
            FORM,
            "Application/X-WWW-Form-Urlencoded",
            "application/x-www-form-urlencoded; charset=UTF-8",
            "application/x-www-form-urlencoded;charset=\"utf-8\"",
        ] {
            assert!(sent(kind, b"a=b").await.is_ok(), "{kind}");
        }
        for kind in [
            "",
            "text/plain",
            "application/json",
            "multipart/form-data; boundary=x",
            "application/x-www-form-urlencoded; charset=iso-8859-1",
            "application/x-www-form-urlencoded, application/json",
            "application/x-www-form-urlencodedx",
        ] {
            assert_eq!(sent(kind, b"a=b").await.err(), Some(Wrong::Kind), "{kind}");
        }
        assert!(sent("", b"").await.is_ok());
    }

    #[tokio::test]
    async fn l28_hostile_forms_are_refused() {
        let many = "a=b&".repeat(65);
        let cases: &[(&[u8], Wrong)] = &[
            (b"a=\xff", Wrong::Garbled),
            (b"a=%FF", Wrong::Garbled),
            (b"a=%C3", Wrong::Garbled),
            (b"%FF=a", Wrong::Garbled),
            (b"a=%00", Wrong::Garbled),
            (b"a=b\0", Wrong::Garbled),
            (b"a=%ED%A0%80", Wrong::Garbled),
            (many.as_bytes(), Wrong::Garbled),
        ];
        for (body, wrong) in cases {
            assert_eq!(sent(FORM, body).await.err(), Some(*wrong), "{body:?}");
        }
        // Not an escape: left as it is, as browsers do.
        assert_eq!(sent(FORM, b"a=%zz%").await.unwrap().get("a"), "%zz%");
        let exactly = [b"a=".as_slice(), &vec![b'x'; LARGEST - 2]].concat();
        assert!(sent(FORM, &exactly).await.is_ok());
        let over = [b"a=".as_slice(), &vec![b'x'; LARGEST - 1]].concat();
        assert_eq!(sent(FORM, &over).await.err(), Some(Wrong::Large));
        let far_over = vec![b'x'; DRAINED + 1];
        assert_eq!(sent(FORM, &far_over).await.err(), Some(Wrong::Large));
    }

    /// A form of which nearly all comes at once, and the rest never or as soon as it is asked for again.
    struct Slow {
        begins: Bytes,
        ends: bool,
    }

    impl Body for Slow {
        type Data = Bytes;
        type Error = std::convert::Infallible;

        fn poll_frame(
            mut self: Pin<&mut Self>,
            _: &mut Context<'_>,
        ) -> Poll<Option<Result<Frame<Bytes>, Self::Error>>> {
            let begins = std::mem::take(&mut self.begins);
            match (begins.is_empty(), self.ends) {
                (false, _) => Poll::Ready(Some(Ok(Frame::data(begins)))),
                (true, true) => Poll::Ready(None),
                (true, false) => Poll::Pending,
            }
        }
    }

    #[tokio::test(start_paused = true)]
    async fn l28_half_sent_forms_of_one_visitor_keep_no_other_waiting() {
        let room = Room::default();
        let mut headers = HeaderMap::new();
        headers.insert(CONTENT_TYPE, FORM.parse().unwrap());
        let most = Bytes::from(vec![b'x'; LARGEST - 1]);
        let sent = |visitor, ends| {
            let begins = most.clone();
            Box::pin(read(&room, visitor, &headers, Slow { begins, ends }))
        };
        let mut halves: Vec<_> = (0..1_030).map(|_| sent(VISITOR, false)).collect();
        for half in &mut halves {
            assert!(polled_once(half.as_mut()).is_pending());
        }
        let begun = tokio::time::Instant::now();
        assert!(sent(OTHER, true).await.is_ok());
        assert_eq!(sent(VISITOR, true).await.err(), Some(Wrong::Crowded));
        assert_eq!(begun.elapsed(), Duration::ZERO, "nobody waits");
        for half in halves {
            assert_eq!(half.await.err(), Some(Wrong::Slow));
        }
        assert!(sent(VISITOR, true).await.is_ok());
    }

    fn polled_once<F: Future>(one: Pin<&mut F>) -> Poll<F::Output> {
        one.poll(&mut Context::from_waker(Waker::noop()))
    }

    proptest::proptest! {
        #[test]
        fn no_bytes_panic(bytes: Vec<u8>) {
            drop(fields(&bytes));
        }
    }
}
