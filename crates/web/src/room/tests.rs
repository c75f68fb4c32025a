use super::*;

static LARGEST: [u8; 64 * 1024] = [b'x'; 64 * 1024];

fn visitor(last: u8) -> IpAddr {
    IpAddr::from([192, 0, 2, last])
}

/// What they hold beyond their places, in bytes.
fn beyond(room: &Room, visitor: IpAddr) -> usize {
    let shares = room.beyond.lock().unwrap();
    shares.held(Holder::of(visitor))
}

/// A form of which that has come, where there is room for it.
fn begun<'a>(room: &'a Room, visitor: IpAddr, part: &[u8]) -> Option<Arriving<'a>> {
    let mut kept = room.form_of(visitor);
    kept.keep(part).then_some(kept)
}

#[test]
fn l28_one_visitor_s_forms_leave_room_for_all_others() {
    let room = Room::default();
    // A thousand that have only begun are nothing: not even their sender waits.
    let halves = (0..1_030).filter_map(|_| begun(&room, visitor(1), b"a=b"));
    let halves: Vec<_> = halves.collect();
    assert_eq!((halves.len(), beyond(&room, visitor(1))), (1_030, 0));
    let fulls = std::iter::from_fn(|| begun(&room, visitor(1), &LARGEST));
    let fulls: Vec<_> = fulls.collect();
    assert_eq!(fulls.len(), 136, "a quarter, at 60 KiB each");
    assert!(begun(&room, visitor(1), b"a=b").is_some_and(|mut kept| !kept.keep(&LARGEST)));
    let other = begun(&room, visitor(2), &LARGEST).unwrap();
    assert_eq!(other.bytes().len(), LARGEST.len());
    drop((halves, fulls, other));
    assert_eq!(beyond(&room, visitor(1)), 0);
    assert_eq!(room.places.count(), 0);
}

#[test]
fn l28_a_sign_in_finds_room_however_many_hold_their_share() {
    let room = Room::new(400, 2 * 1024 * 1024);
    let mut halves = Vec::new();
    for last in 0..60 {
        halves.extend(std::iter::from_fn(|| begun(&room, visitor(last), &LARGEST)));
        halves.extend((0..101).filter_map(|_| begun(&room, visitor(last), b"a=b")));
    }
    assert_eq!(room.places.count(), 400);
    let mut sign_ins = Vec::new();
    for last in 100..160 {
        // As a browser sends it, and in two parts.
        let mut sign_in = begun(&room, visitor(last), &LARGEST[..1_000]).unwrap();
        assert!(sign_in.keep(&LARGEST[..3_096]), "{last}");
        sign_ins.push(sign_in);
    }
    // Those who hold most begin again and again.
    for last in 0..60 {
        halves.extend(begun(&room, visitor(last), b"a=b"));
    }
    assert!(sign_ins.iter().all(Arriving::is_whole), "nobody gave way");
    assert_eq!(room.places.count(), 400);
}

#[tokio::test]
async fn the_oldest_half_form_gives_way_and_a_whole_one_never() {
    let room = Room::default();
    let forms: Vec<_> = (0..PLACES / 4)
        .map(|_| begun(&room, visitor(1), b"a=b").unwrap())
        .collect();
    assert!(forms[0].is_whole());
    let newest = begun(&room, visitor(1), b"a=b").unwrap();
    forms[1].gives_way().await;
    assert!(!forms[1].is_whole(), "its place is another's");
    assert!(forms[0].is_whole() && forms[2].is_whole() && newest.is_whole());
}

#[test]
fn room_is_taken_as_bytes_come_and_held_until_the_answer() {
    let room = Room::default();
    let held = || (room.places.count(), beyond(&room, visitor(1)));
    let mut kept = room.form_of(visitor(1));
    assert_eq!(held(), (0, 0));
    #[rustfmt::skip]
    let cases = [(3, 1_024), (1_021, 1_024), (1, 2_048), (3_000, 4_096), (40_000, 65_536)];
    for (more, all) in cases {
        assert!(kept.keep(&LARGEST[..more]));
        assert_eq!(held(), (1, all.max(FIRST) - FIRST));
        assert_eq!(kept.bytes.capacity(), all);
    }
    kept.forget();
    assert_eq!((held(), kept.bytes()), ((0, 0), b"".as_slice()));
    assert!(kept.keep(&LARGEST[..5_000]));
    let whole = kept.into_held();
    assert_eq!(held(), (1, 5_000 - FIRST), "what its fields take");
    drop(whole);
    assert_eq!(held(), (0, 0));
    drop(begun(&room, visitor(1), b"a"));
    assert_eq!(held(), (0, 0));
}
