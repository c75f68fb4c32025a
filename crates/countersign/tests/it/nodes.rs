//! Two real nodes on one PostgreSQL: one schema, one key, and what one does the other knows at once.

use testing::{Engine, Place, run};

use crate::program::{PASSWORD, Program};
use crate::support::node::{Node, now};
use crate::support::site::{HTTPS, set_up_app};

/// A program on an empty PostgreSQL, for several nodes behind one address.
async fn shared() -> Program {
    let program = tokio::task::spawn_blocking(|| Program::on(Engine::Postgres));
    let mut program = program.await.unwrap().unwrap();
    program.set("COUNTERSIGN_LISTEN", "127.0.0.1:0");
    program.set("COUNTERSIGN_PUBLIC_URL", HTTPS);
    program.set("COUNTERSIGN_TRUSTED_PROXIES", "127.0.0.0/8,::1/128");
    program
}

/// Starts a node for each data folder and key file at the same moment.
async fn start_at_once(
    program: Program,
    key_files: [&'static str; 2],
) -> (Program, [Result<Node, String>; 2]) {
    let program = std::sync::Arc::new(program);
    let start = |n: usize| {
        let program = std::sync::Arc::clone(&program);
        tokio::task::spawn_blocking(move || {
            let data = format!("data-{n}");
            Node::try_with(
                &program,
                &[
                    ("COUNTERSIGN_DATA", &data),
                    ("COUNTERSIGN_KEY_FILE", key_files[n]),
                ],
            )
        })
    };
    let (one, two) = (start(0), start(1));
    let nodes = [one.await.unwrap(), two.await.unwrap()];
    let Some(program) = std::sync::Arc::into_inner(program) else {
        panic!("somebody still holds it");
    };
    (program, nodes)
}

#[test]
fn L40_nodes_that_start_at_once_make_one_schema_and_know_of_each_other() {
    run(Engine::Postgres, async |_: Place| {
        let (mut program, nodes) = start_at_once(shared().await, ["key", "key"]).await;
        let [one, two] = nodes.map(|node| node.unwrap_or_else(|log| panic!("{log}")));
        program.set("COUNTERSIGN_KEY_FILE", "key");
        program.add("anna");
        let fields = [("username", "anna"), ("password", PASSWORD)];

        // In at one, at home at the other; out at one, out at both.
        let mut anna = one.browser();
        anna.post("/login", &fields).await.leads("/");
        assert!(two.visited_by(&anna).is_in().await);
        let mut there = two.visited_by(&anna);
        let app = set_up_app(&mut there, now()).await;
        assert!(
            !anna.is_in().await,
            "the token from before the first factor"
        );
        assert!(one.visited_by(&there).is_in().await);
        one.visited_by(&there)
            .post("/logout", &[])
            .await
            .leads("/login?done=out");
        assert!(!there.is_in().await);

        // A sign-in may begin at one node and end at the other, and a code is good at one of them once.
        let mut half = one.browser();
        half.post("/login", &fields).await.leads("/login/challenge");
        let mut also = two.browser();
        also.post("/login", &fields).await.leads("/login/challenge");
        // The next step's code: the one that confirmed is used.
        let code = app.code(now() + 30);
        let mut whole = two.visited_by(&half);
        whole.answer("totp", &code).await.leads("/");
        one.visited_by(&also).answer("totp", &code).await.is(422);
        two.visited_by(&also).answer("totp", &code).await.is(422);
        assert!(one.visited_by(&whole).is_in().await);

        // The command line ends it everywhere.
        program.add("eve --admin");
        program.done("user disable anna");
        assert!(!one.visited_by(&whole).is_in().await && !two.visited_by(&whole).is_in().await);
        for node in [&one, &two] {
            node.browser().post("/login", &fields).await.is(422);
            node.browser().get("/readyz").await.is(200);
        }
        program.done("user enable anna");
        assert!(
            !one.visited_by(&whole).is_in().await,
            "what ended stays ended"
        );
        half.answer("totp", &code).await.leads("/login?over=1");
    });
}

#[test]
fn L40_of_two_nodes_with_keys_of_their_own_one_refuses_in_a_sentence() {
    run(Engine::Postgres, async |_: Place| {
        let (_program, nodes) = start_at_once(shared().await, ["key-1", "key-2"]).await;
        assert_eq!(nodes.iter().filter(|node| node.is_ok()).count(), 1);
        let log = nodes.into_iter().find_map(Result::err).unwrap();
        let said: Vec<&str> = log
            .lines()
            .filter(|line| line.contains("\"event\":\"stopped\""))
            .collect();
        assert_eq!(said.len(), 1, "{log}");
        assert!(said[0].contains("key_file"), "{log}");
    });
}
