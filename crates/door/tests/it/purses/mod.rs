//! Each row of what anybody may make us spend is overdrawn: from one address, from a hundred, and against one account.
//! Afterwards the account's owner signs in from the browser that they use, somebody else from theirs, and somebody else
//! yet from one that nobody knows; what was spent, and what was written, is within the table.

mod asked;
mod bounds;
mod emails;
mod links;
mod stage;
mod told;
mod tries;

use domain::budget::Limits;
use domain::budget::purse::Spend;
use domain::budget::row::{Kept, Suffers, Whose};
use testing::people::*;
use testing::{Engine, Place, on_both};

use self::stage::Stage;

/// How something is overdrawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum By {
    OneAddress,
    /// From so many addresses.
    Many(usize),
    /// From so many that all want something of Anna's.
    AgainstAnAccount(usize),
}

/// What `./test long` says: how many addresses there are, on PostgreSQL too, which takes many times as long here.
fn told_addresses() -> Option<usize> {
    let told = std::env::var("COUNTERSIGN_TEST_ADDRESSES").ok();
    told.map(|text| text.parse().expect("a number"))
}

fn addresses(engine: Engine) -> usize {
    told_addresses().unwrap_or(if engine == Engine::Sqlite { 100 } else { 12 })
}

/// The rows that are overdrawn so: all of them, or on PostgreSQL in a short run a third, another one each way.
fn rows<T: Copy>(all: &[T], engine: Engine, by: By) -> Vec<T> {
    let which = match by {
        By::OneAddress => 0,
        By::Many(_) => 1,
        By::AgainstAnAccount(_) => 2,
    };
    let each = if engine == Engine::Sqlite || told_addresses().is_some() {
        1
    } else {
        3
    };
    all.iter()
        .skip(which % each)
        .step_by(each)
        .copied()
        .collect()
}

impl By {
    /// Those who overdraw it.
    fn crowd(self) -> Vec<Browser> {
        let many = match self {
            Self::OneAddress => 1,
            Self::Many(many) | Self::AgainstAnAccount(many) => many,
        };
        let browser = |n| Browser::new(&format!("198.18.{n}.7"));
        (0..many).map(browser).collect()
    }

    /// Whose name the next one types.
    fn name(self, n: usize) -> String {
        match (self, n % 3) {
            (Self::AgainstAnAccount(_), _) | (_, 0) => "anna".to_owned(),
            (_, 1) => "bea".to_owned(),
            _ => format!("nobody{n}"),
        }
    }
}

/// What came of overdrawing.
struct Overdrawn {
    /// How often it was spent.
    spent: usize,
    /// By how many that each have one of their own.
    by: usize,
}

/// Overdraws a row. A row that is added wants a case here.
async fn overdraw(stage: &mut Stage, of: Spend, by: By) -> Overdrawn {
    use Spend as S;
    match of {
        S::Tries | S::GateTries | S::Lists | S::Characters => {
            tries::by_address(stage, of, by).await
        }
        S::Letters => tries::letters(stage, by).await,
        S::ThreeWrong | S::ClientRefused => tries::told(stage, of, by).await,
        S::ResetsAsked => links::asked(stage, by).await,
        S::ResetsOf | S::ResetsKnown | S::ResetsToday => links::of_anna(stage, of, by).await,
        S::ResetsHere | S::ResetsKept => links::of_the_site(stage, of, by).await,
        S::EmailCodes | S::EmailCodesFirst | S::EmailCodesKept | S::EmailCodesTo => {
            emails::overdraw(stage, of).await
        }
        S::AskedAgain
        | S::AskedEnrolment
        | S::AskedAccount
        | S::AskedAddress
        | S::AskedOwn
        | S::AskedSite => asked::for_anna(stage, of, by).await,
        S::AskedTargetFirst
        | S::AskedTargetKept
        | S::AskedTargetBy
        | S::AskedTarget
        | S::AskedSiteConfirming => asked::confirming(stage, of).await,
        S::ToldAccount | S::ToldOthers | S::ToldOwn | S::ToldSite => {
            told::overdraw(stage, of, by).await
        }
    }
}

/// What it is for, had by Anna or by somebody else from the browser that they use, and by somebody from a new one.
async fn have_it(stage: &mut Stage, of: Spend) -> [bool; 3] {
    use Spend as S;
    match of {
        S::ResetsAsked
        | S::ResetsOf
        | S::ResetsKnown
        | S::ResetsHere
        | S::ResetsKept
        | S::ResetsToday => links::have(stage).await,
        S::EmailCodes | S::EmailCodesFirst | S::EmailCodesKept | S::EmailCodesTo => {
            emails::have(stage).await
        }
        S::AskedAgain
        | S::AskedEnrolment
        | S::AskedAccount
        | S::AskedAddress
        | S::AskedOwn
        | S::AskedSite => asked::have(stage).await,
        S::AskedTargetFirst
        | S::AskedTargetKept
        | S::AskedTargetBy
        | S::AskedTarget
        | S::AskedSiteConfirming => asked::have_confirmed(stage).await,
        // They are there to sign in, or tell of what happens.
        _ => [true; 3],
    }
}

/// Nobody but whom the row names goes without.
async fn nobody_else_suffers(stage: &mut Stage, of: Spend, by: By) {
    let case = (of, by);
    stage.anna_signs_in().await;
    stage.bea_uses_it().await;
    stage.cid_comes_from_elsewhere().await;
    let had = have_it(stage, of).await;
    match of.row().suffers {
        Suffers::Nobody | Suffers::WhoEmptiedIt | Suffers::WhoHadTheirs => {
            // Of what only a known browser draws on, that browser has emptied it.
            let own = of == Spend::ResetsKnown;
            assert_eq!(had, [!own, true, true], "{case:?}");
        }
        Suffers::Newcomers => assert_eq!(had[..2], [true, true], "{case:?}"),
        Suffers::WhoAdds => stage.log_names_who_asked(of).await,
    }
}

/// Whether the next one is paid for from elsewhere.
const fn goes_on(of: Spend) -> bool {
    use Spend as S;
    matches!(
        of,
        S::ResetsToday | S::EmailCodesFirst | S::AskedTargetFirst | S::AskedOwn | S::ToldOwn
    )
}

/// How much may be spent of it in all, by the table; none where that isn't said in a number.
fn most(of: Spend, limits: &Limits, by: usize) -> Option<usize> {
    let row = of.row();
    let most = row.most(limits)?;
    let each = match row.kept {
        Kept::Half => most - most / 2,
        Kept::Nothing | Kept::All => most,
    };
    Some(usize::try_from(each).unwrap() * by)
}

async fn is_within_the_table(engine: Engine, of: Spend, by: By) {
    let mut stage = Stage::new(engine, of).await;
    let before = stage.rows().await;
    let Overdrawn { spent, by: whose } = overdraw(&mut stage, of, by).await;
    let case = (of, by);
    let most = most(of, &stage.door.config().limits, whose);
    if goes_on(of) {
        assert!(spent > most.unwrap_or(1), "{case:?}: {spent}");
    } else {
        let is_within = most.is_none_or(|most| spent <= most);
        assert!(spent > 0 && is_within, "{case:?}: {spent} of {most:?}");
    }
    let after = stage.rows().await;
    // A try that is paid for leaves its events, what it was paid from, and what waits because of it.
    let written = after.saturating_sub(before);
    let tries = spent + by.crowd().len().max(told::ACTS);
    assert!(
        written <= 12 * tries + 8,
        "{case:?}: {written} rows by {tries}"
    );
    if of.row().whose == Whose::Address && of != Spend::AskedAddress {
        let again = overdraw(&mut stage, of, by).await;
        assert_eq!(
            (again.spent, stage.rows().await),
            (0, after),
            "{case:?}: what is beyond writes nothing"
        );
    }
    nobody_else_suffers(&mut stage, of, by).await;
}

async fn each(place: Place, by: By) {
    for of in rows(Spend::ALL, place.engine(), by) {
        // Where it stops is the row that it stops at.
        eprintln!("{of:?}, {by:?}");
        is_within_the_table(place.engine(), of, by).await;
    }
}

on_both! {
    async fn L35_each_row_overdrawn_from_one_address_hurts_nobody_but_whom_it_names(place: Place) {
        each(place, By::OneAddress).await;
    }

    async fn L35_each_row_overdrawn_from_many_addresses_hurts_nobody_but_whom_it_names(place: Place) {
        let many = addresses(place.engine());
        each(place, By::Many(many)).await;
    }

    async fn L35_each_row_overdrawn_against_one_account_hurts_nobody_but_whom_it_names(place: Place) {
        let many = addresses(place.engine());
        each(place, By::AgainstAnAccount(many)).await;
    }
}
