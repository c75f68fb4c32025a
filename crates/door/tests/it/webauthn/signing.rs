//! Signing for a second proof: only this account's own credentials, for this very question, once.

use domain::Refusal;
use door::{Progress, Shown};
use testing::drivers::add_token;
use testing::people::*;
use testing::{Place, on_both};

use super::{Change, alone, asked_alone, make};
use crate::races::raised;

/// What a sign-in asks of these.
async fn asked(
    door: &door::Door,
    pending: &door::Pending,
    kind: &domain::Kind,
) -> serde_json::Value {
    let words = door.words(domain::Language::FIRST, "");
    options(
        door.question(pending, kind, &words)
            .await
            .unwrap()
            .fragment
            .as_str(),
    )
}

on_both! {
    async fn W_A1_W_A2_W_A3_a_moment_that_is_wrong_proves_nothing(place: Place) {
        let door = place.door_with(raised).await;
        for kind in [SECURITY_KEY, PASSKEY] {
            let (name, other) = (format!("anna.{kind}"), format!("berit.{kind}"));
            let (mut anna, mut berit) = (Browser::new("192.0.2.1"), Browser::new("192.0.2.2"));
            for (name, browser) in [(&name, &mut anna), (&other, &mut berit)] {
                add(&door, name, false).await;
                session(&door, name, browser).await;
            }
            let (token, _) = add_token(&door, &kind, "Key", &mut anna).await;
            let (hers, _) = add_token(&door, &kind, "Hers", &mut berit).await;
            let (_, waiting) = pending(&door, &name, &anna).await;
            let question = asked(&door, &waiting, &kind).await;
            let listed = question["allowCredentials"].as_array().unwrap().len();
            assert_eq!(listed, 1, "{kind}: one's own alone");
            let (_, another) = pending(&door, &name, &anna).await;
            let elsewhere = Moment::honest(&asked(&door, &another, &kind).await, ORIGIN).challenge;
            let alone = Moment::honest(&asked_alone(&door).await, ORIGIN).challenge;
            let changes: Vec<Change> = vec![
                ("suffix", Box::new(|moment| moment.origin = "http://badlocalhost:8232".into())),
                ("https", Box::new(|moment| moment.origin = "https://localhost:8232".into())),
                ("embedded", Box::new(|moment| moment.cross_origin = true)),
                ("within another", Box::new(|moment| moment.top_origin = Some("https://evil.test".into()))),
                ("another party", Box::new(|moment| moment.rp_id = "evil.test".into())),
                ("U2F's older binding, unasked", Box::new(|moment| {
                    moment.rp_id = "https://localhost".into();
                    moment.app_id = true;
                })),
                ("nobody there", Box::new(|moment| moment.flags &= !PRESENT)),
                ("can be synced all at once", Box::new(|moment| moment.flags |= SYNCABLE)),
                ("synced though it can't be", Box::new(|moment| moment.flags |= SYNCED)),
                ("a registration", Box::new(|moment| moment.ceremony = "webauthn.create")),
                ("another sign-in's question", Box::new(move |moment| moment.challenge.clone_from(&elsewhere))),
                ("the sign-in page's question", Box::new(move |moment| moment.challenge.clone_from(&alone))),
                ("a question of nobody's", Box::new(|moment| moment.challenge = vec![7; 73])),
                ("no question", Box::new(|moment| moment.challenge.clear())),
                ("somebody else's handle", {
                    let user = hers.user.clone();
                    Box::new(move |moment| moment.user.clone_from(&user))
                }),
                ("other signed bytes", Box::new(|moment| moment.signs = b"other".to_vec())),
            ];
            for (what, change) in changes {
                let mut moment = Moment::honest(&question, ORIGIN);
                moment.count = 2;
                change(&mut moment);
                let said = answer(&door, &waiting, &kind, &token.sign(&moment), &anna).await;
                assert_eq!(refusal(said), Refusal::WrongCode(kind.clone()), "{kind}: {what}");
            }
            let mut moment = Moment::honest(&question, ORIGIN);
            moment.count = 2;
            let by_other = answer(&door, &waiting, &kind, &hers.sign(&moment), &anna).await;
            assert_eq!(refusal(by_other), Refusal::WrongCode(kind.clone()), "L24: somebody else's credential");
            // Its id on another key's signature.
            let mut forged = FidoToken::new(&token.user, 64);
            forged.id.clone_from(&token.id);
            let said = answer(&door, &waiting, &kind, &forged.sign(&moment), &anna).await;
            assert_eq!(refusal(said), Refusal::WrongCode(kind.clone()), "another key");
            assert!(matches!(answer(&door, &waiting, &kind, &token.sign(&moment), &anna).await, Ok(Progress::In(_))));
            // W_R2: what was answered once isn't answered again, by a new sign-in neither.
            let (_, later) = pending(&door, &name, &anna).await;
            let said = answer(&door, &later, &kind, &token.sign(&moment), &anna).await;
            assert_eq!(refusal(said), Refusal::WrongCode(kind.clone()), "used");
        }
    }

    async fn W_A3_a_passkey_without_verification_is_no_second_proof_and_a_key_is(place: Place) {
        let door = place.door_with(raised).await;
        for (kind, taken) in [(SECURITY_KEY, true), (PASSKEY, false)] {
            let name = format!("anna.{kind}");
            let mut anna = Browser::new("192.0.2.1");
            add(&door, &name, false).await;
            session(&door, &name, &mut anna).await;
            let (token, _) = add_token(&door, &kind, "Key", &mut anna).await;
            let (_, waiting) = pending(&door, &name, &anna).await;
            let mut moment = Moment::honest(&asked(&door, &waiting, &kind).await, ORIGIN);
            moment.count = 2;
            moment.flags &= !VERIFIED;
            let said = answer(&door, &waiting, &kind, &token.sign(&moment), &anna).await;
            assert_eq!(said.is_ok(), taken, "{kind}");
        }
    }

    async fn N_4_W_A7_being_kept_elsewhere_as_well_is_noted_and_told(place: Place) {
        let door = place.door_with(raised).await;
        add(&door, "anna", false).await;
        let mut anna = Browser::new("192.0.2.1");
        session(&door, "anna", &mut anna).await;
        let (token, shown) = make(&door, &PASSKEY, &anna, |moment| {
            moment.flags |= SYNCABLE;
            moment.count = 0;
        }).await;
        match shown.unwrap() {
            Shown::Done(done) => anna.keep(&done.session.unwrap()),
            _ => panic!("not confirmed"),
        }
        for (flags, told) in [(SYNCABLE | SYNCED, Some("factor.synced")), (SYNCABLE | SYNCED, None), (SYNCABLE, Some("factor.not-synced"))] {
            let before = events(&door, "anna").await.len();
            place.clock().advance(domain::Span::seconds(1));
            let said = alone(&door, &token, &anna, |moment| {
                moment.flags |= flags;
                moment.count = 0;
            }).await;
            assert!(matches!(said, Ok(Progress::In(_))), "{said:?}");
            let events = events(&door, "anna").await;
            let new = &events[..events.len() - before];
            let about: Vec<_> = new.iter().filter(|event| event.starts_with("factor.")).collect();
            assert_eq!(about, told.map(|told| format!("{told} done")).iter().collect::<Vec<_>>());
        }
    }

    async fn nothing_is_spent_on_what_cannot_be_guessed(place: Place) {
        let door = place.door().await;
        add(&door, "anna", false).await;
        let mut anna = Browser::new("192.0.2.1");
        session(&door, "anna", &mut anna).await;
        let (token, _) = add_token(&door, &SECURITY_KEY, "Key", &mut anna).await;
        let stranger = Browser::new("203.0.113.9");
        let (_, waiting) = pending(&door, "anna", &stranger).await;
        let mut moment = Moment::honest(&asked(&door, &waiting, &SECURITY_KEY).await, ORIGIN);
        moment.count = 2;
        let right = token.sign(&moment);
        moment.origin = "https://evil.test".into();
        let wrong = token.sign(&moment);
        for _ in 0..30 {
            let said = answer(&door, &waiting, &SECURITY_KEY, &wrong, &stranger).await;
            assert_eq!(refusal(said), Refusal::WrongCode(SECURITY_KEY));
        }
        assert!(matches!(answer(&door, &waiting, &SECURITY_KEY, &right, &stranger).await, Ok(Progress::In(_))));
    }

    async fn a_step_up_is_answered_by_the_session_that_was_asked(place: Place) {
        let door = place.door_with(raised).await;
        add(&door, "anna", false).await;
        let mut anna = Browser::new("192.0.2.1");
        session(&door, "anna", &mut anna).await;
        let (token, _) = add_token(&door, &SECURITY_KEY, "Key", &mut anna).await;
        let mut elsewhere = Browser::new("192.0.2.5");
        let (_, waiting) = pending(&door, "anna", &elsewhere).await;
        let mut moment = Moment::honest(&asked(&door, &waiting, &SECURITY_KEY).await, ORIGIN);
        moment.count = 2;
        match answer(&door, &waiting, &SECURITY_KEY, &token.sign(&moment), &elsewhere).await.unwrap() {
            Progress::In(new) => elsewhere.keep(&new),
            other => panic!("{other:?}"),
        }
        place.clock().advance(domain::Span::minutes(11));
        let words = door.words(domain::Language::FIRST, "");
        let (here, there) = (anna.live(&door).await, elsewhere.live(&door).await);
        let question = door.step_up_question(&there, &SECURITY_KEY, &words).await.unwrap();
        let mut moment = Moment::honest(&options(question.fragment.as_str()), ORIGIN);
        moment.count = 3;
        let said = token.sign(&moment);
        let fields = form(&[("code", said.as_str())]);
        let stolen = door.step_up(&here, &SECURITY_KEY, &fields, &anna.seen).await;
        assert_eq!(refusal(stolen), Refusal::WrongCode(SECURITY_KEY));
        let new = door.step_up(&there, &SECURITY_KEY, &fields, &elsewhere.seen).await.unwrap();
        elsewhere.keep(&new);
        let live = elsewhere.live(&door).await;
        let made = make_codes(&door, &live, &elsewhere).await;
        assert!(made.is_ok(), "the step-up opens what is sensitive");
    }
}
