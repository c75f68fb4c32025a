//! Password and factors: what is added, confirmed, renamed, suspended and removed.

mod adding;
mod changing;
mod leading;
mod password;
mod tokens;
mod waiting;

use domain::Span;

use crate::browser::Browser;
use crate::site::{App, House};

/// Anna with an app that she set up under Security, and the browser where she did.
pub async fn anna(house: &House) -> (Browser, App) {
    house.add("anna").await;
    let mut browser = house.browser("192.0.2.1");
    browser.sign_in("anna").await;
    let app = add(house, &mut browser, "Phone").await.0;
    (browser, app)
}

/// Adds an app; gives it and where that led.
pub async fn add(house: &House, browser: &mut Browser, name: &str) -> (App, String) {
    let shown = browser
        .post("/settings/security/totp", &[("name", name)])
        .await;
    let app = App::read(&shown.is(200).body);
    let path = format!("/settings/security/totp/{}/confirm", app.enrolment);
    let code = app.code(&house.place, 0);
    let to = browser.post(&path, &[("code", &code)]).await.to();
    house.place.clock().advance(Span::seconds(90));
    (app, to)
}

pub fn of(app: &App, verb: &str) -> String {
    format!("/settings/security/totp/{}/{verb}", app.enrolment)
}
