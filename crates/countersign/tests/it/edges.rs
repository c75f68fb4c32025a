//! L01: no way through the sign-in but the right one yields a session. A table of the ways that were
//! open elsewhere, then a long walk at random beside a model that says who may be in.

use domain::policy::Required;
use testing::Place;

use crate::support::app::App;
use crate::support::browser::{Browser, FORM};
use crate::support::site::{RAISED, Site};
use crate::support::{Dice, PASSWORD};

/// A walker: its browser, and what the model knows of it.
struct Walker {
    browser: Browser,
    /// Whose pending sign-in its cookie is, while that is alive.
    pending: Option<usize>,
    is_in: bool,
}

testing::on_both! {
    async fn L01_only_the_right_answer_ends_the_flow(place: Place) {
        let site = Site::start(place).await;
        let mut owner = site.browser("192.0.2.1");
        let app = site.add_with_app("anna", &mut owner).await;
        let mut bodil = site.browser("192.0.2.2");
        let other = site.add_with_app("bodil", &mut bodil).await;
        let pending = site.pending("anna", "192.0.2.3").await;
        let (code, foreign) = (app.code(site.now()), other.code(site.now()));
        let posts: [(&str, &[(&str, &str)]); 20] = [
            ("/login/challenge/totp", &[]),
            ("/login/challenge/totp", &[("code", "")]),
            ("/login/challenge/totp", &[("code", "0")]),
            ("/login/challenge/totp", &[("code", &code[..5])]),
            ("/login/challenge/totp", &[("code", &foreign)]),
            ("/login/challenge/totp", &[("code", PASSWORD)]),
            ("/login/challenge/totp", &[("code", ""), ("code", &code)]),
            ("/login/challenge/totp", &[("Code", &code)]),
            ("/login/challenge/totp", &[("next", "/"), ("skip", "1"), ("remember", "1")]),
            ("/login/challenge/password", &[("password", PASSWORD), ("code", PASSWORD)]),
            ("/login/challenge/backup-code", &[("code", &code)]),
            ("/login/challenge/bypass-code", &[("code", &code)]),
            ("/login/challenge/none", &[("code", &code)]),
            ("/login/challenge", &[("code", &code)]),
            ("/login/setup/totp", &[("name", "Mine")]),
            ("/login/setup/totp", &[("code", &code), ("enrolment", &app.enrolment)]),
            ("/login/setup/backup-code", &[("name", "Mine")]),
            ("/confirm", &[("password", PASSWORD)]),
            ("/confirm/totp", &[("code", &code)]),
            ("/login/cancel", &[("code", &code)]),
        ];
        for (path, fields) in posts {
            let mut tab = pending.clone();
            let seen = tab.post(path, fields).await;
            assert!(seen.status != 200, "{path}: {}", seen.text);
            assert!(!tab.holds_session() && !tab.is_in().await, "{path} {fields:?}");
        }
        for path in ["/", "/login", "/login/challenge", "/login/setup", "/settings", "/login?next=/settings"] {
            let mut back = site.pending("anna", "192.0.2.3").await;
            back.get(path).await;
            assert!(!back.is_in().await, "{path}");
        }
        // Cancelled above: the code is still good, the sign-in is not.
        let mut over = pending.clone();
        over.answer("totp", &code).await.leads("/login?over=1");
        assert!(!over.holds_session());

        // A challenge answered beside the live session of somebody else is that of the pending cookie.
        let mut mixed = site.pending("anna", "192.0.2.4").await;
        mixed.jar.insert("countersign".into(), bodil.cookie("countersign").unwrap().clone());
        mixed.answer("totp", &foreign).await.is(422);
        let seen = mixed.get("/settings").await;
        assert!(seen.text.contains("bodil") && !seen.text.contains("anna"));
        mixed.answer("totp", &code).await.leads("/");
        let seen = mixed.get("/settings").await.is(200);
        assert!(seen.text.contains("anna") && !seen.text.contains("bodil"));
        assert!(!bodil.is_in().await, "a completed sign-in ends the session that the browser held");

        // A cloned tab: what is pending is answered once.
        site.later(60);
        let mut one = site.pending("anna", "192.0.2.5").await;
        let mut two = one.clone();
        one.answer("totp", &app.code(site.now())).await.leads("/");
        site.later(60);
        two.answer("totp", &app.code(site.now())).await.leads("/login?over=1");
        assert!(!two.is_in().await);
        // And it is over after ten minutes.
        let mut late = site.pending("anna", "192.0.2.5").await;
        site.later(601);
        late.answer("totp", &app.code(site.now())).await.leads("/login?over=1");
    }

    async fn L05_set_up_at_sign_in_is_for_those_who_have_nothing(place: Place) {
        let site = Site::start(place).await;
        site.require(Required::Everyone).await;
        site.add("anna").await;
        let mut browser = site.browser("192.0.2.1");
        browser.sign_in("anna").await.leads("/login/setup");
        assert!(!browser.is_in().await);
        let mut thief = browser.clone();
        let app = App::read(&browser.post("/login/setup/totp", &[("name", "Phone")]).await.is(200));
        let code = app.code(site.now());
        let right = [("enrolment", app.enrolment.as_str()), ("code", &code)];
        let wrong = app.wrong(site.now());
        let refused = browser.post("/login/setup/totp", &[("enrolment", &app.enrolment), ("code", &wrong)]).await;
        refused.is(422);
        assert!(!browser.is_in().await);
        browser.post("/login/setup/totp", &right).await.leads("/settings/security/next");
        assert!(browser.is_in().await);
        // The same pending sign-in, copied before, and a new one: both have to answer now.
        thief.post("/login/setup/totp", &[("name", "Mine")]).await.leads("/login?over=1");
        let mut thief = site.pending("anna", "192.0.2.6").await;
        thief.get("/login/setup").await.leads("/login/challenge");
        let seen = thief.post("/login/setup/totp", &[("name", "Mine")]).await;
        assert!([303, 409].contains(&seen.status) && !seen.text.contains("totp-secret"), "{}", seen.text);
        assert!(!thief.is_in().await);
    }

    async fn L01_walks_at_random_agree_with_the_model(place: Place) {
        let site = Site::with(place, &RAISED).await;
        let names = ["anna", "bodil"];
        let mut apps = Vec::new();
        for name in names {
            apps.push(site.add_with_app(name, &mut site.browser("192.0.2.1")).await);
        }
        let mut dice = Dice(0x5eed);
        let start = |n: u64| Walker { browser: site.browser(&format!("192.0.2.{}", 10 + n)), pending: None, is_in: false };
        let mut walkers: Vec<Walker> = (0..3).map(start).collect();
        // The last step that each account has used.
        let mut used = [0i64; 2];
        let mut sessions = 0;
        for step in 0..400 {
            let walker = &mut walkers[usize::try_from(dice.below(3)).unwrap()];
            let who = usize::try_from(dice.below(2)).unwrap();
            let browser = &mut walker.browser;
            match dice.below(12) {
                0 | 1 => {
                    browser.sign_in(names[who]).await.leads("/login/challenge");
                    walker.pending = Some(who);
                }
                2 => drop(browser.post("/login", &[("username", names[who]), ("password", "wrong")]).await.is(422)),
                3..=5 => {
                    // Somebody's right code, in whatever state.
                    let now = site.now();
                    let fits = walker.pending == Some(who) && now / 30 > used[who];
                    let seen = browser.answer("totp", &apps[who].code(now)).await;
                    assert_eq!(seen.status == 303 && seen.location() == "/", fits, "step {step}: {}", seen.text);
                    if fits {
                        used[who] = now / 30;
                        (walker.pending, walker.is_in) = (None, true);
                        sessions += 1;
                    }
                }
                6 => drop(browser.answer("totp", &apps[who].wrong(site.now())).await),
                7 => {
                    browser.post("/login/cancel", &[]).await.leads("/login");
                    walker.pending = None;
                }
                8 => {
                    browser.post("/logout", &[]).await.leads("/login?done=out");
                    walker.is_in = false;
                }
                9 => drop(browser.send("POST", "/login/challenge/totp", Some((FORM, b""))).await),
                10 => drop(browser.get("/login/challenge").await),
                _ => site.later([1, 31, 95][usize::try_from(dice.below(3)).unwrap()]),
            }
            let walker = &mut walkers[usize::try_from(dice.below(3)).unwrap()];
            assert_eq!(walker.browser.is_in().await, walker.is_in, "step {step}");
        }
        assert!(sessions > 10, "{sessions}: the walk went nowhere");
    }
}
