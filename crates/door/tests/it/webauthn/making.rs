//! Making credentials: only by the answer to this very page, and each credential once, whoever's it is.

use domain::Refusal;
use door::{At, Shown};
use testing::drivers::{add_token, begin_token};
use testing::people::*;
use testing::{Place, at_once, on_both};

use super::{Change, alone, asked_alone, confirm, has, make};
use crate::races::raised;

fn refused(shown: Result<Shown, domain::Stop>) -> Refusal {
    match shown {
        Ok(Shown::Page(_, _, Some(refusal))) => refusal,
        Ok(_) => panic!("accepted"),
        Err(stop) => refusal::<()>(Err(stop)),
    }
}

on_both! {
    async fn W_R2_an_answer_to_another_page_makes_nothing(place: Place) {
        let door = place.door_with(raised).await;
        for name in ["anna", "berit"] {
            add(&door, name, false).await;
        }
        let [mut anna, mut berit] = ["192.0.2.1", "192.0.2.2"].map(Browser::new);
        session(&door, "anna", &mut anna).await;
        session(&door, "berit", &mut berit).await;
        for kind in [SECURITY_KEY, PASSKEY] {
            let (first, first_id) = begin_token(&door, &kind, "One", &anna).await;
            let (other, other_id) = begin_token(&door, &kind, "Two", &anna).await;
            let (hers, _) = begin_token(&door, &kind, "Hers", &berit).await;
            let alone = asked_alone(&door).await;
            let wrong = Refusal::WrongCode(kind.clone());
            let mut moment = Moment::honest(&first, ORIGIN);
            // Another page of one's own, somebody else's, and the sign-in page's.
            for asked in [&other, &hers, &alone] {
                moment.challenge = Moment::honest(asked, ORIGIN).challenge;
                let (_, sent) = FidoToken::make(&first, &moment);
                assert_eq!(refused(confirm(&door, &kind, &first_id, &sent, &anna).await), wrong);
            }
            moment = Moment::honest(&first, ORIGIN);
            let (_, sent) = FidoToken::make(&first, &moment);
            assert_eq!(refused(confirm(&door, &kind, &other_id, &sent, &anna).await), wrong, "under another id");
            assert_eq!(refused(confirm(&door, &kind, &first_id, &sent, &berit).await), Refusal::NoSuch);
            // A question of ten minutes ago is over.
            place.clock().advance(domain::Span::minutes(10));
            door.step_up_by_password(&anna.live(&door).await, PASSWORD, &anna.seen).await.map(|new| anna.keep(&new)).unwrap();
            assert_eq!(refused(confirm(&door, &kind, &first_id, &sent, &anna).await), wrong);
            door.step_up_by_password(&berit.live(&door).await, PASSWORD, &berit.seen).await.map(|new| berit.keep(&new)).unwrap();
        }
        assert_eq!(has(&door, &anna).await, []);
    }

    async fn W_R3_W_R4_W_R5_a_moment_that_is_wrong_makes_nothing(place: Place) {
        let door = place.door_with(raised).await;
        add(&door, "anna", false).await;
        let mut anna = Browser::new("192.0.2.1");
        session(&door, "anna", &mut anna).await;
        let changes: Vec<Change> = vec![
            ("suffix", Box::new(|moment| moment.origin = "http://badlocalhost:8232".into())),
            ("port", Box::new(|moment| moment.origin = "http://localhost:8233".into())),
            ("embedded", Box::new(|moment| moment.cross_origin = true)),
            ("within another", Box::new(|moment| moment.top_origin = Some(ORIGIN.into()))),
            ("another party", Box::new(|moment| moment.rp_id = "evil.test".into())),
            ("nobody there", Box::new(|moment| moment.flags &= !PRESENT)),
            ("synced though it can't be", Box::new(|moment| moment.flags = (moment.flags & !SYNCABLE) | SYNCED)),
            ("a signature", Box::new(|moment| moment.ceremony = "webauthn.get")),
            ("another challenge", Box::new(|moment| moment.challenge[0] ^= 1)),
        ];
        for kind in [SECURITY_KEY, PASSKEY] {
            for (what, change) in &changes {
                let (_, shown) = make(&door, &kind, &anna, change).await;
                assert_eq!(refused(shown), Refusal::WrongCode(kind.clone()), "{kind}: {what}");
            }
        }
        let (_, shown) = make(&door, &PASSKEY, &anna, |moment| moment.flags &= !VERIFIED).await;
        assert_eq!(refused(shown), Refusal::TokenUnfit(PASSKEY), "nobody was verified");
        let (_, shown) = make(&door, &PASSKEY, &anna, |moment| moment.discoverable = Some(false)).await;
        assert_eq!(refused(shown), Refusal::TokenUnfit(PASSKEY), "it could never be found");
        assert_eq!(has(&door, &anna).await, []);
    }

    async fn W_R5_what_an_authenticator_says_of_itself_is_kept(place: Place) {
        let door = place.door_with(raised).await;
        add(&door, "anna", false).await;
        let mut anna = Browser::new("192.0.2.1");
        session(&door, "anna", &mut anna).await;
        let (token, shown) = make(&door, &PASSKEY, &anna, |moment| {
            moment.flags |= SYNCABLE | SYNCED;
            moment.aaguid = 0x2cd2f727_f6ca_44da_8f48_5c2e5da000a2_u128.to_be_bytes();
            moment.count = 7;
        }).await;
        let Ok(Shown::Done(done)) = shown else { panic!("not made") };
        anna.keep(&done.session.unwrap());
        let words = door.words(domain::Language::FIRST, "");
        let sections = door.sections(&anna.live(&door).await, "", None, &words).await.unwrap();
        let section = sections.iter().find(|section| section.kind == PASSKEY).unwrap();
        for word in ["Nitrokey 3", &words.t("passkey-synced")] {
            assert!(section.body.as_str().contains(word), "{word} in {}", section.body.as_str());
        }
        // What it was can't change, and its count goes on from there.
        let elsewhere = Browser::new("192.0.2.2");
        let changed = alone(&door, &token, &elsewhere, |moment| {
            moment.flags &= !(SYNCABLE | SYNCED);
            moment.count = 8;
        }).await;
        assert_eq!(refusal(changed), Refusal::UnknownPasswordless);
        let behind = alone(&door, &token, &elsewhere, |moment| {
            moment.flags |= SYNCABLE | SYNCED;
            moment.count = 7;
        }).await;
        assert_eq!(refusal(behind), Refusal::MaybeCopied(PASSKEY));
        assert!(events(&door, "anna").await.contains(&"factor.copied refused".to_owned()));
    }

    async fn W_R7_a_key_that_could_never_answer_makes_nothing(place: Place) {
        let door = place.door_with(raised).await;
        add(&door, "anna", false).await;
        let mut anna = Browser::new("192.0.2.1");
        session(&door, "anna", &mut anna).await;
        for kind in [SECURITY_KEY, PASSKEY] {
            let (asked, id) = begin_token(&door, &kind, "Key", &anna).await;
            let (token, sent) = FidoToken::make(&asked, &Moment::honest(&asked, ORIGIN));
            let mut sent: serde_json::Value = serde_json::from_str(&sent).unwrap();
            let object = sent["response"]["attestationObject"].as_str().unwrap();
            let mut object = data_encoding::BASE64URL_NOPAD.decode(object.as_bytes()).unwrap();
            let y = &token.point()[33..];
            let at = object.windows(32).position(|part| part == y).unwrap();
            object[at] ^= 1;
            sent["response"]["attestationObject"] = data_encoding::BASE64URL_NOPAD.encode(&object).into();
            let said = refused(confirm(&door, &kind, &id, &sent.to_string(), &anna).await);
            assert_eq!(said, Refusal::TokenUnfit(kind.clone()), "beside the curve");
        }
        assert_eq!(has(&door, &anna).await, []);
    }

    async fn W_R8_a_credential_is_set_up_once_whoever_has_it_and_as_whatever(place: Place) {
        let door = place.door_with(raised).await;
        let mut browsers = Vec::new();
        for (name, address) in [("anna", "192.0.2.1"), ("berit", "192.0.2.2")] {
            add(&door, name, false).await;
            let mut browser = Browser::new(address);
            session(&door, name, &mut browser).await;
            browsers.push(browser);
        }
        let (token, _) = add_token(&door, &SECURITY_KEY, "Key", &mut browsers[0]).await;
        for browser in &browsers {
            for kind in [SECURITY_KEY, PASSKEY] {
                let (asked, id) = begin_token(&door, &kind, "Again", browser).await;
                let sent = token.made(&Moment::honest(&asked, ORIGIN));
                assert_eq!(refused(confirm(&door, &kind, &id, &sent, browser).await), Refusal::TokenTaken, "{kind}");
            }
        }
        assert_eq!(has(&door, &browsers[1]).await, []);
    }

    async fn L11_one_credential_set_up_as_both_at_once_is_one_of_them(place: Place) {
        let door = place.door_with(raised).await;
        for round in 0..10 {
            let name = format!("anna{round}");
            add(&door, &name, false).await;
            let mut anna = Browser::new("192.0.2.1");
            session(&door, &name, &mut anna).await;
            let mut sent = Vec::new();
            let token = FidoToken::new(b"whoever", 32);
            for n in 0..8 {
                let kind = [SECURITY_KEY, PASSKEY][n % 2].clone();
                let (asked, id) = begin_token(&door, &kind, "Key", &anna).await;
                sent.push((kind, id, token.made(&Moment::honest(&asked, ORIGIN))));
            }
            let live = anna.live(&door).await;
            let outcomes = at_once(sent.len(), |n| {
                let (door, live, anna, (kind, id, code)) = (door.clone(), live.clone(), anna.clone(), sent[n].clone());
                async move {
                    let fields = [("code", code.as_str())];
                    post(&door, At::Settings(&live), &kind, "/{id}/confirm", Some(&id), &fields, &anna).await
                }
            }).await;
            let made = outcomes.iter().filter(|outcome| matches!(outcome, Ok(Shown::Done(_)))).count();
            assert_eq!(made, 1, "round {round}");
        }
    }

    async fn W_R9_W_R10_a_page_asks_for_what_it_should(place: Place) {
        let door = place.door_with(raised).await;
        add(&door, "anna", false).await;
        let mut anna = Browser::new("192.0.2.1");
        let live = session(&door, "anna", &mut anna).await;
        let (key, _) = add_token(&door, &SECURITY_KEY, "Key", &mut anna).await;
        let (passkey, _) = add_token(&door, &PASSKEY, "Passkey", &mut anna).await;
        for (kind, resident, verified) in [(SECURITY_KEY, "discouraged", "discouraged"), (PASSKEY, "required", "required")] {
            let (asked, _) = begin_token(&door, &kind, "Another", &anna).await;
            let excluded: Vec<_> = asked["excludeCredentials"].as_array().unwrap().iter().map(|one| one["id"].clone()).collect();
            let mut all = [&key, &passkey].map(|token| data_encoding::BASE64URL_NOPAD.encode(&token.id));
            all.sort();
            let mut excluded: Vec<_> = excluded.iter().map(|id| id.as_str().unwrap()).collect();
            excluded.sort_unstable();
            assert_eq!(excluded, all, "{kind}: those of both kinds");
            assert_eq!(asked["authenticatorSelection"]["residentKey"], resident);
            assert_eq!(asked["authenticatorSelection"]["userVerification"], verified);
            assert_eq!(asked["attestation"], "none");
            let algorithms: Vec<_> = asked["pubKeyCredParams"].as_array().unwrap().iter().map(|one| one["alg"].as_i64().unwrap()).collect();
            assert_eq!(algorithms, [-7, -8, -257]);
            let handle = data_encoding::BASE64URL_NOPAD.decode(asked["user"]["id"].as_str().unwrap().as_bytes()).unwrap();
            assert_eq!(handle, live.account().bytes());
            assert!(Moment::honest(&asked, ORIGIN).challenge.len() >= 32);
            assert_eq!(asked["timeout"], 300_000);
        }
    }

    async fn W_R10_nothing_is_made_or_begun_without_a_fresh_proof(place: Place) {
        let door = place.door_with(raised).await;
        add(&door, "anna", false).await;
        let mut anna = Browser::new("192.0.2.1");
        session(&door, "anna", &mut anna).await;
        for kind in [SECURITY_KEY, PASSKEY] {
            let (asked, id) = begin_token(&door, &kind, "Key", &anna).await;
            let (_, sent) = FidoToken::make(&asked, &Moment::honest(&asked, ORIGIN));
            place.clock().advance(domain::Span::seconds(601));
            let live = anna.live(&door).await;
            let begun = post(&door, At::Settings(&live), &kind, "", None, &[("name", "Key")], &anna).await;
            assert_eq!(refusal(begun), Refusal::StepUp);
            assert_eq!(refusal(confirm(&door, &kind, &id, &sent, &anna).await), Refusal::StepUp);
            let new = door.step_up_by_password(&live, PASSWORD, &anna.seen).await.unwrap();
            anna.keep(&new);
        }
        assert_eq!(has(&door, &anna).await, []);
    }
}
