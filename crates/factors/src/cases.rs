//! How many cases a property is tried with: as many as usual, or `COUNTERSIGN_TEST_CASES` for a long run
//! (`docs/security.md`).

use proptest::test_runner::Config;

/// `usual` cases, unless the variable says otherwise.
pub(crate) fn cases(usual: u32) -> Config {
    let asked = std::env::var("COUNTERSIGN_TEST_CASES").ok();
    Config::with_cases(asked.map_or(usual, |number| number.parse().expect("a number of cases")))
}
