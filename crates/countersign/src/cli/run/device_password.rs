//! `countersign device-password`.

use std::io::Write as _;

use domain::device_password::Limits;
use domain::gate::{HostPattern, Reach};
use domain::ids::DevicePasswordId;
use domain::{Refusal, Timestamp};
use door::DevicePasswordView;
use serde_json::json;

use super::desk::{ACTOR, Desk};
use super::{At, yes};
use crate::cli::tree::device_password::{Add, DevicePassword};
use crate::cli::{Stopped, print};
use crate::wiring::{Nature, Schema};

pub(super) async fn run(command: DevicePassword, at: &mut At<'_>) -> Result<(), Stopped> {
    let desk = Desk::open(at, Schema::Keep).await?;
    match command {
        DevicePassword::Add(new) => add(&desk, &new, at).await,
        DevicePassword::List { name, form } => list(&desk, &name, form.json, at).await,
        DevicePassword::Delete { id } => delete(&desk, &id, at).await,
    }
}

/// The limits as a page's form says them, so that both are read alike.
fn limits(new: &Add) -> Result<Limits, Refusal> {
    let text = |name: &str, value: &str| (name.to_owned(), value.to_owned());
    let mut fields = vec![text("networks", &new.network.join(" "))];
    fields.extend(new.host.iter().map(|host| text("host", host)));
    if let Some(date) = &new.ends {
        fields.extend([text("ends", "date"), text("date", date)]);
    }
    if let Some(days) = new.unused_days {
        fields.push(text("unused_days", &days.to_string()));
    }
    if new.read_only {
        fields.push(text("read_only", "on"));
    }
    Limits::read(&domain::Form::new(fields), Nature::system().clock.now())
}

async fn add(desk: &Desk, new: &Add, at: &mut At<'_>) -> Result<(), Stopped> {
    let limits = limits(new).map_err(|refusal| desk.no(refusal.into()))?;
    let account = &new.account;
    let made = desk
        .door
        .add_device_password(&ACTOR, account, &new.name, &limits)
        .await;
    let made = made.map_err(|stop| desk.no_account(account, stop))?;
    let secret = made.secret.expose();
    if new.form.json {
        let id = made.id.to_string();
        let host = |(host, reach): &(HostPattern, Reach)| {
            let opens = *reach == Reach::Opens;
            json!({"host": host.to_string(), "opens": opens, "why": (!opens).then(|| reach.word())})
        };
        let hosts: Vec<_> = made.reach.iter().map(host).collect();
        let view = json!({
            "account": account, "id": id, "name": made.name, "password": secret, "hosts": hosts,
        });
        return print::json(at.out, &view);
    }
    at.say(secret)?;
    // Beside what is printed, so that the password stands alone there.
    let mut screen = std::io::stderr();
    for line in reach(&made.reach) {
        writeln!(screen, "{line}")?;
    }
    Ok(())
}

/// What it opens, and what it doesn't, a line for each reason.
fn reach(all: &[(HostPattern, Reach)]) -> Vec<String> {
    let kinds = [
        (Reach::Opens, "Opens"),
        (
            Reach::MadeWithLess,
            "Doesn't open, since it was made without a second step",
        ),
        (
            Reach::PhishingResistant,
            "Doesn't open, since no device password does",
        ),
        (
            Reach::Group,
            "Doesn't open, since the account is in none of its groups",
        ),
        (Reach::Limited, "Doesn't open, since --host names others"),
    ];
    let line = |(kind, says): (Reach, &str)| {
        let hosts = all.iter().filter(|(_, one)| *one == kind);
        let names: Vec<_> = hosts.map(|(host, _)| host.to_string()).collect();
        (!names.is_empty()).then(|| format!("{says}: {}", names.join(", ")))
    };
    kinds.into_iter().filter_map(line).collect()
}

async fn list(desk: &Desk, name: &str, json: bool, at: &mut At<'_>) -> Result<(), Stopped> {
    let all = desk.door.user_device_passwords(&ACTOR, name).await;
    let all = all.map_err(|stop| desk.no_account(name, stop))?;
    if json {
        return desk.json(at, &all);
    }
    let head = [
        "ID",
        "NAME",
        "MADE",
        "SEEN",
        "ADDRESS",
        "HOST",
        "ENDS",
        "READ-ONLY",
        "NETWORKS",
        "HOSTS",
        "PROGRAM",
    ];
    let rows: Vec<_> = all.into_iter().map(|view| row(desk, view)).collect();
    print::columns(at.out, head, &rows)
}

fn row(desk: &Desk, view: DevicePasswordView) -> [String; 11] {
    let moment = Timestamp::from_micros;
    let ends = match view.unused_days {
        Some(days) if !view.expired => format!("{days} days unused"),
        _ => desk.maybe(view.expires.map(moment)),
    };
    [
        view.id,
        view.name,
        desk.moment(moment(view.made)),
        desk.maybe(view.seen.map(moment)),
        view.address,
        view.host,
        ends,
        yes(view.read_only),
        view.networks.join(","),
        view.hosts.join(","),
        view.agent,
    ]
}

async fn delete(desk: &Desk, id: &str, at: &mut At<'_>) -> Result<(), Stopped> {
    let what = format!("device password \"{}\"", id.escape_debug());
    let no = |stop| desk.none(&what, stop);
    let id: DevicePasswordId = id.parse().map_err(|_| no(Refusal::NoSuch.into()))?;
    let gone = desk.door.delete_device_password(&ACTOR, id).await;
    gone.map_err(no)?;
    at.say("The device password is disconnected.")
}
