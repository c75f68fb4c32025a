//! The list as it is shown: this session first, then whatever was used last; searched by words, and so
//! many at a time that the page stays small.

use std::cmp::Reverse;

use domain::Form;

use super::{HERE, entry::Entry};
use crate::asked::encode;

/// Up to so many can be overlooked without searching.
const OVERLOOKED: usize = 10;
/// Shown at a time: with its forms and icons each weighs two kilobytes of the sixty that a page may.
const PAGE: usize = 12;

/// What the page shows of all entries.
pub(super) struct List {
    pub shown: Vec<Entry>,
    /// Whether there are so many that searching helps.
    pub many: bool,
    /// What is searched for, as it was typed.
    pub sought: String,
    /// The neighbouring parts of the list; empty where there is none.
    pub newer: String,
    pub older: String,
}

impl List {
    /// By the query's fields `q` and `page`, which counts from 0. What can't be one is the first.
    pub(super) fn of(mut all: Vec<Entry>, query: &Form) -> Self {
        let many = all.len() > OVERLOOKED;
        let typed = query.get("q").trim();
        let sought = if many { typed } else { "" };
        let lower = sought.to_lowercase();
        let words: Vec<String> = lower.split_whitespace().map(str::to_owned).collect();
        all.retain(|entry| entry.has_all(&words));
        all.sort_by_key(|entry| (!entry.this, Reverse(entry.last)));
        let last = all.len().saturating_sub(1) / PAGE;
        let page = query.get("page").parse::<usize>().unwrap_or(0).min(last);
        let at = |page: usize| match (sought, page) {
            ("", 0) => HERE.to_owned(),
            ("", page) => format!("{HERE}?page={page}"),
            (sought, page) => format!("{HERE}?q={}&page={page}", encode(sought)),
        };
        Self {
            newer: page.checked_sub(1).map_or_else(String::new, at),
            older: if page < last {
                at(page.saturating_add(1))
            } else {
                String::new()
            },
            shown: all
                .into_iter()
                .skip(page.saturating_mul(PAGE))
                .take(PAGE)
                .collect(),
            many,
            sought: sought.to_owned(),
        }
    }
}
