//! A pooler that can't carry prepared statements, behind which nobody wrote anything of it.

use testing::{Engine, Pooler};

use super::{Report, address, on_a_port, runtime};
use crate::program::{PASSWORD, Program};
use crate::support::node::Node;

#[test]
fn a_pooler_that_carries_no_prepared_statements_is_told_and_everybody_gets_in() {
    let Some(mut program) = Program::on(Engine::Postgres) else {
        return;
    };
    on_a_port(&mut program);
    let direct = store::PostgresOptions {
        url: domain::Secret::new(address(&program).unwrap().to_owned()),
        pool: 1,
        prepared: true,
    };
    let pooler = Pooler::before(&direct, 5);
    program.set("COUNTERSIGN_DATABASE", pooler.options().url.expose());
    program.set("COUNTERSIGN_POSTGRES_PREPARED", "true");
    program.done("database migrate");
    program.add("ada --admin");
    let node = Node::start(&program);
    let log = std::fs::read_to_string(&node.log).unwrap();
    assert_eq!(
        log.matches("\"event\":\"prepared-statements\"").count(),
        1,
        "{log}"
    );
    let report = Report::of(&program);
    report.finds(
        "postgresql-pooler",
        "warning",
        "can't carry prepared statements",
    );
    runtime().block_on(async {
        let fields = [("username", "ada"), ("password", PASSWORD)];
        for _ in 0..12 {
            node.browser().post("/login", &fields).await.leads("/");
        }
    });
    node.kill();
    program.set("COUNTERSIGN_POSTGRES_PREPARED", "false");
    let node = Node::start(&program);
    Report::of(&program).finds("postgresql-pooler", "ok", "");
    let log = std::fs::read_to_string(&node.log).unwrap();
    assert_eq!(
        log.matches("\"event\":\"prepared-statements\"").count(),
        1,
        "{log}"
    );
}
