//! A request with a session against a bare handler: `GET /login` of somebody signed in answers 303
//! after looking the session up.

use crate::load::{Line, rate};
use crate::site::Site;
use crate::{Row, bare, crowd, median};

const CONNECTIONS: usize = 8;

/// A request of somebody who has just signed in.
pub fn signed_in(site: &Site, name: &str) -> String {
    let host = site.host();
    let session = crowd::by_password(&mut Line::open(site.address()), &host, name).cookie("countersign");
    format!("GET /login HTTP/1.1\r\nHost: {host}\r\nCookie: countersign={session}\r\n\r\n")
}

pub async fn measure() -> Row {
    let site = Site::start().await;
    let password = Some(domain::Secret::new(crowd::PASSWORD.to_owned()));
    let new = door::account::NewAccount { name: "anna".into(), password, ..Default::default() };
    site.running.door.add_account(&door::Actor::CommandLine, new).await.unwrap();
    let ceiling = bare::serve().await;
    let (figures, ceilings, ratios) = tokio::task::spawn_blocking(move || {
        let request = signed_in(&site, "anna");
        let bare = format!("GET /login HTTP/1.1\r\nHost: {}\r\n\r\n", site.host());
        let (mut figures, mut ceilings, mut ratios) = (Vec::new(), Vec::new(), Vec::new());
        for round in 0..8 {
            let figure = rate(site.address(), &request, CONNECTIONS, 1.5);
            let ceiling = rate(ceiling, &bare, CONNECTIONS, 1.5);
            // The first round warms both up.
            if round > 0 {
                figures.push(figure);
                ceilings.push(ceiling);
                ratios.push(figure / ceiling);
            }
        }
        (figures, ceilings, ratios)
    })
    .await
    .unwrap();
    Row {
        what: "session check (SQLite)",
        figure: format!("{:.0} requests/s", median(figures)),
        ceiling: format!("bare handler, {:.0} requests/s", median(ceilings)),
        ratio: format!("{:.2}", median(ratios)),
        target: "at least 0.8",
    }
}
