use std::net::Ipv4Addr;
use std::time::Duration;

use tokio::time::{Instant, sleep};

use super::*;
use crate::pulse::{AtWork, Half};

type Connection = Place<Pulse>;

const HERE: IpAddr = IpAddr::V4(Ipv4Addr::LOCALHOST);

fn peer(last: u8) -> IpAddr {
    IpAddr::from([192, 0, 2, last])
}

fn places(all: usize) -> Arc<Connections> {
    Arc::new(Connections::new(all, vec!["127.0.0.0/8".parse().unwrap()]))
}

fn count(places: &Connections) -> usize {
    places.places.count()
}

/// Whether it has been told to give way.
async fn is_gone(place: &Connection) -> bool {
    tokio::time::timeout(Duration::ZERO, place.gives_way())
        .await
        .is_ok()
}

#[tokio::test(start_paused = true)]
async fn l28_a_peer_s_half_heads_give_way_to_its_own_and_leave_others_alone() {
    let places = places(100);
    let other = places.take(peer(2)).unwrap();
    let mut heads = Vec::new();
    for _ in 0..200 {
        heads.push(places.take(peer(1)).unwrap());
        sleep(Duration::from_millis(1)).await;
    }
    assert_eq!(count(&places), 1 + 25, "a quarter of what others leave");
    for (number, place) in heads.iter().enumerate() {
        assert_eq!(is_gone(place).await, number < 200 - 25, "{number}");
    }
    assert!(!is_gone(&other).await);
    drop((heads, other));
    assert_eq!(count(&places), 0);
    let all: Vec<_> = (0..100).map(|_| places.take(HERE)).collect();
    assert_eq!((all.len(), count(&places)), (100, 100));
}

#[tokio::test(start_paused = true)]
async fn they_give_way_in_order_and_whoever_is_being_answered_never_does() {
    let places = places(20);
    let place = || places.take(peer(1)).unwrap();
    let [head, idle, answered, half, later] = [(); 5].map(|()| place());
    let mut works = Vec::new();
    for place in [&idle, &answered, &half] {
        sleep(Duration::from_secs(1)).await;
        works.push(AtWork::begin(place.pulse()));
        place.pulse().is_whole();
    }
    drop(works.pop());
    drop(works.swap_remove(0));
    // A form that has begun doesn't count: it is idle since the request before it.
    works.push(AtWork::begin(half.pulse()));
    let _form = Half::begin(half.pulse());
    later.pulse().heard();
    // The oldest head; of two of one age the one that came first.
    for gone in [&head, &later, &idle, &half] {
        assert!(!is_gone(gone).await);
        std::mem::forget(places.take(peer(1)).map(|place| {
            let work = AtWork::begin(place.pulse());
            place.pulse().is_whole();
            (place, work)
        }));
        assert!(is_gone(gone).await);
    }
    assert!(places.take(peer(1)).is_none(), "all are being answered");
    assert!(!is_gone(&answered).await);
    assert!(places.take(peer(2)).is_some());
}

#[tokio::test]
async fn proxies_have_no_share_and_keep_nobody_out() {
    let places = places(100);
    let proxies: Vec<_> = (0..100).map(|_| places.take(HERE).unwrap()).collect();
    assert_eq!(count(&places), 100);
    let one = places.take(peer(1)).unwrap();
    assert!(is_gone(&proxies[0]).await, "there is no other way");
    let another = places.take(HERE).unwrap();
    assert_eq!(count(&places), 100);
    assert!(!is_gone(&one).await, "the idlest of all, whosever it is");
    assert!(is_gone(&proxies[1]).await && !is_gone(&another).await);
}

#[tokio::test]
async fn a_connection_ends_by_itself_or_gives_way() {
    let places = places(4);
    let ended = std::pin::pin!(async {});
    places.take(peer(1)).unwrap().hold(ended).await;
    assert_eq!(count(&places), 0);
    let place = places.take(peer(1)).unwrap();
    let endless = tokio::spawn(async move {
        place.hold(std::pin::pin!(std::future::pending())).await;
    });
    let _next = places.take(peer(1)).unwrap();
    let begun = Instant::now();
    endless.await.unwrap();
    assert!(begun.elapsed() < Duration::from_secs(60));
    assert_eq!(count(&places), 1);
}

/// A request comes on it whole, and is answered.
fn ask(place: &Connection) {
    let work = AtWork::begin(place.pulse());
    place.pulse().is_whole();
    drop(work);
}

/// Forty peers, each with as many as it gets, until there is no place left; each of those has asked.
fn crowd(places: &Arc<Connections>) -> Vec<Connection> {
    let mut all = Vec::new();
    for last in 1..=40 {
        loop {
            let before = count(places);
            let place = places.take(peer(last)).unwrap();
            ask(&place);
            all.push(place);
            if count(places) == before {
                break;
            }
        }
    }
    all
}

#[tokio::test(start_paused = true)]
async fn l28_newcomers_at_a_full_table_live_until_they_have_asked_and_after() {
    for newcomers in [2, 20] {
        let places = places(10_000);
        let mut crowd = crowd(&places);
        assert_eq!(count(&places), 10_000);
        let mut heads = Vec::new();
        for last in 100..100 + newcomers {
            heads.push(places.take(peer(last)).unwrap());
            sleep(Duration::from_millis(500)).await;
            // The crowd comes again meanwhile, and goes on asking.
            crowd.extend((1..=40).filter_map(|last| places.take(peer(last))));
            crowd.iter().for_each(ask);
        }
        let more: Vec<_> = (100..100 + newcomers)
            .map(|last| places.take(peer(last)).unwrap())
            .collect();
        for head in heads.iter().chain(&more) {
            assert!(!is_gone(head).await);
            ask(head);
        }
        crowd.extend((1..=40).filter_map(|last| places.take(peer(last))));
        for head in heads.iter().chain(&more) {
            assert!(!is_gone(head).await, "it is one of two; they have hundreds");
        }
        assert_eq!(count(&places), 10_000);
    }
}

#[tokio::test(start_paused = true)]
async fn an_office_at_a_full_table_loses_one_for_one_that_it_opens() {
    let places = places(1_000);
    let office: Vec<_> = (0..100).map(|_| places.take(peer(200)).unwrap()).collect();
    office.iter().for_each(ask);
    let _crowd = crowd(&places);
    assert_eq!(count(&places), 1_000);
    let _newest = places.take(peer(200)).unwrap();
    let mut gone = 0;
    for place in &office {
        gone += usize::from(is_gone(place).await);
    }
    assert!(gone <= 1, "{gone}");
    assert_eq!(count(&places), 1_000);
}
