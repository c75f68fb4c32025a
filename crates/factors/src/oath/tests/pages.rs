//! The pages by which apps and tokens are set up: what they show once, and where their forms and links lead.

use data_encoding::{BASE32_NOPAD, HEXLOWER};
use domain::{Kind, Refusal, Unfit};

use super::super::{Moves, step};
use super::devices::*;
use crate::import::read_tokens;
use crate::stage::{OWNER, Stage, all, now, shown, signing_in, standing, text};
use crate::{Effect, Enrolment, Owner, Shown, Standing, hotp, totp};

fn owner() -> Owner {
    standing(Vec::new()).owner
}

pub(super) async fn begin(stage: &Stage, kind: &Kind, fields: &[(&str, &str)]) -> Shown {
    let fields = [&[("token", "1")], fields].concat();
    let who = standing(Vec::new());
    stage.post((kind, ""), &who, &fields).await.unwrap()
}

/// Why no token is begun; none where one is.
async fn refused(stage: &Stage, kind: &Kind, secret: &str) -> Option<Refusal> {
    match begin(stage, kind, &[("secret", secret)]).await {
        Shown::Refused(refusal, ..) => Some(refusal),
        Shown::Change(_) => None,
        _ => panic!("neither"),
    }
}

#[tokio::test]
async fn a_link_begins_a_token_of_its_own_kind_alone() {
    let stage = Stage::new().await;
    let base32 = BASE32_NOPAD.encode(&secret(1));
    for (kind, link, taken) in [
        (totp::KIND, "totp", true),
        (totp::KIND, "hotp", false),
        (hotp::KIND, "totp", false),
        (hotp::KIND, "hotp", true),
    ] {
        let link = format!("otpauth://{link}/x?secret={base32}&counter=0");
        let expected = (!taken).then_some(Refusal::Unfit(Unfit::OtherKind));
        assert_eq!(refused(&stage, &kind, &link).await, expected, "{link}");
    }
}

#[tokio::test]
async fn a_secret_that_somebody_has_is_here() {
    let stage = Stage::new().await;
    let hex = |number| HEXLOWER.encode(&secret(number));
    let list = format!("first,{}\nsecond,{}\n", hex(1), hex(2));
    let rows = read_tokens(list.as_bytes()).ok().unwrap();
    let tokens: Vec<_> = rows.into_iter().map(|row| row.token.unwrap()).collect();
    let reader = stage.reader();
    let at = stage.at(&reader);
    let enrolled = tokens[0].enrol(&at, &owner(), "First").unwrap();
    assert!(!tokens[0].is_here(&reader).await.unwrap());
    stage.commit(enrolled.guards).await.unwrap();
    for (number, here) in [(0, true), (1, false)] {
        assert_eq!(tokens[number].is_here(&reader).await.unwrap(), here);
    }
    for kind in [totp::KIND, hotp::KIND] {
        let here = Some(Refusal::Unfit(Unfit::AlreadyHere));
        assert_eq!(refused(&stage, &kind, &hex(1)).await, here);
        assert_eq!(refused(&stage, &kind, &hex(2)).await, None);
    }
}

#[tokio::test]
async fn the_page_of_a_new_token_shows_our_secret_and_no_other() {
    let stage = Stage::new().await;
    let own = HEXLOWER.encode(&secret(1));
    for (kind, fields, ours, facts, step) in [
        (totp::KIND, vec![], true, ["SHA-1", "6", "30"], "one"),
        (
            totp::KIND,
            vec![("secret", &*own), ("period", "60")],
            false,
            ["SHA-1", "6", "60"],
            "one",
        ),
        (hotp::KIND, vec![], true, ["SHA-1", "6", "0"], "one"),
        (
            hotp::KIND,
            vec![("secret", &own), ("counter", "7")],
            false,
            ["SHA-1", "6", "7"],
            "one",
        ),
        (
            hotp::KIND,
            vec![("secret", &own), ("digits", "8")],
            false,
            ["SHA-1", "8", ""],
            "two",
        ),
    ] {
        let fields = [&[("name", "Fob")], fields.as_slice()].concat();
        let Shown::Change(change) = begin(&stage, &kind, &fields).await else {
            panic!("{kind} {fields:?}");
        };
        assert!(matches!(change.effect, Effect::Prepares(_)));
        let page = shown(Ok(Shown::Change(change)));
        let secrets: Vec<_> = page.split("class=\"secret\" id=\"").skip(1).collect();
        assert_eq!(secrets.len(), if ours { 2 } else { 0 });
        for (secret, id) in secrets.iter().zip(["secret-hex", "secret"]) {
            assert!(secret.starts_with(&format!("{kind}-{id}\"")), "{secret}");
            assert!(page.contains(&format!("data-copy=\"#{kind}-{id}\"")));
        }
        let shown: Vec<_> = page.split("<dd>").skip(1).collect();
        let facts: Vec<_> = facts.into_iter().filter(|fact| !fact.is_empty()).collect();
        assert_eq!(shown.len(), facts.len());
        for (shown, fact) in shown.iter().zip(facts) {
            assert!(shown.starts_with(&format!("{fact}</dd>")), "{shown}");
        }
        let said = stage
            .words
            .with(&format!("oath-step-{step}"), &[("name", "Fob")]);
        assert!(page.contains(&said), "{kind} {fields:?}: {page}");
    }
}

#[tokio::test]
async fn what_was_typed_stands_in_the_form_again_without_the_secret() {
    let stage = Stage::new().await;
    for (kind, moves) in [(totp::KIND, "period"), (hotp::KIND, "counter")] {
        let fields = [
            ("secret", "nonsense!"),
            ("algorithm", "SHA512"),
            ("digits", "8"),
            (moves, "61"),
        ];
        let page = shown(Ok(begin(&stage, &kind, &fields).await));
        let section = shown(Ok(begin(&stage, &kind, &[("ask", "1")]).await));
        for what in ["token-secret", "token-algorithm", "token-digits"] {
            let id = format!("id=\"{kind}-{what}\"");
            assert_eq!(
                (page.matches(&id).count(), section.matches(&id).count()),
                (1, 1)
            );
        }
        let own = format!("id=\"{kind}-token-{moves}\" name=\"{moves}\"");
        assert!(page.contains(&own) && section.contains(&own), "{page}");
        let chosen = |page: &str| -> Vec<String> {
            let options = page.split("<option value=\"").skip(1);
            options
                .filter(|one| one.split_once('>').unwrap().0.ends_with(" selected"))
                .map(|one| one.split_once('"').unwrap().0.to_owned())
                .collect()
        };
        assert_eq!(chosen(&page), ["SHA512", "8"]);
        assert_eq!(chosen(&section), ["SHA1", "6"]);
        assert!(page.contains("value=\"61\""));
        assert!(!page.contains("nonsense!"));
        let all_of = all(&page, "action");
        assert_eq!(all_of, ["/base"]);
    }
}

/// Where forms and links of a page lead; in the settings and at sign-in.
pub(super) fn ways(at_sign_in: bool, of: Vec<Enrolment>) -> (Standing, [String; 2]) {
    let id = of.first().map(|one| one.id);
    let standing = if at_sign_in {
        signing_in(of)
    } else {
        standing(of)
    };
    let id = id.unwrap_or(standing.fresh);
    let ways = if at_sign_in {
        ["/base".to_owned(), "/login/setup".to_owned()]
    } else {
        [
            format!("/base/{id}/confirm"),
            "/settings/security".to_owned(),
        ]
    };
    let named = Standing {
        id: Some(id),
        ..standing
    };
    (named, ways)
}

#[tokio::test]
async fn a_page_that_sets_up_leads_to_its_own_confirmation_and_back() {
    let stage = Stage::new().await;
    for at_sign_in in [false, true] {
        for moves in [APP, TOKEN, PRESSES] {
            let kind = kind(moves);
            let token: &[_] = if moves == APP { &[] } else { &[("token", "1")] };
            let (who, [confirm, back]) = ways(at_sign_in, Vec::new());
            let page = shown(stage.post((&kind, ""), &who, token).await);
            let links: Vec<_> = all(&page, "href")
                .into_iter()
                .filter(|href| href.starts_with('/'))
                .collect();
            // Whoever has no phone may take a token instead.
            let instead: &[&str] = if moves == APP { &["/base"] } else { &[] };
            assert_eq!(
                (all(&page, "action"), links),
                ([instead, &[&*confirm]].concat(), vec![&*back])
            );
            assert!(page.contains(&format!("name=\"enrolment\" value=\"{}\"", who.fresh)));
            assert_eq!(page.contains("name=\"next\" value=\"/onward\""), at_sign_in);
            // A wrong code shows the form again; an app's secret is a fold away, a token's isn't shown any more.
            let (of, shared) = waiting(&stage, moves);
            let (who, [confirm, back]) = ways(at_sign_in, vec![of]);
            let wrong = shared.code(step(now(), 30) + 1_000_000);
            let path = (&kind, "/{id}/confirm");
            let page = shown(stage.post(path, &who, &[("code", &wrong)]).await);
            let links: Vec<_> = all(&page, "href")
                .into_iter()
                .filter(|href| href.starts_with('/'))
                .collect();
            assert_eq!(
                (all(&page, "action"), links),
                (vec![&*confirm], vec![&*back])
            );
            let why = match moves {
                APP => "totp-again",
                TOKEN => "oath-again-time",
                _ => "oath-again-presses",
            };
            assert!(page.contains(&stage.words.t(why)), "{page}");
            assert_eq!(page.contains(&shared.grouped()), moves == APP);
        }
    }
}

/// A device that waits for its first code.
pub(super) fn waiting(stage: &Stage, moves: Moves) -> (Enrolment, super::super::Shared) {
    let (mut of, shared) = device(stage, 1, moves);
    of.confirmed = None;
    (of, shared)
}

#[tokio::test]
async fn an_apps_page_shows_its_secret_in_a_link_and_in_letters() {
    let stage = Stage::new().await;
    let who = standing(Vec::new());
    let fields = [("name", "Phone")];
    let page = shown(stage.post((&totp::KIND, ""), &who, &fields).await);
    let (_, letters) = page.split_once("id=\"totp-secret\">").unwrap();
    let letters = letters.split_once('<').unwrap().0.replace(' ', "");
    assert_eq!(BASE32_NOPAD.decode(letters.as_bytes()).unwrap().len(), 20);
    let link = format!("otpauth://totp/Example:anna?secret={letters}&");
    let links = all(&page, "href");
    assert!(
        links[0].replace("&#38;", "&").starts_with(&link),
        "{links:?}"
    );
    let said = stage.words.with("totp-step-confirm", &[("name", "Phone")]);
    assert!(page.contains(&said));
    assert_eq!(who.owner.id, OWNER);
}

#[tokio::test]
async fn a_token_that_is_found_again_leads_on_and_one_that_is_not_asks_again() {
    let stage = Stage::new().await;
    let (of, shared) = device(&stage, 1, TOKEN);
    let path = (&totp::KIND, "/{id}/resync");
    let far = step(now(), 30) + 9;
    let code = |from: i64| format!("{} {}", shared.code(from), shared.code(from + 1));
    for (next, onward) in [("", "/settings/security"), ("/onward", "/onward")] {
        let who = Standing {
            id: Some(of.id),
            next: next.to_owned(),
            ..standing(vec![of.clone()])
        };
        let page = shown(stage.post(path, &who, &[("code", &code(far))]).await);
        assert_eq!(all(&page, "href"), [onward]);
        let page = shown(stage.post(path, &who, &[("code", &code(far + 90))]).await);
        assert_eq!(all(&page, "action"), [format!("/base/{}/resync", of.id)]);
        assert_eq!(all(&page, "href"), ["/settings/security"]);
        assert!(page.contains("value=\"number-1\"") && page.contains("Device 1"));
    }
}

#[tokio::test]
async fn only_a_token_whose_clock_may_go_astray_is_offered_to_be_found_again() {
    let stage = Stage::new().await;
    for (moves, drifts) in [(APP, false), (TOKEN, true), (PRESSES, false)] {
        let (of, _) = device(&stage, 1, moves);
        let of = vec![of];
        let kind = kind(moves);
        let resync = format!("/base/{}/resync", of[0].id);
        let page = stage.section(&kind, &standing(of.clone())).await;
        assert_eq!(
            all(&page, "action").contains(&&*resync),
            drifts,
            "{moves:?}"
        );
        let reader = stage.reader();
        let at = stage.at(&reader);
        let asked = stage.factor(&kind).question(&at, &of).await;
        let question = text(&asked.unwrap().fragment);
        let said = stage.words.t("oath-astray-time-how");
        assert_eq!(question.contains(&said), drifts, "{moves:?}");
    }
}
