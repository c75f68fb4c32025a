//! Four letters that are sent and typed back: that a server takes a message doesn't say that anybody gets it.

use domain::Random;

use super::question::typed;
use crate::cli::Stopped;
use crate::cli::run::At;

/// Capitals that no other looks like, and of which no word is made.
const ALPHABET: &[u8] = b"BCDFGHJKLMNPRTVWXZ";

/// How often may be mistyped.
const TRIES: usize = 3;

/// Four letters by chance.
pub(super) fn draw(random: &dyn Random) -> String {
    let choices = u8::try_from(ALPHABET.len()).unwrap_or(0);
    let one = |_| ALPHABET.get(usize::from(random.below(choices)));
    (0..4)
        .filter_map(one)
        .map(|letter| char::from(*letter))
        .collect()
}

#[derive(Debug, PartialEq, Eq)]
enum Answer {
    Right,
    Wrong,
    Spam,
    Nothing,
}

fn read(answer: &str, letters: &str) -> Answer {
    let bare: String = answer.chars().filter(char::is_ascii_alphanumeric).collect();
    match bare.to_ascii_uppercase().as_str() {
        own if own == letters => Answer::Right,
        "SPAM" => Answer::Spam,
        "NOTHING" | "" => Answer::Nothing,
        _ => Answer::Wrong,
    }
}

/// Has them typed back.
///
/// # Errors
/// They didn't arrive, or others were typed.
pub(super) fn typed_back(letters: &str, at: &mut At<'_>) -> Result<(), Stopped> {
    let question = "The four letters in the message, or \"spam\", or \"nothing\": ";
    let mut spam = false;
    for _ in 0..TRIES {
        match read(&typed(question)?, letters) {
            Answer::Right if spam => {
                return at.say("They arrive, as spam. The records below usually change that.");
            }
            Answer::Right => return at.say("Mail arrives."),
            Answer::Spam if !spam => {
                spam = true;
                at.say("Type the letters from there.")?;
            }
            Answer::Nothing => {
                return Err(Stopped::Refused(format!("{GONE} Nothing was changed.")));
            }
            Answer::Spam | Answer::Wrong => at.say("Those aren't the letters.")?,
        }
    }
    let why = "The letters were others. Nothing was changed. Run the command again for new ones.";
    Err(Stopped::Refused(why.to_owned()))
}

const GONE: &str = "The server has taken the message, and it hasn't arrived. Wait some minutes, check the address, and \
                    look into the mail server's log; then run the command again, or give --unconfirmed.";

#[cfg(test)]
mod tests {
    use testing::SeededRandom;

    use super::*;

    #[test]
    fn letters_are_drawn_and_forgiven_their_case() {
        let random = SeededRandom::new(1);
        let drawn: Vec<_> = (0..50).map(|_| draw(&random)).collect();
        for letters in &drawn {
            assert!(
                letters.len() == 4 && letters.bytes().all(|one| ALPHABET.contains(&one)),
                "{letters}"
            );
        }
        assert!(drawn.iter().any(|other| *other != drawn[0]));
        for (answer, read_as) in [
            ("BCDF", Answer::Right),
            (" bc df ", Answer::Right),
            ("BCDG", Answer::Wrong),
            ("it's in spam", Answer::Wrong),
            ("Spam", Answer::Spam),
            ("nothing", Answer::Nothing),
            ("", Answer::Nothing),
        ] {
            assert_eq!(read(answer, "BCDF"), read_as, "{answer}");
        }
    }
}
