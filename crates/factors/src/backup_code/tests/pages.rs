//! What is said of codes that are left, and the page that shows new ones.

use crate::backup_code::factor::KIND;
use crate::stage::{OWNER, Stage, all, on, shown, standing, text};
use crate::{Shown, Standing, enrolment};

#[tokio::test]
async fn the_row_says_what_codes_are_and_how_many_are_left() {
    let stage = Stage::new().await;
    for (left, make) in [(None, "make"), (Some(0), "make-new"), (Some(4), "make-new")] {
        let of = left.map(|codes_left| crate::Enrolment {
            codes_left,
            ..on(&KIND, 1)
        });
        let page = stage
            .section(&KIND, &standing(of.into_iter().collect()))
            .await;
        assert!(page.contains(&stage.words.t("backup-code-about")), "{page}");
        let make = stage.words.t(&format!("backup-code-{make}"));
        assert!(page.contains(&format!("{make}</button>")), "{page}");
        let has = left.map(|left| stage.words.n("backup-code-left-short", left));
        assert_eq!(page.contains("class=\"badge\""), has.is_some());
        assert!(has.is_none_or(|has| page.contains(&has)));
        assert_eq!(all(&page, "action"), ["/base"]);
    }
}

#[tokio::test]
async fn whoever_has_codes_that_work_is_asked_before_they_are_replaced() {
    let stage = Stage::new().await;
    for (left, sure, asked) in [
        (None, false, false),
        (Some(0), false, false),
        (Some(1), false, true),
        (Some(10), false, true),
        (Some(10), true, false),
    ] {
        let of = left.map(|codes_left| crate::Enrolment {
            codes_left,
            ..on(&KIND, 1)
        });
        let who = standing(of.into_iter().collect());
        let fields: &[_] = if sure { &[("sure", "1")] } else { &[] };
        let page = shown(stage.post((&KIND, ""), &who, fields).await);
        assert_eq!(page.contains("name=\"sure\""), asked, "{left:?} {sure}");
        assert_eq!(page.contains("id=\"backup-codes\""), !asked, "{left:?}");
        if asked {
            assert_eq!(all(&page, "action"), ["/base"]);
            assert_eq!(all(&page, "href"), ["/settings/security"], "to keep them");
        }
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
        let day = stage.words.day(crate::stage::now());
        let about = ["Example", "https://auth.example.org", "anna", &day];
        assert!(file.starts_with(&about.join("\r\n")), "{file}");
        let each = stage.words.t("backup-code-each");
        let mut lines = file.lines().skip(about.len());
        assert!(lines.any(|line| line == each), "{file}");
        for (place, code) in (1..).zip(&codes) {
            assert!(
                lines.any(|line| line == format!("[ ] {place:2}. {code}")),
                "{file}"
            );
        }
        assert_eq!(all(&page, "download"), ["Example-backup-codes-anna.txt"]);
        // What is printed says the same.
        for said in about.into_iter().chain([&*each]) {
            assert!(page.contains(said), "{said}: {page}");
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
