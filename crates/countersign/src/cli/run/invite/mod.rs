//! `countersign user invite`: one account, or everybody in a file; the links are printed or sent by mail.

mod people;

use domain::secret::{Token, write_token};
use domain::{Refusal, Stop};
use door::administration::NewAccount;
use serde_json::json;

use super::At;
use super::desk::{ACTOR, Desk};
use crate::address::PublicUrl;
use crate::cli::tree::user::Invite;
use crate::cli::{Stopped, print};
use crate::data::Data;
use crate::set_up_link;
use crate::wiring::Schema;

pub(super) async fn run(asked: Invite, at: &mut At<'_>) -> Result<(), Stopped> {
    if let Some(file) = &asked.file {
        return people::run(file, &asked, at).await;
    }
    // What is sent by mail begins with the address that the server has which sends it.
    let base = if asked.send { None } else { Some(base(at)?) };
    let desk = Desk::open(at, Schema::Begin).await?;
    let (send, json) = (asked.send, asked.form.json);
    let new = NewAccount {
        display_name: asked.display_name.unwrap_or_default(),
        emails: asked.email,
        groups: asked.group,
        ..NewAccount::invited(&asked.name.unwrap_or_default(), asked.admin)
    };
    let name = &new.name;
    let link = invited(&desk, &new, base.as_ref()).await?;
    // With an account there is no first set-up, whether or not a server runs that would notice.
    set_up_link::remove(&Data::of(&at.loaded.settings));
    if json {
        let hours = desk.door.config().lengths.invite.seconds_up() / 3_600;
        let told = json!({"account": name, "link": link, "sent": send, "hours": hours});
        return print::json(at.out, &told);
    }
    match link {
        Some(link) => at.say(&link),
        None => at.say(&format!("An invitation for {name} is on its way.")),
    }
}

/// Invites one: the link, with what it begins with, or nothing where it is sent by mail.
async fn invited(
    desk: &Desk,
    new: &NewAccount,
    base: Option<&PublicUrl>,
) -> Result<Option<String>, Stopped> {
    let refused = |stop| no(desk, new, stop);
    let Some(base) = base else {
        let sent = desk.door.mail_invite(&ACTOR, new).await;
        return sent.map(|()| None).map_err(refused);
    };
    let token = desk.door.invite(&ACTOR, new).await.map_err(refused)?;
    Ok(Some(link(base, &token)))
}

/// What the links begin with.
fn base(at: &At<'_>) -> Result<PublicUrl, Stopped> {
    match (&at.checked.public_url, at.checked.listen.port()) {
        (Some(url), _) => Ok(url.clone()),
        (None, 0) => Err(Stopped::Refused(
            "Can't write the link, because \"listen\" uses any free port. Set \"public_url\"."
                .to_owned(),
        )),
        (None, port) => Ok(PublicUrl::local(port)),
    }
}

fn link(base: &PublicUrl, token: &Token) -> String {
    format!("{base}/invite/{}", write_token(token))
}

/// Why somebody wasn't invited.
fn no(desk: &Desk, new: &NewAccount, stop: Stop) -> Stopped {
    let name = &new.name;
    match stop {
        Stop::Refused(Refusal::NotAllowed) if new.admin => Stopped::Refused(format!(
            "{name} already exists and isn't an administrator. An invitation can't change that."
        )),
        Stop::Refused(Refusal::NameTaken) if !new.emails.is_empty() || !new.groups.is_empty() => {
            Stopped::Refused(format!(
                "{name} already exists, or had its name reserved. To invite somebody again, give the name alone."
            ))
        }
        Stop::Refused(Refusal::NoMail) => Stopped::Refused(
            "No mail has been seen to leave here yet. Run \"countersign mail test --to ADDRESS\" first.".to_owned(),
        ),
        stop => desk.no(stop),
    }
}
