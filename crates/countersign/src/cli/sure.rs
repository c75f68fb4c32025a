//! Asking once more before something that can't be undone; whoever can't be asked says so beforehand.

use std::io::{BufRead, IsTerminal, Write};

use super::Stopped;

/// Asks at the terminal. `act` is what is done without asking, as "delete"; `otherwise` is said when it isn't.
///
/// # Errors
/// No terminal, or the answer was no.
pub(super) fn sure(question: &str, act: &str, otherwise: &str) -> Result<(), Stopped> {
    if !std::io::stdin().is_terminal() {
        let why = format!("No terminal to ask at. Use --yes to {act} without asking.");
        return Err(Stopped::Refused(why));
    }
    let mut screen = std::io::stderr();
    write!(screen, "{question} [y/N] ")?;
    screen.flush()?;
    let mut answer = String::new();
    std::io::stdin().lock().read_line(&mut answer)?;
    match answer.trim().to_lowercase().as_str() {
        "y" | "yes" => Ok(()),
        _ => Err(Stopped::Refused(otherwise.to_owned())),
    }
}
