//! What owners are told of, in how many messages, and how they stop what wasn't their doing.

use domain::secret::{Token, read_token};

mod by_text;
mod folding;
mod kinds;
mod not_me;
mod not_me_sent;
mod races;

/// The link and the letters in a message.
pub fn way_in(text: &str) -> Option<(Token, String)> {
    let mut lines = text.lines().map(str::trim);
    let link = lines.find_map(|line| line.split_once("/not-me/"))?;
    let token = read_token(link.1).expect("a token");
    let is_letters = |line: &&str| line.len() == 4 && line.bytes().all(|b| b.is_ascii_uppercase());
    Some((token, lines.find(is_letters).expect("letters").to_owned()))
}

/// The same of the last of these messages to an address that has one.
pub fn way_to(letters: &[(String, String)], address: &str) -> Option<(Token, String)> {
    let there = letters.iter().rev().filter(|(to, _)| to == address);
    there.map(|(_, text)| way_in(text)).find(Option::is_some)?
}

/// To which addresses these went, in order.
pub fn to(letters: &[(String, String)]) -> Vec<&str> {
    let mut all: Vec<_> = letters.iter().map(|(to, _)| to.as_str()).collect();
    all.sort_unstable();
    all
}
