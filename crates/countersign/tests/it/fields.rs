//! What forms ask for, read off every page that there is: as somebody signed in, between the two steps, and as
//! nobody.

use std::collections::BTreeSet;

use door::{Actor, EmailChange};
use testing::{Engine, Place, run};

use crate::routes::{filled, rows, two_people, two_people_of};
use crate::support::between;
use crate::support::site::Site;

/// Everything that a form may ask for or carry. Whoever adds a field says here what it is.
#[rustfmt::skip]
const FIELDS: [(&str, &str); 33] = [
    ("able", "which ways this browser knows"),
    ("algorithm", "the hash of a token"),
    ("ask", "that something has to be known before one begins"),
    ("back", "where one was, when the language is chosen"),
    ("characters", "what a text message says"),
    ("code", "what a factor shows, or a key signs"),
    ("counter", "how often a token was pressed"),
    ("current", "the password that one has"),
    ("date", "when a device password ends"),
    ("digits", "how many a token shows"),
    ("display_name", "what one is called"),
    ("email", "an address"),
    ("enrolment", "what is being set up"),
    ("hosts", "where a device password opens"),
    ("language", "of the pages"),
    ("lost", "that the usual way is not at hand"),
    ("name", "what a device is called"),
    ("networks", "from where a device password opens"),
    ("next", "where one was going"),
    ("notice", "a message that one wants"),
    ("number", "the form's own, good once"),
    ("password", "the one that one has, or a new one"),
    ("period", "how long a token shows a code"),
    ("phone", "a number that codes go to"),
    ("read_only", "whether a device password may only read"),
    ("secret", "that of a token which brings its own"),
    ("stay", "whether to stay signed in"),
    ("sure", "that one has read what happens"),
    ("theme", "of the pages"),
    ("token", "that a token is set up, not an app"),
    ("unused_days", "after how long a device password ends"),
    ("username", "who one is"),
    ("zone", "of the times on the pages"),
];

/// An input of a page: its attributes, as they are written.
struct Input {
    page: String,
    tag: String,
}

impl Input {
    fn has(&self, name: &str) -> Option<&str> {
        let (_, rest) = self.tag.split_once(&format!(" {name}=\""))?;
        rest.split('"').next()
    }
}

/// Every input and choice of every page.
async fn inputs(place: Place) -> Vec<Input> {
    let outbox = place.folder().join("outbox").to_str().unwrap().to_owned();
    let site = Site::with(place, &[("outbox.write_to", &outbox)]).await;
    let (site, anna, pending) = two_people_of(site).await;
    let own = anna.clone().get("/settings/security").await.text;
    let own = between(&own, "/totp/", "/").to_owned();
    let mut pages: Vec<String> = rows()
        .iter()
        .filter(|row| row.verb == "GET")
        .map(|row| filled(row.path, &own))
        .collect();
    pages.push(site.invite_path("cilla").await);
    // Without a factor, it is the password that confirms.
    site.add("dora").await;
    let mut dora = site.browser("192.0.2.4");
    dora.sign_in("dora").await.is(303);
    let (mut found, mut seen) = (Vec::new(), Vec::new());
    for page in pages {
        for browser in [&anna, &dora, &pending, &pending.bare()] {
            seen.push((page.clone(), browser.clone().get(&page).await));
        }
    }
    // What has to be known before one is added is asked on a page of its own.
    let mut anna = anna;
    let security = anna.get("/settings/security").await.text;
    let begun = security
        .split("\" class=\"act")
        .map(|form| form.rsplit('"').next());
    let begun: BTreeSet<String> = begun.flatten().map(str::to_owned).collect();
    for page in begun
        .iter()
        .filter(|page| page.starts_with("/settings/security/"))
    {
        for fields in [&[("ask", "1")][..], &[("ask", "1"), ("token", "1")]] {
            seen.push((page.clone(), anna.post(page, fields).await));
        }
    }
    for (page, seen) in seen {
        for (mark, end) in [("<input", ">"), ("<select", ">"), ("<textarea", ">")] {
            for rest in seen.text.split(mark).skip(1) {
                let tag = rest.split(end).next().unwrap().to_owned();
                let page = page.clone();
                found.push(Input { page, tag });
            }
        }
    }
    assert!(found.len() > 100, "{}", found.len());
    found
}

#[test]
fn N_24_V6_2_6_V6_2_7_a_password_field_hides_what_is_typed_and_takes_what_is_pasted() {
    run(Engine::Sqlite, async |place| {
        let mut pages = BTreeSet::new();
        for input in inputs(place).await {
            let name = input.has("name").unwrap_or_default();
            let hidden = input.has("type") == Some("password");
            let shown = format!("{} {}", input.page, input.tag);
            assert_eq!(hidden, ["password", "current"].contains(&name), "{shown}");
            if !hidden {
                continue;
            }
            let filled = input.has("autocomplete").unwrap_or_default();
            assert!(
                ["current-password", "new-password"].contains(&filled),
                "{shown}"
            );
            for never in ["maxlength", "readonly", "onpaste", "pattern", "data-"] {
                assert!(!input.tag.contains(never), "{shown}");
            }
            pages.insert(input.page);
        }
        assert!(pages.len() >= 4, "{pages:?}");
    });
}

#[test]
fn N_24_V6_4_2_no_form_asks_for_a_hint_or_for_what_others_may_know() {
    run(Engine::Sqlite, async |place| {
        let asked: BTreeSet<String> = inputs(place)
            .await
            .iter()
            .filter_map(|input| input.has("name").map(str::to_owned))
            .collect();
        let known: BTreeSet<String> = FIELDS.iter().map(|(name, _)| (*name).to_owned()).collect();
        assert_eq!(asked, known);
    });
}

testing::on_both! {
    async fn V8_2_3_no_form_reaches_what_is_not_ones_own_to_change(place: Place) {
        let (site, mut anna, _) = two_people(place).await;
        let door = site.place.door().await;
        let address = EmailChange::Add("anna@example.org");
        door.change_emails(&Actor::COMMAND_LINE, "anna", address).await.unwrap();
        door.add_group(&Actor::COMMAND_LINE, "staff").await.unwrap();
        let bodil = door.account(&Actor::COMMAND_LINE, "bodil").await.unwrap().id;
        let rights = async || {
            let mut all = Vec::new();
            for name in ["anna", "bodil"] {
                let one = door.account(&Actor::COMMAND_LINE, name).await.unwrap();
                let emails: Vec<_> = one.emails.into_iter().map(|email| (email.address, email.signs_in)).collect();
                all.push((one.id, one.name, one.admin, one.enabled, one.groups, emails));
            }
            all
        };
        let before = rights().await;
        assert_eq!(before[0].5, [("anna@example.org".to_owned(), true)]);
        let page = anna.get("/settings/security").await.text;
        let own = between(&page, "/totp/", "/").to_owned();
        let fields = [
            ("admin", "1"), ("administrator", "on"), ("role", "administrator"), ("groups", "staff"), ("group", "staff"),
            ("enabled", "0"), ("confirmed", "1"), ("signs_in", "1"), ("emails", "boss@example.org"), ("id", &bodil), ("account", &bodil),
            ("owner", &bodil), ("subject", &bodil), ("username", "bodil"), ("epoch", "0"), ("assurance", "phishing-resistant"),
        ];
        let mut tried = 0;
        for row in rows().into_iter().filter(|row| row.verb == "POST" && row.path.starts_with("/settings")) {
            tried += 1;
            let seen = anna.clone().post(&filled(row.path, &own), &fields).await;
            assert!(seen.status < 500, "{} {}", row.path, seen.text);
            assert_eq!(rights().await, before, "{}", row.path);
        }
        assert!(tried > 10);
    }
}
