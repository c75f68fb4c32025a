//! The hand-over to a protected host, and whom its cookie shows.

use data_encoding::BASE64URL_NOPAD;
use domain::gate::CookieDomain;
use domain::{Assurance, Refusal, Span};
use door::{Actor, Door, Held, HostCookie, LiveSession, SessionToken, Ticket};
use testing::Place;
use testing::dump::{differences, dump};
use testing::people::{
    Browser, TOTP, add, form, guest, hand_over, nonce, refusal, session, with_app,
};

const FILES: &str = "files.example.org";

/// Bytes as an address or a cookie has them.
fn bytes(text: &str) -> Vec<u8> {
    BASE64URL_NOPAD.decode(text.as_bytes()).unwrap()
}

fn text(bytes: &[u8]) -> String {
    BASE64URL_NOPAD.encode(bytes)
}

/// A session with a proof more.
async fn risen(
    place: &Place,
    door: &Door,
    app: &testing::people::App,
    browser: &mut Browser,
) -> LiveSession {
    place.clock().advance(Span::minutes(11));
    let live = browser.live(door).await;
    let code = app.code(place, 0);
    let risen = door
        .step_up(&live, &TOTP, &form(&[("code", &code)]), &browser.seen)
        .await;
    browser.keep(&risen.unwrap());
    browser.live(door).await
}

testing::on_both! {
    async fn a_session_is_handed_over_and_ends_there_with_itself(place: Place) {
        let (door, node) = (place.door().await, place.door().await);
        let mut browser = Browser::new("192.0.2.1");
        with_app(&place, &door, "Anna", &mut browser).await;
        let live = browser.live(&door).await;
        let nonce = nonce(&place);
        let ticket = door.ticket(&live, FILES, &door.fingerprint(&nonce)).unwrap();
        let cookie = node.enter_host(&ticket, FILES, &nonce).await.unwrap();
        for _ in 0..3 {
            let there = guest(&door, &cookie, FILES).await.unwrap();
            let who = there.subject();
            assert_eq!((who.name.as_str(), who.assurance), ("anna", Assurance::TwoFactor));
        }
        assert!(guest(&door, &cookie, "mail.example.org").await.is_none(), "a sibling");
        door.add_group(&Actor::COMMAND_LINE, "staff").await.unwrap();
        node.set_groups(&Actor::COMMAND_LINE, "anna", &["staff".into()]).await.unwrap();
        let there = guest(&door, &cookie, FILES).await.unwrap();
        assert_eq!(there.subject().groups.iter().map(ToString::to_string).collect::<Vec<_>>(), ["staff"]);
        node.sign_out(&live, &browser.seen).await.unwrap();
        assert!(guest(&door, &cookie, FILES).await.is_none(), "at the next request");
    }

    async fn L43_a_ticket_is_good_at_its_host_in_its_browser_within_half_a_minute(place: Place) {
        let door = place.door().await;
        add(&door, "anna", false).await;
        let mut browser = Browser::new("192.0.2.1");
        let live = session(&door, "anna", &mut browser).await;
        let (mine, others) = (nonce(&place), nonce(&place));
        let fresh = || door.ticket(&live, FILES, &door.fingerprint(&mine)).unwrap();
        let wrong = async |ticket: &Ticket, host, nonce, why: &str| {
            assert_eq!(refusal(door.enter_host(ticket, host, nonce).await), Refusal::LinkGone, "{why}");
        };
        let ticket = fresh();
        wrong(&ticket, FILES, &others, "another browser").await;
        wrong(&ticket, "mail.example.org", &mine, "another host").await;
        wrong(&ticket, ".example.org", &mine, "a domain").await;
        for bit in 0..81 * 8 {
            let mut changed = bytes(&ticket.write());
            changed[bit / 8] ^= 1 << (bit % 8);
            let changed = Ticket::read(text(&changed).as_bytes()).unwrap();
            wrong(&changed, FILES, &mine, "a bit flipped").await;
        }
        // Whoever holds the nonce gains nothing by bringing it once more.
        for _ in 0..2 {
            let cookie = door.enter_host(&ticket, FILES, &mine).await.unwrap();
            assert!(guest(&door, &cookie, FILES).await.is_some());
        }
        for (after, good) in [
            (Span::seconds(29), true),
            (Span::micros(29_999_999), true),
            (Span::seconds(30), false),
            (Span::micros(30_000_001), false),
            (Span::seconds(31), false),
        ] {
            let ticket = fresh();
            place.clock().advance(after);
            assert_eq!(door.enter_host(&ticket, FILES, &mine).await.is_ok(), good, "{after:?}");
        }
        let ticket = fresh();
        door.sign_out(&live, &browser.seen).await.unwrap();
        wrong(&ticket, FILES, &mine, "after logout").await;
        wrong(&fresh(), FILES, &mine, "made after logout").await;
    }

    async fn L17_a_ticket_of_a_session_that_does_not_count_is_worth_nothing(place: Place) {
        let door = place.door().await;
        for way in ["disabled", "ended", "all-ended", "idle"] {
            add(&door, way, false).await;
            let mut browser = Browser::new("192.0.2.1");
            let live = session(&door, way, &mut browser).await;
            let cookie = hand_over(&place, &door, &live, FILES).await;
            let nonce = nonce(&place);
            let ticket = door.ticket(&live, FILES, &door.fingerprint(&nonce)).unwrap();
            assert!(door.enter_host(&ticket, FILES, &nonce).await.is_ok());
            match way {
                "disabled" => door.disable_account(&Actor::COMMAND_LINE, way).await.unwrap(),
                "ended" => door.end_session(&live, live.id(), &browser.seen).await.unwrap(),
                "all-ended" => door.end_user_sessions(&Actor::COMMAND_LINE, way, None).await.unwrap(),
                _ => {
                    place.clock().advance(Span::hours(12).minus(Span::seconds(1)));
                    assert!(guest(&door, &cookie, FILES).await.is_some(), "just before");
                    place.clock().advance(Span::seconds(2));
                }
            }
            let late = door.ticket(&live, FILES, &door.fingerprint(&nonce)).unwrap();
            for ticket in [ticket, late] {
                assert_eq!(refusal(door.enter_host(&ticket, FILES, &nonce).await), Refusal::LinkGone, "{way}");
            }
            assert!(guest(&door, &cookie, FILES).await.is_none(), "{way}");
        }
    }

    async fn L18_what_is_sealed_as_one_thing_opens_as_no_other(place: Place) {
        let door = place.door().await;
        add(&door, "anna", false).await;
        let mut browser = Browser::new("192.0.2.1");
        let live = session(&door, "anna", &mut browser).await;
        let nonce = nonce(&place);
        let ticket = door.ticket(&live, FILES, &door.fingerprint(&nonce)).unwrap();
        let cookie = door.enter_host(&ticket, FILES, &nonce).await.unwrap();
        let domain = CookieDomain::read("example.org").unwrap();
        let shared = door.enter_domain(&live, &domain).unwrap();
        assert!(guest(&door, &shared, &domain.as_host()).await.is_some());
        for (cookie, host) in [(&shared, FILES), (&shared, "example.org"), (&cookie, ".example.org"), (&cookie, "")] {
            assert!(guest(&door, cookie, host).await.is_none(), "at {host}");
        }
        // Neither is even read as the other, nor is what isn't of its length; and cut to it, it doesn't open.
        let (long, short) = (bytes(&ticket.write()), bytes(&cookie.write()));
        assert!(HostCookie::read(ticket.write().as_bytes()).is_none());
        assert!(Ticket::read(cookie.write().as_bytes()).is_none());
        for n in 0..73 {
            assert!(HostCookie::read(text(&short[..n]).as_bytes()).is_none());
            assert!(Ticket::read(text(&long[..n]).as_bytes()).is_none());
        }
        let cut = HostCookie::read(text(&long[..73]).as_bytes()).unwrap();
        assert!(guest(&door, &cut, FILES).await.is_none());
        let grown = Ticket::read(text(&[short.as_slice(), &[0; 8]].concat()).as_bytes()).unwrap();
        assert_eq!(refusal(door.enter_host(&grown, FILES, &nonce).await), Refusal::LinkGone);
        for bit in 0..73 * 8 {
            let mut changed = short.clone();
            changed[bit / 8] ^= 1 << (bit % 8);
            let changed = HostCookie::read(text(&changed).as_bytes()).unwrap();
            assert!(guest(&door, &changed, FILES).await.is_none(), "bit {bit}");
        }
        // A session's cookie isn't one, nor does one give a session, whatever is cut from it.
        let own = browser.seen.session.as_ref().unwrap().write();
        assert!(HostCookie::read(own.as_bytes()).is_none() && Ticket::read(own.as_bytes()).is_none());
        for from in 0..=short.len() - 48 {
            let cut = SessionToken::read(&text(&short[from..from + 48])).unwrap();
            assert!(door.session(&cut, &browser.seen).await.unwrap().is_none());
        }
    }

    async fn a_session_is_known_by_its_token_and_its_secret_together(place: Place) {
        let door = place.door().await;
        let mut browser = Browser::new("192.0.2.1");
        let app = with_app(&place, &door, "anna", &mut browser).await;
        let before = bytes(&browser.seen.session.as_ref().unwrap().write());
        let cookie = hand_over(&place, &door, &browser.live(&door).await, FILES).await;
        risen(&place, &door, &app, &mut browser).await;
        let after = bytes(&browser.seen.session.as_ref().unwrap().write());
        assert_ne!(before[..32], after[..32], "the token is another");
        assert_eq!(before[32..], after[32..], "the secret stays");
        for bit in (0..48 * 8).step_by(7) {
            let mut changed = after.clone();
            changed[bit / 8] ^= 1 << (bit % 8);
            let changed = SessionToken::read(&text(&changed)).unwrap();
            assert!(door.session(&changed, &browser.seen).await.unwrap().is_none(), "bit {bit}");
        }
        // What is in the database is neither.
        let held = dump(&place).await;
        for part in [&before[..32], &before[32..], &after[..32], &bytes(&cookie.write())] {
            assert!(!held.contains(&data_encoding::HEXLOWER.encode(part)));
        }
    }

    async fn another_sessions_secret_opens_nothing(place: Place) {
        let door = place.door().await;
        add(&door, "anna", false).await;
        let mut browser = Browser::new("192.0.2.1");
        let live = session(&door, "anna", &mut browser).await;
        let nonce = nonce(&place);
        let ticket = door.ticket(&live, FILES, &door.fingerprint(&nonce)).unwrap();
        let cookie = door.enter_host(&ticket, FILES, &nonce).await.unwrap();
        // As if somebody with the keys, but without the cookie, had sealed the id alone.
        const OTHER: &str = "UPDATE sessions SET secret = hash";
        match place.engine() {
            testing::Engine::Sqlite => drop(place.sqlite().execute(OTHER, []).unwrap()),
            testing::Engine::Postgres => drop(place.postgres().await.execute(OTHER, &[]).await.unwrap()),
        }
        assert!(door.session(browser.seen.session.as_ref().unwrap(), &browser.seen).await.unwrap().is_some());
        assert!(guest(&door, &cookie, FILES).await.is_none());
        assert_eq!(refusal(door.enter_host(&ticket, FILES, &nonce).await), Refusal::LinkGone);
    }

    async fn a_session_that_rises_takes_its_hosts_and_tickets_along(place: Place) {
        let door = place.door().await;
        let mut browser = Browser::new("192.0.2.1");
        let app = with_app(&place, &door, "anna", &mut browser).await;
        let live = browser.live(&door).await;
        let cookie = hand_over(&place, &door, &live, FILES).await;
        let again = risen(&place, &door, &app, &mut browser).await;
        assert!(guest(&door, &cookie, FILES).await.is_some(), "goes on after step-up");
        let nonce = nonce(&place);
        let ticket = door.ticket(&again, FILES, &door.fingerprint(&nonce)).unwrap();
        place.clock().advance(Span::seconds(5));
        // A changed password ends all others, by the account's epoch, and this one goes on.
        let change = door::PasswordChange {
            current: testing::people::PASSWORD,
            new: "en annan mening helt",
            device_passwords: door::DevicePasswords::Stay,
        };
        let changed = door.change_password(&again, change, &browser.seen).await;
        browser.keep(&changed.unwrap());
        assert!(door.enter_host(&ticket, FILES, &nonce).await.is_ok(), "risen meanwhile");
        assert!(guest(&door, &cookie, FILES).await.is_some());
        door.disable_account(&Actor::COMMAND_LINE, "anna").await.unwrap();
        assert!(guest(&door, &cookie, FILES).await.is_none(), "L17");
    }

    async fn what_is_not_ours_says_nothing_and_of_two_sessions_neither_counts(place: Place) {
        let door = place.door().await;
        for name in ["anna", "bea"] {
            add(&door, name, false).await;
        }
        let (mut annas, mut beas) = (Browser::new("192.0.2.1"), Browser::new("192.0.2.2"));
        let anna = session(&door, "anna", &mut annas).await;
        let bea = session(&door, "bea", &mut beas).await;
        let [first, second] = [hand_over(&place, &door, &anna, FILES).await, hand_over(&place, &door, &anna, FILES).await];
        let other = hand_over(&place, &door, &bea, FILES).await;
        let elsewhere = hand_over(&place, &door, &bea, "mail.example.org").await;
        let junk = HostCookie::read(text(&[1; 73]).as_bytes()).unwrap();
        let held = async |cookies: &[&HostCookie]| {
            let cookies = cookies.iter().map(|cookie| (*cookie).clone());
            match door.guest(cookies, FILES).await.unwrap() {
                Held::By(guest) => guest.subject().name.clone(),
                Held::Nothing => "nothing".to_owned(),
                Held::Differing => "differing".to_owned(),
            }
        };
        assert_eq!(held(&[]).await, "nothing");
        assert_eq!(held(&[&junk]).await, "nothing");
        assert_eq!(held(&[&junk, &elsewhere]).await, "nothing");
        assert_eq!(held(&[&junk, &elsewhere, &first]).await, "anna");
        assert_eq!(held(&[&first, &junk]).await, "anna");
        assert_eq!(held(&[&first, &second, &first]).await, "anna", "of one session");
        assert_eq!(held(&[&first, &other]).await, "differing");
        assert_eq!(held(&[&other, &junk, &first]).await, "differing");
        door.sign_out(&bea, &beas.seen).await.unwrap();
        assert_eq!(held(&[&other, &first]).await, "anna", "a session that is over does no harm");
        assert_eq!(held(&[&other, &other]).await, "nothing");
        // With so many, nobody looks whether they live.
        let mut dead = Vec::new();
        for _ in 0..4 {
            let live = session(&door, "bea", &mut beas).await;
            dead.push(hand_over(&place, &door, &live, FILES).await);
            door.sign_out(&live, &beas.seen).await.unwrap();
        }
        let [a, b, c, d] = &dead[..] else { panic!("four") };
        assert_eq!(held(&[a, b, a, &first, c, &junk]).await, "anna");
        assert_eq!(held(&[a, b, c, d, &first]).await, "differing");
    }

    async fn three_hundred_visits_leave_no_row(place: Place) {
        let door = place.door().await;
        add(&door, "anna", false).await;
        let mut browser = Browser::new("192.0.2.1");
        let live = session(&door, "anna", &mut browser).await;
        let domain = CookieDomain::read("example.org").unwrap();
        let before = dump(&place).await;
        for _ in 0..300 {
            let cookie = hand_over(&place, &door, &live, FILES).await;
            assert!(guest(&door, &cookie, FILES).await.is_some());
            let shared = door.enter_domain(&live, &domain).unwrap();
            assert!(guest(&door, &shared, &domain.as_host()).await.is_some());
        }
        assert_eq!(differences(&before, &dump(&place).await), "");
    }
}
