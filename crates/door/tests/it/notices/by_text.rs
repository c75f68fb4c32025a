//! What is told by text message, to whom, how often, and how it is stopped without a link.

use std::sync::Arc;

use domain::ids::EnrolmentId;
use domain::{Refusal, Span};
use door::{Actor, Door, Progress};
use testing::people::*;
use testing::{Place, at_once, on_both};

use crate::outbox::{Does, Kept, in_table};
use crate::races::CROWD;
use crate::text_message::{KIND, NUMBER, ask_at, house, swedish, with_numbers};
use crate::webauthn::copies::is_over;

/// Its number as gateways get it.
const THERE: &str = "+46701234567";

/// Signs in by a code to this enrolment's number.
async fn by_code(door: &Door, channel: &Kept, of: EnrolmentId, browser: &mut Browser) {
    let (_, waiting) = pending(door, "anna", browser).await;
    let form = form(&[("to", &of.to_string())]);
    ask_at(door, &waiting, browser, &form).await.unwrap();
    let sent = channel.letters();
    let code = sent.iter().find_map(|(_, text)| text.rsplit_once('#'));
    let code = code.expect("a code").1;
    let Ok(Progress::In(new)) = answer(door, &waiting, &KIND, code, browser).await else {
        panic!("not signed in");
    };
    browser.keep(&new);
}

/// Whoever has two numbers for more than a day, and has just signed in; text messages are kept by the channel.
async fn with_two(place: &Place) -> (Door, Arc<Kept>, Browser, [EnrolmentId; 2]) {
    let first = house(place).await;
    let numbers = [NUMBER, "073-987 65 43"];
    let (mut browser, phones) = with_numbers(place, &first, "anna", numbers).await;
    let of = phones.map(|phone| phone.enrolment().parse().unwrap());
    place.clock().advance(Span::hours(25));
    let channel = Kept::to_numbers();
    let door = place.door_sending_with(channel.clone(), swedish).await;
    by_code(&door, &channel, of[0], &mut browser).await;
    (door, channel, browser, of)
}

/// The same who is told at the first of them.
async fn told(place: &Place) -> (Door, Arc<Kept>, Browser, [EnrolmentId; 2]) {
    let (door, channel, browser, of) = with_two(place).await;
    choose(&door, &browser, Some(of[0])).await;
    assert_eq!(to(&sent(&door, &channel).await), [THERE]);
    (door, channel, browser, of)
}

async fn choose(door: &Door, browser: &Browser, of: Option<EnrolmentId>) {
    let live = browser.live(door).await;
    door.set_notice_number(&live, of, &browser.seen)
        .await
        .unwrap();
}

/// What leaves now.
async fn sent(door: &Door, channel: &Kept) -> Vec<(String, String)> {
    door.send_messages().await.unwrap();
    channel.letters()
}

fn to(sent: &[(String, String)]) -> Vec<&str> {
    sent.iter().map(|(to, _)| to.as_str()).collect()
}

/// The characters that stop what a message tells of.
fn characters(text: &str) -> Option<String> {
    let mut words = text.split_whitespace();
    let is = |word: &&str| {
        let known = |b: u8| b.is_ascii_uppercase() || b.is_ascii_digit();
        let plain = word.replacen('-', "", 1);
        word.len() == 9 && plain.len() == 8 && plain.bytes().all(known)
    };
    words.find(is).map(str::to_owned)
}

on_both! {
    async fn N_18_whoever_asks_is_told_by_text_message_and_stops_it_by_eight_characters(place: Place) {
        let (door, channel, owner, of) = told(&place).await;
        // Somebody has got hold of a code.
        let mut thief = Browser::new("198.51.100.1");
        by_code(&door, &channel, of[1], &mut thief).await;
        let said = sent(&door, &channel).await;
        assert_eq!(to(&said), [THERE]);
        let text = &said[0].1;
        assert!(text.contains("Signed in from a new browser, Firefox on Linux"), "{text}");
        assert!(!text.contains("http") && !text.contains("id.example"), "{text}");
        let typed = characters(text).expect("characters");
        let seen = Browser::new("203.0.113.9").seen;
        let view = door.not_me_characters(&typed.replace('-', " ").to_lowercase(), &seen).await.unwrap();
        assert_eq!((view.name.as_str(), view.happened.len()), ("anna", 1));
        assert_eq!(view.happened[0].key, "event-sign-in-new-browser");
        assert!(!is_over(&door, &thief).await, "looking stops nothing");
        let all = testing::dump::dump(&place).await;
        assert!(!all.contains(&typed) && !all.contains(&typed.replace('-', "")));
        assert!(!all.contains("701234567"), "the number stands in no row");

        door.not_me_by_characters(&typed, &seen).await.unwrap();
        assert!(is_over(&door, &thief).await && is_over(&door, &owner).await);
        for again in [door.not_me_by_characters(&typed, &seen).await, door.not_me_characters(&typed, &seen).await.map(drop)] {
            assert_eq!(refusal(again), Refusal::WrongCharacters, "once");
        }
        let told = sent(&door, &channel).await;
        assert!(told.iter().all(|(_, text)| characters(text).is_none()), "{told:?}");
        assert!(told.iter().any(|(to, text)| to == THERE && text.contains("This wasn't me")), "{told:?}");
    }

    async fn wrong_characters_are_charged_to_the_visitors_address_alone(place: Place) {
        let (door, channel, _, of) = told(&place).await;
        let mut thief = Browser::new("198.51.100.1");
        by_code(&door, &channel, of[1], &mut thief).await;
        let typed = characters(&sent(&door, &channel).await[0].1).unwrap();
        let seen = Browser::new("203.0.113.9").seen;
        for unreadable in ["", "7KQ4", "7KQ4-M2XRR", "7KQ4-M2X!"] {
            assert_eq!(refusal(door.not_me_characters(unreadable, &seen).await), Refusal::WrongCharacters);
        }
        for _ in 0..20 {
            door.not_me_characters(&typed, &seen).await.unwrap();
        }
        for _ in 0..10 {
            assert_eq!(refusal(door.not_me_characters("0000-0000", &seen).await), Refusal::WrongCharacters);
        }
        for refused in [door.not_me_characters(&typed, &seen).await.map(drop), door.not_me_by_characters(&typed, &seen).await] {
            assert!(matches!(refusal(refused), Refusal::Wait(_)));
        }
        let owner = Browser::new("192.0.2.77").seen;
        door.not_me_by_characters(&typed, &owner).await.unwrap();
        assert!(is_over(&door, &thief).await);
    }

    async fn L37_the_same_characters_sixty_four_times_at_once_stop_once(place: Place) {
        let (door, channel, _, of) = told(&place).await;
        by_code(&door, &channel, of[1], &mut Browser::new("198.51.100.1")).await;
        let typed = characters(&sent(&door, &channel).await[0].1).unwrap();
        let nodes = [door.clone(), place.door_sending_with(channel.clone(), swedish).await];
        let said = at_once(CROWD, |n| {
            // From addresses of their own, or the purse of one would decide.
            let (door, typed) = (nodes[n % 2].clone(), typed.clone());
            let seen = Browser::new(&format!("203.0.113.{n}")).seen;
            async move { door.not_me_by_characters(&typed, &seen).await }
        }).await;
        assert_eq!(said.iter().filter(|one| one.is_ok()).count(), 1, "{said:?}");
        let all = events(&door, "anna").await;
        assert_eq!(all.iter().filter(|one| *one == "not-me done").count(), 1, "{all:?}");
    }

    async fn N_15_a_number_of_today_is_told_and_stops_nothing(place: Place) {
        let first = house(&place).await;
        let (mut browser, [phone]) = with_numbers(&place, &first, "anna", [NUMBER]).await;
        let of = phone.enrolment().parse().unwrap();
        let channel = Kept::to_numbers();
        let door = place.door_sending_with(channel.clone(), swedish).await;
        by_code(&door, &channel, of, &mut browser).await;
        choose(&door, &browser, Some(of)).await;
        let said = sent(&door, &channel).await;
        assert!(said[0].1.contains("Notices by text message turned on"), "{said:?}");
        assert_eq!(characters(&said[0].1), None);
        place.clock().advance(Span::hours(25));
        by_code(&door, &channel, of, &mut Browser::new("198.51.100.1")).await;
        assert!(characters(&sent(&door, &channel).await[0].1).is_some());
    }

    async fn a_number_that_is_given_up_is_told_of_that_and_stops_something_once_within_a_week(place: Place) {
        for how in ["off", "to another", "removed", "suspended", "removed by an administrator"] {
            let place = Place::new(place.engine());
            let (door, channel, browser, of) = told(&place).await;
            by_code(&door, &channel, of[1], &mut Browser::new("198.51.100.1")).await;
            let before = characters(&sent(&door, &channel).await[0].1).unwrap();
            // What is done once more within ten minutes is told after them.
            place.clock().advance(Span::minutes(11));
            let mut browser = browser;
            by_code(&door, &channel, of[1], &mut browser).await;
            let live = browser.live(&door).await;
            match how {
                "off" => choose(&door, &browser, None).await,
                "to another" => choose(&door, &browser, Some(of[1])).await,
                "removed" => door.remove_factor(&live, of[0], &browser.seen).await.unwrap(),
                "suspended" => door.suspend_factor(&live, of[0], &browser.seen).await.unwrap(),
                _ => drop(door.remove_user_factors(&Actor::COMMAND_LINE, "anna", None, "they called").await.unwrap()),
            }
            let said = sent(&door, &channel).await;
            assert!(to(&said).contains(&THERE), "{how}: {said:?}");
            assert_eq!(said.len(), if how == "to another" { 2 } else { 1 }, "{how}: {said:?}");
            let told = said.iter().find(|(to, _)| to == THERE).unwrap();
            let last = characters(&told.1).unwrap_or_else(|| panic!("{how}: {told:?}"));
            place.clock().advance(Span::minutes(15));
            door.unlock_account(&Actor::COMMAND_LINE, "anna").await.unwrap();
            let later = sent(&door, &channel).await;
            assert!(!to(&later).contains(&THERE), "{how}: {later:?}");

            place.clock().advance(Span::days(6));
            let seen = Browser::new("203.0.113.9").seen;
            assert!(door.not_me_characters(&last, &seen).await.is_ok(), "{how}");
            door.not_me_by_characters(&before, &seen).await.unwrap();
            let second = door.not_me_by_characters(&last, &seen).await;
            assert_eq!(refusal(second), Refusal::WrongCharacters, "{how}: once in all");
            place.clock().advance(Span::days(2));
            door.sweep().await.unwrap();
            let kept = in_table(&place, "notice_numbers").await.lines().count();
            assert_eq!(kept, usize::from(how == "to another" || how == "suspended"), "{how}");
        }
    }

    async fn ten_are_sent_a_day_and_what_is_beyond_leaves_as_one_message(place: Place) {
        let (door, channel, _, of) = told(&place).await;
        let mut sent_in_all = 1;
        for n in 0..14 {
            place.clock().advance(Span::minutes(11));
            door.give_code(&Actor::COMMAND_LINE, "anna", 1, &format!("call {n}")).await.unwrap();
            sent_in_all += sent(&door, &channel).await.len();
        }
        assert_eq!(sent_in_all, 10);
        assert_eq!(of.len(), 2);
        assert_eq!(door.sent_this_month().await.unwrap() - 1, 10, "one was a code");
        place.clock().advance(Span::hours(24));
        let rest = sent(&door, &channel).await;
        assert_eq!(rest.len(), 1, "{rest:?}");
        assert!(characters(&rest[0].1).is_some());
    }

    async fn what_fails_is_paid_for_once(place: Place) {
        let (door, channel, _, _) = told(&place).await;
        channel.does(Does::Fails);
        door.give_code(&Actor::COMMAND_LINE, "anna", 1, "they called").await.unwrap();
        for _ in 0..6 {
            door.send_messages().await.unwrap();
            place.clock().advance(Span::hours(2));
        }
        channel.does(Does::Sends);
        let mut sent_in_all = 0;
        for n in 0..9 {
            place.clock().advance(Span::minutes(11));
            door.give_code(&Actor::COMMAND_LINE, "anna", 1, &format!("call {n}")).await.unwrap();
            sent_in_all += sent(&door, &channel).await.len();
        }
        assert_eq!(sent_in_all, 8, "it is one of the ten with the one that left first");
    }

    async fn only_ones_own_number_that_stands_is_chosen_and_who_one_is_is_asked(place: Place) {
        let (door, _, browser, of) = with_two(&place).await;
        let live = browser.live(&door).await;
        let numbers = door.notice_numbers(&live).await.unwrap();
        let mut shown: Vec<_> = numbers.iter().map(|one| (one.masked.as_str(), one.chosen)).collect();
        shown.sort_unstable();
        assert_eq!(shown, [("•••• 45 67", false), ("•••• 65 43", false)]);
        let other = other_id(&place).parse().unwrap();
        let refused = door.set_notice_number(&live, Some(other), &browser.seen).await;
        assert_eq!(refusal(refused), Refusal::NoSuch);
        door.suspend_factor(&live, of[1], &browser.seen).await.unwrap();
        let refused = door.set_notice_number(&live, Some(of[1]), &browser.seen).await;
        assert_eq!(refusal(refused), Refusal::NoSuch);
        assert_eq!(door.notice_numbers(&live).await.unwrap().len(), 1);
        choose(&door, &browser, Some(of[0])).await;
        choose(&door, &browser, Some(of[0])).await;
        let all = events(&door, "anna").await;
        assert_eq!(all.iter().filter(|one| one.starts_with("account.notices-by-text")).count(), 1);
        place.clock().advance(Span::hours(1));
        let live = browser.live(&door).await;
        assert!(door.notice_numbers(&live).await.unwrap()[0].chosen);
        for of in [None, Some(of[0])] {
            let refused = door.set_notice_number(&live, of, &browser.seen).await;
            assert_eq!(refusal(refused), Refusal::StepUp);
        }
    }

    async fn that_a_link_was_mailed_for_a_forgotten_password_is_told_at_the_number(place: Place) {
        let (_, channel, _, _) = told(&place).await;
        let mail = Kept::to_addresses();
        let both = vec![Arc::clone(&channel) as _, Arc::clone(&mail) as _];
        let door = place.door_sending_by(both, swedish).await;
        let cli = Actor::COMMAND_LINE;
        door.mail_accepted(&cli, "mail.example.org:465").await.unwrap();
        let change = door::EmailChange::Add("anna@example.org");
        door.change_emails(&cli, "anna", change).await.unwrap();
        place.clock().advance(Span::hours(25));
        sent(&door, &channel).await;
        mail.letters();
        door.ask_for_reset("anna", &Browser::new("198.51.100.1").seen).await.unwrap();
        let said = sent(&door, &channel).await;
        assert!(said.len() == 1 && said[0].1.contains("Link to choose a new password sent"), "{said:?}");
        assert!(mail.letters()[0].1.contains("/forgotten/"));
    }
}
