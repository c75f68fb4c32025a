//! A request with a session against a bare handler: `GET /login` of somebody signed in answers 303
//! after looking the session up.

use hyper::StatusCode;

use crate::load::{Line, rate};
use crate::site::Site;
use crate::{Row, bare, crowd, in_turn};

const CONNECTIONS: usize = 8;

/// A request of somebody who has just signed in.
pub fn signed_in(site: &Site, name: &str) -> String {
    let host = site.host();
    let session =
        crowd::by_password(&mut Line::open(site.address()), &host, name).cookie("countersign");
    format!("GET /login HTTP/1.1\r\nHost: {host}\r\nCookie: countersign={session}\r\n\r\n")
}

pub async fn measure() -> Row {
    let site = Site::start().await;
    crowd::add(&site, "anna").await;
    let ceiling = bare::serve(StatusCode::SEE_OTHER).await;
    let (figure, at_most, ratio) = tokio::task::spawn_blocking(move || {
        let request = signed_in(&site, "anna");
        let bare = format!("GET /login HTTP/1.1\r\nHost: {}\r\n\r\n", site.host());
        let figure = || rate(site.address(), &request, CONNECTIONS, 1.5);
        in_turn(7, figure, || rate(ceiling, &bare, CONNECTIONS, 1.5))
    })
    .await
    .unwrap();
    Row {
        what: "session check (SQLite)".into(),
        figure: format!("{figure:.0} requests/s"),
        ceiling: format!("bare handler, {at_most:.0} requests/s"),
        ratio: format!("{ratio:.2}"),
        target: "at least 0.8",
    }
}
