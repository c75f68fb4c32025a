//! What is told of the configuration, here as at every start.

use super::check::Check;
use crate::config::Loaded;

/// The word for what is looked at.
pub(super) const CHECK: &str = "configuration";

/// A configuration that was read.
pub(super) fn read(loaded: &Loaded) -> Vec<Check> {
    if !loaded.warnings.is_empty() {
        return loaded.warnings.iter().map(|said| told(said)).collect();
    }
    let finding = match &loaded.file {
        Some(file) => format!("{} is understood.", file.display()),
        None => "There is no file, and none is needed.".to_owned(),
    };
    vec![Check::ok(CHECK, finding)]
}

/// Warnings are told as what is, a colon, and what to do.
fn told(said: &str) -> Check {
    let (finding, remedy) = said.split_once(": ").unwrap_or((said, ""));
    let remedy = match remedy.split_once(' ') {
        Some(("chmod", _)) => format!("Run \"{remedy}\"."),
        _ => {
            let mut letters = remedy.chars();
            letters
                .next()
                .map(|first| first.to_uppercase().chain(letters).collect())
                .unwrap_or_default()
        }
    };
    Check::warning(CHECK, format!("{finding}."), remedy)
}

/// One that can't be read: the sentence names the place and what is expected there.
pub(super) fn unread(why: &str) -> Check {
    Check::wrong(
        CHECK,
        why,
        "Change that place; docs/configuration.md lists all settings.",
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_warning_is_told_as_what_is_and_what_to_do() {
        for (said, finding, remedy) in [
            (
                "x can be read by everybody: chmod o-r x",
                "x can be read by everybody.",
                "Run \"chmod o-r x\".",
            ),
            (
                "It can be seen: put it into a file.",
                "It can be seen.",
                "Put it into a file.",
            ),
        ] {
            assert_eq!(told(said), Check::warning(CHECK, finding, remedy));
        }
    }
}
