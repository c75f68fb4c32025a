//! The table of everything that recurs: what a server does by itself stands here, or it isn't done. How each is
//! done stands in `work.rs`, when it is due in `schedule.rs`.

use domain::Span;

/// Who does a job, where there are several nodes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Runs {
    /// Each for itself: it is about the node's own memory or clock, or may not wait until a dead node lets go.
    EachNode,
    /// One for all of them, which holds the job while it lives.
    OneNode,
}

/// When a job runs first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum First {
    /// As soon as the server has started.
    AtOnce,
    /// Only after its first interval.
    Later,
}

/// A row of the table.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Row {
    /// What it is called in the log, in metrics and by `countersign jobs`.
    pub name: &'static str,
    pub runs: Runs,
    pub first: First,
    /// From one begin to the next; a run that takes longer is followed by the next one at once.
    pub every: Span,
    /// How much is done in one batch, before others get their turn. It goes on until nothing is left.
    pub at_once: i64,
    /// The longest wait after failures in a row: [`Row::wait_after`].
    pub longest_wait: Span,
}

/// The wait after a first failure, which each further one doubles.
const FIRST_WAIT: Span = Span::minutes(1);

impl Row {
    /// How long it waits after so many failures in a row: 1, 2, 4, 8 minutes and so on, up to its longest.
    pub(crate) fn wait_after(&self, failures: u32) -> Span {
        let doubled = 2i64.saturating_pow(failures.saturating_sub(1));
        let wait = FIRST_WAIT.as_micros().saturating_mul(doubled);
        Span::micros(wait.min(self.longest_wait.as_micros()))
    }
}

macro_rules! jobs {
    ($($job:ident $name:literal: $runs:ident, $first:ident, $every_unit:ident $every:literal, $at_once:literal,
       $wait_unit:ident $wait:literal;)+) => {
        /// Something that a server does again and again.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum Job {
            $(#[doc = concat!("`", $name, "`.")] $job,)+
        }

        impl Job {
            /// All of them, in the order of the table.
            pub const ALL: &'static [Self] = &[$(Self::$job),+];

            pub(crate) const fn row(self) -> Row {
                match self {
                    $(Self::$job => Row {
                        name: $name,
                        runs: Runs::$runs,
                        first: First::$first,
                        every: Span::$every_unit($every),
                        at_once: $at_once,
                        longest_wait: Span::$wait_unit($wait),
                    },)+
                }
            }
        }
    };
}

// job · name · who does it · when first · every · how much at once · longest wait after failures.
//
// The database's clock is looked at before a server answers anything, and again after that.
// Sealing waits no longer than a minute, however often it fails: no event may stay unsealed for five.
jobs! {
    AuditSeal     "audit-seal":     EachNode, Later,  minutes 1, 128, minutes 1;
    Sweep         "sweep":          OneNode,  Later,  minutes 1, 500, minutes 15;
    Leaving       "leaving":        OneNode,  Later,  minutes 10, 100, minutes 15;
    Retention     "retention":      OneNode,  Later,  minutes 1, 500, minutes 15;
    AssertionKeys "assertion-keys": EachNode, AtOnce, hours 1,   1,   minutes 15;
    Clock         "clock":          EachNode, Later,  minutes 1, 1,   minutes 1;
    Standby       "standby":        EachNode, AtOnce, minutes 1, 1,   minutes 1;
    Outbox        "outbox":         EachNode, AtOnce, seconds 10, 20, minutes 1;
}

impl Job {
    /// What it is called.
    pub const fn name(self) -> &'static str {
        self.row().name
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::wiring::schema::schemas;
    use factors::Registry;

    #[test]
    fn no_name_stands_twice() {
        let names: BTreeSet<_> = Job::ALL.iter().map(|job| job.name()).collect();
        assert_eq!(names.len(), Job::ALL.len());
    }

    #[test]
    fn each_failure_doubles_the_wait_up_to_the_longest() {
        let minutes = |job: Job| {
            let waits = (1..=7).map(|failures| job.row().wait_after(failures));
            waits.map(|wait| wait.seconds_up() / 60).collect::<Vec<_>>()
        };
        assert_eq!(minutes(Job::Sweep), [1, 2, 4, 8, 15, 15, 15]);
        assert_eq!(minutes(Job::AuditSeal), [1; 7]);
        assert_eq!(
            Job::Sweep.row().wait_after(u32::MAX),
            Span::minutes(15),
            "however often"
        );
    }

    #[test]
    fn sweepers_take_as_much_at_once_as_the_table_says() {
        let most = format!("LIMIT {}", Job::Sweep.row().at_once);
        let schemas = schemas(&Registry::built_in());
        let tables = schemas.iter().flat_map(|schema| schema.tables);
        let sweepers: Vec<_> = tables.filter_map(|table| table.sweep).collect();
        assert!(sweepers.len() > 15);
        for sweeper in sweepers {
            assert!(sweeper.text.contains(&most), "{}", sweeper.text);
        }
    }
}
