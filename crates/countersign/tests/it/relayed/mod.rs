//! Whoever is tricked into signing in at a page that isn't ours gives a session away, and no more than that: a key
//! that is added by it opens nothing that asks for one, and changes nothing, before its owner could hear of it.

mod phishing;
mod scene;

use domain::Span;
use testing::{Place, on_both};

use crate::support::between;
use phishing::ADDRESS;
use scene::{DAY, Scene, Thief, VAULT};

on_both! {
    async fn a_key_added_by_a_relayed_sign_in_opens_and_changes_nothing_and_its_owner_hears_of_it(place: Place) {
        let scene = Scene::set(place).await;
        let Thief { mut browser, mut key } = scene.robbed().await;
        let when = scene.tomorrow();
        // Neither the session that came by, nor a fresh one by the key.
        scene.is_kept_from_the_vault(&mut browser, &when).await;
        let mut fresh = scene.by_key(&mut key).await;
        scene.is_kept_from_the_vault(&mut fresh, &when).await;

        // What was relayed is over in ten minutes; by the key alone nothing that is older is changed.
        scene.site.later(11 * 60);
        let mut fresh = scene.by_key(&mut key).await;
        let app = format!("/settings/security/totp/{}", scene.app.enrolment);
        for (path, fields) in [
            (format!("{app}/remove"), &[][..]),
            (format!("{app}/suspend"), &[]),
            ("/settings/security/backup-codes".to_owned(), &[]),
            ("/settings/emails".to_owned(), &[("email", "thief@example.org")]),
            ("/settings/devices/passwords".to_owned(), &[("name", "Mail")]),
        ] {
            let refused = fresh.post(&path, fields).await.is(403);
            let (_, at) = when.split_once(" at ").unwrap();
            let said = between(&refused.text, "isn&#39;t enough for this until ", ". Confirm with one you had before");
            assert!(said.ends_with(at), "{path}: {said}");
        }
        fresh.get(&format!("{app}/remove")).await.is(403).has("The wait protects you if someone else added it.");
        // The session that came by has proved nothing for ten minutes.
        let stale = browser.post(&format!("{app}/remove"), &[]).await.is(303);
        assert!(stale.location().starts_with("/confirm?"), "{}", stale.location());
        assert_eq!(scene.own("totp").await.len(), 1);
        assert!(!scene.own("totp").await[0].suspended);

        // Its owner reads of it, and it wasn't her.
        let (link, letters) = scene.told().await;
        let mut anna = scene.site.browser("192.0.2.1");
        anna.get(&link).await.is(200);
        anna.post(&link, &[("letters", &letters)]).await.is(200);
        let keys = scene.own("security-key").await;
        assert_eq!(keys.iter().map(|one| one.suspended).collect::<Vec<_>>(), [true]);
        for mut gone in [browser, fresh] {
            assert!(!gone.is_in().await);
        }
        let mut thief = scene.site.browser(ADDRESS);
        thief.sign_in("anna").await.leads("/login/challenge");
        let seen = thief.get("/login/challenge/security-key").await;
        assert!(!seen.text.contains("data-options"), "it isn't asked for any more: {}", seen.text);
        scene.site.place.clock().advance(Span::seconds(2 * DAY));
        assert!(scene.own("security-key").await[0].suspended, "no wait ends that");
        scene.site.running.stop().await.unwrap();
    }

    async fn where_its_owner_does_nothing_for_a_day_it_counts(place: Place) {
        let scene = Scene::set(place).await;
        let Thief { mut key, .. } = scene.robbed().await;
        let when = scene.tomorrow();
        scene.site.later(DAY - 60);
        let mut early = scene.by_key(&mut key).await;
        let page = scene.to_the_vault(&mut early).await.is(403);
        page.has(&format!("accepts it from {};", when.replace("tomorrow", "today")));
        scene.site.later(61);
        // A wait is over for a new proof: a session never ripens.
        let asked = scene.to_the_vault(&mut early).await.is(303);
        assert!(asked.location().starts_with("/confirm?next="), "{}", asked.location());
        let mut late = scene.by_key(&mut key).await;
        let back = scene.to_the_vault(&mut late).await.is(303);
        let ticket = format!("{VAULT}/.well-known/countersign/enter?ticket=");
        assert!(back.location().starts_with(&ticket), "{}", back.location());
        scene.site.running.stop().await.unwrap();
    }
}
