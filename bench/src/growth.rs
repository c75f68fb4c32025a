//! What a request costs more among 100,000 accounts than among 1,000, on SQLite.

use crate::load::rate;
use crate::session_check::signed_in;
use crate::site::Site;
use crate::{Row, crowd, in_turn};

/// Fills the tables as if so many people had signed in: written straight into the file.
fn fill(site: &Site, accounts: u32) {
    let mut database = rusqlite::Connection::open(site.database()).unwrap();
    database
        .busy_timeout(std::time::Duration::from_secs(60))
        .unwrap();
    let now = site.place.now().micros();
    let write = database.transaction().unwrap();
    for n in 0..accounts {
        let id = format!("{n:016}").into_bytes();
        write
            .prepare_cached(
                "INSERT INTO accounts (id, name, name_key, display_name, password, password_at, enabled, admin, epoch,
                 revision, language, zone, theme, created, signed_in, password_short)
                 VALUES (?1, ?2, ?2, ?2, NULL, NULL, 1, 0, 0, 0, '', '', '', ?3, ?3, 0)",
            )
            .unwrap()
            .execute(rusqlite::params![id, format!("filler{n}"), now])
            .unwrap();
        write
            .prepare_cached(
                "INSERT INTO sessions (hash, secret, id, account, epoch, proofs, name, address, agent, made, seen, idle, expires, stay, wrong)
                 VALUES (?1, ?1, ?2, ?2, 0, '[]', '', '192.0.2.1', 'filler', ?3, ?3, ?4, ?5, 1, 0)",
            )
            .unwrap()
            .execute(rusqlite::params![[id.clone(), id.clone()].concat(), id, now, 604_800_000_000i64, now + 604_800_000_000])
            .unwrap();
    }
    write.commit().unwrap();
}

async fn site_of(accounts: u32) -> Site {
    let site = Site::start().await;
    let password = Some(domain::Secret::new(crowd::PASSWORD.to_owned()));
    let new = door::administration::NewAccount {
        name: "anna".into(),
        password,
        ..Default::default()
    };
    site.running
        .door
        .add_account(&door::Actor::COMMAND_LINE, new)
        .await
        .unwrap();
    fill(&site, accounts);
    site
}

pub async fn measure() -> Row {
    let (small, large) = (site_of(1_000).await, site_of(100_000).await);
    let (at_few, at_many, ratio) = tokio::task::spawn_blocking(move || {
        let (of_small, of_large) = (signed_in(&small, "anna"), signed_in(&large, "anna"));
        let at_few = || rate(small.address(), &of_small, 8, 1.0);
        in_turn(7, at_few, || rate(large.address(), &of_large, 8, 1.0))
    })
    .await
    .unwrap();
    Row {
        what: "a request at 100,000 accounts".into(),
        figure: format!("{at_many:.0} requests/s"),
        ceiling: format!("at 1,000 accounts, {at_few:.0} requests/s"),
        ratio: format!("{ratio:.2} times the cost"),
        target: "less than 1.10",
    }
}
