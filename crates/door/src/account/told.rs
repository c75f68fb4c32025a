//! What a protected host may be told of an account.

use domain::Fault;
use domain::account::GroupName;
use store::Row;

/// What a protected host is told of an account `a`, as columns of whichever read finds it: at the gate a
/// second read would cost as much again. [`Told`] reads them.
macro_rules! told_columns {
    () => {
        "a.name, a.display_name,
            COALESCE((SELECT e.address FROM emails e WHERE e.account = a.id AND e.signs_in = 1
                ORDER BY e.chosen DESC, e.added, e.id LIMIT 1), ''),
            COALESCE((SELECT string_agg(g.name, ',' ORDER BY g.name_key) FROM members m
                JOIN account_groups g ON g.id = m.group_id WHERE m.account = a.id), '')"
    };
}
pub(crate) use told_columns;

/// Names, address and groups, as [`told_columns`] gives them.
pub(crate) struct Told {
    pub name: String,
    pub display_name: String,
    /// The first of its e-mail addresses that signs in, the main one before all.
    pub email: Option<String>,
    /// Its groups, in order.
    pub groups: Vec<GroupName>,
}

impl Told {
    /// Reads the columns that begin there.
    pub(crate) fn read(row: &mut Row) -> Result<Self, Fault> {
        Ok(Self {
            name: row.text()?,
            display_name: row.text()?,
            email: Some(row.text()?).filter(|email| !email.is_empty()),
            // No name of a group holds a comma.
            groups: row
                .text()?
                .split(',')
                .filter_map(|group| GroupName::read(group).ok())
                .collect(),
        })
    }
}
