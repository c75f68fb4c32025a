//! The factor of the guide (`docs/your-own-factor.md`), driven: it is a crate of its own, and all that it touches
//! outside of its folder is this driver and a line where the registry is made.

use domain::{Form, Kind, Refusal, Span};
use door::{At, Door, Progress, Shown};
use testing::drivers::{Doing, Driver, Given, Holder, Scene};
use testing::people::*;
use testing::{Letters, Place, on_both};

use super::{Person, house, registry};
use crate::races::raised;

/// What stands before a code in its letter.
const BEFORE: &str = " is ";

/// What each is called until it is renamed, with its number.
const CALLED: &str = "Letters ";

/// The driver.
pub struct SentCode;

const KIND: Kind = Kind::of("sent-code");

/// Somebody who gets letters.
struct Reader {
    name: String,
    /// What the enrolment is called.
    called: String,
    enrolment: String,
    letters: std::sync::Arc<Letters>,
}

impl Reader {
    fn code(&self) -> Option<String> {
        let mine = |text: &str| {
            let other = text.contains(CALLED) && !text.contains(&self.called);
            text.starts_with("Your code") && !other
        };
        let letter = self.letters.last(&self.name, mine)?;
        let (_, rest) = letter.split_once(BEFORE)?;
        Some(rest[..8].to_owned())
    }
}

impl Driver for SentCode {
    fn kind(&self) -> Kind {
        KIND
    }

    fn enrol<'a>(&'a self, scene: Scene<'a>) -> Doing<'a, Box<dyn Holder>> {
        Box::pin(async move {
            let live = scene.browser.live(scene.door).await;
            let already = scene.door.own_factors(&live).await.unwrap().len();
            let called = format!("{CALLED}{already}");
            let at = At::Settings(&live);
            let named = [("name", called.as_str())];
            let begun = post(scene.door, at, &KIND, "", None, &named, scene.browser).await;
            let Ok(Shown::Done(begun)) = begun else {
                panic!("nothing was sent");
            };
            scene.door.send_messages().await.unwrap();
            let (_, page) = begun.show.unwrap();
            let (_, id) = page
                .as_str()
                .split_once("name=\"enrolment\" value=\"")
                .unwrap();
            let reader = Reader {
                name: scene.name.to_owned(),
                called,
                enrolment: id.split('"').next().unwrap().to_owned(),
                letters: std::sync::Arc::clone(scene.place.letters()),
            };
            let code = reader.code().unwrap();
            let id = Some(reader.enrolment.as_str());
            let fields = [("code", code.as_str())];
            let path = "/{id}/confirm";
            let confirmed = post(scene.door, at, &KIND, path, id, &fields, scene.browser).await;
            let Ok(Shown::Done(confirmed)) = confirmed else {
                panic!("not confirmed");
            };
            scene.browser.keep(&confirmed.session.unwrap());
            Box::new(reader) as Box<dyn Holder>
        })
    }
}

impl Holder for Reader {
    fn fresh<'a>(&'a mut self, place: &'a Place, _: &'a Door) -> Doing<'a, Given> {
        place.clock().advance(Span::seconds(1));
        let given = Given {
            // It is sent once it is asked for.
            code: "0123 4567".to_owned(),
            enrolment: self.enrolment.parse().unwrap(),
        };
        Box::pin(async move { given })
    }

    fn say(&self, given: &Given, _: &str) -> String {
        self.code().unwrap_or_else(|| given.code.clone())
    }

    fn nearly(&self, _: &Place, _: &Given) -> Vec<String> {
        let code = self.code().unwrap_or_default();
        vec![
            code[1..].to_owned(),
            format!("{code}0"),
            "01234567".to_owned(),
        ]
    }
}

on_both! {
    async fn N_7_N_11_V6_6_2_a_question_is_sent_once_a_minute_and_the_one_before_is_void(place: Place) {
        let door = place.door_asking(registry(), raised).await;
        let words = door.words(domain::Language::FIRST, "");
        let mut person = Person::with(&place, &door, &KIND, "anna").await;
        place.clock().advance(Span::minutes(2));
        let (one, two) = (person.pending(&door).await, person.pending(&door).await);
        let seen = person.browser.seen.clone();
        let ask = async |pending| door.ask(pending, &KIND, &Form::default(), &words, &seen).await;
        let before = door.question(&one, &KIND, &words).await.unwrap();
        assert_eq!((before.stands, before.data["until"].as_i64()), (door::Stands::ToAsk, None), "a GET asks nothing");
        ask(&one).await.unwrap();
        let after = door.question(&one, &KIND, &words).await.unwrap();
        assert!(after.stands == door::Stands::Asked && after.data["until"].is_i64());
        assert_eq!(door.question(&two, &KIND, &words).await.unwrap().stands, door::Stands::ToAsk, "it was asked for one");
        door.send_messages().await.unwrap();
        let right = person.fresh(&place, &door).await;
        let first = person.say_unasked(&door, &one, &right).await;
        let Refusal::AskedJustNow(wait) = refusal(ask(&one).await) else {
            panic!("asked twice at once");
        };
        assert!(wait <= Span::minutes(1) && wait > Span::seconds(50), "{wait:?}");
        place.clock().advance(wait);
        ask(&two).await.unwrap();
        door.send_messages().await.unwrap();
        person.is_wrong(person.answer(&door, &one, &first).await, "void");
        let second = person.say_unasked(&door, &two, &right).await;
        person.is_wrong(person.answer(&door, &one, &second).await, "another's");
        let answered = person.answer(&door, &two, &second).await;
        person.is_in(answered);
        // Whoever has signed in may ask at once again.
        let three = person.pending(&door).await;
        door.ask(&three, &KIND, &Form::default(), &words, &person.browser.seen).await.unwrap();
        place.clock().advance(Span::minutes(11));
        let three = person.pending(&door).await;
        assert_eq!(door.question(&three, &KIND, &words).await.unwrap().stands, door::Stands::ToAsk, "it is over");
    }

    async fn V6_6_3_a_code_that_confirms_is_guessed_at_no_more_often_than_any_other(place: Place) {
        let door = place.door_asking(registry(), |_| {}).await;
        add(&door, "anna", false).await;
        let mut browser = Browser::new("192.0.2.1");
        let live = session(&door, "anna", &mut browser).await;
        let at = At::Settings(&live);
        let begun = post(&door, at, &KIND, "", None, &[("name", "Mine")], &browser).await;
        let Ok(Shown::Done(begun)) = begun else { panic!("nothing was sent") };
        let (_, page) = begun.show.unwrap();
        let (_, id) = page.as_str().split_once("name=\"enrolment\" value=\"").unwrap();
        let id = Some(id.split('"').next().unwrap());
        let confirm = async |code| post(&door, at, &KIND, "/{id}/confirm", id, &[("code", code)], &browser).await;
        for n in 0..5 {
            let said = confirm("00000000").await;
            assert!(matches!(said, Ok(Shown::Page(_, _, Some(Refusal::WrongCode(_))))), "try {n}");
        }
        let Err(domain::Stop::Refused(Refusal::Wait(wait))) = confirm("00000000").await else {
            panic!("guesses without a wait");
        };
        assert!(events(&door, "anna").await.contains(&"sign-in.code refused".to_owned()));
        place.clock().advance(wait);
        door.send_messages().await.unwrap();
        let letter = place.letters().last("anna", |text| text.starts_with("Your code")).unwrap();
        let right = &letter.split_once(BEFORE).unwrap().1[..8];
        assert!(matches!(confirm(right).await, Ok(Shown::Done(_))), "whoever has it gets in");
    }

    async fn N_7_V6_6_3_asking_again_gives_no_attempt_back(place: Place) {
        let door = place.door_asking(registry(), |_| {}).await;
        let words = door.words(domain::Language::FIRST, "");
        let person = Person::with(&place, &door, &KIND, "anna").await;
        place.clock().advance(Span::minutes(2));
        let waiting = person.pending(&door).await;
        let ask = async || door.ask(&waiting, &KIND, &Form::default(), &words, &person.browser.seen).await;
        let wait = async || loop {
            match refusal(person.answer(&door, &waiting, "00000000").await) {
                Refusal::Wait(wait) => break wait,
                wrong => assert_eq!(wrong, Refusal::WrongCode(KIND)),
            }
        };
        ask().await.unwrap();
        let first = wait().await;
        place.clock().advance(Span::minutes(1));
        ask().await.unwrap();
        assert!(wait().await > first, "the ladder goes on where it was");
    }

    async fn L26_a_code_that_was_sent_stands_in_no_answer_and_in_no_row(place: Place) {
        let door = place.door_asking(registry(), raised).await;
        let words = door.words(domain::Language::FIRST, "");
        let mut person = Person::with(&place, &door, &KIND, "anna").await;
        place.clock().advance(Span::minutes(2));
        let waiting = person.pending(&door).await;
        door.ask(&waiting, &KIND, &Form::default(), &words, &person.browser.seen).await.unwrap();
        let queued = testing::dump::dump(&place).await;
        door.send_messages().await.unwrap();
        let right = person.fresh(&place, &door).await;
        let code = person.say_unasked(&door, &waiting, &right).await;
        assert!(code.len() == 8 && code.bytes().all(|b| b.is_ascii_digit()), "{code}");
        let question = door.question(&waiting, &KIND, &words).await.unwrap();
        let hex = data_encoding::HEXLOWER.encode(code.as_bytes());
        let written = [question.fragment.as_str().to_owned(), question.data.to_string(), queued, testing::dump::dump(&place).await];
        for text in written {
            assert!(!text.contains(&code) && !text.contains(&hex), "{code} in {text}");
        }
        let answered = person.answer(&door, &waiting, &code).await;
        person.is_in(answered);
    }

    async fn whoever_is_disabled_meanwhile_is_sent_nothing(place: Place) {
        let door = house(&place).await;
        let person = Person::with(&place, &door, &KIND, "anna").await;
        let waiting = person.pending(&door).await;
        door.disable_account(&door::Actor::COMMAND_LINE, &person.name).await.unwrap();
        door.send_messages().await.unwrap();
        let words = door.words(domain::Language::FIRST, "");
        let asked = door.ask(&waiting, &KIND, &Form::default(), &words, &person.browser.seen).await;
        assert_eq!(refusal(asked), Refusal::SignInOver);
        assert_eq!(door.send_messages().await.unwrap(), 0);
    }

    async fn nothing_is_kept_where_nothing_can_be_sent(place: Place) {
        let door = house(&place).await;
        let person = Person::with(&place, &door, &KIND, "anna").await;
        let waiting = person.pending(&door).await;
        drop(door);
        let silent = place.door_without_channels(registry()).await;
        let words = silent.words(domain::Language::FIRST, "");
        let asked = silent.ask(&waiting, &KIND, &Form::default(), &words, &person.browser.seen).await;
        assert_eq!(refusal(asked), Refusal::KindOff(KIND));
        assert_eq!(refusal(silent.question(&waiting, &KIND, &words).await), Refusal::KindOff(KIND));
        let totp = silent.ask(&waiting, &TOTP, &Form::default(), &words, &person.browser.seen).await;
        assert_eq!(refusal(totp), Refusal::NoSuch, "it has nothing to ask");
    }

    async fn it_is_set_up_at_sign_in_and_confirms_who_one_is(place: Place) {
        let door = house(&place).await;
        door.require_factor(&door::Actor::COMMAND_LINE, domain::policy::Required::Everyone).await.unwrap();
        add(&door, "berit", false).await;
        let mut browser = Browser::new("192.0.2.9");
        let (_, waiting) = pending(&door, "berit", &browser).await;
        let begun = post(&door, At::SigningIn(&waiting), &KIND, "", None, &[("name", "Mine")], &browser).await;
        let Ok(Shown::Done(begun)) = begun else { panic!("nothing was sent") };
        let (_, page) = begun.show.unwrap();
        let (_, id) = page.as_str().split_once("name=\"enrolment\" value=\"").unwrap();
        let id = id.split('"').next().unwrap();
        door.send_messages().await.unwrap();
        let letter = place.letters().last("berit", |text| text.starts_with("Your code")).unwrap();
        let code = &letter.split_once(BEFORE).unwrap().1[..8];
        let fields = [("code", code)];
        let set_up = post(&door, At::SigningIn(&waiting), &KIND, "/{id}/confirm", Some(id), &fields, &browser).await;
        let Ok(Shown::Done(done)) = set_up else { panic!("not set up") };
        browser.keep(&done.session.unwrap());
        // Confirming who one is.
        let live = browser.live(&door).await;
        let words = door.words(domain::Language::FIRST, "");
        place.clock().advance(Span::minutes(11));
        door.step_up_ask(&live, &KIND, &Form::default(), &words, &browser.seen).await.unwrap();
        door.send_messages().await.unwrap();
        let letter = place.letters().last("berit", |text| text.starts_with("Your code")).unwrap();
        let code = letter.split_once(BEFORE).unwrap().1[..8].to_owned();
        let risen = door.step_up(&live, &KIND, &form(&[("code", &code)]), &browser.seen).await.unwrap();
        browser.keep(&risen);
        let asked = door.step_up_ask(&live, &KIND, &Form::default(), &words, &browser.seen).await;
        assert_eq!(refusal(asked), Refusal::SignInOver, "a session that went on under another name asks nothing");
        let Progress::Owed(_) = by_password(&door, "berit", &browser).await.unwrap() else { panic!("nothing is owed") };
    }
}
