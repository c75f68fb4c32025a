//! Complete sign-ins (password and code) a second against bare Argon2id hashes a second on as many
//! threads.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Instant;

use crate::crowd::{self, Person};
use crate::load::Line;
use crate::site::Site;
use crate::{Row, hashing, in_turn};

const PEOPLE: usize = 500;
const CONNECTIONS: usize = 8;

/// Everybody signs in once; sign-ins a second.
pub fn round(site: &Site, people: &[Person]) -> f64 {
    let (next, now, host) = (AtomicUsize::new(0), site.place.now().seconds(), site.host());
    let begun = Instant::now();
    let work = || {
        let mut line = Line::open(site.address());
        while let Some(person) = people.get(next.fetch_add(1, Ordering::Relaxed)) {
            let pending =
                crowd::by_password(&mut line, &host, &person.name).cookie("countersign-signin");
            let cookies = format!("countersign-signin={pending}");
            let body = format!("code={}", person.code(now));
            let back = crowd::post(&mut line, &host, "/login/challenge/totp", &cookies, &body);
            assert_eq!(back.status, 303, "{}", back.head);
            back.cookie("countersign");
        }
    };
    std::thread::scope(|scope| {
        for _ in 0..CONNECTIONS {
            scope.spawn(work);
        }
    });
    people.len() as f64 / begun.elapsed().as_secs_f64()
}

pub async fn measure() -> Row {
    let site = Site::start().await;
    let people = crowd::gather(&site, PEOPLE).await;
    let (figure, at_most, ratio) = tokio::task::spawn_blocking(move || {
        let sign_ins = || {
            site.place.clock().advance(domain::Span::seconds(60));
            round(&site, &people)
        };
        in_turn(7, sign_ins, || hashing::ceiling(1.5))
    })
    .await
    .unwrap();
    Row {
        what: "complete sign-ins, password and TOTP (SQLite)".into(),
        figure: format!("{figure:.1} a second"),
        ceiling: format!("bare Argon2id, {at_most:.1} hashes a second"),
        ratio: format!("{ratio:.2}"),
        target: "at least 0.9",
    }
}
