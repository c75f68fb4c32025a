//! What is said of codes that are left, and the page that shows new ones.

use crate::backup_code::factor::KIND;
use crate::stage::{OWNER, Stage, all, on, shown, standing, text};
use crate::{Shown, Standing, enrolment};

#[tokio::test]
async fn making_codes_is_the_next_step_where_there_is_a_factor_and_no_code() {
    let stage = Stage::new().await;
    // Whether there is a factor, how many codes are left; what is said, and whether the button stands out.
    for (has_factor, left, said, stands_out) in [
        (false, None, "backup-code-about", false),
        (true, None, "backup-code-about", true),
        (false, Some(0), "backup-code-none-left", false),
        (true, Some(0), "backup-code-none-left", true),
        (true, Some(3), "backup-code-few-left", false),
        (true, Some(4), "backup-code-replaces", false),
    ] {
        let of = left.map(|codes_left| crate::Enrolment {
            codes_left,
            ..on(&KIND, 1)
        });
        let who = Standing {
            has_factor,
            ..standing(of.into_iter().collect())
        };
        let page = stage.section(&KIND, &who).await;
        assert!(page.contains(&stage.words.t(said)), "{said}: {page}");
        let primary = page.contains("class=\"button primary\"");
        assert_eq!(primary, stands_out, "{has_factor} {left:?}");
        let make = if left.is_some() { "-new" } else { "" };
        let make = stage.words.t(&format!("backup-code-make{make}"));
        assert!(page.contains(&format!("{make}</button>")));
        if let Some(left) = left.filter(|left| *left > 0) {
            assert!(page.contains(&stage.words.n("backup-code-left", left)));
        }
        assert_eq!(all(&page, "action"), ["/base"]);
    }
}

#[tokio::test]
async fn new_codes_are_shown_in_a_file_too_and_lead_on() {
    let stage = Stage::new().await;
    for (next, onward) in [("", "/settings/security"), ("/onward", "/onward")] {
        let who = Standing {
            next: next.to_owned(),
            ..standing(Vec::new())
        };
        let page = shown(stage.post((&KIND, ""), &who, &[]).await);
        let (_, list) = page.split_once("id=\"backup-codes\">").unwrap();
        let (list, _) = list.split_once("</ol>").unwrap();
        let codes: Vec<&str> = list
            .split("<li>")
            .skip(1)
            .map(|code| code.split_once('<').unwrap().0)
            .collect();
        assert_eq!(codes.len(), 10);
        let links = all(&page, "href");
        assert_eq!(links[1..], [onward]);
        let file = links[0].strip_prefix("data:text/plain;charset=utf-8,");
        let file = percent_encoding::percent_decode_str(file.unwrap());
        let file = file.decode_utf8().unwrap();
        let mut lines = file.lines();
        assert_eq!(
            [lines.next(), lines.next()],
            [Some("Example"), Some("anna")]
        );
        for (place, code) in (1..).zip(&codes) {
            assert!(
                lines.any(|line| line.trim() == format!("{place}. {code}")),
                "{file}"
            );
        }
        assert_eq!(lines.last(), Some(&*stage.words.t("backup-code-keep")));
    }
}

#[tokio::test]
async fn n_13_the_question_asks_for_the_first_code_that_is_left_and_says_how_many_are() {
    let stage = Stage::new().await;
    let question = async |of: &[crate::Enrolment]| {
        let reader = stage.reader();
        let at = stage.at(&reader);
        text(
            &stage
                .factor(&KIND)
                .question(&at, of)
                .await
                .unwrap()
                .fragment,
        )
    };
    let page = question(&[]).await;
    assert!(page.contains(&stage.words.t("backup-code-question-any")));
    let who = standing(Vec::new());
    let Ok(Shown::Change(made)) = stage.post((&KIND, ""), &who, &[]).await else {
        panic!("none were made");
    };
    stage
        .commit_all(made.guards, made.statements)
        .await
        .unwrap();
    let of = enrolment::of_account(&stage.reader(), OWNER).await.unwrap();
    let page = question(&of).await;
    for said in [
        stage.words.n("backup-code-question", 1),
        stage.words.n("backup-code-left", 10),
    ] {
        assert!(page.contains(&said), "{said}: {page}");
    }
}
