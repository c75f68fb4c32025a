//! Signing in by a passkey alone.

use domain::setting::Value;
use domain::{Assurance, Refusal};
use door::{Actor, Progress};
use testing::drivers::{add_token, begin_token};
use testing::people::*;
use testing::{Place, at_once, on_both};

use super::{Change, alone, asked_alone, has, make, send_alone};
use crate::races::settled;

async fn with_passkey(door: &door::Door, name: &str) -> (FidoToken, String, Browser) {
    add(door, name, false).await;
    let mut browser = Browser::new("192.0.2.1");
    session(door, name, &mut browser).await;
    let (token, id) = add_token(door, &PASSKEY, "Laptop", &mut browser).await;
    (token, id, browser)
}

on_both! {
    async fn a_passkey_signs_in_by_itself_and_opens_everything(place: Place) {
        let door = place.door_with(settled).await;
        let (token, _, _) = with_passkey(&door, "anna").await;
        let mut browser = Browser::new("198.51.100.1");
        match alone(&door, &token, &browser, |moment| moment.count = 2).await.unwrap() {
            Progress::In(new) => browser.keep(&new),
            other => panic!("{other:?}"),
        }
        let live = browser.live(&door).await;
        assert_eq!(live.assurance(), Assurance::PhishingResistant);
        assert_eq!(live.proofs().len(), 1);
        assert_eq!(door.freshness(&live).await.unwrap(), door::Freshness::Full);
        assert!(events(&door, "anna").await.contains(&"sign-in.new-browser done".to_owned()));
        // By a password it is asked for like a second factor.
        let (_, waiting) = pending(&door, "anna", &browser).await;
        let choices = door.choices(&waiting, &browser.seen).await.unwrap();
        assert_eq!(choices.only().map(|only| only.kind.clone()), Some(PASSKEY));
    }

    async fn W_A2_L24_without_the_right_handle_verification_or_question_nobody_is_let_in(place: Place) {
        let door = place.door_with(settled).await;
        let (token, _, browser) = with_passkey(&door, "anna").await;
        let (hers, _, _) = with_passkey(&door, "berit").await;
        let her_handle = hers.user.clone();
        let changes: Vec<Change> = vec![
            ("no handle", Box::new(|moment| moment.user.clear())),
            ("somebody else's handle", Box::new(move |moment| moment.user.clone_from(&her_handle))),
            ("a handle of nobody's", Box::new(|moment| moment.user = vec![9; 16])),
            ("nobody verified", Box::new(|moment| moment.flags &= !VERIFIED)),
            ("nobody there", Box::new(|moment| moment.flags &= !PRESENT)),
            ("suffix", Box::new(|moment| moment.origin = "http://evillocalhost:8232".into())),
            ("embedded", Box::new(|moment| moment.cross_origin = true)),
            ("another party", Box::new(|moment| moment.rp_id = "evil.test".into())),
            ("a registration", Box::new(|moment| moment.ceremony = "webauthn.create")),
            ("no question of ours", Box::new(|moment| moment.challenge = vec![1; 73])),
            ("other signed bytes", Box::new(|moment| moment.signs = b"other".to_vec())),
        ];
        for (what, change) in changes {
            let said = alone(&door, &token, &browser, |moment| {
                moment.count = 2;
                change(moment);
            }).await;
            assert_eq!(refusal(said), Refusal::UnknownPasswordless, "{what}");
        }
        // A question that was asked of somebody in particular, or for another thing.
        let (register, _) = begin_token(&door, &PASSKEY, "Another", &browser).await;
        let (_, waiting) = pending(&door, "anna", &browser).await;
        let words = door.words(domain::Language::FIRST, "");
        let second = options(door.question(&waiting, &PASSKEY, &words).await.unwrap().fragment.as_str());
        for asked in [register, second] {
            let challenge = Moment::honest(&asked, ORIGIN).challenge;
            let said = alone(&door, &token, &browser, |moment| {
                moment.count = 2;
                moment.challenge = challenge;
            }).await;
            assert_eq!(refusal(said), Refusal::UnknownPasswordless);
        }
        let mut forged = FidoToken::new(&token.user, 64);
        forged.id.clone_from(&token.id);
        assert_eq!(refusal(alone(&door, &forged, &browser, |moment| moment.count = 2).await), Refusal::UnknownPasswordless);
        let unknown = FidoToken::new(&token.user, 64);
        assert_eq!(refusal(alone(&door, &unknown, &browser, |_| {}).await), Refusal::UnknownPasswordless);
        for garbage in ["", "{}", "[]", "null", "\u{0}", &"[".repeat(30_000)] {
            assert_eq!(refusal(send_alone(&door, garbage, &browser).await), Refusal::NotACode(PASSKEY));
        }
        assert!(matches!(alone(&door, &token, &browser, |moment| moment.count = 2).await, Ok(Progress::In(_))));
    }

    async fn L11_V6_7_2_an_answer_counts_once_and_for_ten_minutes(place: Place) {
        let door = place.door_with(settled).await;
        let (token, _, browser) = with_passkey(&door, "anna").await;
        let mut moment = Moment::honest(&asked_alone(&door).await, ORIGIN);
        moment.user.clone_from(&token.user);
        // One that doesn't count: the question alone tells a second time.
        moment.count = 2;
        let said = token.sign(&moment);
        assert!(matches!(send_alone(&door, &said, &browser).await, Ok(Progress::In(_))));
        assert_eq!(refusal(send_alone(&door, &said, &browser).await), Refusal::UnknownPasswordless);
        let mut moment = Moment::honest(&asked_alone(&door).await, ORIGIN);
        moment.user.clone_from(&token.user);
        moment.count = 3;
        place.clock().advance(domain::Span::minutes(10));
        assert_eq!(refusal(send_alone(&door, &token.sign(&moment), &browser).await), Refusal::UnknownPasswordless);
    }

    async fn L11_one_answer_sent_by_sixty_four_at_once_signs_in_once(place: Place) {
        let doors = [place.door_with(settled).await, place.door_with(settled).await];
        for counts in [true, false] {
            let name = format!("anna.{counts}");
            add(&doors[0], &name, false).await;
            let mut browser = Browser::new("192.0.2.1");
            session(&doors[0], &name, &mut browser).await;
            let (token, shown) = make(&doors[0], &PASSKEY, &browser, |moment| moment.count = counts.into()).await;
            assert!(shown.is_ok());
            let mut moment = Moment::honest(&asked_alone(&doors[0]).await, ORIGIN);
            moment.user.clone_from(&token.user);
            moment.count = if counts { 2 } else { 0 };
            let said = token.sign(&moment);
            let outcomes = at_once(64, |n| {
                let (door, said) = (doors[n % 2].clone(), said.clone());
                async move { send_alone(&door, &said, &Browser::new("198.51.100.1")).await }
            }).await;
            let admitted = outcomes.iter().filter(|outcome| matches!(outcome, Ok(Progress::In(_)))).count();
            assert_eq!(admitted, 1, "counting: {counts}");
            for outcome in outcomes {
                if let Err(stop) = outcome {
                    assert_eq!(refusal::<()>(Err(stop)), Refusal::UnknownPasswordless, "and no copy is suspected");
                }
            }
        }
    }

    async fn disabled_removed_suspended_and_switched_off_lets_nobody_in(place: Place) {
        let door = place.door_with(settled).await;
        let (token, id, browser) = with_passkey(&door, "anna").await;
        door.disable_account(&Actor::COMMAND_LINE, "anna").await.unwrap();
        assert_eq!(refusal(alone(&door, &token, &browser, |moment| moment.count = 2).await), Refusal::UnknownPasswordless);
        door.enable_account(&Actor::COMMAND_LINE, "anna").await.unwrap();
        let mut again = Browser::new("192.0.2.1");
        match alone(&door, &token, &again, |moment| moment.count = 3).await.unwrap() {
            Progress::In(new) => again.keep(&new),
            other => panic!("{other:?}"),
        }
        let live = again.live(&door).await;
        door.suspend_factor(&live, id.parse().unwrap(), &again.seen).await.unwrap();
        assert_eq!(refusal(alone(&door, &token, &browser, |moment| moment.count = 4).await), Refusal::UnknownPasswordless);
        let (_, waiting) = pending(&door, "anna", &browser).await;
        assert!(!door.choices(&waiting, &browser.seen).await.unwrap().kinds.is_empty(), "L34: it is owed");
        door.switch_kind(&Actor::COMMAND_LINE, "passkey", false).await.unwrap();
        let off = refusal(alone_off(&door, &token, &browser).await);
        assert_eq!(off, Refusal::KindOff(PASSKEY));
        let words = door.words(domain::Language::FIRST, "");
        assert!(door.entrances(&words).await.unwrap().is_empty(), "and isn't offered");
        door.switch_kind(&Actor::COMMAND_LINE, "passkey", true).await.unwrap();
        door.remove_user_factors(&Actor::COMMAND_LINE, "anna", Some(id.parse().unwrap()), "lost").await.unwrap();
        assert_eq!(refusal(alone(&door, &token, &browser, |moment| moment.count = 5).await), Refusal::UnknownPasswordless);
    }

    async fn W_A8_a_typed_name_tells_nothing(place: Place) {
        let door = place.door_with(settled).await;
        let (token, _, _) = with_passkey(&door, "anna").await;
        add(&door, "berit", false).await;
        let words = door.words(domain::Language::FIRST, "");
        let list = |name: &'static str| {
            let (door, words) = (door.clone(), words.clone());
            async move {
                let ways = door.entrances_named(name, &words, &Browser::new("203.0.113.9").seen).await.unwrap();
                let asked = options(ways[0].question.fragment.as_str());
                let all = asked["allowCredentials"].as_array().unwrap().clone();
                assert!(all.iter().all(|one| one.as_object().unwrap().len() == 2), "no transports: {all:?}");
                all
            }
        };
        let hers = list("anna").await;
        assert_eq!(hers[0]["id"], data_encoding::BASE64URL_NOPAD.encode(&token.id));
        for name in ["berit", "nobody", "somebody.else", "x"] {
            let made_up = list(name).await;
            assert!((1..=3).contains(&made_up.len()), "{name}");
            assert_eq!(list(name).await, made_up, "{name}: stable");
            let id = data_encoding::BASE64URL_NOPAD.decode(made_up[0]["id"].as_str().unwrap().as_bytes()).unwrap();
            assert!([16, 20, 32, 48, 64].contains(&id.len()), "{name}");
        }
        assert_eq!(list("NOBODY ").await, list("nobody").await, "as names are read");
        assert_ne!(list("nobody").await, list("berit").await);
    }

    async fn where_a_passkey_alone_is_not_enough_another_enrolment_is_asked_for(place: Place) {
        let door = place.door_with(|config| {
            settled(config);
            config.settings.set("passkey.second_factor", Value::Text("required".into()));
            config.settings.set("passkey.second_factor_groups", Value::List(vec!["Staff".into()]));
        }).await;
        door.add_group(&Actor::COMMAND_LINE, "staff").await.unwrap();
        let (free, _, browser) = with_passkey(&door, "cecilia").await;
        assert!(matches!(alone(&door, &free, &browser, |moment| moment.count = 2).await, Ok(Progress::In(_))), "not of the group");
        let (token, _, mut browser) = with_passkey(&door, "anna").await;
        door.set_groups(&Actor::COMMAND_LINE, "anna", &["staff".into()]).await.unwrap();
        assert_eq!(refusal(alone(&door, &token, &browser, |moment| moment.count = 2).await), Refusal::PasswordlessNotEnough);
        let app = enrol(&place, &door, "Phone", &mut browser).await;
        place.clock().advance(domain::Span::seconds(60));
        let Ok(Progress::Owed(owed)) = alone(&door, &token, &browser, |moment| moment.count = 3).await else { panic!("let in") };
        let waiting = door.pending(&owed).await.unwrap().unwrap();
        let choices = door.choices(&waiting, &browser.seen).await.unwrap();
        let kinds: Vec<_> = choices.kinds.iter().map(|choice| choice.kind.clone()).collect();
        assert_eq!(kinds, [TOTP], "what has answered isn't asked again");
        // Nor would it do.
        let words = door.words(domain::Language::FIRST, "");
        let asked = options(door.question(&waiting, &PASSKEY, &words).await.unwrap().fragment.as_str());
        let mut moment = Moment::honest(&asked, ORIGIN);
        moment.count = 4;
        let twice = answer(&door, &waiting, &PASSKEY, &token.sign(&moment), &browser).await.unwrap();
        let Progress::Owed(owed) = twice else { panic!("{twice:?}") };
        let waiting = door.pending(&owed).await.unwrap().unwrap();
        let let_in = answer(&door, &waiting, &TOTP, &app.code(&place, 0), &browser).await;
        assert!(matches!(let_in, Ok(Progress::In(_))));
    }

    async fn a_passkey_opens_what_strangers_have_shut(place: Place) {
        let door = place.door_with(|config| {
            config.limits.address = 1_000_000;
            config.limits.first_wait = domain::Span::micros(1);
            config.limits.longest_wait = domain::Span::micros(1);
        }).await;
        let (token, _, _) = with_passkey(&door, "anna").await;
        let stranger = Browser::new("203.0.113.7");
        // As often as they like: in between, the password has been wrong more than a hundred times in a row.
        for round in 2..5 {
            for _ in 0..65 {
                place.clock().advance(domain::Span::seconds(1));
                drop(door.sign_in("anna", "wrong", "", &stranger.seen).await);
            }
            place.clock().advance(domain::Span::hours(2));
            assert_eq!(refusal(by_password(&door, "anna", &stranger).await), Refusal::WrongSignIn, "shut");
            assert!(matches!(alone(&door, &token, &stranger, |moment| moment.count = round).await, Ok(Progress::In(_))));
            assert!(matches!(by_password(&door, "anna", &stranger).await, Ok(Progress::Owed(_))), "open");
        }
    }

    async fn showing_the_sign_in_page_writes_nothing(place: Place) {
        let door = place.door_with(settled).await;
        let (token, _, browser) = with_passkey(&door, "anna").await;
        let before = has(&door, &browser).await;
        for _ in 0..50 {
            asked_alone(&door).await;
        }
        door.sweep().await.unwrap();
        assert_eq!(has(&door, &browser).await, before);
        assert!(alone(&door, &token, &browser, |moment| moment.count = 2).await.is_ok());
    }
}

/// Answers although the kind is switched off, to a question of before.
async fn alone_off(
    door: &door::Door,
    token: &FidoToken,
    browser: &Browser,
) -> Result<Progress, domain::Stop> {
    let asked = serde_json::json!({
        "challenge": data_encoding::BASE64URL_NOPAD.encode(&[0; 73]),
        "rpId": "localhost", "userVerification": "required",
    });
    let moment = Moment::honest(&asked, ORIGIN);
    send_alone(door, &token.sign(&moment), browser).await
}
