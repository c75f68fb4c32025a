//! Questions at a terminal, each of which a flag answers too.

use std::io::{BufRead, IsTerminal, Write};

use crate::cli::Stopped;

/// The most that is typed on a line, in bytes.
const LONGEST: u64 = 4_096;

/// Whether there is somebody to ask.
pub(super) fn is_terminal() -> bool {
    std::io::stdin().is_terminal()
}

/// What the flag says, or what is typed; what stands in brackets where nothing is.
///
/// # Errors
/// There is neither a flag, nor a terminal, nor anything in brackets.
pub(super) fn ask(
    given: Option<&String>,
    flag: &str,
    question: &str,
    usual: Option<&str>,
) -> Result<String, Stopped> {
    if let Some(given) = given {
        return Ok(given.clone());
    }
    if !is_terminal() {
        return usual
            .map(str::to_owned)
            .ok_or_else(|| Stopped::Usage(format!("No terminal to ask at. Give {flag}.")));
    }
    let shown = usual.filter(|usual| !usual.is_empty());
    let shown = shown.map(|usual| format!(" [{usual}]")).unwrap_or_default();
    match (typed(&format!("{question}{shown}: "))?.as_str(), usual) {
        ("", Some(usual)) => Ok(usual.to_owned()),
        ("", None) => Err(Stopped::Refused(
            "Nothing was entered. Nothing was changed.".to_owned(),
        )),
        (text, _) => Ok(text.to_owned()),
    }
}

/// How often one of several words may be mistyped.
const TRIES: usize = 3;

/// The same where the answer is one of these words, in whatever case; asked again where it is none of them.
///
/// # Errors
/// As [`ask`]; or it was none of them again and again.
pub(super) fn ask_for_one(
    given: Option<&String>,
    flag: &str,
    question: &str,
    usual: &str,
    words: &[&'static str],
) -> Result<&'static str, Stopped> {
    let must = format!("It must be one of {}.", words.join(", "));
    for _ in 0..TRIES {
        let answer = ask(given, flag, question, Some(usual))?;
        if let Some(word) = meant(&answer, words) {
            return Ok(word);
        }
        if given.is_some() {
            return Err(Stopped::Usage(format!("{flag}: {must}")));
        }
        writeln!(std::io::stderr(), "{must}")?;
    }
    Err(Stopped::Refused(format!("{must} Nothing was changed.")))
}

/// The word that was typed.
fn meant(answer: &str, words: &[&'static str]) -> Option<&'static str> {
    let is = |word: &&&str| answer.trim().eq_ignore_ascii_case(word);
    words.iter().find(is).copied()
}

/// A line that is typed, without spaces around it.
pub(super) fn typed(prompt: &str) -> Result<String, Stopped> {
    let mut screen = std::io::stderr();
    write!(screen, "{prompt}")?;
    screen.flush()?;
    let mut line = String::new();
    let mut input = std::io::Read::take(std::io::stdin().lock(), LONGEST);
    let length = input
        .read_line(&mut line)
        .map_err(|error| Stopped::Refused(format!("The answer can't be read: {error}")))?;
    match length {
        0 => Err(Stopped::Refused(
            "Nobody answers. Nothing was changed.".to_owned(),
        )),
        _ => Ok(line.trim().to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_is_meant_in_any_case_and_no_other() {
        let words = ["tls", "starttls", "none"];
        for (answer, word) in [
            ("STARTTLS", Some("starttls")),
            (" Tls ", Some("tls")),
            ("none", Some("none")),
            ("start tls", None),
            ("ssl", None),
            ("", None),
        ] {
            assert_eq!(meant(answer, &words), word, "{answer}");
        }
    }
}
