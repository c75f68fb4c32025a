//! Clients that came by the account's own password: they stop working once a second factor is on, and each
//! can have a device password.

use domain::{Stop, Timestamp};
use door::{LiveSession, PasswordClient};
use look::words::Words;

use crate::asked::Asked;
use crate::pages::choice::quoted;
use look::browser::called;

/// One of them, with the form that makes its device password.
pub(super) struct Client {
    pub name: String,
    pub meta: String,
    /// The form's one-time number; empty where a device password of this name has been made.
    pub number: String,
}

impl Client {
    fn of(client: &PasswordClient, words: &Words) -> Self {
        let seen = words.moment(Timestamp::from_micros(client.seen));
        let values = [
            ("host", client.host.as_str()),
            ("address", &client.address),
            ("seen", &seen),
        ];
        Self {
            name: called(&client.agent, words),
            meta: words.with("security-clients-meta", &values),
            number: String::new(),
        }
    }
}

/// Those of the last thirty days, the latest first.
pub(super) async fn list(asked: &Asked, live: &LiveSession) -> Result<Vec<Client>, Stop> {
    let door = asked.door();
    let made = door.own_device_passwords(live).await?;
    let mut list = seen(asked, live).await?;
    for client in &mut list {
        if made.iter().all(|password| password.name != client.name) {
            client.number = door.form_number();
        }
    }
    Ok(list)
}

/// Each program once: two versions of one are one program.
async fn seen(asked: &Asked, live: &LiveSession) -> Result<Vec<Client>, Stop> {
    let mut list: Vec<Client> = Vec::new();
    for client in asked.door().own_password_clients(live).await? {
        let client = Client::of(&client, &asked.words);
        if list.iter().all(|known| known.name != client.name) {
            list.push(client);
        }
    }
    Ok(list)
}

/// Their names in one line, before the first factor is on; empty where there is none, or nothing changes.
pub(super) async fn at_stake(asked: &Asked, live: &LiveSession) -> Result<String, Stop> {
    let door = asked.door();
    if door
        .own_factors(live)
        .await?
        .iter()
        .any(|one| !one.fallback)
    {
        return Ok(String::new());
    }
    let programs = seen(asked, live).await?;
    let names = programs.iter().map(|one| one.name.as_str());
    Ok(quoted(&asked.words, names))
}
