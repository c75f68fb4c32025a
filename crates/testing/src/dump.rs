//! Everything that a database holds, as text: what must not have changed is compared, what must not be
//! there is looked for. Bytes stand in hexadecimal.

use crate::{Engine, Place};

/// Every table with all its rows, in a fixed order; but for `jobs`, in which a server writes by itself whenever it
/// comes to it.
pub async fn dump(place: &Place) -> String {
    match place.engine() {
        Engine::Sqlite => sqlite(&place.sqlite_file()),
        Engine::Postgres => postgres(&place.postgres().await).await,
    }
}

/// A table's name and its rows, a line each.
fn write(out: &mut String, table: &str, mut rows: Vec<String>) {
    rows.sort();
    out.push_str(&format!("{table}: {}\n", rows.len()));
    for row in rows {
        out.push_str(&format!("  {row}\n"));
    }
}

/// Everything that an SQLite file holds, as text.
pub fn sqlite(file: &std::path::Path) -> String {
    use rusqlite::types::ValueRef;
    let connection = rusqlite::Connection::open(file).unwrap();
    let names =
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND name <> 'jobs' ORDER BY name";
    let mut names = connection.prepare(names).unwrap();
    let names = names.query_map([], |row| row.get::<_, String>(0)).unwrap();
    let mut out = String::new();
    for table in names.map(Result::unwrap) {
        let mut all = connection
            .prepare(&format!("SELECT * FROM \"{table}\""))
            .unwrap();
        let width = all.column_count();
        let rows = all.query_map([], |row| {
            let cells = (0..width).map(|n| match row.get_ref(n).unwrap() {
                ValueRef::Text(text) => String::from_utf8_lossy(text).into_owned(),
                ValueRef::Blob(bytes) => data_encoding::HEXLOWER.encode(bytes),
                ValueRef::Null => String::new(),
                ValueRef::Integer(number) => number.to_string(),
                ValueRef::Real(number) => number.to_string(),
            });
            Ok(cells.collect::<Vec<_>>().join(" | "))
        });
        write(
            &mut out,
            &table,
            rows.unwrap().map(Result::unwrap).collect(),
        );
    }
    out
}

/// Everything that a PostgreSQL database holds, as text.
pub async fn postgres(client: &tokio_postgres::Client) -> String {
    let names = "SELECT table_name::text FROM information_schema.tables \
                 WHERE table_schema = 'public' AND table_name <> 'jobs' ORDER BY 1";
    let mut out = String::new();
    for row in client.query(names, &[]).await.unwrap() {
        let table: String = row.get(0);
        let all = format!("SELECT t::text FROM \"{table}\" t");
        let rows = client.query(&all, &[]).await.unwrap();
        let rows = rows.iter().map(|row| row.get(0)).collect();
        write(&mut out, &table, rows);
    }
    out
}

/// The lines that are in one and not in the other, to be read when they should be none.
pub fn differences(before: &str, after: &str) -> String {
    let only = |mark: &'static str, these: &str, those: &str| -> Vec<String> {
        let those: Vec<&str> = those.lines().collect();
        let lines = these.lines().filter(|line| !those.contains(line));
        lines.map(|line| format!("{mark} {line}")).collect()
    };
    let all = [only("-", before, after), only("+", after, before)].concat();
    all.join("\n")
}
