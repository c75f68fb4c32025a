//! The page, as it is written.

use std::fmt::Write as _;

use crate::held::Test;
use crate::rule::{Group, Note, Rule};

const HEAD: &str = "\
# Rules

The rules that code and tests name by number, each with the tests that hold it. Numbers stand at the beginning of a \
test's name (`L11_R6238_3_…`), so a rule without a test shows. This page is written by a test; what it says of a rule \
stands in `crates/domain/tests/rules/`:

    COUNTERSIGN_TEST_BLESS=1 cargo nextest run --workspace -E 'test(the_rules_in)'

A test of which no database is said needs none, or runs the program on its own SQLite. `L` are lessons, `R` are lines of an \
RFC, `W` of WebAuthn, `N` of NIST SP 800-63B-4, `V` of OWASP ASVS 5.0. All rules are in our own words.
";

pub(crate) fn written(groups: &[Group], tests: &[Test]) -> String {
    let mut page = HEAD.to_owned();
    page.push_str(&summary(groups, tests));
    for group in groups {
        write!(page, "\n## {}\n", group.heading).unwrap();
        if !group.about.is_empty() {
            write!(page, "\n{}\n", group.about).unwrap();
        }
        for rule in &group.rules {
            page.push_str(&entry(rule, tests));
        }
    }
    page
}

fn of<'a>(rule: &'a Rule, tests: &'a [Test]) -> impl Iterator<Item = &'a Test> {
    tests
        .iter()
        .filter(|test| test.numbers.contains(&rule.number))
}

/// How many rules of each source are held by what.
fn summary(groups: &[Group], tests: &[Test]) -> String {
    let mut text = "\n| source | rules | held by a test | by a line that is looked for | not yet | our own way |\n\
        | --- | --- | --- | --- | --- | --- |\n"
        .to_owned();
    for Group { heading, rules, .. } in groups {
        let has = |rule: &Rule, what: fn(&Note) -> bool| rule.notes.iter().any(what);
        let is_tested = |rule: &&Rule| of(rule, tests).next().is_some();
        let open = || rules.iter().filter(|rule| !is_tested(rule));
        let found = open().filter(|rule| has(rule, |note| matches!(note, Note::HeldBy { .. })));
        let later = open().filter(|rule| has(rule, |note| matches!(note, Note::NotYet(_))));
        let apart = rules
            .iter()
            .filter(|rule| has(rule, |note| matches!(note, Note::Apart(_))));
        let apart: Vec<&str> = apart.map(|rule| rule.number.as_str()).collect();
        let (count, held) = (rules.len(), rules.iter().filter(is_tested).count());
        let (found, later, apart) = (found.count(), later.count(), apart.join(", "));
        writeln!(
            text,
            "| {heading} | {count} | {held} | {found} | {later} | {apart} |"
        )
        .unwrap();
    }
    text
}

fn entry(rule: &Rule, tests: &[Test]) -> String {
    let mut text = format!("\n**{}** {}\n\n", rule.number, rule.sentence);
    for note in &rule.notes {
        match note {
            Note::Apart(why) => writeln!(text, "- *Our own way:* {why}"),
            Note::HeldBy { words, file } => {
                let words = words.replace('`', "");
                writeln!(text, "- held by `{words}` in [{file}](../{file})")
            }
            Note::NotYet(what) => writeln!(text, "- *Not yet:* {what}"),
        }
        .unwrap();
    }
    for Test {
        name,
        file,
        databases,
        ..
    } in of(rule, tests)
    {
        let short = file
            .trim_start_matches("crates/")
            .replace("/tests/it/", "/")
            .replace("/src/", "/");
        let name = name.replace('`', "'");
        let runs = if databases.is_empty() {
            String::new()
        } else {
            format!(", {databases}")
        };
        writeln!(text, "- `{name}` in [{short}](../{file}){runs}").unwrap();
    }
    text
}
