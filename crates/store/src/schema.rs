//! What a component keeps: its tables, the migrations that made them, its statements.

use crate::Sql;

/// One table, declared once by [`statements!`](crate::statements) where its own statements are.
#[derive(Debug)]
pub struct Table {
    /// What it is called in SQL.
    pub name: &'static str,
    /// Its place in a batch: parents first, and no two tables have the same, so that two batches lock rows in the
    /// same order.
    pub rank: u8,
    /// What deletes up to 500 rows that are over; `$1` is the present moment. Every table with
    /// rows that expire has one.
    pub sweep: Option<&'static Sql>,
    /// The statements that are written beside it.
    pub statements: &'static [&'static Sql],
}

/// A component's part of the database.
#[derive(Clone, Copy, Debug)]
pub struct Schema {
    pub name: &'static str,
    pub tables: &'static [&'static Table],
    /// Numbered from 1 by their place; only ever added to. Written in SQLite's STRICT words.
    ///
    /// The program before goes on reading and writing meanwhile and afterwards: a column that is added
    /// has a default. What it can't live with is said by `UPDATE keeping SET minimum_program = n`, n
    /// being the number of the program that brings the migration; the one before then writes nothing
    /// more. Short: other nodes wait for it.
    pub migrations: &'static [&'static str],
    /// Statements over its tables that are written elsewhere, where what they are for is.
    pub elsewhere: &'static [&'static [&'static Sql]],
}

impl Schema {
    /// All of its statements.
    pub fn statements(&self) -> impl Iterator<Item = &'static Sql> + use<> {
        let own = self.tables.iter().map(|table| table.statements);
        let all = own.chain(self.elsewhere.iter().copied());
        all.flatten().copied()
    }
}

/// SQLite's words as PostgreSQL has them. `INTEGER` would be int4 there and overflow; text is
/// ordered by bytes, so that order and paging agree.
pub(crate) fn for_postgres(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut word = String::new();
    let flush = |word: &mut String, out: &mut String| {
        out.push_str(match word.as_str() {
            "INTEGER" => "BIGINT",
            "BLOB" => "BYTEA",
            "TEXT" => "TEXT COLLATE \"C\"",
            "STRICT" => "",
            other => other,
        });
        word.clear();
    };
    for c in text.chars() {
        if c.is_ascii_alphanumeric() || c == '_' {
            word.push(c);
        } else {
            flush(&mut word, &mut out);
            out.push(c);
        }
    }
    flush(&mut word, &mut out);
    out.replace(", WITHOUT ROWID", "")
        .replace("WITHOUT ROWID", "")
}

#[cfg(test)]
mod tests {
    use super::for_postgres;

    #[test]
    fn sqlites_words_become_postgresqls() {
        let text = "CREATE TABLE t (id BLOB PRIMARY KEY, n INTEGER NOT NULL, TEXTURE TEXT) STRICT, WITHOUT ROWID;";
        assert_eq!(
            for_postgres(text),
            "CREATE TABLE t (id BYTEA PRIMARY KEY, n BIGINT NOT NULL, TEXTURE TEXT COLLATE \"C\") ;"
        );
    }
}
