//! `countersign import`. Secrets are read and never said.

use std::path::Path;

use domain::Refusal;
use door::import::{self, Came, How, Imported, NoList, Row, Unread};
use serde_json::json;

use super::desk::{ACTOR, Desk};
use super::{At, listed};
use crate::cli::tree::import::{Import, List};
use crate::cli::{Stopped, print};
use crate::wiring::Schema;

pub(super) async fn run(command: Import, at: &mut At<'_>) -> Result<(), Stopped> {
    match command {
        Import::Tokens(asked) => take(&asked, |_, file| import::read_tokens(file), at).await,
        Import::U2f(asked) => {
            let app_id = asked.app_id.as_deref().unwrap_or_default();
            let read = |desk: &Desk, file: &[u8]| {
                import::read_keys(file, app_id, &desk.door.relying_party())
            };
            take(&asked.list, read, at).await
        }
    }
}

/// What a row came to, for people and programs.
struct Line {
    row: Imported,
    /// One word, which stays as it is.
    result: &'static str,
    /// Why it wasn't taken.
    why: String,
}

async fn take(
    asked: &List,
    read: impl FnOnce(&Desk, &[u8]) -> Result<Vec<Row>, NoList>,
    at: &mut At<'_>,
) -> Result<(), Stopped> {
    let file = listed::file(&asked.file, import::LONGEST)?;
    let desk = Desk::open(at, Schema::Keep).await?;
    let rows = read(&desk, &file).map_err(|why| unlisted(&asked.file, why))?;
    if let Some(name) = &asked.account {
        // Else every row would say so.
        let known = desk.door.account(&ACTOR, name).await;
        known.map_err(|stop| desk.no_account(name, stop))?;
    }
    let how = How {
        account: asked.account.as_deref(),
        dry_run: asked.dry_run,
    };
    let done = desk.door.import_tokens(&ACTOR, &rows, how).await;
    let done = done.map_err(|stop| desk.no(stop))?;
    let lines: Vec<Line> = done.into_iter().map(|row| Line::of(&desk, row)).collect();
    report(asked, &lines, at)?;
    let refused = lines.iter().filter(|line| line.is_refused()).count();
    listed::all_taken(refused)
}

fn report(asked: &List, lines: &[Line], at: &mut At<'_>) -> Result<(), Stopped> {
    let count = |result: &str| lines.iter().filter(|line| line.result == result).count();
    let (added, here) = (count("added"), count("already-here"));
    let refused = lines.iter().filter(|line| line.is_refused()).count();
    if asked.form.json {
        let rows: Vec<_> = lines.iter().map(Line::json).collect();
        let view = json!({
            "dry_run": asked.dry_run, "added": added, "already_here": here, "refused": refused, "rows": rows
        });
        return print::json(at.out, &view);
    }
    let rows: Vec<_> = lines.iter().map(|line| line.cells(asked.dry_run)).collect();
    let head = ["LINE", "ACCOUNT", "NAME", "KIND", "RESULT"];
    print::columns(at.out, head, &rows)?;
    let added = if asked.dry_run {
        format!("{added} would be added")
    } else {
        format!("{added} added")
    };
    at.say(&format!(
        "{added}, {here} here already, {refused} not taken."
    ))
}

impl Line {
    fn of(desk: &Desk, row: Imported) -> Self {
        let (result, why) = match row.came {
            Came::Added => ("added", String::new()),
            Came::AlreadyHere => ("already-here", String::new()),
            Came::NoAccount => ("no-account", "It doesn't say whose it is.".to_owned()),
            Came::UnknownAccount => ("unknown-account", "There is no such account.".to_owned()),
            Came::Disabled => ("disabled", "The account is disabled.".to_owned()),
            Came::TooMany => (
                "too-many",
                "The account has as many as it may have.".to_owned(),
            ),
            Came::KindOff => (
                "kind-off",
                "This kind of factor is switched off.".to_owned(),
            ),
            Came::Unread(why) => ("unreadable", unread(desk, why)),
        };
        Self { row, result, why }
    }

    fn is_refused(&self) -> bool {
        !matches!(self.row.came, Came::Added | Came::AlreadyHere)
    }

    fn kind(&self) -> String {
        let kind = self.row.kind.as_ref();
        kind.map(ToString::to_string).unwrap_or_default()
    }

    fn json(&self) -> serde_json::Value {
        json!({
            "line": self.row.line, "account": self.row.account, "name": self.row.name, "kind": self.kind(),
            "result": self.result, "why": self.why
        })
    }

    fn cells(&self, dry: bool) -> [String; 5] {
        let said = match (self.result, dry) {
            ("added", true) => "would be added",
            ("already-here", _) => "here already",
            (result, _) if self.why.is_empty() => result,
            _ => &self.why,
        };
        [
            self.row.line.to_string(),
            self.row.account.clone(),
            self.row.name.clone(),
            self.kind(),
            said.to_owned(),
        ]
    }
}

fn unread(desk: &Desk, why: Unread) -> String {
    let said = match why {
        Unread::Unfit(why) => {
            let words = desk.door.words(domain::Language::FIRST, "");
            return words.refusal(&Refusal::Unfit(why));
        }
        Unread::Row => "The row can't be read: its secret is missing, or a quote has no end.",
        Unread::Kind => "Its type is neither TOTP nor HOTP.",
        Unread::Key => {
            "Its key handle or public key can't be read, or it isn't said which https address it is bound to."
        }
        Unread::Elsewhere => {
            "It is bound to an address of another domain, which browsers don't let our pages use."
        }
        Unread::Export => "This isn't an export of Google Authenticator, or it is damaged.",
    };
    said.to_owned()
}

fn unlisted(path: &Path, why: NoList) -> Stopped {
    let shown = path.display();
    Stopped::Refused(match why {
        NoList::TooLong => format!("{shown} is too long: at most 4 MiB and 20,000 rows are read."),
        NoList::NotText => format!("{shown} isn't text in UTF-8."),
        NoList::Empty => format!("{shown} holds no tokens."),
        NoList::NoHead => {
            format!("The first line of {shown} must name the columns key_handle and public_key.")
        }
    })
}
