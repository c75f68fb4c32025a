//! What a decision leaned on is stated again in its batch, and what nobody guessed is counted against
//! nobody: cases that a first reading gets wrong.

mod clicks;
mod counting;
mod leaning;
mod marks;
mod opening;
mod telling;

use domain::{Refusal, Span};
use door::{Config, Door};
use testing::Place;
use testing::people::*;

/// Waits that are over at once.
pub fn hurried(config: &mut Config) {
    config.limits.address = 1_000_000;
    config.limits.longest_wait = Span::micros(1);
    config.limits.first_wait = Span::micros(1);
}

/// A stranger guesses at Anna's password.
pub async fn wrong_passwords(place: &Place, door: &Door, times: usize) {
    let stranger = Browser::new("198.51.100.1");
    for _ in 0..times {
        place.clock().advance(Span::micros(2));
        let tried = door
            .sign_in("anna", "not the password at all", "", &stranger.seen)
            .await;
        assert_eq!(refusal(tried), Refusal::WrongSignIn);
    }
}
