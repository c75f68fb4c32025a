//! The figures for Prometheus, as they are written.

use std::collections::BTreeMap;

use domain::Timestamp;
use door::administration::WaitingMessages;
use door::jobs::JobCount;
use door::outbox::{Reported, ReportedMessages, Tried, TriedMessages};
use testing::reference::{is_in_the_reference, table};

use crate::metrics::{Metrics, Standing};

/// With one of each counted, so that labels are seen.
fn text() -> String {
    let metrics = Metrics::new(Timestamp::from_seconds(0));
    metrics.answered("GET", "/login", 200);
    metrics.came("in");
    metrics.refused("refusal-wait");
    metrics.amiss("silent");
    metrics.forwarded();
    metrics.clock_jumped();
    let standing = Standing {
        hashing: 0,
        waiting: 0,
        hashed: 0,
        messages: Some(vec![WaitingMessages {
            channel: "mail".to_owned(),
            messages: 0,
            longest: domain::Span::ZERO,
        }]),
        tried: vec![TriedMessages {
            channel: "mail".to_owned(),
            came: Tried::Sent,
            times: 0,
        }],
        reported: vec![ReportedMessages {
            gateway: "kannel".to_owned(),
            said: Reported::Failed,
            times: 0,
        }],
        unsealed: Some((0, 0)),
        jobs: vec![JobCount {
            name: "sweep",
            well: 1,
            failed: 1,
            last_success: Some(Timestamp::from_seconds(1)),
        }],
    };
    metrics.text(&standing).unwrap()
}

#[test]
fn the_reference_lists_every_metric() {
    let text = text();
    let mut labels: BTreeMap<&str, String> = BTreeMap::new();
    for line in text.lines().filter(|line| !line.starts_with('#')) {
        let (name, rest) = line.split_at(line.find(['{', ' ']).unwrap());
        let inside = rest
            .strip_prefix('{')
            .and_then(|rest| rest.split('}').next());
        let inside = inside.unwrap_or_default();
        let keys = inside.split(',').filter_map(|pair| pair.split_once('='));
        let keys: Vec<String> = keys.map(|(key, _)| format!("`{key}`")).collect();
        labels.insert(name, keys.join(", "));
    }
    let helps: Vec<(&str, &str)> = text
        .lines()
        .filter_map(|line| line.strip_prefix("# HELP ")?.split_once(' '))
        .collect();
    assert!(helps.len() > 10, "{text}");
    let rows = helps.into_iter().map(|(family, help)| {
        let counted = format!("{family}_total");
        let name = if labels.contains_key(family) {
            family
        } else {
            counted.as_str()
        };
        let labels = labels[name].clone();
        [format!("`{name}`"), labels, help.to_owned()]
    });
    is_in_the_reference(
        "metrics",
        &table(["name", "labels", "what it counts"], rows),
    );
}
