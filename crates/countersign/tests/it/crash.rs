//! The real binary killed in the middle of what it does: a code is never good twice, and nothing that
//! was saved is lost.

use std::time::Instant;

use testing::{Engine, Place, run};

use crate::program::{PASSWORD, Program};
use crate::support::browser::Browser;
use crate::support::node::{Faked, Node};
use crate::support::site::set_up_app;

const ROUNDS: u32 = 36;

async fn pending(node: &Node) -> Browser {
    let mut browser = node.browser();
    let fields = [("username", "anna"), ("password", PASSWORD)];
    browser
        .post("/login", &fields)
        .await
        .leads("/login/challenge");
    browser
}

async fn killed_between_acceptance_and_answer(engine: Engine, _place: Place) {
    // Starting a test's database blocks.
    let Some(mut program) = tokio::task::spawn_blocking(move || Program::on(engine))
        .await
        .unwrap()
    else {
        return;
    };
    program.done("database migrate");
    program.add("anna");
    let mut time = Faked::under(&mut program);
    let node = Node::start(&program);
    let mut owner = node.browser();
    owner
        .post("/login", &[("username", "anna"), ("password", PASSWORD)])
        .await
        .leads("/");
    let app = set_up_app(&mut owner, time.now()).await;
    // How long an answer takes here.
    time.later(60);
    let mut usual = pending(&node).await;
    let begun = Instant::now();
    usual.answer("totp", &app.code(time.now())).await.leads("/");
    let usual = begun.elapsed();
    let mut node = Some(node);
    let (mut answered, mut silent_in, mut silent_out) = (0, 0, 0);
    for round in 0..ROUNDS {
        // At a new step, with some seconds of it left, so that the code is the same throughout.
        time.later(60);
        let into = time.now().rem_euclid(30);
        time.later((35 - into).rem_euclid(30));
        let code = app.code(time.now());
        let first = node.take().unwrap();
        let mut one = pending(&first).await;
        let body = format!("code={code}");
        let sent = tokio::spawn(async move {
            let body = Some((crate::support::browser::FORM, body.as_bytes()));
            one.try_send("POST", "/login/challenge/totp", body)
                .await
                .ok()
                .map(|seen| seen.status)
        });
        // From before it arrives until after it is answered.
        tokio::time::sleep(usual.mul_f64(f64::from(round) * 1.5 / f64::from(ROUNDS))).await;
        first.kill();
        let first = sent.await.unwrap();
        assert!(
            first.is_none_or(|status| status == 303),
            "round {round}: {first:?}"
        );
        let again = Node::start(&program);
        let second = pending(&again).await.answer("totp", &code).await.status;
        match (first, second) {
            (Some(_), 422) => answered += 1,
            (None, 422) => silent_in += 1,
            (None, 303) => silent_out += 1,
            other => panic!("round {round}: {other:?}"),
        }
        // Third time, whatever came of it.
        pending(&again).await.answer("totp", &code).await.is(422);
        node = Some(again);
    }
    eprintln!(
        "{engine:?}: answered {answered}, accepted without an answer {silent_in}, neither {silent_out}"
    );
    assert!(
        answered + silent_in > 0 && silent_in + silent_out > 0,
        "killed too early or too late each time"
    );

    // Each code made one session, answered or not; and the one from before all this goes on.
    let node = node.unwrap();
    let sessions = program
        .json("session list anna --json")
        .as_array()
        .unwrap()
        .len();
    assert_eq!(u32::try_from(sessions).unwrap(), ROUNDS + 2);
    let events = program.json("audit list --account anna --json");
    let signed_in =
        events.as_array().unwrap().iter().filter(|event| {
            event["action"] == "sign-in" || event["action"] == "sign-in.new-browser"
        });
    assert_eq!(u32::try_from(signed_in.count()).unwrap(), ROUNDS + 2);
    assert!(
        node.visited_by(&owner).is_in().await,
        "a session from before"
    );
    node.kill();
    let node = Node::start(&program);
    assert!(node.visited_by(&owner).is_in().await);
    if engine == Engine::Sqlite {
        let file = rusqlite::Connection::open(program.path("data/countersign.db")).unwrap();
        let said: String = file
            .query_row("PRAGMA integrity_check", [], |row| row.get(0))
            .unwrap();
        assert_eq!(said, "ok");
        let broken = file.query_row("PRAGMA foreign_key_check", [], |_| Ok(()));
        assert!(broken.is_err(), "a row without what it belongs to");
    }
}

#[test]
fn L11_killed_between_acceptance_and_answer_a_code_is_good_once_on_sqlite() {
    run(Engine::Sqlite, async |place| {
        killed_between_acceptance_and_answer(Engine::Sqlite, place).await
    });
}

#[test]
fn L11_killed_between_acceptance_and_answer_a_code_is_good_once_on_postgres() {
    run(Engine::Postgres, async |place| {
        killed_between_acceptance_and_answer(Engine::Postgres, place).await
    });
}

testing::on_both! {
    async fn L11_R6238_3_a_restart_forgets_no_code_and_no_session(place: Place) {
        let site = crate::support::site::Site::start(place).await;
        let mut owner = site.browser("192.0.2.1");
        let app = site.add_with_app("anna", &mut owner).await;
        let code = app.code(site.now());
        let waiting = site.pending("anna", "192.0.2.2").await;
        site.pending("anna", "192.0.2.3").await.answer("totp", &code).await.leads("/");
        let site = site.restarted().await;
        let mut after = site.browser("192.0.2.1").as_if(&owner);
        assert!(after.is_in().await);
        // What was pending goes on; the code it waits for is another.
        let mut pending = site.browser("192.0.2.2").as_if(&waiting);
        pending.answer("totp", &code).await.is(422);
        site.later(30);
        pending.answer("totp", &app.code(site.now())).await.leads("/");
    }
}
