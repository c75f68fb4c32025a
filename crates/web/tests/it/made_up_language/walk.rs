//! A walk through every page there is, by the table of routes, so that none can be left out.

use std::collections::BTreeSet;

use domain::Language;

use super::outside::outside;
use crate::browser::{Browser, Seen};
use crate::site::SUPPORT;

const TABLE: &str = include_str!("../../../src/routes.rs");

/// What stands on pages in no language: this program, what the site says of itself, what browsers, devices,
/// algorithms and hosts are called, and why a code was given.
const NAMES: &[&str] = &[
    "Countersign",
    "Example",
    SUPPORT,
    "Firefox",
    "Phone",
    "Key",
    "Key ring",
    "Mail",
    "Mobile phone",
    "anna.email.0@example.org",
    "a•••@example.org",
    "dora.5@example.org",
    "d•••@example.org",
    "SHA1",
    "SHA-1",
    "SHA-256",
    "SHA-512",
    "lost phone",
    "files.example.org, notes.example.org",
    "wiki.example.org",
];

/// Paths at which no page is, but the way to one.
const LEADING: [&str; 3] = [
    "/login/setup/{factor}",
    "/settings/security/password",
    "/settings/security/{factor}",
];

/// What was seen, and what was wrong with it.
#[derive(Default)]
pub struct Walk {
    people: Vec<String>,
    reached: BTreeSet<String>,
    wrong: BTreeSet<String>,
}

/// The paths of the table that people get, without those for machines.
fn paths() -> Vec<&'static str> {
    let (people, _) = TABLE.split_once("// For machines.").unwrap();
    let path = |line: &'static str| {
        let rest = line.trim_start().strip_prefix("Get")?;
        rest.split('"').nth(1)
    };
    let paths: Vec<_> = people.lines().filter_map(path).collect();
    assert!(paths.len() >= 20, "the table is written otherwise now");
    paths
}

impl Walk {
    /// From now on pages may speak of somebody of this name.
    pub fn named(&mut self, name: &str) {
        self.people.push(name.to_owned());
    }

    /// Looks at every page as this browser gets it, with this kind and this enrolment where the path names one.
    pub async fn all(&mut self, browser: &mut Browser, kind: &str, id: &str) {
        for path in paths() {
            let filled = path.replace("{factor}", kind).replace("{id}", id);
            let seen = browser.get(&filled.replace("{token}", "x")).await;
            self.look(path, &filled, &seen);
        }
    }

    /// Looks at one page with a token in its path.
    pub async fn get(&mut self, browser: &mut Browser, path: &str, token: &str) {
        let seen = browser.get(&path.replace("{token}", token)).await;
        self.look(path, path, &seen);
    }

    /// Sends a form, and looks at the page that answers it, if one does.
    pub async fn post(&mut self, browser: &mut Browser, path: &str, fields: &[(&str, &str)]) {
        let seen = browser.post(path, fields).await;
        self.look("", path, &seen);
    }

    /// Looks at one answer, to a request for a row of the table or for something beside it.
    pub fn look(&mut self, row: &str, path: &str, seen: &Seen) {
        if !seen.is_page() {
            return;
        }
        let says = |text: &str| seen.body.contains(text);
        assert!(says("<html lang=\"qaa\""), "{path}: {}", seen.body);
        if seen.status == 200 {
            self.reached.insert(row.to_owned());
        }
        let languages = Language::ALL.map(Language::name);
        let people: Vec<_> = self.people.iter().map(String::as_str).collect();
        let names = [NAMES, &languages, &people].concat();
        let found = outside(&seen.body, &names);
        if !found.is_empty() {
            self.wrong.insert(format!("{path}: {}", found.join(" | ")));
        }
    }

    /// Every page was reached, and everything on it was in the language.
    pub fn ends(self) {
        let wrong: Vec<_> = self.wrong.into_iter().collect();
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
        let not_reached = |path: &&str| !self.reached.contains(*path);
        let left_out: Vec<_> = paths().into_iter().filter(not_reached).collect();
        assert_eq!(left_out, LEADING);
    }
}
