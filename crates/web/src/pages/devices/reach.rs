//! What a new device password opens: one line for what it does, one for each reason why it doesn't, however many
//! hosts there are.

use domain::gate::{HostPattern, Reach};
use look::words::Words;

/// So many hosts are named in a line; the rest is folded away.
const NAMED: usize = 8;

/// Hosts that one sentence is about.
pub(super) struct Line {
    /// The sentence, which goes before the names.
    pub text: String,
    pub named: String,
    /// How the rest is called, and the rest; empty where all are named.
    pub more: String,
    pub rest: String,
}

/// The lines, what it opens first.
pub(super) fn lines(reach: &[(HostPattern, Reach)], words: &Words) -> Vec<Line> {
    let kinds = [
        (Reach::Opens, "devices-reach-opens"),
        (Reach::MadeWithLess, "devices-reach-second-step"),
        (Reach::PhishingResistant, "devices-reach-resistant"),
        (Reach::Group, "devices-reach-group"),
        (Reach::Limited, "devices-reach-limited"),
    ];
    let line = |(kind, key): (Reach, &str)| {
        let hosts = reach.iter().filter(|(_, one)| *one == kind);
        let mut names: Vec<String> = hosts.map(|(host, _)| host.to_string()).collect();
        let rest = names.split_off(names.len().min(NAMED));
        (!names.is_empty()).then(|| Line {
            text: words.t(key),
            named: names.join(", "),
            more: match i64::try_from(rest.len()) {
                Ok(0) | Err(_) => String::new(),
                Ok(more) => words.n("devices-reach-more", more),
            },
            rest: rest.join(", "),
        })
    };
    kinds.into_iter().filter_map(line).collect()
}
