//! What happens once happens once, over HTTP as at the door; and two people's requests at the same time
//! never meet.

use std::sync::Arc;

use testing::{Place, at_once};
use tokio::io::{AsyncReadExt, AsyncWriteExt};

use crate::support::browser::Browser;
use crate::support::seen::Seen;
use crate::support::site::{RAISED, Site};
use crate::support::{PASSWORD, between};

const CROWD: usize = 64;

/// How many of these answers have that status.
pub fn of(answers: &[Seen], status: u16) -> usize {
    answers.iter().filter(|seen| seen.status == status).count()
}

/// One code from so many pending sign-ins at once; the answers.
async fn crowd(site: &Site, many: usize, kind: &'static str, code: String) -> Vec<Seen> {
    let mut waiting = Vec::new();
    for n in 0..many {
        waiting.push(site.pending("anna", &format!("198.51.100.{n}")).await);
    }
    let waiting = Arc::new(waiting);
    let answers = at_once(many, |n| {
        let (mut browser, code) = (waiting[n].clone(), code.clone());
        async move {
            let seen = browser.answer(kind, &code).await;
            let is_in = browser.holds_session() && browser.is_in().await;
            assert_eq!(is_in, seen.status == 303, "{seen:?}");
            seen
        }
    });
    answers.await
}

/// Of all these one is let in, and the others get the page again or are told to wait.
#[track_caller]
fn one_is_in(answers: &[Seen], others: &[u16]) {
    assert_eq!(
        of(answers, 303),
        1,
        "{:?}",
        answers.iter().map(|seen| seen.status).collect::<Vec<_>>()
    );
    for seen in answers.iter().filter(|seen| seen.status != 303) {
        assert!(
            others.contains(&seen.status),
            "{} {}",
            seen.status,
            seen.text
        );
    }
}

testing::on_both! {
    async fn L11_R6238_3_V6_5_1_a_code_sent_by_sixty_four_at_once_admits_one(place: Place) {
        let site = Site::with(place, &RAISED).await;
        let app = site.add_with_app("anna", &mut site.browser("192.0.2.1")).await;
        for _ in 0..3 {
            let answers = crowd(&site, CROWD, "totp", app.code(site.now())).await;
            one_is_in(&answers, &[422]);
            site.later(60);
        }
    }

    async fn L11_with_the_usual_budget_too(place: Place) {
        let site = Site::start(place).await;
        let app = site.add_with_app("anna", &mut site.browser("192.0.2.1")).await;
        // As many as strangers begin.
        one_is_in(&crowd(&site, 49, "totp", app.code(site.now())).await, &[422, 429]);
    }

    async fn L11_a_backup_code_sent_by_sixty_four_at_once_admits_one(place: Place) {
        let site = Site::with(place, &RAISED).await;
        let mut owner = site.browser("192.0.2.1");
        let app = site.add_with_app("anna", &mut owner).await;
        owner.post("/confirm/totp", &[("code", &app.code(site.now()))]).await;
        let page = owner.post("/settings/security/backup-codes", &[]).await.is(200);
        let code = between(&page.text, "id=\"backup-codes\"><li>", "</li>").to_owned();
        one_is_in(&crowd(&site, CROWD, "backup-code", code).await, &[422]);
        site.later(660);
        let code = site.bypass_code("anna").await;
        one_is_in(&crowd(&site, CROWD, "bypass-code", code).await, &[404, 422]);
    }

    async fn L33_a_set_up_link_makes_one_administrator_however_many_come(place: Place) {
        let site = Arc::new(Site::with(place, &RAISED).await);
        let link = site.set_up_path();
        let answers = at_once(CROWD, |n| {
            let (mut browser, link) = (site.browser(&format!("198.51.100.{n}")), link.clone());
            let name = format!("ada{n}");
            async move { browser.post(&link, &[("username", &name), ("password", PASSWORD)]).await }
        });
        one_is_in(&answers.await, &[410]);
        let answers = at_once(4, |_| {
            let (mut browser, link) = (site.browser("198.51.100.1"), link.clone());
            async move { browser.get(&link).await }
        });
        assert_eq!(of(&answers.await, 410), 4);
    }

    async fn L33_an_invite_is_accepted_once_however_many_come(place: Place) {
        let site = Arc::new(Site::with(place, &RAISED).await);
        let link = site.invite_path("cilla").await;
        let answers = at_once(CROWD, |n| {
            let (mut browser, link) = (site.browser(&format!("198.51.100.{n}")), link.clone());
            let password = format!("{PASSWORD} {n}");
            async move { browser.post(&link, &[("password", &password)]).await }
        });
        one_is_in(&answers.await, &[410]);
    }

    async fn L19_two_people_at_the_same_time_never_see_each_others_pages(place: Place) {
        let site = Site::with(place, &RAISED).await;
        let mut people = Vec::new();
        for name in ["anna", "bodil"] {
            site.add(name).await;
            let mut browser = site.browser("192.0.2.1");
            browser.sign_in(name).await.leads("/");
            people.push(browser);
        }
        let people = Arc::new(people);
        let pages = ["/", "/settings", "/settings/security", "/settings/devices", "/settings/activity", "/confirm"];
        let tasks = at_once(12, |n| {
            let mut browser = people[n % 2].clone();
            async move {
                let own = ["anna", "bodil"][n % 2];
                for round in 0..30 {
                    let page = browser.get(pages[round % pages.len()]).await.is(200);
                    is_of(&page, own);
                    if round % 10 == 5 {
                        let fields = [("display_name", &*format!("{own} {n}.{round}"))];
                        browser.post("/settings", &fields).await;
                    }
                }
            }
        });
        tasks.await;
        // One connection for both, as a proxy keeps it, with many requests sent ahead.
        let mut stream = people[0].connected().await;
        for _ in 0..10 {
            let bytes = |browser: &Browser| browser.bytes("GET", "/settings", None);
            let sent: Vec<u8> = (0..20).flat_map(|n| bytes(&people[n % 2])).collect();
            stream.write_all(&sent).await.unwrap();
            for n in 0..20 {
                let page = next_answer(&mut stream).await.is(200);
                is_of(&page, ["anna", "bodil"][n % 2]);
            }
        }
    }
}

/// It is this person's page, and nobody else's.
#[track_caller]
fn is_of(page: &Seen, own: &str) {
    let shown = between(&page.text, "id=\"account-name\">", "<");
    assert!(shown.starts_with(own), "{shown} for {own}");
    let other = if own == "anna" { "bodil" } else { "anna" };
    assert!(
        !page.text.contains(other),
        "{other} on {own}'s page: {}",
        page.text
    );
}

/// The next answer on a connection that stays open.
async fn next_answer(stream: &mut tokio::net::TcpStream) -> Seen {
    let mut bytes = Vec::new();
    while !bytes.ends_with(b"\r\n\r\n") {
        bytes.push(stream.read_u8().await.unwrap());
    }
    let length: usize = Seen::read(&bytes)
        .unwrap()
        .header("content-length")
        .parse()
        .unwrap();
    let head = bytes.len();
    bytes.resize(head + length, 0);
    stream.read_exact(&mut bytes[head..]).await.unwrap();
    Seen::read(&bytes).unwrap()
}
