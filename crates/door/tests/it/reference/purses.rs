//! What anybody may make us spend, from the table of purses.

use domain::Span;
use domain::budget::Limits;
use domain::budget::purse::{Holds, Kept, Row, Spend, Whose};
use testing::reference::{is_in_the_reference, table};

use super::spoken;

fn cells(row: &Row) -> [String; 6] {
    let limits = Limits::default();
    let whose = match row.whose {
        Whose::Address => "a visitor's address",
        Whose::Account => "an account",
        Whose::Enrolment => "an enrolment",
        Whose::Question => "a question",
        Whose::Target => "a number or address",
        Whose::AccountAndTarget => "an account and a number",
        Whose::Link => "a link",
        Whose::Password => "a password",
        Whose::Site => "the site",
    };
    let holds = match row.holds {
        Holds::Fixed(most) => most.to_string(),
        Holds::Limit(most) => most(&limits).to_string(),
        Holds::OfDay => "a share of the day's".to_owned(),
    };
    let kept = match row.kept {
        Kept::Nothing => "",
        Kept::Half => "half",
        Kept::All => "not theirs",
    };
    let window: Span = row.window(&limits);
    let spent = row.spent.trim().trim_end_matches('.').to_owned();
    let [whose, kept, beyond] = [whose, kept, row.beyond].map(str::to_owned);
    [spent, whose, holds, spoken(window), kept, beyond]
}

#[test]
fn the_reference_lists_what_anybody_may_make_us_spend() {
    let rows = Spend::ALL.iter().map(|of| cells(&of.row()));
    let head = [
        "spent",
        "of",
        "how much",
        "in",
        "for known browsers",
        "beyond",
    ];
    is_in_the_reference("purses", &table(head, rows));
}
