//! A hardware token, and a passkey.

use domain::Kind;
use door::{At, Door, Shown};

use super::{Doing, Driver, Given, Holder, Scene};
use crate::Place;
use crate::people::{Browser, FidoToken, Moment, ORIGIN, PASSKEY, SECURITY_KEY, options, post};

/// The driver of hardware tokens.
pub(super) struct SecurityKey;
/// The driver of passkeys.
pub(super) struct Passkey;

/// A credential, and how often it has signed.
struct Held {
    token: FidoToken,
    enrolment: String,
    count: u32,
}

impl Driver for SecurityKey {
    fn kind(&self) -> Kind {
        SECURITY_KEY
    }

    fn enrol<'a>(&'a self, scene: Scene<'a>) -> Doing<'a, Box<dyn Holder>> {
        Box::pin(held(SECURITY_KEY, scene))
    }
}

impl Driver for Passkey {
    fn kind(&self) -> Kind {
        PASSKEY
    }

    fn enrol<'a>(&'a self, scene: Scene<'a>) -> Doing<'a, Box<dyn Holder>> {
        Box::pin(held(PASSKEY, scene))
    }
}

async fn held(kind: Kind, scene: Scene<'_>) -> Box<dyn Holder> {
    let (token, enrolment) = add_token(scene.door, &kind, "Key", scene.browser).await;
    Box::new(Held {
        token,
        enrolment,
        count: 1,
    })
}

/// Begins to set one up: what the page asks, and the enrolment that it prepares.
pub async fn begin_token(
    door: &Door,
    kind: &Kind,
    name: &str,
    browser: &Browser,
) -> (serde_json::Value, String) {
    let live = browser.live(door).await;
    let at = At::Settings(&live);
    match post(door, at, kind, "", None, &[("name", name)], browser)
        .await
        .unwrap()
    {
        Shown::Done(done) => {
            let page = done.show.unwrap().1.as_str().to_owned();
            let id = crate::people::between(&page, "name=\"enrolment\" value=\"", "\"");
            (options(&page), id.to_owned())
        }
        _ => panic!("no ceremony was shown"),
    }
}

/// Sets one up as people do; the browser goes on under its new session.
pub async fn add_token(
    door: &Door,
    kind: &Kind,
    name: &str,
    browser: &mut Browser,
) -> (FidoToken, String) {
    let (asked, id) = begin_token(door, kind, name, browser).await;
    let (token, sent) = FidoToken::make(&asked, &Moment::honest(&asked, ORIGIN));
    let live = browser.live(door).await;
    let fields = [("code", sent.as_str())];
    let at = At::Settings(&live);
    let shown = post(door, at, kind, "/{id}/confirm", Some(&id), &fields, browser);
    match shown.await.unwrap() {
        Shown::Done(done) => browser.keep(&done.session.unwrap()),
        Shown::Page(_, page, refusal) => panic!("{refusal:?}: {}", page.as_str()),
        Shown::Overview => panic!("not confirmed"),
    }
    (token, id)
}

impl Holder for Held {
    fn fresh<'a>(&'a mut self, _: &'a Place, _: &'a Door) -> Doing<'a, Given> {
        self.count += 1;
        let code = self.count.to_string();
        let enrolment = self.enrolment.parse().unwrap();
        Box::pin(async move { Given { code, enrolment } })
    }

    fn nearly(&self, _: &Place, right: &Given) -> Vec<String> {
        let asked = serde_json::json!({
            "challenge": "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
            "rpId": "localhost",
            "userVerification": "required",
        });
        let mut moment = Moment::honest(&asked, ORIGIN);
        moment.count = right.code.parse().unwrap();
        let one = self.token.sign(&moment);
        vec![one.clone(), one[1..].to_owned(), one.replace('}', "")]
    }

    fn say(&self, given: &Given, question: &str) -> String {
        let asked = options(question);
        let mut moment = Moment::honest(&asked, ORIGIN);
        moment.count = given.code.parse().unwrap();
        self.token.sign(&moment)
    }
}
