use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, Ordering};

use super::*;

/// It may give way until it is told to stay.
#[derive(Default)]
struct Guest(AtomicBool);

impl Yields for Guest {
    type Turn = ();

    fn turn(&self, _: Instant) -> Option<()> {
        (!self.0.load(Ordering::Relaxed)).then_some(())
    }
}

fn holder(last: u8) -> Option<Holder> {
    Some(Holder::of([192, 0, 2, last].into()))
}

fn stay(place: &Place<Guest>) -> bool {
    place.change(|guest| guest.0.store(true, Ordering::Relaxed))
}

#[test]
fn whoever_holds_most_gives_way_to_whoever_has_less_than_a_quarter_of_what_both_have() {
    // What the one holds who holds most, what the other has, and whether that one gets another of theirs.
    #[rustfmt::skip]
    let cases = [
        (1, 0, true),
        (2, 1, false), (3, 1, false), (4, 1, true),
        (6, 2, false), (7, 2, true),
        (27, 9, false), (28, 9, true),
    ];
    for (most, own, gets) in cases {
        let places = Places::new(most + own);
        let take = |whose| places.take(whose, Guest::default()).unwrap();
        // Exempt, to hold however many.
        let taken = [vec![holder(1); own], vec![None; most]].concat();
        let taken: Vec<_> = taken.into_iter().map(take).collect();
        let newest = take(holder(1));
        let case = (most, own);
        assert_eq!(
            places.held(Holder::of([192, 0, 2, 1].into())),
            own + usize::from(gets),
            "{case:?}"
        );
        assert_eq!(places.count(), most + own, "one for one: {case:?}");
        drop((taken, newest));
        assert_eq!(places.count(), 0);
        let all: Vec<_> = (0..most + own).map(|_| take(None)).collect();
        assert_eq!(places.count(), all.len(), "nothing is left of them");
    }
}

#[test]
fn what_has_to_stay_stays_and_what_gave_way_can_no_longer() {
    let places = Places::new(8);
    let take = |whose| places.take(whose, Guest::default());
    let mut most: Vec<_> = (0..8).map(|_| take(None).unwrap()).collect();
    let last = most.pop().unwrap();
    assert!(most.iter().all(stay));
    let next = take(holder(1)).unwrap();
    assert!(!stay(&last), "the only one that might");
    assert!(stay(&next));
    for whose in [holder(1), holder(2), None] {
        assert!(take(whose).is_none());
    }
    drop(most);
    assert!(take(holder(2)).is_some());
}

proptest::proptest! {
    #[test]
    fn there_is_always_a_place_for_whoever_has_none(
        asked in proptest::collection::vec((0u8..60, 0usize..20), 0..120)
    ) {
        let places = Places::new(100);
        let mut taken: HashMap<u8, Vec<_>> = HashMap::new();
        for (who, more) in asked {
            let got = (0..more).filter_map(|_| places.take(holder(who), Guest::default()));
            taken.entry(who).or_default().extend(got);
            proptest::prop_assert!(places.count() <= 100);
        }
        proptest::prop_assert!(places.take(holder(99), Guest::default()).is_some());
    }
}
