//! Credentials that are bound to another domain than ours: nobody's sign-in should break by a changed setting without
//! anybody having been told.

use std::collections::BTreeMap;

use domain::Fault;
use domain::ids::{AccountId, EnrolmentId};
use domain::setting::Settings;
use store::Reader;

use super::credential::{self, Elsewhere};
use super::relying_party::RelyingParty;
use crate::{Doubt, Misfit};

/// The enrolments of an account whose credentials are bound to another domain than ours.
///
/// # Errors
/// When the database doesn't answer.
pub(crate) async fn of_account(
    reader: &Reader,
    settings: &Settings,
    of: AccountId,
) -> Result<Vec<EnrolmentId>, Fault> {
    credential::bound_elsewhere(reader, of, &RelyingParty::of(settings).id).await
}

/// How many would be left behind, of which domain, and both ways on.
///
/// # Errors
/// When the database doesn't answer.
pub(crate) async fn doubt(reader: &Reader, settings: &Settings) -> Result<Option<Doubt>, Fault> {
    let domain = RelyingParty::of(settings).id;
    let all = credential::elsewhere(reader, &domain).await?;
    let Some(first) = all.first().map(|one| one.domain.as_str()) else {
        return Ok(None);
    };
    let told = told(&all);
    let meant = settings.switch("webauthn.leave_behind");
    let why = if meant {
        format!("{told} and don't work at {domain}; their owners are asked for another way")
    } else {
        format!(
            "would be \"{domain}\", but {told}, and would not work any more. To keep them, set webauthn.rp_id = \
             \"{first}\" (and, if that is no domain above public_url's host, webauthn.related_origins). To leave \
             them behind, set webauthn.leave_behind = true."
        )
    };
    let key = "webauthn.rp_id";
    Ok(Some(Doubt {
        misfit: Misfit { key, why },
        meant,
    }))
}

fn told(all: &[Elsewhere]) -> String {
    let mut domains: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for one in all {
        let counted = format!("{} of kind {}", one.count, one.kind);
        domains.entry(&one.domain).or_default().push(counted);
    }
    let parts: Vec<_> = domains
        .into_iter()
        .map(|(domain, counted)| format!("{} are bound to {domain}", counted.join(" and ")))
        .collect();
    parts.join("; ")
}
