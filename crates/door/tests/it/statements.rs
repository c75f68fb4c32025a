//! Every statement of the house: what it may say, which tables it may name, and that its plan finds
//! rows by an index on both engines.

use store::check::{complaints, parameters, recursive, schema_complaints};
use store::{Schema, Shape, Sql};
use testing::{Engine, Place, run};

/// Tables of one row, which is read by reading the table.
const ONE_ROW: [&str; 1] = ["site"];

/// Statements without a key, and why they read little all the same.
const WITHOUT_KEY: [(&str, &str); 2] = [
    ("accounts.ANY", "stops at the first row"),
    ("accounts.INSERT_FIRST", "stops at the first row"),
];

fn statements() -> impl Iterator<Item = &'static Sql> {
    let schemas = testing::schemas().into_iter();
    schemas.flat_map(|schema| schema.statements())
}

/// The tables that a component's statements may name.
fn own(schema: &Schema) -> Vec<&'static str> {
    let mut tables: Vec<_> = schema.tables.iter().map(|table| table.name).collect();
    // Everybody's card file, with the answers that were given; what factors and sessions make hangs on it.
    tables.extend(["enrolments", "answers"]);
    tables
}

#[track_caller]
fn none(found: &[String]) {
    assert!(found.is_empty(), "\n{}", found.join("\n"));
}

#[test]
fn every_statement_means_the_same_on_both_engines_and_names_its_own_tables() {
    let mut found = Vec::new();
    for schema in testing::schemas() {
        found.extend(schema_complaints(schema));
        let own = own(schema);
        for sql in schema.statements() {
            found.extend(complaints(sql, &own));
        }
    }
    none(&found);
}

#[test]
fn every_table_has_one_owner_and_a_rank_of_its_own() {
    let mut seen: Vec<(&str, u8)> = Vec::new();
    for table in testing::schemas()
        .into_iter()
        .flat_map(|schema| schema.tables)
    {
        let twin = seen
            .iter()
            .find(|(name, rank)| *name == table.name || *rank == table.rank);
        assert!(twin.is_none(), "{} beside {twin:?}", table.name);
        seen.push((table.name, table.rank));
    }
    assert!(seen.len() > 15, "the tables were not found");
}

#[test]
fn parents_come_before_their_children() {
    let rank = |name: &str| {
        let mut tables = testing::schemas()
            .into_iter()
            .flat_map(|schema| schema.tables);
        tables.find(|table| table.name == name).unwrap().rank
    };
    for migration in testing::schemas()
        .into_iter()
        .flat_map(|schema| schema.migrations)
    {
        for table in migration.split("CREATE TABLE ").skip(1) {
            let child = table.split_whitespace().next().unwrap();
            for parent in table.split("REFERENCES ").skip(1) {
                let parent = parent.split([' ', '(']).next().unwrap();
                assert!(rank(parent) < rank(child), "{child} before {parent}");
            }
        }
    }
}

#[test]
fn what_is_excused_is_still_there() {
    for (excused, _) in WITHOUT_KEY {
        assert!(
            statements().any(|sql| sql.to_string() == excused),
            "{excused}"
        );
    }
}

fn is_excused(sql: &Sql, table: &str) -> bool {
    // What a recursion has found so far is all read.
    recursive(sql.text) == Some(table)
        || ONE_ROW.contains(&table)
        || WITHOUT_KEY
            .iter()
            .any(|(excused, _)| *excused == sql.to_string())
}

#[test]
fn no_plan_of_sqlite_reads_a_whole_table() {
    run(Engine::Sqlite, async |place: Place| {
        drop(place.store(&testing::schemas()).await);
        let connection = place.sqlite();
        let mut found = Vec::new();
        for sql in statements().chain(looks()) {
            let text = format!("EXPLAIN QUERY PLAN {}", sql.for_sqlite());
            let mut prepared = connection
                .prepare(&text)
                .unwrap_or_else(|e| panic!("{}: {e}", sql));
            let mut rows = prepared.raw_query();
            let mut plan = Vec::new();
            while let Some(row) = rows.next().unwrap() {
                plan.push(row.get::<_, String>(3).unwrap());
            }
            if matches!(sql.shape, Shape::Sweep | Shape::Clear) {
                continue;
            }
            for step in &plan {
                let Some(scanned) = step.strip_prefix("SCAN ") else {
                    continue;
                };
                let constant = scanned.contains("CONSTANT ROW");
                let indexed = scanned.contains(" USING ") && sql.shape == Shape::Listing;
                let table = scanned.split_whitespace().next().unwrap();
                if !constant && !indexed && !is_excused(sql, table) {
                    found.push(format!("{}: {}", sql, plan.join("; ")));
                }
            }
        }
        none(&found);
    });
}

/// What is swept is looked for first, once a minute on every node.
fn looks() -> impl Iterator<Item = &'static Sql> {
    let tables = testing::schemas()
        .into_iter()
        .flat_map(|schema| schema.tables);
    tables.filter_map(|table| table.sweep).map(Sql::over)
}

#[test]
fn no_plan_of_postgresql_reads_a_whole_table() {
    run(Engine::Postgres, async |place: Place| {
        drop(place.store(&testing::schemas()).await);
        let client = place.postgres().await;
        let settings =
            "SET jit = off; SET enable_seqscan = off; SET plan_cache_mode = force_generic_plan";
        client.batch_execute(settings).await.unwrap();
        let mut found = Vec::new();
        for (number, sql) in statements().chain(looks()).enumerate() {
            let prepare = format!("PREPARE s{number} AS {}", sql.text);
            let prepared = client.batch_execute(&prepare).await;
            prepared.unwrap_or_else(|e| panic!("{}: {e:?}", sql));
            let nulls = vec!["NULL"; parameters(sql.text).into_iter().max().unwrap_or(0)];
            let nulls = if nulls.is_empty() {
                String::new()
            } else {
                format!("({})", nulls.join(", "))
            };
            let explain = format!("EXPLAIN EXECUTE s{number}{nulls}");
            let plan: Vec<String> = client
                .query(&explain, &[])
                .await
                .unwrap()
                .iter()
                .map(|row| row.get(0))
                .collect();
            assert!(!plan.is_empty(), "{} has no plan", sql);
            if matches!(sql.shape, Shape::Sweep | Shape::Clear) {
                continue;
            }
            for step in &plan {
                let Some((_, scanned)) = step.split_once("Seq Scan on ") else {
                    continue;
                };
                if !is_excused(sql, scanned.split_whitespace().next().unwrap()) {
                    found.push(format!("{}:\n    {}", sql, plan.join("\n    ")));
                }
            }
        }
        none(&found);
    });
}

#[test]
fn postgresql_gives_only_numbers_text_and_bytes() {
    run(Engine::Postgres, async |place: Place| {
        drop(place.store(&testing::schemas()).await);
        let client = place.postgres().await;
        for sql in statements() {
            let prepared = client.prepare(sql.text).await.unwrap();
            for column in prepared.columns() {
                let kind = column.type_().name();
                let read = ["int4", "int8", "text", "varchar", "bytea"].contains(&kind);
                assert!(read, "{}: {} is {kind}", sql, column.name());
            }
            // Values are sent in eight bytes, as they are.
            for kind in prepared.params() {
                let sent = ["int8", "text", "bytea"].contains(&kind.name());
                assert!(sent, "{}: a parameter is {kind}", sql);
            }
        }
    });
}
