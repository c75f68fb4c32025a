//! What a request costs more among 100,000 accounts than among 1,000, on SQLite.

use crate::load::rate;
use crate::session_check::signed_in;
use crate::site::Site;
use crate::{Row, crowd, median};

/// Fills the tables as if so many people had signed in: written straight into the file.
fn fill(site: &Site, accounts: u32) {
    let mut database = rusqlite::Connection::open(site.database()).unwrap();
    database.busy_timeout(std::time::Duration::from_secs(60)).unwrap();
    let now = site.place.now().micros();
    let write = database.transaction().unwrap();
    for n in 0..accounts {
        let id = format!("{n:016}").into_bytes();
        write
            .prepare_cached(
                "INSERT INTO accounts (id, name, name_key, display_name, password, password_at, enabled, admin, epoch,
                 revision, language, zone, theme, created, signed_in, seen_backup, password_short)
                 VALUES (?1, ?2, ?2, ?2, NULL, NULL, 1, 0, 0, 0, '', '', '', ?3, ?3, 0, 0)",
            )
            .unwrap()
            .execute(rusqlite::params![id, format!("filler{n}"), now])
            .unwrap();
        write
            .prepare_cached(
                "INSERT INTO sessions (hash, id, account, epoch, proofs, name, address, agent, made, seen, idle, expires, wrong)
                 VALUES (?1, ?2, ?2, 0, '[]', '', '192.0.2.1', 'filler', ?3, ?3, ?4, ?5, 0)",
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
    let new = door::account::NewAccount { name: "anna".into(), password, ..Default::default() };
    site.running.door.add_account(&door::Actor::CommandLine, new).await.unwrap();
    fill(&site, accounts);
    site
}

pub async fn measure() -> Row {
    let (small, large) = (site_of(1_000).await, site_of(100_000).await);
    let (smalls, larges, ratios) = tokio::task::spawn_blocking(move || {
        let (of_small, of_large) = (signed_in(&small, "anna"), signed_in(&large, "anna"));
        let (mut smalls, mut larges, mut ratios) = (Vec::new(), Vec::new(), Vec::new());
        for round in 0..8 {
            let a = rate(small.address(), &of_small, 8, 1.0);
            let b = rate(large.address(), &of_large, 8, 1.0);
            if round > 0 {
                smalls.push(a);
                larges.push(b);
                ratios.push(a / b);
            }
        }
        (smalls, larges, ratios)
    })
    .await
    .unwrap();
    Row {
        what: "a request at 100,000 accounts",
        figure: format!("{:.0} requests/s", median(larges)),
        ceiling: format!("at 1,000 accounts, {:.0} requests/s", median(smalls)),
        ratio: format!("{:.2} times the cost", median(ratios)),
        target: "less than 1.10",
    }
}
