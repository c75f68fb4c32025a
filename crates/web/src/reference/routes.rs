//! The addresses, from their table.

use testing::reference::{is_in_the_reference, table};

use crate::route::{Handler, Verb};
use crate::routes::ROUTES;

#[test]
fn the_reference_lists_every_address() {
    let rows = ROUTES.iter().map(|route| {
        let method = match route.verb {
            Verb::Get => "GET",
            Verb::Post => "POST",
        };
        let whom = match route.handler {
            Handler::Anyone(_) => "everybody",
            Handler::Pending(_) => "a pending sign-in",
            Handler::Session(_) => "a session",
            Handler::Program(_) => "programs that were told the address",
        };
        let again = if route.resubmitted.is_some() {
            "leads where it led"
        } else {
            ""
        };
        [
            format!("`{method}`"),
            format!("`{}`", route.path),
            whom.to_owned(),
            again.to_owned(),
        ]
    });
    let made = table(["method", "path", "for", "sent again"], rows);
    is_in_the_reference("routes", &made);
}
