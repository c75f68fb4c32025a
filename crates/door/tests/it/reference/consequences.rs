//! `docs/what-ends.md`, from the table of consequences.

use domain::consequence::{
    Browsers, DevicePasswords, Happening, Links, Made, Pending, Row, Sessions,
};
use domain::event::Tells;
use testing::reference::{is_in, table};

const HEAD: [&str; 9] = [
    "what happens",
    "event",
    "sessions",
    "sign-ins that wait",
    "known browsers",
    "device passwords",
    "links",
    "what they have made",
    "told",
];

fn cells(row: &Row) -> [String; 9] {
    let sessions = match row.sessions {
        Sessions::Stay => "",
        Sessions::OthersEnd => "all others end",
        Sessions::AllEnd => "all end",
    };
    let pending = match row.pending {
        Pending::Stay => "",
        Pending::End => "end",
    };
    let browsers = match row.browsers {
        Browsers::Stay => "",
        Browsers::OthersForgotten => "all others forgotten",
        Browsers::Forgotten => "forgotten",
    };
    let passwords = match row.device_passwords {
        DevicePasswords::Stay => "",
        DevicePasswords::AsSaid => "as said",
        DevicePasswords::Go => "go",
    };
    let links = match row.links {
        Links::Stay => "",
        Links::ForgottenVoid => "of a forgotten password void",
        Links::InvitesVoid => "of invites void",
        Links::AllVoid => "all void",
    };
    let made = match row.made {
        Made::Stays => "",
        Made::Ends => "ends",
    };
    let told = match row.told.tells() {
        Tells::Nobody => "",
        Tells::Always => "the owner",
        Tells::IfWanted => "the owner, unless switched off",
        Tells::Others => "the owner, where nothing else was sent",
    };
    let meaning = row.meaning.trim().trim_end_matches('.').to_owned();
    let event = format!("`{}`", row.told.word());
    let ends = [sessions, pending, browsers, passwords, links, made, told];
    let [a, b, c, d, e, f, g] = ends.map(str::to_owned);
    [meaning, event, a, b, c, d, e, f, g]
}

#[test]
fn the_reference_says_what_ends_when() {
    let rows = Happening::ALL
        .iter()
        .map(|happening| cells(&happening.row()));
    is_in("what-ends.md", "consequences", &table(HEAD, rows));
}
