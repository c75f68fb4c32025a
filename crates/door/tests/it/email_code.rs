//! Codes by e-mail: off until somebody wants them, to no mailbox that chose the password anew, and for no change but
//! adding something better.

use domain::setting::Value;
use domain::{Assurance, Form, Kind, Language, Refusal, Span};
use door::{Actor, At, Config, Door, EmailChange, Freshness, Progress, Shown};
use factors::Registry;
use testing::drivers::{self, Holder, Scene};
use testing::people::*;
use testing::{Place, on_both};

const KIND: Kind = Kind::of("email");
/// A new password.
const PASSWORD_2: &str = "fyra gröna hästar springer";
const CLI: Actor = Actor::COMMAND_LINE;

async fn house(place: &Place) -> Door {
    place.door_asking(Registry::built_in(), |_| {}).await
}

/// Somebody who gets codes by e-mail, and has signed in by one an hour ago.
async fn mailed(place: &Place, door: &Door, name: &str) -> (Browser, Box<dyn Holder>) {
    add(door, name, false).await;
    let mut browser = Browser::new("192.0.2.1");
    session(door, name, &mut browser).await;
    let scene = Scene {
        place,
        door,
        name,
        browser: &mut browser,
    };
    let holder = drivers::of(&KIND).enrol(scene).await;
    place.clock().advance(Span::minutes(61));
    (browser, holder)
}

/// The code that a new sign-in is sent.
async fn signed_in(
    place: &Place,
    door: &Door,
    name: &str,
    of: (&mut Browser, &mut Box<dyn Holder>),
) {
    let (browser, holder) = of;
    let (_, waiting) = pending(door, name, browser).await;
    let words = door.words(Language::FIRST, "");
    let form = Form::new(holder.asks());
    door.ask(&waiting, &KIND, &form, &words, &browser.seen)
        .await
        .unwrap();
    door.send_messages().await.unwrap();
    let right = holder.fresh(place, door).await;
    let code = holder.say(&right, "");
    match answer(door, &waiting, &KIND, &code, browser).await.unwrap() {
        Progress::In(new) => browser.keep(&new),
        other => panic!("{other:?}"),
    }
}

on_both! {
    async fn V6_3_6_it_is_off_until_somebody_wants_it(place: Place) {
        let door = house(&place).await;
        let kinds = door.kinds(&CLI).await.unwrap();
        let off: Vec<_> = kinds.iter().filter(|kind| !kind.on).map(|kind| kind.kind.as_str()).collect();
        assert_eq!(off, ["email"]);
        add(&door, "anna", false).await;
        door.change_emails(&CLI, "anna", EmailChange::Add("anna@example.org")).await.unwrap();
        let mut browser = Browser::new("192.0.2.1");
        let live = session(&door, "anna", &mut browser).await;
        let fields = [("email", "anna@example.org")];
        let begun = post(&door, At::Settings(&live), &KIND, "", None, &fields, &browser).await;
        assert_eq!(refusal(begun), Refusal::KindOff(KIND));
    }

    async fn N_15_it_goes_to_addresses_that_were_confirmed_a_day_ago_and_to_no_others(place: Place) {
        let door = house(&place).await;
        door.switch_kind(&CLI, "email", true).await.unwrap();
        add(&door, "anna", false).await;
        let mut browser = Browser::new("192.0.2.1");
        let live = session(&door, "anna", &mut browser).await;
        door.change_emails(&CLI, "anna", EmailChange::Add("anna@example.org")).await.unwrap();
        door.add_email(&live, "new@example.org", &browser.seen).await.unwrap();
        door.send_messages().await.unwrap();
        let text = place.letters().last_at("anna", "new@example.org").unwrap();
        let code = text.lines().find(|line| line.trim().len() == 9 && line.contains('-')).unwrap();
        let id = door.profile(&live).await.unwrap().unconfirmed[0].id.parse().unwrap();
        door.confirm_email(&live, id, code.trim(), &browser.seen).await.unwrap();
        for (typed, taken) in [
            ("other@example.org", false),
            ("new@example.org", false),
            ("0", false),
            ("ANNA@example.org", true),
        ] {
            let fields = [("email", typed)];
            let begun = post(&door, At::Settings(&live), &KIND, "", None, &fields, &browser).await;
            match begun {
                Ok(Shown::Done(_)) => assert!(taken, "{typed}"),
                Ok(Shown::Page(_, _, Some(why))) => assert_eq!((why, taken), (Refusal::MailboxUnfit, false), "{typed}"),
                other => panic!("{typed}: {:?}", other.err()),
            }
        }
        place.clock().advance(Span::days(1));
        let mut other = Browser::new("192.0.2.2");
        let live = session(&door, "anna", &mut other).await;
        let fields = [("email", "new@example.org")];
        let begun = post(&door, At::Settings(&live), &KIND, "", None, &fields, &other).await;
        assert!(matches!(begun, Ok(Shown::Done(_))), "a day later");
    }

    async fn N_17_a_mailbox_that_chose_the_password_anew_gets_no_code_for_thirty_days(place: Place) {
        let door = house(&place).await;
        let (mut browser, holder) = mailed(&place, &door, "anna").await;
        let address = "anna.0@example.org";
        door.ask_for_reset("anna", &browser.seen).await.unwrap();
        door.send_messages().await.unwrap();
        let text = place.letters().last("anna", |text| text.contains("/forgotten/"));
        let text = text.unwrap();
        let (_, rest) = text.split_once("/forgotten/").unwrap();
        let token = domain::secret::read_token(rest.split_whitespace().next().unwrap()).unwrap();
        assert!(door.reset_link(&token).await.unwrap().rests, "it is told before");
        door.reset_password(&token, PASSWORD_2, door::Why::Forgot, &browser.seen).await.unwrap();
        browser.seen.known = None;
        browser.seen.session = None;
        let waiting = async |browser: &Browser| {
            let Progress::Owed(token) = door.sign_in("anna", PASSWORD_2, "", &browser.seen).await.unwrap() else {
                panic!("nothing is owed");
            };
            door.pending(&token).await.unwrap().unwrap()
        };
        let words = door.words(Language::FIRST, "");
        let form = Form::new(holder.asks());
        let asked = door.ask(&waiting(&browser).await, &KIND, &form, &words, &browser.seen).await;
        assert_eq!(refusal(asked), Refusal::MailboxUnfit);
        // Nor does another address, which may end in the same mailbox, nor this one when it is added anew.
        for address in ["second@example.org", address] {
            drop(door.change_emails(&CLI, "anna", EmailChange::Remove(address)).await);
            door.change_emails(&CLI, "anna", EmailChange::Add(address)).await.unwrap();
            let asked = door.ask(&waiting(&browser).await, &KIND, &form, &words, &browser.seen).await;
            assert_eq!(refusal(asked), Refusal::MailboxUnfit, "{address}");
        }
        place.clock().advance(Span::days(31));
        door.ask(&waiting(&browser).await, &KIND, &form, &words, &browser.seen).await.unwrap();
        door.change_emails(&CLI, "anna", EmailChange::Remove(address)).await.unwrap();
        let asked = door.ask(&waiting(&browser).await, &KIND, &form, &words, &browser.seen).await;
        assert_eq!(refusal(asked), Refusal::MailboxUnfit, "it isn't theirs any more");
    }

    async fn N_17_an_invite_of_somebody_who_had_a_password_is_a_reset_like_any_other(place: Place) {
        let door = house(&place).await;
        let (browser, holder) = mailed(&place, &door, "anna").await;
        let again = door::administration::NewAccount {
            name: "anna".into(),
            ..door::administration::NewAccount::default()
        };
        let token = door.invite(&CLI, &again).await.unwrap();
        let stranger = Browser::new("203.0.113.7");
        let Progress::Owed(waiting) = door.finish_invite(&token, PASSWORD_2, &stranger.seen).await.unwrap() else {
            panic!("nothing is owed");
        };
        let waiting = door.pending(&waiting).await.unwrap().unwrap();
        let words = door.words(Language::FIRST, "");
        let form = Form::new(holder.asks());
        let asked = door.ask(&waiting, &KIND, &form, &words, &stranger.seen).await;
        assert_eq!(refusal(asked), Refusal::MailboxUnfit);
        drop(browser);
    }

    async fn beside_an_app_it_confirms_nothing(place: Place) {
        let door = house(&place).await;
        let (mut browser, mut holder) = mailed(&place, &door, "anna").await;
        signed_in(&place, &door, "anna", (&mut browser, &mut holder)).await;
        let app = enrol(&place, &door, "anna", &mut browser).await;
        drop(app);
        place.clock().advance(Span::minutes(61));
        let live = browser.live(&door).await;
        let ways = door.step_up_ways(&live).await.unwrap();
        assert!(ways.others.kinds.is_empty(), "{ways:?}");
        browser.keep(&door.step_up_by_password(&live, PASSWORD, &browser.seen).await.unwrap());
        let live = browser.live(&door).await;
        let code = testing::people::form(&[("code", "12345678")]);
        let tried = door.step_up(&live, &KIND, &code, &browser.seen).await;
        assert_eq!(refusal(tried), Refusal::StepUp);
    }

    async fn it_is_no_company_for_what_is_taken_beside_another_alone(place: Place) {
        let beside = |config: &mut Config| {
            let switch = Value::Switch(true);
            config.settings.set("text_message.beside_another", switch);
        };
        let door = place.door_asking(Registry::built_in(), beside).await;
        let (mut browser, mut holder) = mailed(&place, &door, "anna").await;
        signed_in(&place, &door, "anna", (&mut browser, &mut holder)).await;
        let live = browser.live(&door).await;
        let text = Kind::of("text-message");
        let fields = [("phone", "+1 201 5550210")];
        let begun = post(&door, At::Settings(&live), &text, "", None, &fields, &browser).await;
        assert_eq!(refusal(begun), Refusal::NotAlone(text));
    }

    async fn with_the_password_it_opens_adding_something_better_and_nothing_else(place: Place) {
        let door = house(&place).await;
        let (mut browser, mut holder) = mailed(&place, &door, "anna").await;
        signed_in(&place, &door, "anna", (&mut browser, &mut holder)).await;
        let live = browser.live(&door).await;
        assert_eq!(door.freshness(&live).await.unwrap(), Freshness::Better);
        let at = At::Settings(&live);
        let own = door.own_factors(&live).await.unwrap()[0].id.parse().unwrap();
        let seen = &browser.seen;
        door.change_emails(&CLI, "anna", EmailChange::Add("second@example.org")).await.unwrap();
        let fields = [("email", "second@example.org")];
        let refused = [
            refusal(post(&door, at, &KIND, "", None, &fields, &browser).await),
            refusal(make_codes(&door, &live, &browser).await),
            refusal(door.remove_factor(&live, own, seen).await),
            refusal(door.suspend_factor(&live, own, seen).await),
            refusal(door.add_email(&live, "mine@example.org", seen).await),
        ];
        assert!(refused.iter().all(|why| *why == Refusal::OnlyBetter), "{refused:?}");
        place.clock().advance(Span::minutes(61));
        let live = browser.live(&door).await;
        let ways = door.step_up_ways(&live).await.unwrap();
        assert!(ways.mailed && ways.kinds.kinds.is_empty() && !ways.password, "{ways:?}");
        let words = door.words(Language::FIRST, "");
        let form = Form::new(holder.asks());
        door.step_up_ask(&live, &KIND, &form, &words, &browser.seen).await.unwrap();
        door.send_messages().await.unwrap();
        let right = holder.fresh(&place, &door).await;
        let code = testing::people::form(&[("code", &holder.say(&right, ""))]);
        let alone = door.step_up(&live, &KIND, &code, &browser.seen).await;
        assert_eq!(refusal(alone), Refusal::StepUp, "the password comes first");
        browser.keep(&door.step_up_by_password(&live, PASSWORD, &browser.seen).await.unwrap());
        let live = browser.live(&door).await;
        assert_eq!(door.freshness(&live).await.unwrap(), Freshness::None);
        let again = door.step_up_ask(&live, &KIND, &form, &words, &browser.seen).await;
        assert!(matches!(refusal(again), Refusal::AskedJustNow(_)), "it is the same session");
        browser.keep(&door.step_up(&live, &KIND, &code, &browser.seen).await.unwrap());
        let app = enrol(&place, &door, "anna", &mut browser).await;
        drop(app);
        place.clock().advance(Span::minutes(61));
        let live = browser.live(&door).await;
        let ways = door.step_up_ways(&live).await.unwrap();
        assert!(ways.kinds.only().is_some_and(|only| only.kind == TOTP) && !ways.mailed);
    }

    async fn N_11_where_the_site_follows_nist_it_counts_for_no_second_factor(place: Place) {
        let nist = |config: &mut Config| config.settings.set("policy.nist", Value::Switch(true));
        for (follows, assurance) in [(true, Assurance::Single), (false, Assurance::TwoFactor)] {
            let name = format!("anna.{follows}");
            let door = match follows {
                true => place.door_asking(Registry::built_in(), nist).await,
                false => house(&place).await,
            };
            let (mut browser, mut holder) = mailed(&place, &door, &name).await;
            signed_in(&place, &door, &name, (&mut browser, &mut holder)).await;
            let live = browser.live(&door).await;
            assert_eq!(live.assurance(), assurance);
            let words = door.words(Language::FIRST, "");
            let all = door.sections(&live, "", None, &words).await.unwrap();
            let own = all.iter().find(|section| section.kind == KIND).unwrap();
            let says = own.body.as_str().contains("count as a second step");
            assert_eq!(says, follows);
        }
    }
}
