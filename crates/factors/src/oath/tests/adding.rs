//! Before a token is begun, and after a wrong code: what is asked, and what is there once more.

use super::devices::*;
use super::pages::{begin, waiting, ways};
use crate::stage::{Stage, all, shown, standing};
use crate::{hotp, totp};

#[tokio::test]
async fn after_a_wrong_code_an_apps_secret_is_there_three_times() {
    let stage = Stage::new().await;
    let (of, shared) = waiting(&stage, APP);
    let (who, _) = ways(false, vec![of]);
    let path = (&totp::KIND, "/{id}/confirm");
    for (before, there) in [
        ("", true),
        ("1", true),
        ("2", true),
        ("3", false),
        ("300", true),
    ] {
        let fields = [("code", "12"), ("wrong", before)];
        let page = shown(stage.post(path, &who, &fields).await);
        assert_eq!(page.contains(&shared.grouped()), there, "{before}");
        assert_eq!(page.contains("class=\"qr\""), there, "{before}");
        assert_eq!(page.contains("id=\"totp-uri\""), there, "{before}");
    }
}

#[tokio::test]
async fn whoever_adds_a_token_is_asked_how_its_code_changes() {
    let stage = Stage::new().await;
    let who = standing(Vec::new());
    let page = shown(stage.post((&hotp::KIND, ""), &who, &[("ask", "1")]).await);
    assert!(page.contains(&stage.words.t("oath-which")));
    assert_eq!(all(&page, "action"), ["/settings/security/totp", "/base"]);
    for kind in [totp::KIND, hotp::KIND] {
        let page = shown(Ok(begin(&stage, &kind, &[("ask", "1")]).await));
        assert_eq!(all(&page, "action"), ["/base"]);
        assert!(page.contains("name=\"secret\""), "{page}");
        let (_, details) = page.split_once("<details class=\"fold\">").unwrap();
        for folded in ["algorithm", "digits"] {
            assert!(details.contains(&format!("name=\"{folded}\"")));
        }
    }
}
