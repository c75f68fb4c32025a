//! PostgreSQL with a standby: what the start, the log, `doctor` and `/readyz` say of it.

use serde_json::Value;
use testing::{Cluster, Engine, run};

use crate::program::Program;
use crate::support::node::Node;

/// What the check of that name found.
fn found(program: &Program, check: &str) -> (String, String) {
    let done = program.run("doctor --json");
    let all: Vec<Value> = serde_json::from_str(&done.out).unwrap();
    let one = all.iter().find(|one| one["check"] == check).unwrap();
    let text = |key: &str| one[key].as_str().unwrap().to_owned();
    (text("state"), text("finding"))
}

fn log_of(node: &Node) -> String {
    std::fs::read_to_string(&node.log).unwrap()
}

async fn until_standbys(cluster: &Cluster, how: &str) {
    let client = cluster.client().await;
    let text =
        format!("SELECT count(*) FROM pg_stat_replication WHERE replay_lsn IS NOT NULL AND {how}");
    while client.query_one(&text, &[]).await.unwrap().get::<_, i64>(0) == 0 {
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
}

#[test]
fn a_standby_is_synchronous_or_that_it_is_not_is_written_down() {
    if !Engine::all().contains(&Engine::Postgres) {
        return;
    }
    run(Engine::Sqlite, async |_| {
        let cluster = Cluster::start("");
        let mut program = Program::new();
        program.set("COUNTERSIGN_DATABASE", &cluster.url());
        program.set("COUNTERSIGN_POSTGRES_DURABILITY", "synchronous");
        let said = program.refused("serve");
        let sentence =
            "COUNTERSIGN_POSTGRES_DURABILITY is \"synchronous\", and no standby is: start one";
        assert!(said.contains(sentence), "{said}");
        assert!(!program.path("data").exists(), "nothing was written");

        let mut standby = cluster.standby("one");
        until_standbys(&cluster, "sync_state = 'async'").await;
        assert!(program.refused("serve").contains("and no standby is"));
        program.set("COUNTERSIGN_POSTGRES_DURABILITY", "local");
        Node::start(&program).kill();
        let check = "postgresql-replication";
        assert_eq!(found(&program, check).0, "ok");
        program
            .variables
            .retain(|(name, _)| name != "COUNTERSIGN_POSTGRES_DURABILITY");
        let node = Node::start(&program);
        assert_eq!(
            log_of(&node).matches("\"asynchronous-standbys\"").count(),
            1
        );
        let (state, finding) = found(&program, check);
        assert!(
            state == "wrong" && finding.contains("none of them synchronous"),
            "{finding}"
        );
        node.kill();

        cluster.set("synchronous_standby_names = 'one'").await;
        until_standbys(&cluster, "sync_state = 'sync'").await;
        program.set("COUNTERSIGN_POSTGRES_DURABILITY", "synchronous");
        let node = Node::start(&program);
        assert_eq!(found(&program, check).0, "ok");
        let ready = node.browser().get("/readyz").await.is(200);
        assert!(ready.text.contains("\"standby\":\"ok\""), "{}", ready.text);

        // As Patroni does when the standby is gone, so that work goes on.
        standby.crash();
        cluster.set("synchronous_standby_names = ''").await;
        loop {
            let ready = node.browser().get("/readyz").await.is(200);
            if ready
                .text
                .contains("\"standby\":\"the synchronous standby is gone\"")
            {
                break;
            }
            tokio::time::sleep(std::time::Duration::from_millis(50)).await;
        }
        assert_eq!(found(&program, check).0, "wrong");
    });
}
