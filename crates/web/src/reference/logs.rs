//! The lines of the log that have a name, as the code writes them.

use std::collections::{BTreeMap, BTreeSet};

use testing::reference::{is_in_the_reference, table};

use super::sources;

#[test]
fn the_reference_lists_every_line_of_the_log_that_has_a_name() {
    let all = [
        "store/src",
        "factors/src",
        "door/src",
        "web/src",
        "countersign/src",
    ]
    .map(sources);
    let all = all.concat().concat();
    let mut found: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for (at, _) in all.match_indices("event = \"") {
        let (before, after) = all.split_at(at);
        let name = after.split('"').nth(1).unwrap();
        let (_, call) = before.rsplit_once("tracing::").unwrap();
        let level = call.split("!(").next().unwrap();
        let levels = found.entry(name.to_owned()).or_default();
        levels.insert(level.to_owned());
    }
    assert!(found.len() > 30, "{found:?}");
    let rows = found.into_iter().map(|(name, levels)| {
        let levels: Vec<String> = levels.into_iter().collect();
        [format!("`{name}`"), levels.join(", ")]
    });
    is_in_the_reference("logs", &table(["`event`", "level"], rows));
}
