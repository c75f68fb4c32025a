//! What a statement may not say is complained of.

use store::check::{complaints, schema_complaints};
use store::{Shape, Sql};

use crate::tables::{SCHEMA, owners};

#[test]
fn nothing_is_wrong_with_these_tables() {
    assert_eq!(schema_complaints(&SCHEMA), [""; 0]);
    for sql in SCHEMA.statements() {
        assert_eq!(complaints(sql, &["owners", "things", "kept"]), [""; 0]);
    }
}

#[test]
fn each_mistake_in_a_text_is_named() {
    let cases = [
        (
            Shape::Keyed,
            "SELECT n FROM owners WHERE id = $2",
            "skips $1",
        ),
        (
            Shape::Keyed,
            "SELECT n FROM owners JOIN accounts ON id = $1",
            "the table accounts",
        ),
        (
            Shape::Keyed,
            "SELECT n FROM owners WHERE id = ANY($1)",
            "uses ANY(",
        ),
        (
            Shape::Keyed,
            "SELECT n FROM owners WHERE made < now() AND id = $1",
            "uses NOW(",
        ),
        (
            Shape::Keyed,
            "SELECT n FROM owners WHERE ($1 IS NULL OR id = $1)",
            "IS NULL OR",
        ),
        (
            Shape::Write,
            "UPDATE owners SET n = LEAST(n, $1)",
            "uses LEAST(",
        ),
        (Shape::Write, "DELETE FROM owners WHERE id = ?", "uses ?"),
        (
            Shape::Keyed,
            "SELECT * FROM owners WHERE id = $1",
            "uses SELECT *",
        ),
        (
            Shape::Write,
            "INSERT INTO owners VALUES ($1)",
            "name its columns",
        ),
        (
            Shape::Write,
            "DELETE FROM sessions WHERE id = $1",
            "the table sessions",
        ),
        (
            Shape::Write,
            "DELETE FROM owners WHERE id IN (WITH RECURSIVE found(id) AS (SELECT id FROM accounts WHERE id = $1)
                SELECT id FROM found)",
            "the table accounts",
        ),
        (
            Shape::Keyed,
            "DELETE FROM owners WHERE id = $1",
            "its shape",
        ),
        (
            Shape::Write,
            "SELECT n FROM owners WHERE id = $1",
            "its shape",
        ),
    ];
    for (shape, text, complaint) in cases {
        let sql = Sql::new(&owners::TABLE, "CASE", shape, text);
        let found = complaints(&sql, &["owners"]);
        assert!(
            found.iter().any(|c| c.contains(complaint)),
            "{text}: {found:?}"
        );
    }
}
