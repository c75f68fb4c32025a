//! Forms: bounded in size, time and number of fields, of one media type, in UTF-8. What isn't is
//! refused before a page sees it.

use std::fmt::Display;
use std::time::Duration;

use bytes::{Buf, Bytes, BytesMut};
use domain::Form;
use http::HeaderMap;
use http::header::{CONTENT_LENGTH, CONTENT_TYPE};
use http_body_util::BodyExt;
use hyper::body::Body;
use tokio::sync::Semaphore;

/// Largest form, in bytes.
pub(crate) const LARGEST: usize = 64 * 1024;

/// What is read away of a larger one, so that the sender gets to read our answer.
const DRAINED: usize = 4 * 1024 * 1024;

/// Forms that are read at once: with [`LARGEST`], what they may hold of memory together.
const AT_ONCE: usize = 1_024;

static ROOM: Semaphore = Semaphore::const_new(AT_ONCE);

/// How long a form may take to come.
const LONGEST: Duration = Duration::from_secs(15);

/// The most fields of a form or query.
const MOST_FIELDS: usize = 64;

/// Why a form can't be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Wrong {
    /// Not UTF-8, a NUL, or too many fields: 400.
    Garbled,
    /// It took too long: 408.
    Slow,
    /// Larger than 64 KiB: 413.
    Large,
    /// Not `application/x-www-form-urlencoded` in UTF-8: 415.
    Kind,
}

/// Reads a posted form.
pub(crate) async fn read<B>(headers: &HeaderMap, body: B) -> Result<Form, Wrong>
where
    B: Body<Data = Bytes> + Unpin,
    B::Error: Display,
{
    read_in(&ROOM, headers, body).await
}

/// Reads one as soon as there is room; waiting for it counts as coming slowly.
async fn read_in<B>(room: &Semaphore, headers: &HeaderMap, body: B) -> Result<Form, Wrong>
where
    B: Body<Data = Bytes> + Unpin,
    B::Error: Display,
{
    let read = async {
        let _room = room.acquire().await.map_err(|_| Wrong::Slow)?;
        collect(body).await
    };
    let bytes = tokio::time::timeout(LONGEST, read)
        .await
        .map_err(|_| Wrong::Slow)??;
    if bytes.is_empty() && !headers.contains_key(CONTENT_TYPE) {
        return Ok(Form::default());
    }
    if !is_form(headers) {
        return Err(Wrong::Kind);
    }
    fields(&bytes)
}

async fn collect<B>(mut body: B) -> Result<Bytes, Wrong>
where
    B: Body<Data = Bytes> + Unpin,
    B::Error: Display,
{
    let (mut kept, mut seen) = (BytesMut::new(), 0usize);
    while let Some(frame) = body.frame().await {
        let Ok(data) = frame.map_err(|_| Wrong::Garbled)?.into_data() else {
            continue;
        };
        seen = seen.saturating_add(data.remaining());
        if seen > DRAINED {
            break;
        }
        if seen <= LARGEST {
            kept.extend_from_slice(&data);
        }
    }
    if seen > LARGEST {
        return Err(Wrong::Large);
    }
    Ok(kept.freeze())
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
        read(&headers, Full::new(Bytes::copy_from_slice(body))).await
    }

    const FORM: &str = "application/x-www-form-urlencoded";

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

    /// A form that begins and doesn't end.
    struct Endless(bool);

    impl Body for Endless {
        type Data = Bytes;
        type Error = std::convert::Infallible;

        fn poll_frame(
            mut self: Pin<&mut Self>,
            _: &mut Context<'_>,
        ) -> Poll<Option<Result<Frame<Bytes>, Self::Error>>> {
            if std::mem::replace(&mut self.0, true) {
                return Poll::Pending;
            }
            Poll::Ready(Some(Ok(Frame::data(Bytes::from_static(b"a=b")))))
        }
    }

    #[tokio::test(start_paused = true)]
    async fn l28_only_so_many_forms_are_read_at_once_and_the_next_waits() {
        let room = Semaphore::new(AT_ONCE);
        let mut headers = HeaderMap::new();
        headers.insert(CONTENT_TYPE, FORM.parse().unwrap());
        let mut reading: Vec<_> = (0..AT_ONCE)
            .map(|_| Box::pin(read_in(&room, &headers, Endless(false))))
            .collect();
        for one in &mut reading {
            assert!(polled_once(one.as_mut()).is_pending());
        }
        let whole = || Full::new(Bytes::from_static(b"a=b"));
        let mut next = Box::pin(read_in(&room, &headers, whole()));
        assert!(polled_once(next.as_mut()).is_pending(), "no room");
        drop(reading.pop());
        assert_eq!(next.await.unwrap().get("a"), "b");
        // The room that it left is taken once more; whoever waits too long is told so.
        let mut last = Box::pin(read_in(&room, &headers, Endless(false)));
        assert!(polled_once(last.as_mut()).is_pending());
        assert_eq!(
            read_in(&room, &headers, whole()).await.err(),
            Some(Wrong::Slow)
        );
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
