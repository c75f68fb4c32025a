//! What happens once happens once, however many try at the same moment.

mod changes;
mod codes;
mod links;
mod lists;

mod names;
mod rights;
mod sign_ins;

use domain::Stop;
use door::{Config, Progress};

/// How many try.
pub const CROWD: usize = 64;

/// The same as [`raised`], where nothing waits until it counts in full.
pub fn settled(config: &mut Config) {
    raised(config);
    config.lengths.ripens = domain::Span::ZERO;
}

/// Every budget out of the way, so that the commit alone decides.
pub fn raised(config: &mut Config) {
    let limits = &mut config.limits;
    for limit in [
        &mut limits.free,
        &mut limits.strangers,
        &mut limits.known,
        &mut limits.authenticator,
        &mut limits.address,
        &mut limits.begun,
        &mut limits.asked_enrolment,
        &mut limits.asked_target,
        &mut limits.asked_account,
        &mut limits.asked_address,
    ] {
        *limit = 1_000_000;
    }
    let daily = domain::setting::Value::Number(1_000_000);
    config.settings.set("text_message.daily", daily);
}

/// How many were let in; everybody else must have been refused, not broken.
pub fn admitted(outcomes: &[Result<Progress, Stop>]) -> usize {
    for outcome in outcomes {
        if let Err(Stop::Fault(fault)) = outcome {
            panic!("{fault}");
        }
    }
    outcomes
        .iter()
        .filter(|outcome| matches!(outcome, Ok(Progress::In(_))))
        .count()
}
