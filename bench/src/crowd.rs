//! People to sign in: accounts with an authenticator app each, made through the pages.

use data_encoding::BASE32_NOPAD;
use door::Actor;
use door::administration::NewAccount;
use hmac::{Hmac, KeyInit, Mac};

use crate::load::{Back, Line};
use crate::site::Site;

pub const PASSWORD: &str = "vinterns blåa timmar";

/// Somebody, and their app's secret.
pub struct Person {
    pub name: String,
    secret: Vec<u8>,
}

impl Person {
    /// RFC 6238 at a moment.
    pub fn code(&self, seconds: i64) -> String {
        let mut mac = Hmac::<sha1::Sha1>::new_from_slice(&self.secret).unwrap();
        mac.update(&seconds.div_euclid(30).to_be_bytes());
        let mac = mac.finalize().into_bytes();
        let at = usize::from(mac[19] & 15);
        let number = u32::from_be_bytes(mac[at..at + 4].try_into().unwrap()) & 0x7fff_ffff;
        format!("{:06}", number % 1_000_000)
    }
}

/// A form posted, with cookies.
pub fn post(line: &mut Line, host: &str, path: &str, cookies: &str, body: &str) -> Back {
    let request = format!(
        "POST {path} HTTP/1.1\r\nHost: {host}\r\nCookie: {cookies}\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\n\r\n{body}",
        body.len()
    );
    line.ask(request.as_bytes())
}

/// Signs in as far as the password goes; the cookie that is held then.
pub fn by_password(line: &mut Line, host: &str, name: &str) -> Back {
    let password = "vinterns+bl%C3%A5a+timmar";
    let back = post(
        line,
        host,
        "/login",
        "",
        &format!("username={name}&password={password}"),
    );
    assert_eq!(back.status, 303, "{}", back.head);
    back
}

fn between<'a>(text: &'a str, from: &str, to: &str) -> &'a str {
    text.split_once(from)
        .unwrap_or_else(|| panic!("{from} in {text}"))
        .1
        .split_once(to)
        .unwrap()
        .0
}

/// Makes an account with the password of all.
pub async fn add(site: &Site, name: &str) {
    let new = NewAccount {
        name: name.to_owned(),
        password: Some(domain::Secret::new(PASSWORD.to_owned())),
        ..NewAccount::default()
    };
    site.running
        .door
        .add_account(&Actor::COMMAND_LINE, new)
        .await
        .unwrap();
}

/// Makes so many people.
pub async fn gather(site: &Site, number: usize) -> Vec<Person> {
    let mut people = Vec::new();
    for n in 0..number {
        let name = format!("person{n}");
        add(site, &name).await;
        people.push(name);
    }
    let (address, host, now) = (site.address(), site.host(), site.place.now().seconds());
    let set_up = move || {
        let mut line = Line::open(address);
        let set_up = |name: String| {
            let session = by_password(&mut line, &host, &name).cookie("countersign");
            let cookies = format!("countersign={session}");
            let shown = post(
                &mut line,
                &host,
                "/settings/security/totp",
                &cookies,
                "name=Phone",
            );
            let page = String::from_utf8(shown.body).unwrap();
            let secret = between(page.split_once("id=\"totp-secret\"").unwrap().1, ">", "</")
                .replace(' ', "");
            let id = between(&page, "name=\"enrolment\" value=\"", "\"").to_owned();
            let person = Person {
                name,
                secret: BASE32_NOPAD.decode(secret.as_bytes()).unwrap(),
            };
            let path = format!("/settings/security/totp/{id}/confirm");
            let back = post(
                &mut line,
                &host,
                &path,
                &cookies,
                &format!("enrolment={id}&code={}", person.code(now)),
            );
            assert_eq!(back.status, 303, "{}", back.head);
            person
        };
        people.into_iter().map(set_up).collect()
    };
    tokio::task::spawn_blocking(set_up).await.unwrap()
}
