use super::*;
use domain::secret::write_token;
use proptest::strategy::Strategy;

fn read(lines: &[&[u8]], https: bool) -> Option<[u8; 32]> {
    let mut headers = HeaderMap::new();
    for line in lines {
        headers.append(COOKIE, HeaderValue::from_bytes(line).unwrap());
    }
    token(&headers, Cookie::Session, https).map(|token| *token.expose())
}

#[test]
fn what_isn_t_ours_is_left_on_one_line() {
    let left = |lines: &[&[u8]], https| {
        let mut headers = HeaderMap::new();
        for line in lines {
            headers.append(COOKIE, HeaderValue::from_bytes(line).unwrap());
        }
        of_others(&headers, https).map(|line| line.as_bytes().to_vec())
    };
    for ours in Cookie::ALL {
        for https in [true, false] {
            let line = format!("a=1;{}=2; b=\u{e5}", ours.name(https));
            assert_eq!(
                left(&[line.as_bytes()], https),
                Some("a=1; b=\u{e5}".into())
            );
        }
    }
    assert_eq!(left(&[b"countersign=1; ;"], false), None);
    assert_eq!(
        left(&[b"countersign=1"], true),
        Some(b"countersign=1".into())
    );
    assert_eq!(left(&[b"\xff=1", b"c"], true), Some(b"\xff=1; c".into()));
    assert_eq!(left(&[], true), None);
}

#[test]
fn the_first_that_parses_is_taken_under_the_one_name_that_applies() {
    let (one, two) = (Token::new([1; 32]), Token::new([2; 32]));
    let (a, b) = (write_token(&one), write_token(&two));
    let cases = [
        (format!("countersign={a}"), false, Some(1)),
        (format!("__Host-countersign={a}"), true, Some(1)),
        (format!("__Host-countersign={a}"), false, None),
        (format!("countersign={a}"), true, None),
        (format!("COUNTERSIGN={a}"), false, None),
        (
            format!("countersign={a}; __Host-countersign={b}"),
            true,
            Some(2),
        ),
        (format!("countersign={a}; countersign={b}"), false, Some(1)),
        (
            format!("countersign=forged; countersign={b}"),
            false,
            Some(2),
        ),
        (format!("countersign={a}x"), false, None),
        (format!("countersign=\"{a}\""), false, None),
        (format!("countersign-signin={a}"), false, None),
        (format!("xcountersign={a}"), false, None),
        (format!("x=countersign={a}"), false, None),
        (format!("a=1;countersign={a};b"), false, Some(1)),
        (format!("countersign = {a} "), false, Some(1)),
        ("countersign".into(), false, None),
        ("countersign=".into(), false, None),
        (";;;=;==".into(), false, None),
        (String::new(), false, None),
    ];
    for (line, https, expected) in cases {
        assert_eq!(
            read(&[line.as_bytes()], https),
            expected.map(|n| [n; 32]),
            "{line}"
        );
    }
    let later = format!("countersign={a}");
    assert_eq!(
        read(&[b"x=\xff\xfe", later.as_bytes()], false),
        Some([1; 32])
    );
}

#[test]
fn n_28_cookies_are_for_one_host_and_no_script() {
    assert_eq!(
        Cookie::Session.set("x", None, true),
        "__Host-countersign=x; Path=/; HttpOnly; SameSite=Lax; Secure"
    );
    assert_eq!(
        Cookie::Known.set("x", Some(15_552_000), true),
        "__Host-countersign-known=x; Path=/; HttpOnly; SameSite=Lax; Secure; Max-Age=15552000"
    );
    assert_eq!(
        Cookie::SignIn.delete(false),
        "countersign-signin=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0"
    );
}

/// What a line of cookies may be made of, ours among it.
fn piece() -> impl Strategy<Value = Vec<u8>> {
    let ours = Cookie::ALL.map(|cookie| [cookie.name(true), cookie.name(false)]);
    let words = [&[";", "=", " ", "\t", "\"", ","], ours.as_flattened()].concat();
    proptest::prop_oneof![
        proptest::sample::select(words).prop_map(|word| word.as_bytes().to_vec()),
        proptest::collection::vec(0x21u8..0x7f, 0..4),
        proptest::collection::vec(0x80u8.., 0..4),
    ]
}

proptest::proptest! {
    #[test]
    fn what_is_left_of_any_cookies_holds_none_of_ours(
        lines in proptest::collection::vec(proptest::collection::vec(piece(), 0..12), 0..4),
        https: bool,
    ) {
        let mut headers = HeaderMap::new();
        for line in &lines {
            headers.append(COOKIE, HeaderValue::from_bytes(&line.concat()).unwrap());
        }
        drop((token(&headers, Cookie::Session, https), language(&headers, &Language::ALL)));
        let left = of_others(&headers, https);
        let mut left_alone = HeaderMap::new();
        left_alone.extend(left.clone().map(|line| (COOKIE, line)));
        for cookie in Cookie::ALL {
            proptest::prop_assert!(values(&left_alone, cookie.name(https)).next().is_none());
        }
        proptest::prop_assert_eq!(of_others(&left_alone, https), left);
    }
}
