//! What anybody may make us spend, from the tables of purses and bounds.

use domain::budget::Limits;
use domain::budget::bound::Bound;
use domain::budget::purse::Spend;
use domain::budget::row::{Holds, Kept, Row, Suffers, Whose};
use testing::reference::{is_in_the_reference, table};

use super::spoken;

fn whose(row: &Row) -> &'static str {
    match row.whose {
        Whose::Address => "a visitor's address",
        Whose::Account => "an account",
        Whose::AddressAndAccount => "a visitor's address and an account or name",
        Whose::Enrolment => "an enrolment",
        Whose::Question => "a question",
        Whose::Target => "a number or address",
        Whose::AccountAndTarget => "an account and a number or address",
        Whose::Link => "a link",
        Whose::Password => "a password",
        Whose::Peer => "whoever is connected",
        Whose::Connection => "a connection",
        Whose::Node => "a server",
        Whose::Site => "the site",
    }
}

fn bytes(many: usize) -> String {
    match many {
        many if many % (1 << 20) == 0 => format!("{} MiB", many >> 20),
        many => format!("{} KiB", many >> 10),
    }
}

/// How much, and in which time.
fn holds(row: &Row) -> [String; 2] {
    let limits = Limits::default();
    let holds = match row.holds {
        Holds::Fixed(most) => most.to_string(),
        Holds::Limit(most) => most(&limits).to_string(),
        Holds::OfDay => "a share of the day's".to_owned(),
        Holds::AtOnce(most) => most.to_string(),
        Holds::Shared(most) => format!("{most}, in shares"),
        Holds::Bytes(most) => bytes(most),
        Holds::SharedBytes(most) => format!("{}, in shares", bytes(most)),
        Holds::Nothing => "nothing".to_owned(),
    };
    let window = row.window(&limits);
    [holds, window.map_or_else(|| "at once".to_owned(), spoken)]
}

fn cells(row: &Row) -> [String; 7] {
    let kept = match row.kept {
        Kept::Nothing => "",
        Kept::Half => "half",
        Kept::All => "not theirs",
    };
    let suffers = match row.suffers {
        Suffers::Nobody => "nobody",
        Suffers::WhoEmptiedIt => "who emptied it",
        Suffers::Newcomers => "newcomers",
        Suffers::WhoHadTheirs => "who had theirs",
        Suffers::WhoAdds => "who adds one",
    };
    let spent = row.spent.trim().trim_end_matches('.').to_owned();
    let [holds, window] = holds(row);
    let [whose, kept, suffers, beyond] = [whose(row), kept, suffers, row.beyond].map(str::to_owned);
    [spent, whose, holds, window, kept, suffers, beyond]
}

#[test]
fn the_reference_lists_what_anybody_may_make_us_spend() {
    let head = [
        "spent",
        "of",
        "how much",
        "in",
        "for known browsers",
        "who goes without",
        "beyond",
    ];
    let purses = Spend::ALL.iter().map(|of| cells(&of.row()));
    is_in_the_reference("purses", &table(head, purses));
    let bounds = Bound::ALL.iter().map(|of| cells(&of.row()));
    is_in_the_reference("bounds", &table(head, bounds));
}
