//! Inviting everybody in a file: CSV whose first line names its columns. What is wrong with one row keeps no other
//! out, and the same file given again invites the rest.

use std::path::Path;

use domain::{Language, Refusal};
use door::administration::NewAccount;
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::{base, invited, no};
use crate::address::PublicUrl;
use crate::cli::run::desk::{ACTOR, Desk};
use crate::cli::run::{At, listed};
use crate::cli::tree::user::Invite;
use crate::cli::{Stopped, print};
use crate::data::Data;
use crate::set_up_link;
use crate::wiring::Schema;

/// The most bytes that are read, and rows.
const LONGEST: usize = 4 << 20;
const MOST: usize = 20_000;

/// The columns that there are.
const COLUMNS: [&str; 5] = ["name", "display_name", "email", "groups", "language"];

/// A row as it stands in the file.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Person {
    name: String,
    #[serde(default)]
    display_name: String,
    #[serde(default)]
    email: String,
    /// Parted by `;`.
    #[serde(default)]
    groups: String,
    /// A tag, as `sv`.
    #[serde(default)]
    language: String,
}

/// What came of a row.
#[derive(Serialize)]
struct Came {
    /// The line of the file, from 1.
    line: u64,
    account: String,
    /// `invited`, `sent`, `would-be-invited` or `refused`.
    result: &'static str,
    /// The link; none where it was sent, or nothing was done.
    link: Option<String>,
    /// Why it was refused.
    why: String,
}

pub(super) async fn run(file: &Path, asked: &Invite, at: &mut At<'_>) -> Result<(), Stopped> {
    let base = if asked.send { None } else { Some(base(at)?) };
    let people = read(file)?;
    let desk = Desk::open(at, Schema::Begin).await?;
    let mails = desk.door.mails_links().await;
    if asked.send && !mails.map_err(|stop| desk.no(stop))? {
        let nobody = NewAccount::default();
        return Err(no(&desk, &nobody, Refusal::NoMail.into()));
    }
    let (mut all, mut broken) = (Vec::new(), None);
    for Row { line, person } in people {
        let name = person
            .as_ref()
            .map(|one| one.name.clone())
            .unwrap_or_default();
        let (result, link, why) = match one(&desk, person, asked, base.as_ref()).await {
            Ok((result, link)) => (result, link, String::new()),
            Err(Stopped::Refused(why)) => ("refused", None, why),
            Err(stopped) => {
                // What was done until then is told all the same, links and all.
                broken = Some(stopped);
                break;
            }
        };
        all.push(Came {
            line,
            account: name,
            result,
            link,
            why,
        });
    }
    if all
        .iter()
        .any(|one| matches!(one.result, "invited" | "sent"))
    {
        set_up_link::remove(&Data::of(&at.loaded.settings));
    }
    let told = report(&all, asked, at);
    broken.map_or(told, Err)
}

/// Invites one, or says what would be done.
async fn one(
    desk: &Desk,
    person: Result<Person, String>,
    asked: &Invite,
    base: Option<&PublicUrl>,
) -> Result<(&'static str, Option<String>), Stopped> {
    let new = new(person.map_err(Stopped::Refused)?)?;
    if asked.dry_run {
        let could = desk.door.could_invite(&ACTOR, &new).await;
        let refused = |stop| no(desk, &new, stop);
        return could.map(|()| ("would-be-invited", None)).map_err(refused);
    }
    let link = invited(desk, &new, base).await?;
    let result = if link.is_some() { "invited" } else { "sent" };
    Ok((result, link))
}

fn new(person: Person) -> Result<NewAccount, Stopped> {
    let groups = person.groups.split(';').map(str::trim);
    let language = match person.language.trim() {
        "" => None,
        tag => Some(Language::read(tag, &Language::ALL).ok_or_else(|| {
            Stopped::Refused(format!("There are no texts in \"{}\".", tag.escape_debug()))
        })?),
    };
    Ok(NewAccount {
        display_name: person.display_name,
        emails: Some(person.email)
            .filter(|email| !email.trim().is_empty())
            .into_iter()
            .collect(),
        groups: groups
            .filter(|group| !group.is_empty())
            .map(str::to_owned)
            .collect(),
        language,
        ..NewAccount::invited(person.name.trim(), false)
    })
}

/// A row, with the line that it begins on; or why it can't be read.
struct Row {
    line: u64,
    person: Result<Person, String>,
}

/// The rows of a file.
fn read(file: &Path) -> Result<Vec<Row>, Stopped> {
    let no = |why: String| Stopped::Refused(format!("{} {why}", file.display()));
    let file = listed::file(file, LONGEST)?;
    if file.len() > LONGEST {
        return Err(no("is too long: at most 4 MiB are read.".to_owned()));
    }
    let text = std::str::from_utf8(&file).map_err(|error| no(format!("can't be read: {error}")))?;
    let mut reader = csv::ReaderBuilder::new();
    let text = text.trim_start_matches('\u{feff}').as_bytes();
    let mut rows = reader.trim(csv::Trim::All).from_reader(text);
    let head = rows.headers();
    let head = head
        .map_err(|error| no(format!("can't be read: {error}")))?
        .clone();
    if let Some(other) = head.iter().find(|name| !COLUMNS.contains(name)) {
        let (other, known) = (other.escape_debug(), COLUMNS.join(", "));
        return Err(no(format!("has a column \"{other}\"; there are {known}.")));
    }
    if !head.iter().any(|name| name == "name") {
        return Err(no("has no column \"name\".".to_owned()));
    }
    let mut all = Vec::new();
    for row in rows.records() {
        let at = match &row {
            Ok(row) => row.position(),
            Err(error) => error.position(),
        };
        let line = at.map_or(0, csv::Position::line);
        let person = row.and_then(|row| row.deserialize(Some(&head)));
        let person = person.map_err(|_| "The row can't be read.".to_owned());
        all.push(Row { line, person });
    }
    if all.len() > MOST {
        return Err(no("is too long: at most 20,000 rows are read.".to_owned()));
    }
    Ok(all)
}

fn report(all: &[Came], asked: &Invite, at: &mut At<'_>) -> Result<(), Stopped> {
    let refused = all.iter().filter(|one| one.result == "refused").count();
    let done = all.len().saturating_sub(refused);
    if asked.form.json {
        let told =
            json!({"dry_run": asked.dry_run, "invited": done, "refused": refused, "rows": all});
        print::json(at.out, &told)?;
    } else {
        let rows: Vec<_> = all.iter().map(cells).collect();
        print::columns(at.out, ["LINE", "ACCOUNT", "RESULT", ""], &rows)?;
        let done = if asked.dry_run {
            format!("{done} would be invited")
        } else {
            format!("{done} invited")
        };
        at.say(&format!("{done}, {refused} not."))?;
    }
    listed::all_taken(refused)
}

fn cells(one: &Came) -> [String; 4] {
    let more = one.link.clone().unwrap_or_else(|| one.why.clone());
    [
        one.line.to_string(),
        one.account.clone(),
        one.result.replace('-', " "),
        more,
    ]
}
