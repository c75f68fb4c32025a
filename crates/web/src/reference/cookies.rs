//! The cookies, from their table.

use testing::reference::{is_in_the_reference, table};

use crate::answer::seconds;
use crate::rules::cookies::Cookie;

/// What each is for, and how long it lasts where that isn't the same for everybody.
const fn about(cookie: Cookie) -> (&'static str, &'static str) {
    match cookie {
        Cookie::Session => (
            "a session",
            "as long as the browser is open; with \"Stay signed in\" `sessions.longest_hours`",
        ),
        Cookie::SignIn => ("a pending sign-in; opens nothing", ""),
        Cookie::Known => ("a known browser; proves nothing", "`known_browsers.days`"),
        Cookie::Gate => ("a protected host's own, good there at the gate alone", ""),
        Cookie::GateShared => (
            "the same for all protected hosts beneath `gate.cookie_domain`, with `Domain`",
            "",
        ),
        Cookie::GateNonce => ("a hand-over that has begun", ""),
        Cookie::GateCleared => ("the host whose differing cookies were deleted", ""),
        Cookie::Language => ("the language chosen in the foot of a page", ""),
    }
}

#[test]
fn the_reference_lists_every_cookie() {
    let rows = Cookie::ALL.map(|cookie| {
        let (what, own) = about(cookie);
        let lasts = match (own, seconds(cookie, None, None)) {
            ("", Some(seconds)) => format!("{seconds} s"),
            ("", None) => "as long as the browser is open".to_owned(),
            (own, _) => own.to_owned(),
        };
        let named = |https| format!("`{}`", cookie.name(https));
        [named(true), named(false), what.to_owned(), lasts]
    });
    let line = Cookie::Session.set("…", None, true);
    let (_, attributes) = line.split_once("; ").unwrap();
    let made = format!(
        "{}\nAll have `{attributes}`, `Secure` under https alone.\n",
        table(["https", "http on localhost", "what it is", "lasts"], rows)
    );
    is_in_the_reference("cookies", &made);
}
