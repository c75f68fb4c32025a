//! Which credentials a question asks for.

use domain::Kind;
use serde_json::Value;

use super::kept::*;
use crate::stage::{Stage, all, now, text};
use crate::webauthn::credential::{self, Elsewhere};
use crate::{Enrolment, Named};

async fn second(stage: &Stage, kind: &Kind, of: &[Enrolment]) -> String {
    let reader = stage.reader();
    let at = stage.at(&reader);
    text(&stage.factor(kind).question(&at, of).await.unwrap().fragment)
}

async fn alone(stage: &Stage, named: Named<'_>) -> String {
    let reader = stage.reader();
    let at = stage.at(&reader);
    let way = stage.passwordless(&kinds()[1]);
    text(&way.entrance(&at, named).await.unwrap().fragment)
}

fn asked(page: &str) -> Value {
    told(page, "data-options")
}

#[tokio::test]
async fn only_what_is_of_this_kind_in_use_and_bound_to_this_domain_is_asked_for() {
    for kind in kinds() {
        let stage = Stage::new().await;
        let good = keep(&stage, &kind, 1, |_| {}).await;
        let bound = keep(&stage, &kind, 2, |one| one.rp_id = ELSEWHERE.to_owned()).await;
        let otherwise = keep(&stage, &other(&kind), 3, |_| {}).await;
        let mut suspended = keep(&stage, &kind, 4, |_| {}).await;
        suspended.suspended = Some(now());
        keep(&stage, &kind, 5, |_| {}).await;
        let of = [good, bound.clone(), otherwise, suspended];
        let page = second(&stage, &kind, &of).await;
        let told = asked(&page);
        assert_eq!(listed(&told["allowCredentials"]), ids(&[1]));
        let verified = ["discouraged", "required"][usize::from(kind != KEY)];
        assert_eq!(told["userVerification"], verified);
        assert!(page.contains(" data-begins") && !page.contains("data-shut"));
        assert!(page.contains(&stage.words.t(&format!("{kind}-stopped"))));
        // Where only that one is left, nothing is asked, and it is said why.
        let page = second(&stage, &kind, &[bound]).await;
        assert_eq!(all(&page, "data-options"), Vec::<&str>::new());
        let why = stage.words.t(&format!("{kind}-elsewhere"));
        assert!(page.contains("data-shut") && page.contains(&why), "{page}");
    }
}

#[tokio::test]
async fn the_address_of_a_key_from_elsewhere_is_told_whichever_it_is() {
    let stage = Stage::new().await;
    let first = keep(&stage, &KEY, 1, |_| {}).await;
    let page = second(&stage, &KEY, std::slice::from_ref(&first)).await;
    assert_eq!(asked(&page)["extensions"], serde_json::json!({}));
    let old = "https://old.example.org";
    let two = keep(&stage, &KEY, 2, |one| one.app_id = old.to_owned()).await;
    let page = second(&stage, &KEY, &[first, two]).await;
    assert_eq!(asked(&page)["extensions"]["appid"], old);
}

#[tokio::test]
async fn a_name_is_asked_for_its_newest_passkeys_and_nobody_for_any() {
    let stage = Stage::new().await;
    let kind = &kinds()[1];
    let mut of = Vec::new();
    // In order of age, which isn't that of their ids.
    for number in [4, 3, 1, 2] {
        of.push(keep(&stage, kind, number, |_| {}).await);
    }
    let bound = keep(&stage, kind, 5, |one| one.rp_id = ELSEWHERE.to_owned()).await;
    of.push(bound);
    let page = alone(&stage, Named::Name(b"anna", &of)).await;
    assert_eq!(listed(&asked(&page)["allowCredentials"]), ids(&[3, 1, 2]));
    assert!(page.contains(" data-begins") && !page.contains(" data-waits"));
    let page = alone(&stage, Named::Nobody).await;
    assert_eq!(listed(&asked(&page)["allowCredentials"]), ids(&[]));
    assert!(page.contains(" data-waits") && !page.contains(" data-begins"));
}

#[tokio::test]
async fn what_is_bound_to_another_domain_is_counted_by_domain_and_kind() {
    let stage = Stage::new().await;
    let [key, passkey] = kinds();
    for (number, kind, rp_id) in [
        (1, &key, ELSEWHERE),
        (2, &key, HERE),
        (3, &key, ELSEWHERE),
        (4, &passkey, ELSEWHERE),
        (5, &passkey, "example.net"),
        (6, &passkey, HERE),
    ] {
        keep(&stage, kind, number, |one| one.rp_id = rp_id.to_owned()).await;
    }
    let told = credential::elsewhere(&stage.reader(), HERE).await.unwrap();
    let row = |domain: &str, kind: &Kind, count| Elsewhere {
        domain: domain.to_owned(),
        kind: kind.clone(),
        count,
    };
    assert_eq!(
        told,
        [
            row("example.net", &passkey, 1),
            row(ELSEWHERE, &passkey, 1),
            row(ELSEWHERE, &key, 2),
        ]
    );
}
