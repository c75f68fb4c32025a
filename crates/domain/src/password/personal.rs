//! Passwords made of the words that everybody would try first: a person's names and addresses, the
//! site's name (OWASP ASVS 6.2.11).
//!
//! The rule, as a person would put it: take the words out of the password, and then everything that
//! is no letter. If fewer than four letters are left, the password is hardly more than the words.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;
use zeroize::Zeroizing;

/// Words of fewer characters don't count: `Li` stands in too many honest passwords.
const SHORTEST_WORD: usize = 4;

/// So many letters beside the words make a password of its own.
const ENOUGH_BESIDE: usize = 4;

/// No more words than this are looked at, so that a long list costs little.
const MOST_WORDS: usize = 64;

/// The first word, longest first, of which a password is hardly more than; as it was given.
pub(super) fn word_in(password: &str, words: &[&str]) -> Option<String> {
    let mut parts: Vec<&str> = Vec::new();
    for word in words.iter().take(MOST_WORDS) {
        let pieces = word.split(|c: char| !c.is_alphanumeric());
        for part in std::iter::once(word.trim()).chain(pieces) {
            if !part.is_empty() && !parts.contains(&part) {
                parts.push(part);
            }
        }
    }
    // A long word first: with "anna" out of it, "johanna" wouldn't be found any more.
    parts.sort_by_key(|part| std::cmp::Reverse(part.chars().count()));
    parts.truncate(MOST_WORDS);
    View::ALL
        .into_iter()
        .find_map(|view| hardly_more(password, &parts, view))
        .map(str::to_owned)
}

fn hardly_more<'a>(password: &str, words: &[&'a str], view: View) -> Option<&'a str> {
    let mut left = view.of(password);
    let mut found = None;
    for word in words {
        let seen = view.of(word);
        if seen.len() >= SHORTEST_WORD && take_out(&mut left, &seen) {
            found = found.or(Some(*word));
        }
    }
    let beside = left.iter().filter(|c| !c.taken && c.counts).count();
    found.filter(|_| beside < ENOUGH_BESIDE)
}

/// Marks every occurrence of a word as taken; whether there was one.
fn take_out(left: &mut [Seen], word: &[Seen]) -> bool {
    let mut found = false;
    for start in 0..left.len() {
        let Some(place) = left.get_mut(start..start.saturating_add(word.len())) else {
            break;
        };
        if place
            .iter()
            .zip(word)
            .all(|(here, there)| !here.taken && here.as_read == there.as_read)
        {
            place.iter_mut().for_each(|c| c.taken = true);
            found = true;
        }
    }
    found
}

/// One character of a password as an attacker's program reads it.
#[derive(Clone, Copy, Default)]
struct Seen {
    as_read: char,
    counts: bool,
    taken: bool,
}

impl zeroize::DefaultIsZeroes for Seen {}

/// How a text is read; a password is refused if it is hardly more than the words in any of them.
#[derive(Clone, Copy)]
enum View {
    /// Its letters alone: `a.n.n.a 1985`.
    Letters,
    /// Its letters and what stands for them: `4nn@ 1985`.
    Disguised,
    /// As it stands, every character counting: for words of digits.
    Whole,
}

impl View {
    const ALL: [Self; 3] = [Self::Letters, Self::Disguised, Self::Whole];

    /// The text without case and accents, read so.
    fn of(self, text: &str) -> Zeroizing<Vec<Seen>> {
        // Accents fall away, so that `oberg` is found for "Öberg".
        // Letters of mathematics and the like have no lower case before they are taken apart.
        let plain = text
            .nfkd()
            .flat_map(char::to_lowercase)
            .nfkd()
            .filter(|c| !is_combining_mark(*c));
        let read = |c: char| {
            let as_read = match self {
                Self::Whole => Some(c),
                Self::Letters => Some(c).filter(|c| c.is_alphabetic()),
                Self::Disguised => undisguised(c),
            };
            let counts = matches!(self, Self::Whole) || c.is_alphabetic();
            as_read.map(|as_read| Seen {
                as_read,
                counts,
                taken: false,
            })
        };
        let mut seen = Zeroizing::new(Vec::with_capacity(text.len()));
        seen.extend(plain.filter_map(read));
        seen
    }
}

/// The letter that a character is or stands for. `1` may be an i or an l, so that these two are one.
fn undisguised(c: char) -> Option<char> {
    Some(match c {
        '0' => 'o',
        '1' | '!' | '|' | 'l' => 'i',
        '3' | '€' => 'e',
        '4' | '@' => 'a',
        '5' | '$' => 's',
        '6' | '9' => 'g',
        '7' | '+' => 't',
        '8' => 'b',
        c if c.is_alphabetic() => c,
        _ => return None,
    })
}
