//! Which number is told, and what becomes of one that is given up.

use domain::{Refusal, Span};
use testing::people::*;
use testing::{Place, on_both};

use super::{CLI, THERE, by_code, characters, choose, sent, to, told, with_two};
use crate::outbox::{Kept, in_table};
use crate::text_message::{NUMBER, house, swedish, with_numbers};

on_both! {
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
                "removed" => drop(door.remove_factor(&live, of[0], &browser.seen).await.unwrap()),
                "suspended" => door.suspend_factor(&live, of[0], &browser.seen).await.unwrap(),
                _ => drop(door.remove_user_factors(&CLI, "anna", None, "they called").await.unwrap()),
            }
            let said = sent(&door, &channel).await;
            assert!(to(&said).contains(&THERE), "{how}: {said:?}");
            assert_eq!(said.len(), if how == "to another" { 2 } else { 1 }, "{how}: {said:?}");
            let told = said.iter().find(|(to, _)| to == THERE).unwrap();
            let last = characters(&told.1).unwrap_or_else(|| panic!("{how}: {told:?}"));
            place.clock().advance(Span::minutes(15));
            door.unlock_account(&CLI, "anna").await.unwrap();
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

    async fn of_several_numbers_given_up_at_once_the_owners_is_told(place: Place) {
        let (door, channel, browser, of) = told(&place).await;
        place.clock().advance(Span::minutes(11));
        let mut browser = browser;
        by_code(&door, &channel, of[1], &mut browser).await;
        // Whoever holds the session wants to be rid of the first, and quickly.
        choose(&door, &browser, Some(of[1])).await;
        choose(&door, &browser, None).await;
        let live = browser.live(&door).await;
        door.remove_factor(&live, of[0], &browser.seen).await.unwrap();
        let said = sent(&door, &channel).await;
        assert_eq!(said.len(), 2, "{said:?}");
        assert!(said.iter().all(|(_, text)| text.contains("and 2 more")), "{said:?}");
    }

    async fn one_that_is_resumed_and_suspended_again_stops_something_once_more(place: Place) {
        let (door, channel, mut browser, of) = told(&place).await;
        for _ in 0..2 {
            place.clock().advance(Span::minutes(11));
            by_code(&door, &channel, of[1], &mut browser).await;
            sent(&door, &channel).await;
            let live = browser.live(&door).await;
            door.suspend_factor(&live, of[0], &browser.seen).await.unwrap();
            let said = sent(&door, &channel).await;
            let typed = characters(&said[0].1).expect("characters");
            door.not_me_by_characters(&typed, &Browser::new("203.0.113.9").seen).await.unwrap();
            sent(&door, &channel).await;
            by_code(&door, &channel, of[1], &mut browser).await;
            let live = browser.live(&door).await;
            door.resume_factor(&live, of[0], &browser.seen).await.unwrap();
            sent(&door, &channel).await;
        }
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
}
