//! Statements: one SQL text that serves both engines, registered once where its table is.

use std::fmt;
use std::sync::OnceLock;

use domain::Refusal;

use crate::{Table, Value};

/// What a statement may cost; a test looks at its plan on both engines.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// Reads by key: never a scan.
    Keyed,
    /// Reads a list by index.
    Listing,
    /// May read much: runs apart.
    Sweep,
    /// Changes rows found by key.
    Write,
    /// Changes rows that are old.
    Clear,
}

/// A registered statement. Parameters are `$1`, `$2`, … in both engines' text.
pub struct Sql {
    /// The table whose rows it is about, which gives it its place in a batch.
    pub table: &'static Table,
    /// Its name, for the log.
    pub name: &'static str,
    /// What it may cost.
    pub shape: Shape,
    /// The text as written.
    pub text: &'static str,
    sqlite: OnceLock<String>,
    counted: OnceLock<String>,
    over_text: OnceLock<String>,
    over: OnceLock<Box<Sql>>,
}

impl Sql {
    /// Registers a statement; use the [`statements`](crate::statements) macro.
    pub const fn new(
        table: &'static Table,
        name: &'static str,
        shape: Shape,
        text: &'static str,
    ) -> Self {
        Self {
            table,
            name,
            shape,
            text,
            sqlite: OnceLock::new(),
            counted: OnceLock::new(),
            over_text: OnceLock::new(),
            over: OnceLock::new(),
        }
    }

    /// Binds its parameters, in the order of their numbers.
    pub fn bind<const N: usize>(&'static self, values: [Value; N]) -> Statement {
        Statement {
            sql: self,
            values: values.into(),
        }
    }

    /// SQLite's text. To SQLite `$2` is a *name*, numbered by first appearance, so that
    /// `SET a = $2 WHERE id = $1` would bind the wrong way round, silently; `?2` is a number.
    pub fn for_sqlite(&self) -> &str {
        self.sqlite.get_or_init(|| self.text.replace('$', "?"))
    }

    /// PostgreSQL's text for a guard: the server counts, and fails at this very place unless
    /// exactly one row changed. The client could not count in time, since COMMIT is already sent.
    pub fn counted(&self) -> &str {
        self.counted.get_or_init(|| {
            format!(
                "WITH w AS ({} RETURNING 1) SELECT 1/(count(*)=1)::int FROM w",
                self.text
            )
        })
    }

    /// The look whether a statement that deletes would find a row, by the same values.
    pub fn over(&'static self) -> &'static Self {
        let text = self
            .over_text
            .get_or_init(|| format!("{} LIMIT 1", self.text.replacen("DELETE", "SELECT 1", 1)));
        self.over.get_or_init(|| {
            let over = Self::new(self.table, self.name, Shape::Keyed, text);
            Box::new(over)
        })
    }
}

impl fmt::Display for Sql {
    /// Its table and name, as logs have it.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.table.name, self.name)
    }
}

impl fmt::Debug for Sql {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// A statement with its values, ready to run.
#[derive(Clone, Debug)]
pub struct Statement {
    pub(crate) sql: &'static Sql,
    pub(crate) values: Vec<Value>,
}

impl Statement {
    /// The statement of the registry that this one binds.
    pub const fn sql(&self) -> &'static Sql {
        self.sql
    }
}

/// A statement that must change exactly one row; otherwise nothing of its batch happens and the
/// refusal is the answer.
#[derive(Clone, Debug)]
pub struct Guard {
    pub(crate) statement: Statement,
    pub(crate) refusal: Refusal,
}

impl Guard {
    /// A guard: the statement has to change one row, or the batch is refused by this.
    pub const fn new(statement: Statement, refusal: Refusal) -> Self {
        Self { statement, refusal }
    }
}

/// Declares a table with its statements: `statements! { table "accounts" rank 10; keyed BY_ID = "SELECT …"; }` makes a
/// `static` of each, and `TABLE`, which lists them. A table whose rows end by themselves says what sweeps it:
/// `table "sessions" rank 55 swept by SWEEP;`. Statements about a table that is declared elsewhere begin with
/// `of that::TABLE;`, and are listed in `ALL`.
#[macro_export]
macro_rules! statements {
    (@shape keyed) => { $crate::Shape::Keyed };
    (@shape listing) => { $crate::Shape::Listing };
    (@shape sweep) => { $crate::Shape::Sweep };
    (@shape write) => { $crate::Shape::Write };
    (@shape clear) => { $crate::Shape::Clear };
    (@each $table:path; $($shape:ident $name:ident = $text:expr;)*) => {
        $(static $name: $crate::Sql =
            $crate::Sql::new(&$table, stringify!($name), $crate::statements!(@shape $shape), $text);)*
    };
    (@table $table:literal $rank:literal $sweep:expr; $($shape:ident $name:ident = $text:expr;)*) => {
        /// The table, with its statements.
        pub static TABLE: $crate::Table = $crate::Table {
            name: $table,
            rank: $rank,
            sweep: $sweep,
            statements: &[$(&$name),*],
        };
        $crate::statements!(@each TABLE; $($shape $name = $text;)*);
    };
    (table $table:literal rank $rank:literal swept by $sweep:ident; $($rest:tt)*) => {
        $crate::statements!(@table $table $rank Some(&$sweep); $($rest)*);
    };
    (table $table:literal rank $rank:literal; $($rest:tt)*) => {
        $crate::statements!(@table $table $rank None; $($rest)*);
    };
    (of $table:path; $($shape:ident $name:ident = $text:expr;)*) => {
        $crate::statements!(@each $table; $($shape $name = $text;)*);
        /// The statements that are declared here.
        pub static ALL: &[&$crate::Sql] = &[$(&$name),*];
    };
}

/// The values of a statement's parameters, each by `Into<Value>`.
#[macro_export]
macro_rules! values {
    ($($value:expr),* $(,)?) => { [$($crate::Value::from($value)),*] };
}
