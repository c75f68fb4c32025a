//! Who comes by: nobody yet, somebody with a factor of each kind, somebody with several, somebody who owes one, and
//! whoever is on the way to a protected host.

use domain::secret::write_token;
use domain::{Kind, Span};
use door::Actor;
use door::administration::NewAccount;
use testing::drivers::Holder;

use super::walk::Walk;
use crate::browser::Browser;
use crate::conformance::{asked, enrolled, enrolled_in};
use crate::gate::{FILES, check};
use crate::site::{House, PASSWORD};

/// A browser that asks for the language.
fn browser(house: &House) -> Browser {
    let browser = house.browser("192.0.2.1");
    browser.with("accept-language", "qaa-SE, sv;q=0.5")
}

/// The links that make an account somebody's, and signing in.
pub async fn nobody_yet(house: &House, walk: &mut Walk) {
    let mut nobody = browser(house);
    walk.all(&mut nobody, "totp", "x").await;
    let link = house.door.new_set_up_link().await.unwrap().unwrap();
    let link = write_token(&link);
    walk.get(&mut nobody, "/setup/{token}", &link).await;
    let beda = NewAccount::invited("beda", false);
    let invite = house.door.invite(&Actor::COMMAND_LINE, &beda).await;
    let invite = write_token(&invite.unwrap());
    walk.named("beda");
    walk.get(&mut nobody, "/invite/{token}", &invite).await;
    walk.named("doris");
    let reset = reset_link(house).await;
    walk.get(&mut nobody, "/forgotten/{token}", &reset).await;
    let forgotten = format!("/forgotten/{reset}");
    for fields in [&[][..], &[("known", "forgot"), ("password", "kort")]] {
        walk.post(&mut nobody, &forgotten, fields).await;
    }
    walk.get(&mut nobody, "/forgotten", "").await;
    let sent = nobody.get("/forgotten?sent=1").await;
    walk.look("", "/forgotten?sent=1", &sent);
    let not_me = not_me_link(house).await;
    walk.get(&mut nobody, "/not-me/{token}", &not_me).await;
    let page = format!("/not-me/{not_me}");
    walk.post(&mut nobody, &page, &[("letters", "BBBB")]).await;
    walk.post(&mut nobody, "/not-me/nothing", &[]).await;
    walk.get(&mut nobody, "/not-me", "").await;
    walk.post(&mut nobody, "/not-me", &[("characters", "0000-0000")])
        .await;
    for page in [format!("/setup/{link}"), format!("/invite/{invite}")] {
        let short = [("username", "ada"), ("password", "short")];
        walk.post(&mut nobody, &page, &short).await;
    }
    house.add("anna").await;
    walk.all(&mut nobody, "totp", "x").await;
    for (name, password) in [("anna", "wrong"), ("", ""), ("nobody", PASSWORD)] {
        let fields = [("username", name), ("password", password)];
        walk.post(&mut nobody, "/login", &fields).await;
    }
    let unknown = [("language", "xx")];
    walk.post(&mut nobody, "/language", &unknown).await;
}

/// Somebody with a factor of this kind: asked for it, refused, let in and, a while later, asked who they are.
async fn comes_by(
    house: &House,
    walk: &mut Walk,
    name: &str,
    (kind, holder): (&Kind, &mut dyn Holder),
) {
    walk.named(name);
    let right = holder.fresh(&house.place, &house.door).await;
    let id = right.enrolment.to_string();
    let mut owner = asked(house, name).await.with("accept-language", "qaa");
    walk.all(&mut owner, kind.as_str(), &id).await;
    let path = format!("/login/challenge/{kind}");
    let asks = holder.asks();
    let asks: Vec<_> = asks.iter().map(|(name, to)| (&**name, &**to)).collect();
    if !asks.is_empty() {
        for _ in 0..2 {
            walk.post(&mut owner, &format!("{path}/send"), &asks).await;
        }
        house.door.send_messages().await.unwrap();
        walk.all(&mut owner, kind.as_str(), &id).await;
    }
    for wrong in ["", "?", &holder.nearly(&house.place, &right)[0]] {
        walk.post(&mut owner, &path, &[("code", wrong)]).await;
    }
    let said = holder.say(&right, &owner.get(&path).await.is(200).body);
    let fields = [("code", said.as_str()), ("able", "alone")];
    owner.post(&path, &fields).await.to();
    assert!(owner.is_signed_in(), "{kind}");
    walk.all(&mut owner, kind.as_str(), &id).await;
    changes(walk, &mut owner, kind, &id).await;
    house.place.clock().advance(Span::minutes(30));
    walk.all(&mut owner, kind.as_str(), &id).await;
    let confirm = format!("/confirm/{kind}");
    walk.post(&mut owner, "/confirm", &[("password", "wrong")])
        .await;
    walk.post(&mut owner, &confirm, &[("code", "?")]).await;
}

/// What can be added, and what is refused.
async fn changes(walk: &mut Walk, owner: &mut Browser, kind: &Kind, id: &str) {
    let factor = format!("/settings/security/{kind}");
    let rename = format!("{factor}/{id}/rename");
    let password = [("current", PASSWORD), ("password", PASSWORD)];
    let forms: [(&str, &[(&str, &str)]); 8] = [
        (&factor, &[]),
        (&factor, &[("name", "Phone")]),
        (&factor, &[("name", "Phone"), ("token", "1")]),
        (&rename, &[("name", "")]),
        ("/settings/devices/passwords", &[("name", "Mail")]),
        ("/settings/emails", &[("email", "-")]),
        ("/settings", &[("zone", "Mars/Olympus")]),
        ("/settings/security/password", &password),
    ];
    for (path, fields) in forms {
        walk.post(owner, path, fields).await;
    }
    // Who came in by a code that only helps out makes none.
    let devices = owner.get("/settings/devices").await.is(200).body;
    let made = devices.split_once("action=\"/settings/devices/passwords/");
    if let Some((_, rest)) = made {
        walk.all(owner, kind.as_str(), &rest[..32]).await;
    }
}

/// Somebody with a factor of each kind, and one with all that can be asked for side by side.
pub async fn owners(house: &House, walk: &mut Walk) {
    let kinds = house.door.kinds(&Actor::COMMAND_LINE).await.unwrap();
    let read = |kind: &str| Kind::read(kind).unwrap();
    for kind in kinds.iter().map(|kind| read(&kind.kind)) {
        let name = format!("anna.{kind}");
        let mut holder = enrolled(house, &kind, &name).await;
        comes_by(house, walk, &name, (&kind, &mut *holder)).await;
    }
    let owed = kinds.iter().filter(|kind| !kind.fallback);
    let owed: Vec<Kind> = owed.map(|kind| read(&kind.kind)).collect();
    let mut holder = enrolled_in(house, owed.iter().cloned(), "dora").await;
    let last = owed.last().unwrap();
    comes_by(house, walk, "dora", (last, &mut *holder)).await;
}

/// Somebody who has to set a factor up before going on.
pub async fn somebody_who_owes_one(house: &House, walk: &mut Walk) {
    house.require_everyone().await;
    house.add("cilla").await;
    walk.named("cilla");
    let mut cilla = browser(house);
    assert_eq!(cilla.sign_in("cilla").await.to(), "/login/setup");
    for kind in house.door.kinds(&Actor::COMMAND_LINE).await.unwrap() {
        walk.all(&mut cilla, &kind.kind, "x").await;
        let path = format!("/login/setup/{}", kind.kind);
        walk.post(&mut cilla, &path, &[("name", "Phone")]).await;
    }
}

/// On the way to protected hosts: before a form that didn't arrive, kept out, in need of more, and before a path
/// that servers read differently.
pub async fn guests(house: &House, walk: &mut Walk) {
    house.add("erik").await;
    walk.named("erik");
    walk.named("erik Andersson");
    let mut erik = browser(house);
    erik.sign_in("erik").await.to();
    let nonce = "A".repeat(43);
    for more in [
        format!("{FILES}&method=POST"),
        FILES.to_owned(),
        "wiki.example.org".to_owned(),
    ] {
        let path = format!("/gate/enter?nonce={nonce}&next=/docs&host={more}");
        let seen = erik.get(&path).await;
        assert!(seen.is_page(), "{path}: {seen:?}");
        walk.look("/gate/enter", &path, &seen);
    }
    let url = format!("http://{FILES}/public/a;b");
    let navigation = [("sec-fetch-mode", "navigate")];
    let seen = check(&mut erik, "GET", &url, &navigation).await.is(400);
    assert!(seen.is_page(), "{seen:?}");
    walk.look("", &url, &seen);
}

/// The token of a link that somebody was mailed who forgot their password.
async fn reset_link(house: &House) -> String {
    let new = NewAccount {
        emails: vec!["doris@example.org".into()],
        password: Some(domain::Secret::new(PASSWORD.into())),
        ..NewAccount::invited("doris", false)
    };
    house
        .door
        .add_account(&Actor::COMMAND_LINE, new)
        .await
        .unwrap();
    let visitor = testing::people::Browser::new("192.0.2.77");
    house
        .door
        .ask_for_reset("doris", &visitor.seen)
        .await
        .unwrap();
    house.door.send_messages().await.unwrap();
    let letter = house
        .place
        .letters()
        .last("doris", |text| text.contains("/forgotten/"))
        .unwrap();
    let (_, rest) = letter.split_once("/forgotten/").unwrap();
    rest[..43].to_owned()
}

/// The token of a link that stops what a message told of.
async fn not_me_link(house: &House) -> String {
    let password = domain::Secret::new(PASSWORD.to_owned());
    let set = house
        .door
        .set_user_password(&Actor::COMMAND_LINE, "doris", &password);
    set.await.unwrap();
    house.door.send_messages().await.unwrap();
    let letter = house
        .place
        .letters()
        .last("doris", |text| text.contains("/not-me/"))
        .unwrap();
    let (_, rest) = letter.split_once("/not-me/").unwrap();
    rest[..43].to_owned()
}
