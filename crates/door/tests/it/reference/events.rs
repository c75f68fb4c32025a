//! The events of the audit log, and the jobs, from their tables.

use domain::Span;
use domain::event::{Action, Ends, How, Tells, Whose};
use door::Actor;
use testing::reference::{documented, is_in_the_reference, table};
use testing::{Place, on_both};

use super::spoken;

#[test]
fn the_reference_lists_every_event() {
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/../domain/src/event/action.rs");
    let text = std::fs::read_to_string(file).unwrap();
    let (_, rows) = text.split_once("\nactions! {\n").unwrap();
    let said = documented(&format!("enum Rows {{\n{rows}"), "Rows");
    assert_eq!(said.len(), Action::ALL.len());
    let rows = Action::ALL
        .iter()
        .zip(said)
        .map(|(action, (row, meaning))| {
            assert!(row.starts_with(&format!("{action:?} = ")), "{row}");
            let whose = match action.whose() {
                Whose::Account => "an account",
                Whose::Anybody => "an account or a name",
                Whose::Site => "the site",
            };
            let ends = match action.ends() {
                Ends::Done => "done",
                Ends::Refused => "refused",
                Ends::Both => "done, refused",
                Ends::Failed => "failed",
            };
            let told = match action.tells() {
                Tells::Nobody => "",
                Tells::Always => "always",
                Tells::IfWanted => "unless switched off",
                Tells::Others => "where nothing else was sent",
            };
            let stops = match action.how().contains(&How::NotMe) {
                true => "yes",
                false => "",
            };
            let word = format!("`{}`", action.word());
            [
                word,
                whose.into(),
                ends.into(),
                told.into(),
                stops.into(),
                meaning,
            ]
        });
    let head = [
        "event",
        "about",
        "outcome",
        "owner told",
        "\"not me\"",
        "meaning",
    ];
    is_in_the_reference("events", &table(head, rows));
}

on_both! {
    async fn the_reference_lists_every_job(place: Place) {
        let door = place.door().await;
        let jobs = door.jobs(&Actor::COMMAND_LINE).await.unwrap();
        let rows = jobs.into_iter().map(|job| {
            let every = spoken(Span::seconds(job.every_seconds));
            let on = job.runs.replace('-', " ");
            [format!("`{}`", job.name), every, job.at_once.to_string(), on]
        });
        let made = table(["job", "every", "at once", "runs on"], rows);
        is_in_the_reference("jobs", &made);
    }
}
