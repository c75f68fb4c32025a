//! Passwords from a terminal, without echo, or from standard input, one line. Never from arguments:
//! those stand in the list of processes and in the shell's history.

use std::io::{BufRead, IsTerminal, Read, Write};

use domain::Secret;
use rustix::termios::{LocalModes, OptionalActions, Termios, tcgetattr, tcsetattr};
use zeroize::Zeroizing;

use super::Stopped;

/// More bytes than any password may have (256 characters of at most four bytes, and some).
const LONGEST: usize = 4_096;

/// Reads a new password: from standard input, or asked for twice at a terminal.
///
/// # Errors
/// There is no terminal, nothing was entered, or the two weren't the same.
pub fn new(from_stdin: bool) -> Result<Secret<String>, Stopped> {
    let mut input = std::io::stdin().lock();
    if from_stdin {
        return line(&mut input);
    }
    let silence = unseen(&input)?;
    let first = ask(&mut input, "New password: ")?;
    let second = ask(&mut input, "The same again: ")?;
    drop(silence);
    if first.expose() != second.expose() {
        return Err(Stopped::Refused(
            "The passwords don't match. Nothing was changed.".to_owned(),
        ));
    }
    Ok(first)
}

/// Reads one that is kept elsewhere already: from standard input, or asked for once at a terminal.
///
/// # Errors
/// There is no terminal, or nothing was entered.
pub fn existing(from_stdin: bool, prompt: &str) -> Result<Secret<String>, Stopped> {
    let mut input = std::io::stdin().lock();
    if from_stdin {
        return line(&mut input);
    }
    let _silence = unseen(&input)?;
    ask(&mut input, prompt)
}

/// Has what is typed at this terminal not shown.
fn unseen(input: &impl IsTerminal) -> Result<Silence, Stopped> {
    if input.is_terminal() {
        return Silence::begin();
    }
    let why = "No terminal to ask for a password. Use --password-stdin and send the password on standard input.";
    Err(Stopped::Usage(why.to_owned()))
}

fn ask(input: &mut dyn BufRead, prompt: &str) -> Result<Secret<String>, Stopped> {
    let mut screen = std::io::stderr();
    write!(screen, "{prompt}")?;
    screen.flush()?;
    let answer = line(input);
    // The line break that was typed wasn't shown either.
    writeln!(screen)?;
    answer
}

/// Reads one line without its end.
fn line(input: &mut dyn BufRead) -> Result<Secret<String>, Stopped> {
    // As large as it can get, so that no copy is left behind by growing; wiped however this ends.
    let mut bytes = Zeroizing::new(Vec::with_capacity(LONGEST));
    let longest = u64::try_from(LONGEST).unwrap_or(u64::MAX);
    input
        .take(longest)
        .read_until(b'\n', &mut bytes)
        .map_err(|error| Stopped::Refused(format!("The password can't be read: {error}")))?;
    let whole = std::str::from_utf8(&bytes)
        .map_err(|_| Stopped::Refused("The password isn't text in UTF-8.".to_owned()))?;
    let whole = whole.strip_suffix('\n').unwrap_or(whole);
    let whole = whole.strip_suffix('\r').unwrap_or(whole);
    if whole.is_empty() {
        return Err(Stopped::Refused("No password was given.".to_owned()));
    }
    Ok(Secret::new(whole.to_owned()))
}

/// A terminal that doesn't show what is typed, until this is dropped.
struct Silence {
    before: Termios,
}

impl Silence {
    fn begin() -> Result<Self, Stopped> {
        let fail = |error: rustix::io::Errno| {
            Stopped::Refused(format!("Can't hide the password in this terminal: {error}"))
        };
        let before = tcgetattr(rustix::stdio::stdin()).map_err(fail)?;
        let mut silent = before.clone();
        silent
            .local_modes
            .remove(LocalModes::ECHO | LocalModes::ECHONL);
        tcsetattr(rustix::stdio::stdin(), OptionalActions::Flush, &silent).map_err(fail)?;
        Ok(Self { before })
    }
}

impl Drop for Silence {
    fn drop(&mut self) {
        let back = tcsetattr(rustix::stdio::stdin(), OptionalActions::Flush, &self.before);
        if let Err(error) = back {
            // The terminal has gone; there is nobody to tell.
            tracing::debug!(%error, "the terminal's echo can't be switched on again");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_line_is_read_and_only_its_end_is_dropped() {
        for (input, password) in [
            ("a b\n", "a b"),
            ("  å\r\nrest\n", "  å"),
            ("no end", "no end"),
            ("tab\t\n", "tab\t"),
        ] {
            assert_eq!(line(&mut input.as_bytes()).unwrap().expose(), password);
        }
    }

    #[test]
    fn nothing_and_what_is_no_text_are_refused() {
        for input in [&b""[..], b"\n", b"\r\n", b"\xff\n"] {
            assert!(
                matches!(line(&mut &*input), Err(Stopped::Refused(_))),
                "{input:?}"
            );
        }
        // Cut short, and then far more characters than any password may have.
        assert_eq!(
            line(&mut "x".repeat(100_000).as_bytes())
                .unwrap()
                .expose()
                .len(),
            LONGEST
        );
    }
}
