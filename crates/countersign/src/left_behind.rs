//! Security keys and passkeys that are bound to another domain than ours: nobody's sign-in should break by a
//! changed setting without anybody having been told.

use std::collections::BTreeMap;

use door::{Door, Elsewhere};

use crate::cli::Stopped;
use crate::config::Loaded;

/// Refuses to start where any would be left behind, unless the settings say so; then it is only told.
///
/// # Errors
/// How many of which domain, and both ways on.
pub(crate) async fn look(loaded: &Loaded, door: &Door) -> Result<(), Stopped> {
    let all = door.bound_elsewhere().await?;
    if all.is_empty() {
        return Ok(());
    }
    let domain = door.relying_party().id;
    let told = told(&all);
    if loaded.settings.switch("webauthn.leave_behind") {
        tracing::warn!(
            event = "left-behind",
            "{told} and don't work at {domain}; their owners are asked for another way"
        );
        return Ok(());
    }
    let first = all.first().map_or("", |one| one.domain.as_str());
    let why = format!(
        "would be \"{domain}\", but {told}, and would not work any more. To keep them, set webauthn.rp_id = \
         \"{first}\" (and, if that is no domain above public_url's host, webauthn.related_origins). To leave \
         them behind, set webauthn.leave_behind = true."
    );
    Err(loaded.complain("webauthn.rp_id", &why).into())
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
