//! Connected browsers and devices: sessions and device passwords in one list.

mod limits;
mod list;
mod others;
mod passwords;
mod sessions;

use crate::browser::{Browser, Seen};
use crate::site::House;

/// Anna's browser, signed in a moment ago.
async fn anna(house: &House) -> Browser {
    house.add("anna").await;
    let mut browser = house.browser("192.0.2.1");
    browser.sign_in("anna").await;
    browser
}

/// Makes a device password with these fields; the page that shows it.
async fn make(browser: &mut Browser, name: &str, more: &[(&str, &str)]) -> Seen {
    let mut fields = vec![("name", name)];
    fields.extend(more);
    browser.post("/settings/devices/passwords", &fields).await
}

/// The ids of the device passwords on the page.
fn passwords(page: &Seen) -> Vec<String> {
    let after = page
        .body
        .split("action=\"/settings/devices/passwords/")
        .skip(1);
    let mut ids: Vec<String> = after.map(|rest| rest[..32].to_owned()).collect();
    ids.dedup();
    ids
}
