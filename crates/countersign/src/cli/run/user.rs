//! `countersign user`: changes. What is shown stands in [`super::account`].

use domain::Refusal;
use domain::ids::EnrolmentId;
use door::EmailChange;
use door::administration::NewAccount;
use serde_json::json;

use super::desk::{ACTOR, Desk};
use super::{At, account, invite};
use crate::cli::sure::sure;
use crate::cli::tree::user::{Add, Emails, Factors, Groups, User};
use crate::cli::{Stopped, password, print};
use crate::data::Data;
use crate::set_up_link;
use crate::wiring::Schema;

pub(super) async fn run(command: User, at: &mut At<'_>) -> Result<(), Stopped> {
    match command {
        User::Add(new) => return add(new, at).await,
        User::Invite(asked) => return invite::run(asked, at).await,
        _ => {}
    }
    let desk = Desk::open(at, Schema::Keep).await?;
    let door = &desk.door;
    match command {
        User::Add(_) | User::Invite(_) => Ok(()),
        User::List(form) => account::list(&desk, form.json, at).await,
        User::Show { name, form } => account::show(&desk, &name, form.json, at).await,
        User::SetPassword {
            name,
            password: from,
            form,
        } => {
            // Nobody should be asked for a password that then has no account.
            let no = |stop| desk.no_account(&name, stop);
            door.account(&ACTOR, &name).await.map_err(no)?;
            let password = password::new(from.password_stdin)?;
            let set = door.set_user_password(&ACTOR, &name, &password).await;
            let gone = set.map_err(no)?;
            if form.json {
                let said = json!({"account": name, "device_passwords_disconnected": gone});
                return print::json(at.out, &said);
            }
            at.say(&format!("{name} has a new password."))?;
            disconnected(gone, at)
        }
        User::Rename { name, new_name } => {
            let renamed = door.rename_account(&ACTOR, &name, &new_name).await;
            renamed.map_err(|stop| desk.no_account(&name, stop))?;
            at.say(&format!("{name} is now called {new_name}."))
        }
        User::Enable { name } => {
            let enabled = door.enable_account(&ACTOR, &name).await;
            enabled.map_err(|stop| desk.no_account(&name, stop))?;
            at.say(&format!("{name} can sign in again."))
        }
        User::Disable { name } => {
            let disabled = door.disable_account(&ACTOR, &name).await;
            disabled.map_err(|stop| desk.no_account(&name, stop))?;
            at.say(&format!("{name} can no longer sign in."))
        }
        User::Delete { name, yes } => delete(&desk, &name, yes, at).await,
        User::Unlock { name } => {
            let unlocked = door.unlock_account(&ACTOR, &name).await;
            unlocked.map_err(|stop| desk.no_account(&name, stop))?;
            at.say(&format!("{name} can try again now."))
        }
        User::Groups(change) => groups(&desk, change, at).await,
        User::Emails(change) => emails(&desk, change, at).await,
        User::Factors(change) => factors(&desk, change, at).await,
    }
}

async fn add(new: Add, at: &mut At<'_>) -> Result<(), Stopped> {
    let password = password::new(new.password.password_stdin)?;
    let desk = Desk::open(at, Schema::Begin).await?;
    let account = NewAccount {
        name: new.name.clone(),
        display_name: new.display_name.unwrap_or_default(),
        password: Some(password),
        admin: new.admin,
        emails: new.email,
        groups: new.group,
        language: None,
    };
    let added = desk.door.add_account(&ACTOR, account).await;
    added.map_err(|stop| desk.no(stop))?;
    // With an account there is no first set-up, whether or not a server runs that would notice.
    set_up_link::remove(&Data::of(&at.loaded.settings));
    if new.form.json {
        return account::show(&desk, &new.name, true, at).await;
    }
    at.say(&format!("{} was added.", new.name))
}

async fn delete(desk: &Desk, name: &str, yes: bool, at: &mut At<'_>) -> Result<(), Stopped> {
    let no = |stop| desk.no_account(name, stop);
    if !yes {
        let account = desk.door.account(&ACTOR, name).await.map_err(no)?;
        let question = format!(
            "Delete {} and all its data? You can't undo this.",
            account.name
        );
        sure(&question, "delete", "Nothing was deleted.")?;
    }
    desk.door.delete_account(&ACTOR, name).await.map_err(no)?;
    at.say(&format!("{name} was deleted."))
}

async fn groups(desk: &Desk, change: Groups, at: &mut At<'_>) -> Result<(), Stopped> {
    let (door, name) = (&desk.door, &change.name);
    let changed = match &change.set {
        Some(all) => door.set_groups(&ACTOR, name, all).await,
        None if change.add.is_empty() && change.remove.is_empty() => Ok(()),
        None => {
            let (remove, add) = (&change.remove, &change.add);
            door.change_groups(&ACTOR, name, remove, add).await
        }
    };
    let no = |stop| desk.no_account(name, stop);
    changed.map_err(no)?;
    let has = door.account(&ACTOR, name).await.map_err(no)?;
    if change.form.json {
        return print::json(at.out, &has.groups);
    }
    has.groups.iter().try_for_each(|group| at.say(group))
}

async fn emails(desk: &Desk, change: Emails, at: &mut At<'_>) -> Result<(), Stopped> {
    let (door, name) = (&desk.door, &change.name);
    let no = |stop| desk.no_account(name, stop);
    door.account(&ACTOR, name).await.map_err(no)?;
    let removed = change.remove.iter().map(|one| EmailChange::Remove(one));
    let added = change.add.iter().map(|one| EmailChange::Add(one));
    let main = change.main.iter().map(|one| EmailChange::Main(one));
    for one in removed.chain(added).chain(main) {
        let changed = door.change_emails(&ACTOR, name, one).await;
        let what = format!("address \"{}\" of {name}", one.address().escape_debug());
        changed.map_err(|stop| desk.none(&what, stop))?;
    }
    let has = door.account(&ACTOR, name).await.map_err(no)?;
    if change.form.json {
        return print::json(at.out, &has.emails);
    }
    has.emails
        .iter()
        .try_for_each(|email| at.say(&account::address(email)))
}

async fn factors(desk: &Desk, change: Factors, at: &mut At<'_>) -> Result<(), Stopped> {
    let name = &change.name;
    let reason = change.reason.unwrap_or_default();
    if let Some(id) = change.remove.as_ref().or(change.ripen.as_ref()) {
        let what = format!("factor \"{}\" of {name}", id.escape_debug());
        let no = |stop| desk.none(&what, stop);
        // Who names an account that isn't there is told so, and not that the factor isn't.
        let has = desk.door.user_factors(&ACTOR, name).await;
        has.map_err(|stop| desk.no_account(name, stop))?;
        let id: EnrolmentId = id.parse().map_err(|_| no(Refusal::NoSuch.into()))?;
        let door = &desk.door;
        let done = match change.ripen {
            Some(_) => door.ripen_factor(&ACTOR, name, id, &reason).await,
            None => door
                .remove_user_factors(&ACTOR, name, Some(id), &reason)
                .await
                .map(drop),
        };
        done.map_err(no)?;
    } else if change.remove_all {
        let removed = desk
            .door
            .remove_user_factors(&ACTOR, name, None, &reason)
            .await;
        let gone = removed.map_err(|stop| desk.no_account(name, stop))?;
        if change.form.json {
            let said = json!({"factors": [], "device_passwords_disconnected": gone});
            return print::json(at.out, &said);
        }
        disconnected(gone, at)?;
    }
    account::factors(desk, name, change.form.json, at).await
}

/// Says how many device passwords have ended with something else, where there were some.
fn disconnected(count: usize, at: &mut At<'_>) -> Result<(), Stopped> {
    match count {
        0 => Ok(()),
        1 => at.say("1 device password was disconnected."),
        many => at.say(&format!("{many} device passwords were disconnected.")),
    }
}
