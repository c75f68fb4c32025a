//! A copied key signs first. The owner's refusal ends what the copy was let into, and what it has made there.

use domain::{Refusal, Span};
use door::administration::NewAccount;
use door::{Actor, Door, LinkKind, LiveSession, Progress};
use testing::drivers::add_token;
use testing::people::*;
use testing::{Place, at_once, on_both};

use super::copied::signed;
use super::copies::{
    alarm, by_key, device_password, is_over, names_of_passwords, opens, told, with_key,
};
use crate::emails::added;
use crate::outbox::{Kept, in_table};
use crate::races::settled;

/// How often it is tried at most.
const ROUNDS: usize = 30;

on_both! {
    async fn the_owners_refusal_ends_what_the_copy_was_let_into_and_what_it_made(place: Place) {
        let channel = Kept::to_addresses();
        let door = place.door_sending_with(channel.clone(), settled).await;
        let (key, mut owner) = with_key(&door, "anna", false).await;
        let codes = backup_codes(&door, &owner).await;
        let live = owner.live(&door).await;
        let own = device_password(&door, &live, "Own", &owner).await;
        added(&door, &channel, &live, "own@example.org", &owner).await;
        place.clock().advance(Span::minutes(1));
        let second = by_key(&door, "anna", (&key, 2), "192.0.2.1").await;
        let kept = device_password(&door, &second.live(&door).await, "Kept", &second).await;
        place.clock().advance(Span::minutes(1));

        // The copy signs, makes what it can, and sets up a key of its own, which makes more.
        let mut copy = by_key(&door, "anna", (&key, 3), "198.51.100.1").await;
        let (theirs, _) = add_token(&door, &SECURITY_KEY, "Theirs", &mut copy).await;
        enrol(&place, &door, "Their phone", &mut copy).await;
        let live = copy.live(&door).await;
        let made = device_password(&door, &live, "Made", &copy).await;
        added(&door, &channel, &live, "thief@example.org", &copy).await;
        door.add_email(&live, "waits@example.org", &copy.seen).await.unwrap();
        place.clock().advance(Span::minutes(1));
        let other = by_key(&door, "anna", (&theirs, 2), "198.51.100.2").await;
        let more = device_password(&door, &other.live(&door).await, "More", &other).await;
        let (begun, _) = pending(&door, "anna", &copy).await;
        assert!(opens(&door, "anna", &made).await && opens(&door, "anna", &more).await);

        place.clock().advance(Span::minutes(1));
        owner.seen.session = None;
        alarm(&door, "anna", (&key, 3), &owner).await;
        for browser in [&copy, &other, &second] {
            assert!(is_over(&door, browser).await);
        }
        assert!(door.pending(&begun).await.unwrap().is_none());
        for ended in [&made, &more] {
            assert!(!opens(&door, "anna", ended).await);
        }
        for stays in [&own, &kept] {
            assert!(opens(&door, "anna", stays).await, "made before the copy signed");
        }
        let account = door.account(&Actor::COMMAND_LINE, "anna").await.unwrap();
        let addresses: Vec<_> = account.emails.iter().map(|email| email.address.as_str()).collect();
        assert_eq!(addresses, ["own@example.org"]);
        assert_eq!(in_table(&place, "unconfirmed_emails").await, "");
        let factors = door.user_factors(&Actor::COMMAND_LINE, "anna").await.unwrap();
        let mut suspended: Vec<_> = factors.iter().filter(|one| one.suspended).map(|one| one.name.as_str()).collect();
        suspended.sort_unstable();
        assert_eq!(suspended, ["Key", "Their phone", "Theirs"]);

        // The owner reads what ended, and signs in by a code of before. No browser is known any more.
        let told = told(&door, "anna").await;
        for (action, detail) in [
            ("factor.copied", "Key"),
            ("device-password.removed-as-suspect", "Made, More"),
            ("email.removed-as-suspect", "thief@example.org, waits@example.org"),
        ] {
            assert!(told.contains(&(action.to_owned(), detail.to_owned())), "{action}: {told:?}");
        }
        let names = told.iter().find(|(action, _)| action == "factor.suspended-as-suspect").unwrap();
        assert!(names.1.contains("Their phone") && names.1.contains("Theirs"));
        place.clock().advance(Span::minutes(1));
        let (_, waiting) = pending(&door, "anna", &owner).await;
        place.clock().advance(Span::minutes(1));
        let let_in = answer(&door, &waiting, &BACKUP, &codes[0], &owner).await;
        assert!(matches!(let_in, Ok(Progress::In(_))));
        assert!(events(&door, "anna").await[0].starts_with("sign-in.new-browser"));
    }

    async fn what_the_copy_made_and_suspended_itself_comes_back_by_no_narrower_way_than_the_rest(place: Place) {
        let door = place.door_with(settled).await;
        let (key, mut owner) = with_key(&door, "anna", false).await;
        let codes = backup_codes(&door, &owner).await;
        place.clock().advance(Span::minutes(1));
        let mut copy = by_key(&door, "anna", (&key, 5), "198.51.100.1").await;
        let app = enrol(&place, &door, "Made", &mut copy).await;
        let id = app.enrolment.parse().unwrap();
        door.suspend_factor(&copy.live(&door).await, id, &copy.seen).await.unwrap();
        place.clock().advance(Span::minutes(1));
        alarm(&door, "anna", (&key, 2), &owner).await;

        let (_, waiting) = pending(&door, "anna", &owner).await;
        match answer(&door, &waiting, &BACKUP, &codes[0], &owner).await {
            Ok(Progress::In(new)) => owner.keep(&new),
            other => panic!("{other:?}"),
        }
        let live = owner.live(&door).await;
        let resumed = door.resume_factor(&live, id, &owner.seen).await;
        assert_eq!(refusal(resumed), Refusal::OnlyTheLost);
    }

    async fn codes_and_links_that_the_copy_made_are_void(place: Place) {
        let door = place.door_with(settled).await;
        let (key, owner) = with_key(&door, "root", true).await;
        let (_, mut bob) = with_key(&door, "bob", false).await;
        place.clock().advance(Span::minutes(1));
        let copy = by_key(&door, "root", (&key, 2), "198.51.100.1").await;
        let codes = backup_codes(&door, &copy).await;
        let actor = copy.live(&door).await.actor(&copy.seen);
        let link = door.invite(&actor, &NewAccount::invited("accomplice", true)).await.unwrap();
        let honest = door.invite(&Actor::COMMAND_LINE, &NewAccount::invited("honest", false)).await.unwrap();
        let code = door.give_code(&actor, "bob", 24, "lost").await.unwrap();
        place.clock().advance(Span::minutes(1));
        alarm(&door, "root", (&key, 2), &owner).await;

        assert_eq!(refusal(door.link(LinkKind::Invite, &link).await), Refusal::LinkGone);
        assert!(door.link(LinkKind::Invite, &honest).await.is_ok());
        bob.seen.session = None;
        let (_, waiting) = pending(&door, "bob", &bob).await;
        let tried = answer(&door, &waiting, &BYPASS, code.expose(), &bob).await;
        assert_eq!(refusal(tried), Refusal::WrongCode(BYPASS));
        // Nor do the backup codes answer, taken into use again or not.
        let (_, waiting) = pending(&door, "root", &owner).await;
        let tried = answer(&door, &waiting, &BACKUP, &codes[0], &owner).await;
        assert_eq!(refusal(tried), Refusal::Suspended(BACKUP));
        assert!(told(&door, "root").await.contains(&("account.invite-void-as-suspect".into(), "accomplice".into())));
        for name in ["root", "bob"] {
            assert!(told(&door, name).await.iter().any(|(action, _)| action == "codes.void-as-suspect"), "{name}");
        }
        // What such a session would make now is born dead.
        assert_eq!(refusal(door.invite(&actor, &NewAccount::invited("late", false)).await), Refusal::SignInOver);
        assert_eq!(refusal(door.give_code(&actor, "bob", 24, "late").await), Refusal::SignInOver);
    }

    async fn of_a_session_that_the_copy_raised_only_what_came_since_ends(place: Place) {
        let door = place.door_with(settled).await;
        let (key, owner) = with_key(&door, "anna", false).await;
        place.clock().advance(Span::minutes(1));
        let mut stolen = by_key(&door, "anna", (&key, 2), "192.0.2.1").await;
        let live = stolen.live(&door).await;
        device_password(&door, &live, "Before", &stolen).await;
        place.clock().advance(Span::minutes(1));
        by_key(&door, "anna", (&key, 3), "192.0.2.1").await;
        place.clock().advance(Span::minutes(15));
        // The thief of the session has the copy too.
        let live = stolen.live(&door).await;
        let words = door.words(domain::Language::FIRST, "");
        let asked = options(door.step_up_question(&live, &SECURITY_KEY, &words).await.unwrap().fragment.as_str());
        let mut moment = Moment::honest(&asked, ORIGIN);
        moment.count = 4;
        let risen = door.step_up(&live, &SECURITY_KEY, &form(&[("code", &key.sign(&moment))]), &stolen.seen).await;
        stolen.keep(&risen.unwrap());
        device_password(&door, &stolen.live(&door).await, "Since", &stolen).await;
        place.clock().advance(Span::minutes(1));
        alarm(&door, "anna", (&key, 4), &owner).await;
        assert_eq!(names_of_passwords(&door, "anna").await, ["Before"]);
    }

    async fn whatever_the_count_no_copy_is_older_than_the_key(place: Place) {
        let door = place.door_with(settled).await;
        let (key, mut owner) = with_key(&door, "anna", false).await;
        enrol(&place, &door, "Phone", &mut owner).await;
        device_password(&door, &owner.live(&door).await, "Own", &owner).await;
        place.clock().advance(Span::minutes(1));
        let copy = by_key(&door, "anna", (&key, 7), "198.51.100.1").await;
        device_password(&door, &copy.live(&door).await, "Made", &copy).await;
        place.clock().advance(Span::minutes(1));
        // As of a key that was reset: nothing lower was ever answered.
        alarm(&door, "anna", (&key, 0), &owner).await;
        assert_eq!(names_of_passwords(&door, "anna").await, ["Own"]);
        let factors = door.user_factors(&Actor::COMMAND_LINE, "anna").await.unwrap();
        let suspended: Vec<_> = factors.iter().filter(|one| one.suspended).map(|one| one.name.as_str()).collect();
        assert_eq!(suspended, ["Key"]);
    }

    async fn of_many_answers_the_last_twenty_are_kept(place: Place) {
        let door = place.door_with(settled).await;
        let (key, owner) = with_key(&door, "anna", false).await;
        for count in 2..=31 {
            place.clock().advance(Span::minutes(1));
            let copy = by_key(&door, "anna", (&key, count), "198.51.100.1").await;
            device_password(&door, &copy.live(&door).await, &format!("{count}"), &copy).await;
        }
        place.clock().advance(Span::minutes(1));
        alarm(&door, "anna", (&key, 2), &owner).await;
        let mut left = names_of_passwords(&door, "anna").await;
        left.sort_by_key(|name| name.parse::<u32>().unwrap());
        assert_eq!(left, (2..=11).map(|count| count.to_string()).collect::<Vec<_>>());
    }

    async fn L37_whatever_the_copy_makes_at_that_moment_ends_too(place: Place) {
        let door = place.door_sending_with(Kept::to_addresses(), settled).await;
        let (mut made, mut late) = (0, 0);
        // Until both have happened: what was made before the alarm, and what came too late.
        for round in 0..ROUNDS {
            if round >= 4 && made > 0 && late > 0 {
                break;
            }
            let name = format!("anna{round}");
            let (key, owner) = with_key(&door, &name, false).await;
            place.clock().advance(Span::minutes(1));
            let copy = by_key(&door, &name, (&key, 2), "198.51.100.1").await;
            let live = copy.live(&door).await;
            let (_, waiting) = pending(&door, &name, &owner).await;
            place.clock().advance(Span::minutes(1));
            let said = signed(&door, &waiting, &key, 2).await;
            let outcomes = at_once(64, |n| {
                let (door, live, copy) = (door.clone(), live.clone(), copy.clone());
                let (owner, waiting, said) = (owner.clone(), waiting.clone(), said.clone());
                async move {
                    if n == 20 {
                        let suspected = answer(&door, &waiting, &SECURITY_KEY, &said, &owner).await;
                        assert_eq!(refusal(suspected), Refusal::MaybeCopied(SECURITY_KEY));
                        return (0, false);
                    }
                    makes_until_over(&door, &live, n, &copy).await
                }
            }).await;
            made += outcomes.iter().map(|(made, _)| made).sum::<usize>();
            late += outcomes.iter().filter(|(_, over)| *over).count();
            assert!(names_of_passwords(&door, &name).await.is_empty(), "round {round}");
            assert_eq!(in_table(&place, "unconfirmed_emails").await, "", "round {round}");
            assert!(is_over(&door, &copy).await);
        }
        assert!(made > 0 && late > 0, "no race: {made} made, {late} told that it is over");
    }
}

/// Makes an address or a device password again and again, until the session is over: how many were made, and
/// whether it came to that.
async fn makes_until_over(
    door: &Door,
    live: &LiveSession,
    n: usize,
    copy: &Browser,
) -> (usize, bool) {
    let mut made = 0;
    for time in 0..50 {
        let done = if n.is_multiple_of(2) {
            let address = format!("{n}.{time}@example.org");
            door.add_email(live, &address, &copy.seen).await
        } else {
            let typed = form(&[("name", "x")]);
            door.make_device_password(live, &typed, &copy.seen)
                .await
                .map(drop)
        };
        match done {
            Ok(()) => made += 1,
            Err(domain::Stop::Refused(Refusal::SignInOver)) => return (made, true),
            Err(stop) => drop(refusal::<()>(Err(stop))),
        }
    }
    (made, false)
}
