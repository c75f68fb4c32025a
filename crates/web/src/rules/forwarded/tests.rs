use super::*;

/// Peer, headers, address found, and whether it is charged and what is noted.
type Case<'a> = (&'a str, &'a [&'a str], &'a str, (bool, Option<Note>));

#[test]
fn l23_the_address_is_found_from_the_right_past_trusted_proxies() {
    let trusted: Vec<IpNet> = ["127.0.0.0/8", "::1/128", "10.0.0.0/8"]
        .iter()
        .map(|net| net.parse().unwrap())
        .collect();
    let long = format!("203.0.113.9, {}", vec!["10.0.0.1"; 40].join(", "));
    let own = (false, Some(Note::Silent));
    let said = (true, None);
    let unknown = (false, None);
    let ignored = (true, Some(Note::NotTrusted));
    #[rustfmt::skip]
    let cases: &[Case<'_>] = &[
        // peer                 headers                             address          charged, note
        ("203.0.113.1",         &[],                                "203.0.113.1",   (true, None)),
        ("203.0.113.1",         &["198.51.100.1"],                  "203.0.113.1",   ignored),
        ("203.0.113.1",         &["127.0.0.1"],                     "203.0.113.1",   ignored),
        ("203.0.113.1",         &["nonsense"],                      "203.0.113.1",   ignored),
        ("127.0.0.1",           &[],                                "127.0.0.1",     own),
        ("::1",                 &[],                                "::1",           own),
        ("::ffff:127.0.0.1",    &[],                                "127.0.0.1",     own),
        ("::ffff:203.0.113.1",  &["198.51.100.1"],                  "203.0.113.1",   ignored),
        ("127.0.0.1",           &["198.51.100.1"],                  "198.51.100.1",  said),
        ("::1",                 &["2001:db8::7"],                   "2001:db8::7",   said),
        ("127.0.0.1",           &["::ffff:198.51.100.1"],           "198.51.100.1",  said),
        ("127.0.0.1",           &["192.0.2.66, 198.51.100.1"],      "198.51.100.1",  said),
        ("127.0.0.1",           &["192.0.2.66", "198.51.100.1"],    "198.51.100.1",  said),
        ("127.0.0.1",           &["198.51.100.1, 10.0.0.5"],        "198.51.100.1",  said),
        ("127.0.0.1",           &["198.51.100.1", "10.0.0.5"],      "198.51.100.1",  said),
        ("127.0.0.1",           &["1.1.1.1, 198.51.100.1, 10.0.0.5, 10.0.0.6"], "198.51.100.1", said),
        ("127.0.0.1",           &["10.0.0.5"],                      "10.0.0.5",      unknown),
        ("127.0.0.1",           &["198.51.100.1:4711"],             "198.51.100.1",  said),
        ("127.0.0.1",           &["[2001:db8::7]:4711"],            "2001:db8::7",   said),
        ("127.0.0.1",           &["[2001:db8::7]"],                 "2001:db8::7",   said),
        ("127.0.0.1",           &["\t198.51.100.1  "],              "198.51.100.1",  said),
        ("127.0.0.1",           &["unknown"],                       "127.0.0.1",     unknown),
        ("127.0.0.1",           &[""],                              "127.0.0.1",     unknown),
        ("127.0.0.1",           &["198.51.100.1,"],                 "127.0.0.1",     unknown),
        ("127.0.0.1",           &["198.51.100.1, nonsense"],        "127.0.0.1",     unknown),
        ("127.0.0.1",           &["198.51.100.1, x, 10.0.0.5"],     "10.0.0.5",      unknown),
        ("127.0.0.1",           &["999.0.0.1"],                     "127.0.0.1",     unknown),
        ("127.0.0.1",           &["0x7f.1"],                        "127.0.0.1",     unknown),
        ("127.0.0.1",           &["198.51.100.1%eth0"],             "127.0.0.1",     unknown),
        ("127.0.0.1",           &["<script>"],                      "127.0.0.1",     unknown),
        ("127.0.0.1",           &[&long],                           "10.0.0.1",      unknown),
    ];
    for (peer, given, address, (charged, note)) in cases {
        let mut headers = HeaderMap::new();
        for value in *given {
            headers.append(X_FORWARDED_FOR, value.parse().unwrap());
        }
        let peer: IpAddr = peer.parse().unwrap();
        let is_proxy = is_trusted(&trusted, peer);
        let found = find(peer, &headers, &trusted);
        let expected = Provenance {
            address: address.parse().unwrap(),
            charged: *charged,
            from_proxy: is_proxy,
            // An address of a trusted network is a visitor's where the whole way was told.
            told: *charged || *given == ["10.0.0.5"],
            note: *note,
        };
        assert_eq!(found, expected, "{peer} {given:?}");
    }
}

#[test]
fn what_is_wrong_is_named_once_an_hour_and_never_by_the_thousand() {
    let (named, start) = (Named::default(), Timestamp::from_seconds(1_000_000));
    let peer = "203.0.113.1".parse().unwrap();
    let later = |minutes| start.plus(Span::minutes(minutes));
    assert!(named.is_due(Note::NotTrusted, peer, start));
    assert!(!named.is_due(Note::NotTrusted, peer, later(59)));
    assert!(named.is_due(Note::Silent, peer, later(59)));
    assert!(named.is_due(Note::NotTrusted, peer, later(61)));
    let told = (0..1_000u32)
        .filter(|n| named.is_due(Note::NotTrusted, IpAddr::from(n.to_be_bytes()), later(62)))
        .count();
    assert!(told <= MOST_NAMED, "{told}");
}

proptest::proptest! {
    #[test]
    fn l23_what_stands_left_of_the_visitor_changes_nothing(left in "[ -~\t]{0,80}", visitor: u32, peer: u32) {
        let trusted: Vec<IpNet> = vec!["10.0.0.0/8".parse().unwrap()];
        let address = |number: u32| IpAddr::from(number.to_be_bytes());
        let mut headers = HeaderMap::new();
        let line = format!("{left},{}", address(visitor));
        headers.append(X_FORWARDED_FOR, line.parse().unwrap());
        let found = find(address(0x0a00_0001), &headers, &trusted);
        if !trusted[0].contains(&address(visitor)) {
            proptest::prop_assert_eq!((found.address, found.charged), (address(visitor), true));
        }
        let found = find(address(peer), &headers, &trusted);
        if !trusted[0].contains(&address(peer)) {
            proptest::prop_assert_eq!(found.address, address(peer));
        }
    }
}
