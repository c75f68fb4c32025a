//! The same request without a network: what is ours of its cost.

use std::net::{IpAddr, Ipv4Addr};
use std::time::Instant;

use http_body_util::Empty;
use hyper::Request;
use hyper::body::Bytes;
use hyper::header::{COOKIE, HOST};
use web::{PublicAddress, Web, Wiring};

use crate::load::Line;
use crate::site::Site;
use crate::{Row, crowd, median};

/// As many as are made beforehand, and how often that is done in a round.
const REQUESTS: u32 = 500;
const TIMES: u32 = 200;

pub async fn measure() -> Row {
    let site = Site::start().await;
    crowd::add(&site, "anna").await;
    let (address, host) = (site.address(), site.host());
    let asking = host.clone();
    let session = tokio::task::spawn_blocking(move || {
        crowd::by_password(&mut Line::open(address), &asking, "anna").cookie("countersign")
    });
    let session = session.await.unwrap();
    let origin = format!("http://{host}");
    let web = Web::new(Wiring {
        door: site.running.door.clone(),
        site: web::Site::default(),
        address: PublicAddress {
            origin: origin.clone(),
            origins: vec![origin],
            https: false,
        },
        trusted_proxies: Vec::new(),
        connections: 10_000,
    });
    let request = || {
        Request::builder()
            .uri("/login")
            .header(HOST, &host)
            .header(COOKIE, format!("countersign={session}"))
            .body(Empty::<Bytes>::new())
            .unwrap()
    };
    let mut rounds = Vec::new();
    for _ in 0..7 {
        let mut taken = 0.0;
        for _ in 0..TIMES {
            let mut requests: Vec<_> = (0..REQUESTS).map(|_| request()).collect();
            let begun = Instant::now();
            while let Some(request) = requests.pop() {
                let peer = IpAddr::V4(Ipv4Addr::LOCALHOST);
                let answer = web::respond(web.clone(), peer, request).await;
                assert_eq!(answer.status(), 303);
            }
            taken += begun.elapsed().as_secs_f64();
        }
        rounds.push(taken / f64::from(REQUESTS * TIMES));
    }
    Row {
        what: "session check without a network (SQLite)".into(),
        figure: format!("{:.2} µs", median(rounds) * 1e6),
        ceiling: "–".into(),
        ratio: "–".into(),
        target: "–",
    }
}
