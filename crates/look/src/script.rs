//! Scripts that help where they can; every page works without them. Those of every page's are here; a factor brings
//! its own.

use crate::asset::Asset;

/// The media type of a script.
const KIND: &str = "text/javascript; charset=utf-8";

/// The most bytes that one may have.
const MOST: usize = 5_000;

/// What would put text into a page as HTML, run it, fetch something, or keep something.
const FORBIDDEN: [&str; 5] = ["innerHTML", "eval(", "fetch(", "import ", "localStorage"];

/// A script, with an address that has a hash of its bytes in it.
#[derive(Debug)]
pub struct Script {
    source: &'static str,
    file: Asset,
}

impl PartialEq for Script {
    fn eq(&self, other: &Self) -> bool {
        self.file.name() == other.file.name()
    }
}

impl Eq for Script {}

impl Script {
    /// A script of this name; no two have the same.
    pub const fn new(name: &'static str, source: &'static str) -> Self {
        Self {
            source,
            file: Asset::new(name, "js", KIND, source.as_bytes()),
        }
    }

    /// The file that it is.
    pub const fn file(&self) -> &Asset {
        &self.file
    }

    /// Its address on this server.
    pub fn path(&self) -> &str {
        self.file.path()
    }

    /// What is wrong with it, for tests: it is too long, or does what none may do.
    pub fn complaints(&self) -> Vec<String> {
        let forbidden = FORBIDDEN.iter().filter(|word| self.source.contains(**word));
        let long = (self.source.len() >= MOST).then(|| format!("{} is too long", self.file.name()));
        forbidden
            .map(|word| format!("{} uses {word}", self.file.name()))
            .chain(long)
            .collect()
    }
}

/// Shows a theme as soon as it is chosen: `<input name="theme" value="dark" data-theme-choice>`.
pub static THEME: Script = Script::new("theme", include_str!("../assets/theme.js"));
/// Makes `<button hidden data-copy="#id">` copy what stands in that element.
pub static COPY: Script = Script::new("copy", include_str!("../assets/copy.js"));
/// Makes `<button hidden data-print>` print.
pub static PRINT: Script = Script::new("print", include_str!("../assets/print.js"));
/// Counts `<time data-seconds-left="17">` down; with `data-period="30"` it begins anew at 0.
pub static COUNTDOWN: Script = Script::new("countdown", include_str!("../assets/countdown.js"));
/// Tidies what is pasted into a code's field.
pub static ONE_TIME: Script = Script::new("one-time", include_str!("../assets/one-time.js"));

/// Shows a password where that is wanted.
pub static SHOW: Script = Script::new("show", include_str!("../assets/show.js"));
/// The same, and says how far a new password has come.
pub static NEW_PASSWORD: Script = Script::new(
    "new-password",
    concat!(
        include_str!("../assets/show.js"),
        include_str!("../assets/new-password.js")
    ),
);

/// Those of every page's.
pub static ALL: [&Script; 7] = [
    &THEME,
    &COPY,
    &PRINT,
    &COUNTDOWN,
    &ONE_TIME,
    &SHOW,
    &NEW_PASSWORD,
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn n_26_each_is_small_and_puts_nothing_into_a_page_as_html() {
        for script in ALL {
            assert_eq!(script.complaints(), [""; 0]);
            assert!(
                script
                    .path()
                    .starts_with(&format!("/assets/{}-", script.file.name()))
            );
        }
    }

    #[test]
    fn what_none_may_do_is_complained_of() {
        let long = "x".repeat(MOST).leak();
        for (source, wrong) in [
            ("element.innerHTML = text", "uses innerHTML"),
            ("localStorage.name = 1", "uses localStorage"),
            (&*long, "is too long"),
        ] {
            let said = Script::new("bad", source).complaints();
            assert_eq!(said, [format!("bad {wrong}")]);
        }
    }
}
