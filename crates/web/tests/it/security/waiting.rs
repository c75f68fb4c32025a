//! What is new and waits: told where something here needs more of it, and nowhere else.

use domain::Span;
use door::jobs::{Due, Job, Ran};
use testing::{Place, on_both};

use super::{add, of};
use crate::browser::Seen;
use crate::keys::{DAY, Key, add_reachable, anna, time_of_day, vault};
use crate::lost::codes;
use crate::site::{House, PASSWORD};

const HERE: &str = "/settings/security";

const HINT: &str = "A new one works straight away, but apps that need a passkey or security key only accept it after \
                    1 day. The wait protects you if someone else adds one.";
const HINT_SV: &str = "En ny fungerar direkt, men tjänster som kräver en lösennyckel eller säkerhetsnyckel godtar den \
                       först efter 1 dag. Väntetiden skyddar dig om någon annan lägger till en.";

/// How often a page says something.
fn times(page: &Seen, text: &str) -> usize {
    page.body.matches(text).count()
}

on_both! {
    async fn where_nothing_asks_for_more_a_first_key_hears_of_no_wait(place: Place) {
        let house = House::plain(place).await;
        add_reachable(&house, "anna").await;
        let mut browser = house.browser("192.0.2.1");
        browser.sign_in("anna").await;
        browser.get(HERE).await.is(200).lacks("A new one works straight away");
        Key::add(&mut browser, "Key").await;
        let page = browser.get(HERE).await.is(200).has("Key").lacks("Fully accepted from");
        page.lacks("A new one works straight away");
    }

    async fn where_a_host_asks_for_a_key_it_is_told_before_adding_and_in_the_list(place: Place) {
        let house = House::gated(place, vault()).await;
        let mut browser = house.browser("192.0.2.1").with("host", "auth.example.org");
        add_reachable(&house, "anna").await;
        browser.sign_in("anna").await;
        // Once, below all that could be added.
        assert_eq!(times(&browser.get(HERE).await.is(200), HINT), 1);
        let page = browser.with("accept-language", "sv").get(HERE).await.is(200);
        assert_eq!(times(&page, HINT_SV), 1, "{}", page.body);
        let (english, swedish) = time_of_day(&house);
        let mut key = Key::add(&mut browser, "Key").await;
        let page = browser.get(HERE).await.is(200);
        assert_eq!(times(&page, "Fully accepted from "), 1);
        let told = Seen::between(&page.body, "Fully accepted from ", "<");
        assert!(told.trim().ends_with(&format!(" at {english}")), "{told}");
        let page = browser.with("accept-language", "sv").get(HERE).await.is(200);
        let told = Seen::between(&page.body, "Gäller fullt ut från ", "<");
        assert!(told.trim().ends_with(&swedish), "{told}");
        house.place.clock().advance(DAY.plus(Span::minutes(1)));
        key.sign_in(&mut browser, "anna").await;
        // One that is as good authorises another.
        let page = browser.get(HERE).await.is(200).lacks("Fully accepted from");
        assert_eq!(times(&page, HINT), 0);
    }

    async fn what_changes_nothing_yet_says_so_on_every_site(place: Place) {
        let house = House::plain(place).await;
        let mut browser = house.browser("192.0.2.1");
        anna(&house, &mut browser).await;
        let mut key = Key::add(&mut browser, "Key").await;
        assert_eq!(times(&browser.get(HERE).await.is(200), "Fully accepted from "), 1);
        house.place.clock().advance(DAY);
        key.sign_in(&mut browser, "anna").await;
        browser.get(HERE).await.is(200).lacks("Fully accepted from");
    }

    async fn removing_what_alone_counts_suspends_it_until_another_does(place: Place) {
        let house = House::plain(place).await;
        let mut browser = house.browser("192.0.2.1");
        let app = anna(&house, &mut browser).await;
        let (english, swedish) = time_of_day(&house);
        let mut key = Key::add(&mut browser, "Key").await;
        let page = browser.get(&of(&app, "remove")).await.is(200);
        page.has(&format!("It&#39;s suspended straight away. It&#39;ll be removed tomorrow at {english}, if another one is \
                           fully accepted by then. Until then you can change your mind."));
        let page = browser.with("accept-language", "sv").get(&of(&app, "remove")).await.is(200);
        page.has(&format!("Den spärras direkt och tas bort i morgon {swedish}, om en annan enhet gäller fullt ut då. Till \
                           dess kan du ångra dig."));
        let to = browser.post(&of(&app, "remove"), &[]).await.to();
        assert_eq!(to, "/settings/security?done=leaving");
        let page = browser.get(&to).await.is(200).has(&app.enrolment);
        let page = page.has("Suspended. It no longer works. The list says when it&#39;ll be removed.");
        let told = Seen::between(&page.body, "Will be removed on ", "<");
        assert!(told.trim().ends_with(&format!(" at {english}")), "{told}");
        let page = browser.with("accept-language", "sv").get(&to).await.is(200);
        let page = page.has("Spärrad. Den fungerar inte längre. I listan står när den tas bort.");
        let told = Seen::between(&page.body, "Tas bort ", "<");
        assert!(told.trim().ends_with(&swedish), "{told}");
        // It can be taken back.
        browser.post(&of(&app, "resume"), &[]).await.to();
        browser.get(HERE).await.is(200).lacks("Will be removed");
        browser.post(&of(&app, "remove"), &[]).await.to();
        house.place.clock().advance(DAY.plus(Span::minutes(1)));
        let due = Due { job: Job::Leaving, failures: 0 };
        assert_eq!(house.door.run_job(due).await, Ran::Well);
        key.sign_in(&mut browser, "anna").await;
        browser.get(HERE).await.is(200).lacks(&app.enrolment);
    }

    async fn whoever_removes_the_last_that_works_is_told_and_offered_codes(place: Place) {
        let house = House::plain(place).await;
        let mut browser = house.browser("192.0.2.1");
        let app = anna(&house, &mut browser).await;
        let old = add(&house, &mut browser, "Old phone").await.0;
        let remove = of(&app, "remove");
        browser.get(&remove).await.is(200).lacks("Nothing else you&#39;ve added works");
        browser.post(&of(&old, "suspend"), &[]).await.to();
        let page = browser.get(&remove).await.is(200).has(&format!("action=\"{remove}\""));
        page.has("Nothing else you&#39;ve added works at the moment, and you have no backup codes. Generate backup codes first, \
                  or you&#39;ll be locked out.")
            .has(&format!("name=\"next\" value=\"{remove}\""));
        codes(&mut browser).await;
        let page = browser.get(&remove).await.is(200).lacks("locked out");
        page.has("Nothing else you&#39;ve added works at the moment. Without this, you&#39;ll need a backup code to sign in.")
            .has("10 backup codes left");
        let page = browser.with("accept-language", "sv").get(&remove).await.is(200);
        page.has("Inget annat du har lagt till fungerar just nu. Utan den här behöver du en reservkod för att logga in.");
        // What can't answer itself takes nothing away.
        browser.get(&of(&old, "remove")).await.is(200).lacks("Nothing else you&#39;ve added works");
    }

    async fn by_a_backup_code_what_is_alone_is_only_suspended(place: Place) {
        let house = House::plain(place).await;
        let mut browser = house.browser("192.0.2.1");
        let app = anna(&house, &mut browser).await;
        let codes = codes(&mut browser).await;
        let mut lost = house.browser("192.0.2.1");
        lost.sign_in("anna").await;
        lost.post("/login/challenge/backup-code", &[("code", &codes[0])]).await.to();
        let remove = of(&app, "remove");
        let page = lost.get(&remove).await.is(200).lacks(&format!("action=\"{remove}\""));
        page.has("The way you confirmed, you can only suspend it. To remove it, add something new first.")
            .has(&format!("action=\"{}\"", of(&app, "suspend")))
            .has("href=\"/settings/security\"");
        lost.with("accept-language", "sv").get(&remove).await.is(200)
            .has("Så som du bekräftade kan du bara spärra den. Vill du ta bort den lägger du först till något nytt.");
        lost.post(&remove, &[]).await.is(403).has("href=\"/confirm?next=");
        lost.post(&of(&app, "suspend"), &[("sure", "1")]).await.to();
        let page = lost.get(&remove).await.is(200).lacks("you can only suspend it");
        page.has("Add the new one first. Then you can remove this one.").lacks(&format!("action=\"{}\"", of(&app, "suspend")));
        // Once there is a new one it is removed, a day later.
        add(&house, &mut lost, "New phone").await;
        let page = lost.get(&remove).await.is(200).has(&format!("action=\"{remove}\""));
        page.has("It&#39;ll be removed tomorrow at ");
    }

    async fn by_a_text_message_what_is_stronger_is_only_suspended(place: Place) {
        let house = House::swedish(place).await;
        let mut browser = house.browser("192.0.2.1");
        let app = anna(&house, &mut browser).await;
        let code = |house: &House| {
            let text = house.place.letters().last_at("anna", "+46701740605").unwrap();
            text.rsplit_once('#').unwrap().1.to_owned()
        };
        let at = "/settings/security/text-message";
        let begun = browser.post(at, &[("phone", "070-174 06 05")]).await.is(200);
        house.door.send_messages().await.unwrap();
        let id = Seen::between(&begun.body, "name=\"enrolment\" value=\"", "\"").to_owned();
        browser.post(&format!("{at}/{id}/confirm"), &[("code", &code(&house))]).await.to();
        house.place.clock().advance(Span::minutes(61));
        let mut lost = house.browser("192.0.2.1");
        lost.sign_in("anna").await;
        lost.post("/login/challenge/text-message/send", &[("to", &id)]).await.to();
        house.door.send_messages().await.unwrap();
        lost.post("/login/challenge/text-message", &[("code", &code(&house))]).await.to();
        assert!(lost.is_signed_in());
        let remove = of(&app, "remove");
        let page = lost.get(&remove).await.is(200).lacks(&format!("action=\"{remove}\""));
        page.has("The way you confirmed, you can only suspend it.").has(&format!("action=\"{}\"", of(&app, "suspend")));
        lost.post(&remove, &[]).await.is(403);
        assert_eq!(lost.post(&of(&app, "suspend"), &[]).await.to(), "/settings/security?done=suspended");
        // What isn't the strongest isn't suspended by it either.
        lost.get(&format!("{at}/{id}/remove")).await.is(403).has("href=\"/confirm?next=");
    }

    async fn what_is_refused_says_from_when_on_it_is_not_and_how_else(place: Place) {
        let house = House::plain(place).await;
        let mut browser = house.browser("192.0.2.1");
        let app = anna(&house, &mut browser).await;
        let (english, swedish) = time_of_day(&house);
        let mut key = Key::add(&mut browser, "Key").await;
        house.place.clock().advance(Span::minutes(11));
        let mut fresh = house.browser("192.0.2.1");
        key.sign_in(&mut fresh, "anna").await;
        for path in ["/settings/security/backup-codes", &of(&app, "remove"), &of(&app, "suspend")] {
            let page = fresh.post(path, &[]).await.is(403).has("href=\"/confirm?next=");
            let alert = page.alert();
            assert!(alert.starts_with("The second step you used is new, and isn&#39;t enough for this until "), "{alert}");
            assert!(alert.ends_with(&format!(" at {english}. Confirm with one you had before, or wait. The wait protects \
                                              you if someone else added it.")), "{alert}");
            let alert = fresh.with("accept-language", "sv").post(path, &[]).await.is(403).alert();
            assert!(alert.starts_with("Det andra steg som du använde är nytt och räcker inte till det här förrän "), "{alert}");
            assert!(alert.contains(&format!("{swedish}. Bekräfta med ett som du hade sedan tidigare, eller vänta till dess.")), "{alert}");
        }
        // The way on asks for the one that was there before.
        let page = fresh.post("/settings/security/backup-codes", &[]).await.is(403);
        let way = Seen::between(&page.body, "href=\"/confirm?", "\"").to_owned();
        assert!(fresh.get(&format!("/confirm?{way}")).await.to().starts_with("/confirm/totp?next="));
    }

    async fn whom_no_message_reaches_reads_what_else_it_takes(place: Place) {
        let house = House::plain(place).await;
        house.add("anna").await;
        let mut browser = house.browser("192.0.2.1");
        browser.sign_in("anna").await;
        let app = add(&house, &mut browser, "Phone").await.0;
        house.place.clock().advance(Span::minutes(1));
        let mut key = Key::add(&mut browser, "Key").await;
        house.place.clock().advance(Span::minutes(11));
        let mut fresh = house.browser("192.0.2.1");
        key.sign_in(&mut fresh, "anna").await;
        let alert = fresh.post(&of(&app, "remove"), &[]).await.is(403).alert();
        assert!(alert.contains("isn&#39;t enough for this yet. Confirm with one you had before. Once you&#39;ve signed in with that after "), "{alert}");
        let alert = fresh.with("accept-language", "sv").post(&of(&app, "remove"), &[]).await.is(403).alert();
        assert!(alert.contains("räcker inte till det här än. Bekräfta med ett som du hade sedan tidigare. När du har loggat in med det efter "), "{alert}");
    }

    async fn a_session_that_a_code_opened_sends_to_a_fresh_sign_in(place: Place) {
        let house = House::plain(place).await;
        let mut browser = house.browser("192.0.2.1");
        anna(&house, &mut browser).await;
        let codes = codes(&mut browser).await;
        let mut helped = house.browser("192.0.2.1");
        helped.sign_in_to_stay("anna").await;
        helped.post("/login/challenge/backup-code", &[("code", &codes[0])]).await.to();
        let new = add(&house, &mut helped, "New phone").await.0;
        house.place.clock().advance(DAY.plus(Span::minutes(1)));
        helped.post("/confirm", &[("password", PASSWORD), ("lost", "1")]).await.to();
        let code = new.code(&house.place, 0);
        helped.post("/confirm/totp", &[("code", &code), ("lost", "1")]).await.to();
        let codes = "/settings/security/backup-codes";
        assert_eq!(helped.post(codes, &[]).await.is(403).alert(),
            "You signed in without your second step and have added a new one since. Sign out, then sign in with the new \
             one. After that you can do this.");
        assert_eq!(helped.with("accept-language", "sv").post(codes, &[]).await.is(403).alert(),
            "Du loggade in utan ditt andra steg och har lagt till ett nytt sedan dess. Logga ut och logga sedan in med det \
             nya. Därefter kan du göra det här.");
    }
}
