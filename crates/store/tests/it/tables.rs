//! Three tables to test with, and their statements.

use domain::{Fault, Refusal, Stop};
use store::{Schema, Statement, Store};

pub static SCHEMA: Schema = Schema {
    name: "shop",
    tables: &[&owners::TABLE, &things::TABLE, &kept::TABLE],
    migrations: &[FIRST, SECOND],
    elsewhere: &[],
};

pub const FIRST: &str = "
CREATE TABLE owners (
    id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, n INTEGER NOT NULL) STRICT;
CREATE TABLE things (
    id INTEGER PRIMARY KEY, n INTEGER NOT NULL,
    owner INTEGER NOT NULL REFERENCES owners (id) ON DELETE CASCADE) STRICT;";

pub const SECOND: &str = "
CREATE TABLE kept (id INTEGER PRIMARY KEY, number INTEGER, text TEXT, bytes BLOB) STRICT;";

pub const SCHEMAS: &[&Schema] = &[&SCHEMA];

pub mod owners {
    use store::{Statement, statements, values};

    statements! {
        table "owners" rank 10;
        write ADD = "INSERT INTO owners (id, name, n) VALUES ($1, $2, 0)";
        write RAISE = "UPDATE owners SET n = n + 1 WHERE id = $1";
        write RAISE_FROM = "UPDATE owners SET n = n + 1 WHERE id >= $1";
        write DELETE = "DELETE FROM owners WHERE id = $1";
        write SHORT = "UPDATE owners SET n = $2 WHERE id = $1";
        keyed BY_ID = "SELECT n FROM owners WHERE id = $1";
        listing IDS = "SELECT id FROM owners WHERE id > $1 ORDER BY id LIMIT $2";
    }

    pub fn add(id: i64) -> Statement {
        named(id, &format!("owner {id}"))
    }

    pub fn named(id: i64, name: &str) -> Statement {
        ADD.bind(values![id, name])
    }

    pub fn raise(id: i64) -> Statement {
        RAISE.bind(values![id])
    }

    pub fn raise_from(id: i64) -> Statement {
        RAISE_FROM.bind(values![id])
    }

    pub fn delete(id: i64) -> Statement {
        DELETE.bind(values![id])
    }

    /// Bound to one value where two are needed.
    pub fn short(id: i64) -> Statement {
        SHORT.bind(values![id])
    }

    pub fn by_id(id: i64) -> Statement {
        BY_ID.bind(values![id])
    }

    pub fn ids() -> Statement {
        IDS.bind(values![i64::MIN, 10_000_i64])
    }
}

pub mod things {
    use store::{Statement, statements, values};

    statements! {
        table "things" rank 20;
        write ADD = "INSERT INTO things (id, owner, n) VALUES ($1, $2, 0)";
        write RAISE = "UPDATE things SET n = n + 1 WHERE id = $1";
        keyed BY_ID = "SELECT n FROM things WHERE id = $1";
    }

    pub fn add(id: i64, owner: i64) -> Statement {
        ADD.bind(values![id, owner])
    }

    pub fn raise(id: i64) -> Statement {
        RAISE.bind(values![id])
    }

    pub fn by_id(id: i64) -> Statement {
        BY_ID.bind(values![id])
    }
}

pub mod kept {
    use store::{Statement, Value, statements, values};

    statements! {
        table "kept" rank 30;
        write ADD = "INSERT INTO kept (id, number, text, bytes) VALUES ($1, $2, $3, $4)";
        keyed BY_ID = "SELECT number, text, bytes FROM kept WHERE id = $1";
        listing BY_TEXT = "SELECT id FROM kept WHERE text > $1 ORDER BY text";
    }

    pub fn add(id: i64, number: Value, text: Value, bytes: Value) -> Statement {
        ADD.bind([id.into(), number, text, bytes])
    }

    pub fn by_id(id: i64) -> Statement {
        BY_ID.bind(values![id])
    }

    pub fn by_text() -> Statement {
        BY_TEXT.bind(values![""])
    }
}

/// The ids of all owners.
pub async fn owner_ids(store: &Store) -> Vec<i64> {
    let mut rows = store.reader().rows(owners::ids()).await.unwrap();
    rows.iter_mut().map(|row| row.int().unwrap()).collect()
}

/// How often a row was raised; none where there is no such row.
pub async fn raised(store: &Store, by_id: Statement) -> Option<i64> {
    let row = store.reader().row(by_id).await.unwrap();
    row.map(|mut row| row.int().unwrap())
}

#[track_caller]
pub fn refusal(done: Result<(), Stop>) -> Refusal {
    match done {
        Err(Stop::Refused(refusal)) => refusal,
        other => panic!("no refusal: {other:?}"),
    }
}

#[track_caller]
pub fn fault(done: Result<(), Stop>) -> Fault {
    match done {
        Err(Stop::Fault(fault)) => fault,
        other => panic!("no fault: {other:?}"),
    }
}
