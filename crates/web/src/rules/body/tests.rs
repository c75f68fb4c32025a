use std::net::Ipv4Addr;
use std::pin::Pin;
use std::task::{Context, Poll, Waker};

use http_body_util::Full;
use hyper::body::Frame;

use super::*;

async fn sent(kind: &str, body: &[u8]) -> Result<Posted, BodyError> {
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
        assert_eq!(
            sent(kind, b"a=b").await.err(),
            Some(BodyError::Kind),
            "{kind}"
        );
    }
    assert!(sent("", b"").await.is_ok());
}

#[tokio::test]
async fn l28_hostile_forms_are_refused() {
    let many = "a=b&".repeat(65);
    let cases: &[(&[u8], BodyError)] = &[
        (b"a=\xff", BodyError::Garbled),
        (b"a=%FF", BodyError::Garbled),
        (b"a=%C3", BodyError::Garbled),
        (b"%FF=a", BodyError::Garbled),
        (b"a=%00", BodyError::Garbled),
        (b"a=b\0", BodyError::Garbled),
        (b"a=%ED%A0%80", BodyError::Garbled),
        (many.as_bytes(), BodyError::Garbled),
    ];
    for (body, wrong) in cases {
        assert_eq!(sent(FORM, body).await.err(), Some(*wrong), "{body:?}");
    }
    // Not an escape: left as it is, as browsers do.
    assert_eq!(sent(FORM, b"a=%zz%").await.unwrap().get("a"), "%zz%");
    let exactly = [b"a=".as_slice(), &vec![b'x'; LARGEST - 2]].concat();
    assert!(sent(FORM, &exactly).await.is_ok());
    let over = [b"a=".as_slice(), &vec![b'x'; LARGEST - 1]].concat();
    assert_eq!(sent(FORM, &over).await.err(), Some(BodyError::Large));
    let far_over = vec![b'x'; DRAINED + 1];
    assert_eq!(sent(FORM, &far_over).await.err(), Some(BodyError::Large));
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
    assert_eq!(sent(VISITOR, true).await.err(), Some(BodyError::Crowded));
    assert_eq!(begun.elapsed(), Duration::ZERO, "nobody waits");
    for half in halves {
        assert_eq!(half.await.err(), Some(BodyError::Slow));
    }
    assert!(sent(VISITOR, true).await.is_ok());
}

#[tokio::test]
async fn l28_a_form_holds_its_room_until_it_is_answered() {
    let room = Room::default();
    let mut headers = HeaderMap::new();
    headers.insert(CONTENT_TYPE, FORM.parse().unwrap());
    let large = Bytes::from(vec![b'x'; LARGEST]);
    let sent = |visitor, form: &Bytes| {
        let (room, headers, form) = (&room, &headers, Full::new(form.clone()));
        async move { read(room, visitor, headers, form).await }
    };
    // They have been read, and the database is silent.
    let mut unanswered = Vec::new();
    let crowded = loop {
        match sent(VISITOR, &large).await {
            Ok(form) => unanswered.push(form),
            Err(wrong) => break wrong,
        }
    };
    assert_eq!(crowded, BodyError::Crowded);
    assert_eq!(unanswered.len(), 136, "a quarter of 32 MiB, at 60 KiB each");
    assert!(sent(OTHER, &large).await.is_ok());
    let small = Bytes::from_static(b"name=anna");
    assert!(sent(VISITOR, &small).await.is_ok(), "a sign-in of theirs");
    drop(unanswered);
    assert!(sent(VISITOR, &large).await.is_ok());
}

#[tokio::test]
async fn l28_a_half_form_that_gives_way_is_refused_at_once() {
    let room = Room::default();
    let mut headers = HeaderMap::new();
    headers.insert(CONTENT_TYPE, FORM.parse().unwrap());
    let half = || Slow {
        begins: Bytes::from_static(b"a=b"),
        ends: false,
    };
    let begun = || {
        let mut reading = Box::pin(read(&room, VISITOR, &headers, half()));
        assert!(polled_once(reading.as_mut()).is_pending());
        reading
    };
    let mut halves: Vec<_> = (0..2_049).map(|_| begun()).collect();
    let oldest = polled_once(halves[0].as_mut()).map(|read| read.err());
    assert_eq!(
        oldest,
        Poll::Ready(Some(BodyError::Crowded)),
        "one too many"
    );
    assert!(polled_once(halves[1].as_mut()).is_pending());
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
