//! A code: for one sign-in and one number, good once and for ten minutes; and the message that it stands in.

use domain::{Form, Language, Refusal, Span};
use door::{At, Progress, Stands};
use testing::people::*;
use testing::{Place, on_both};

use super::{KIND, NUMBER, ask, ask_at, between, house, sent, with_number, with_numbers};

const SECOND: &str = "073-987 65 43";

on_both! {
    async fn N_11_V6_5_5_V6_6_2_a_code_is_good_for_one_sign_in_and_number_once_and_for_ten_minutes(place: Place) {
        let door = house(&place).await;
        let (mut browser, phone) = with_number(&place, &door, "anna", NUMBER).await;
        let (_, one) = pending(&door, "anna", &browser).await;
        let (_, two) = pending(&door, "anna", &browser).await;
        ask(&door, &one, &browser).await.unwrap();
        let code = phone.code().unwrap();
        let wrong = refusal(answer(&door, &two, &KIND, &code, &browser).await);
        assert_eq!(wrong, Refusal::WrongCode(KIND), "it was asked for by another sign-in");
        ask(&door, &two, &browser).await.unwrap();
        let second = phone.code().unwrap();
        let Progress::In(new) = answer(&door, &one, &KIND, &code, &browser).await.unwrap() else {
            panic!("that another sign-in asks makes nothing void");
        };
        browser.keep(&new);
        let used = refusal(answer(&door, &two, &KIND, &code, &browser).await);
        assert_eq!(used, Refusal::WrongCode(KIND));
        place.clock().advance(Span::minutes(10));
        let (_, three) = pending(&door, "anna", &browser).await;
        let late = refusal(answer(&door, &three, &KIND, &second, &browser).await);
        assert_eq!(late, Refusal::WrongCode(KIND));
        let live = browser.live(&door).await;
        let words = door.words(Language::FIRST, "");
        let page = door.sections(&live, "", None, &words).await.unwrap();
        let section = page.iter().find(|section| section.kind == KIND).unwrap();
        let body = section.body.as_str();
        assert!(body.contains("•••• 45 67") && !body.contains("1234567"), "{body}");
        assert!(!body.contains(&words.t("look-never")), "when it was last used: {body}");
    }

    async fn N_7_sent_once_more_after_a_minute_makes_the_one_before_void(place: Place) {
        let door = house(&place).await;
        let (browser, phone) = with_number(&place, &door, "anna", NUMBER).await;
        let (_, waiting) = pending(&door, "anna", &browser).await;
        let words = door.words(Language::FIRST, "");
        let question = async || door.question(&waiting, &KIND, &words).await.unwrap();
        let before = question().await;
        assert_eq!((before.stands, before.again.is_none()), (Stands::ToAsk, true));
        assert_eq!(before.data["target"], serde_json::Value::Null);
        ask(&door, &waiting, &browser).await.unwrap();
        let first = phone.code().unwrap();
        let after = question().await;
        assert_eq!((after.stands, after.again.is_some()), (Stands::Asked, true));
        assert_eq!((&after.data["target"], &after.data["again_in"]), (&"•••• 45 67".into(), &60.into()));
        place.clock().advance(Span::seconds(59));
        let Refusal::AskedJustNow(wait) = refusal(ask(&door, &waiting, &browser).await) else {
            panic!("sent twice within a minute");
        };
        assert_eq!((wait, sent(&place)), (Span::seconds(1), 2));
        place.clock().advance(Span::seconds(1));
        ask(&door, &waiting, &browser).await.unwrap();
        let void = refusal(answer(&door, &waiting, &KIND, &first, &browser).await);
        assert_eq!(void, Refusal::WrongCode(KIND));
        let second = phone.code().unwrap();
        let spaced = format!("{} {}", &second[..4], &second[4..]);
        assert!(matches!(answer(&door, &waiting, &KIND, &spaced, &browser).await, Ok(Progress::In(_))));
    }

    async fn of_several_numbers_one_is_chosen_and_that_one_alone_is_sent_to(place: Place) {
        let door = house(&place).await;
        let (browser, [first, second]) = with_numbers(&place, &door, "anna", [NUMBER, SECOND]).await;
        let (_, waiting) = pending(&door, "anna", &browser).await;
        let words = door.words(Language::FIRST, "");
        let asked = door.question(&waiting, &KIND, &words).await.unwrap();
        let page = asked.fragment.as_str();
        assert!(page.contains("•••• 45 67") && page.contains("•••• 65 43") && page.contains("type=\"radio\""), "{page}");
        let before = (sent(&place), second.code());
        let to = form(&[("to", first.enrolment())]);
        ask_at(&door, &waiting, &browser, &to).await.unwrap();
        assert_eq!((sent(&place), second.code()), (before.0 + 1, before.1));
        let code = first.code().unwrap();
        assert!(matches!(answer(&door, &waiting, &KIND, &code, &browser).await, Ok(Progress::In(_))));
        let (_, waiting) = pending(&door, "anna", &browser).await;
        for to in [form(&[("to", "")]), form(&[("to", &other_id(&place))])] {
            assert_eq!(refusal(ask_at(&door, &waiting, &browser, &to).await), Refusal::NoSuch);
        }
    }

    async fn V6_6_1_L26_a_number_counts_once_it_is_confirmed_and_stands_in_no_row(place: Place) {
        let door = house(&place).await;
        add(&door, "anna", false).await;
        let mut browser = Browser::new("192.0.2.1");
        let live = session(&door, "anna", &mut browser).await;
        let at = At::Settings(&live);
        let begun = post(&door, at, &KIND, "", None, &[("phone", NUMBER)], &browser).await;
        let Ok(door::Shown::Done(begun)) = begun else { panic!("nothing was sent") };
        let (_, page) = begun.show.unwrap();
        let waits = testing::dump::dump(&place).await;
        door.send_messages().await.unwrap();
        let text = place.letters().last_at("anna", "+46701234567").unwrap();
        let (_, code) = text.rsplit_once('#').unwrap();
        for written in [page.as_str().to_owned(), waits, testing::dump::dump(&place).await] {
            for secret in ["701234567", code] {
                let hex = data_encoding::HEXLOWER.encode(secret.as_bytes());
                assert!(!written.contains(secret) && !written.contains(&hex), "{secret} in {written}");
            }
        }
        let other = Browser::new("192.0.2.2");
        let Ok(Progress::In(_)) = by_password(&door, "anna", &other).await else {
            panic!("what isn't confirmed is owed");
        };
        let id = between(page.as_str(), "name=\"enrolment\" value=\"", "\"");
        let again = post(&door, at, &KIND, "/{id}/again", Some(id), &[("again", "1")], &browser).await;
        assert!(matches!(again, Ok(door::Shown::Page(_, _, Some(Refusal::AskedJustNow(_))))));
        place.clock().advance(Span::minutes(1));
        let again = post(&door, at, &KIND, "/{id}/again", Some(id), &[("again", "1")], &browser).await;
        assert!(matches!(again, Ok(door::Shown::Done(_))), "{:?}", again.err());
        door.send_messages().await.unwrap();
        let confirm = async |code| post(&door, at, &KIND, "/{id}/confirm", Some(id), &[("code", code)], &browser).await;
        let Ok(door::Shown::Page(_, page, Some(Refusal::WrongCode(_)))) = confirm(code).await else {
            panic!("a void code switched it on");
        };
        assert!(page.as_str().contains("•••• 45 67"), "{}", page.as_str());
        let text = place.letters().last_at("anna", "+46701234567").unwrap();
        let (_, code) = text.rsplit_once('#').unwrap();
        assert!(matches!(confirm(code).await, Ok(door::Shown::Done(_))));
        let Ok(Progress::Owed(_)) = by_password(&door, "anna", &browser).await else {
            panic!("nothing is owed");
        };
        let told = events(&door, "anna").await;
        assert!(told.contains(&"factor.added done".to_owned()), "{told:?}");
    }

    async fn a_message_fits_into_one_and_ends_with_the_line_that_browsers_read(place: Place) {
        let door = house(&place).await;
        let (browser, _) = with_number(&place, &door, "anna", NUMBER).await;
        for language in Language::ALL {
            let live = browser.live(&door).await;
            door.set_language(&live, language).await.unwrap();
            let (_, waiting) = pending(&door, "anna", &browser).await;
            ask(&door, &waiting, &browser).await.unwrap();
            let text = place.letters().last_at("anna", "+46701234567").unwrap();
            let lines: Vec<&str> = text.lines().collect();
            let last = lines.last().unwrap().strip_prefix("@id.example.org #").unwrap();
            assert!(last.len() == 8 && last.bytes().all(|byte| byte.is_ascii_digit()), "{text}");
            assert!(lines[0].starts_with(&format!("{} {}", &last[..4], &last[4..])), "{text}");
            assert!(domain::gsm7::septets(&text).is_some_and(|all| all <= domain::gsm7::MOST), "{text}");
            assert!(text.contains("Countersign") && !text.contains("://"), "{text}");
            place.clock().advance(Span::minutes(20));
        }
    }

    async fn whoever_has_nothing_stronger_confirms_by_it(place: Place) {
        let door = house(&place).await;
        let (mut browser, phone) = with_number(&place, &door, "anna", NUMBER).await;
        let live = browser.live(&door).await;
        let words = door.words(Language::FIRST, "");
        let ways = door.step_up_ways(&live).await.unwrap();
        assert!(ways.kinds.only().is_some_and(|only| only.kind == KIND) && !ways.password);
        door.step_up_ask(&live, &KIND, &Form::default(), &words, &browser.seen).await.unwrap();
        door.send_messages().await.unwrap();
        let code = form(&[("code", &phone.code().unwrap())]);
        browser.keep(&door.step_up(&live, &KIND, &code, &browser.seen).await.unwrap());
        let app = enrol(&place, &door, "anna", &mut browser).await;
        drop(app);
        place.clock().advance(Span::minutes(61));
        let live = browser.live(&door).await;
        let ways = door.step_up_ways(&live).await.unwrap();
        assert!(ways.kinds.only().is_some_and(|only| only.kind == TOTP), "{ways:?}");
        let weak = door.step_up(&live, &KIND, &code, &browser.seen).await;
        assert_eq!(refusal(weak), Refusal::StepUp);
        // Without the app it is the password and a text message, which open replacing it.
        browser.keep(&door.step_up_by_password(&live, PASSWORD, &browser.seen).await.unwrap());
        let live = browser.live(&door).await;
        door.step_up_ask(&live, &KIND, &Form::default(), &words, &browser.seen).await.unwrap();
        door.send_messages().await.unwrap();
        let code = form(&[("code", &phone.code().unwrap())]);
        browser.keep(&door.step_up(&live, &KIND, &code, &browser.seen).await.unwrap());
        let live = browser.live(&door).await;
        assert_eq!(door.freshness(&live).await.unwrap(), door::Freshness::Narrow);
        // A number may be taken over: what is stronger is suspended by it, and not removed.
        let own = door.own_factors(&live).await.unwrap();
        let app = own.iter().find(|one| one.kind == TOTP).unwrap().id.parse().unwrap();
        let removed = door.remove_factor(&live, app, &browser.seen).await;
        assert_eq!(refusal(removed), Refusal::OnlyTheLost);
        door.suspend_factor(&live, app, &browser.seen).await.unwrap();
        assert_eq!(door.freshness(&live).await.unwrap(), door::Freshness::Narrow);
    }
}
