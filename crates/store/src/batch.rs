//! Writing: statements that happen all together or not at all, depending only on values known
//! before. There is no other way to write.

use domain::{Fault, Refusal, Stop};

use crate::{Guard, Statement, Store};

/// How many rows a statement of a batch must change.
#[derive(Clone, Debug)]
pub(crate) enum Count {
    /// Exactly one, else nothing happens and this is the answer.
    One(Refusal),
    /// However many; an error is a fault.
    Any,
}

#[derive(Clone, Debug)]
pub(crate) struct Step {
    pub statement: Statement,
    pub count: Count,
}

/// Statements to be committed together.
#[must_use = "nothing happens before commit"]
#[derive(Clone, Debug, Default)]
pub struct Batch {
    pub(crate) steps: Vec<Step>,
    pub(crate) receipt: Option<Statement>,
}

impl Batch {
    /// An empty batch, which commits nothing and succeeds.
    pub fn new() -> Self {
        Self::default()
    }

    /// A statement that must change exactly one row. One that would make a row which may exist
    /// only once a second time changes none.
    pub fn one(mut self, statement: Statement, refusal: Refusal) -> Self {
        self.steps.push(Step {
            statement,
            count: Count::One(refusal),
        });
        self
    }

    /// Guards, each of which must change exactly one row.
    pub fn all(mut self, guards: impl IntoIterator<Item = Guard>) -> Self {
        for guard in guards {
            self = self.one(guard.statement, guard.refusal);
        }
        self
    }

    /// An insert that succeeds or is a fault.
    #[allow(
        clippy::should_implement_trait,
        reason = "a batch isn't a number, and `+` would say less"
    )]
    pub fn add(self, statement: Statement) -> Self {
        self.any(statement)
    }

    /// A statement that may change any number of rows.
    pub fn any(mut self, statement: Statement) -> Self {
        self.steps.push(Step {
            statement,
            count: Count::Any,
        });
        self
    }

    /// Adds several statements that may change any number of rows.
    pub fn many(mut self, statements: impl IntoIterator<Item = Statement>) -> Self {
        for statement in statements {
            self = self.any(statement);
        }
        self
    }

    /// Everything that another batch holds.
    pub fn merge(mut self, other: Self) -> Self {
        self.steps.extend(other.steps);
        self.receipt = self.receipt.or(other.receipt);
        self
    }

    /// A keyed read that finds a row only if this batch was committed: asked for two seconds when the
    /// connection was lost and nobody knows.
    pub fn receipt(mut self, statement: Statement) -> Self {
        self.receipt = Some(statement);
        self
    }

    /// Commits. A refusal, or a fault that isn't [`Fault::is_unknown`], means that nothing
    /// happened.
    ///
    /// # Errors
    /// The refusal of the first guard that changed no row; [`Refusal::Busy`] when too much waits;
    /// a [`Fault`] for everything else.
    pub async fn commit(mut self, store: &Store) -> Result<(), Stop> {
        // Two batches that lock rows in opposite order would wait for each other.
        self.steps.sort_by_key(|step| step.statement.sql.table.rank);
        store.commit(self).await
    }
}

impl From<Guard> for Batch {
    fn from(guard: Guard) -> Self {
        Self::new().all([guard])
    }
}

/// What a commit answers inside the engines.
pub(crate) type Done = Result<(), Stop>;

/// A fault that names the statement it happened in, never its values.
pub(crate) fn fault_in(step: &Step, cause: &dyn std::error::Error) -> Stop {
    let sql = step.statement.sql;
    Fault::because(&format!("statement {sql}"), cause).into()
}
