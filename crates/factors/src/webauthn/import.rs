//! U2F tokens that were registered elsewhere, under the address of a site (`appId`) in place of a domain: a key
//! handle and a public key each (FIDO U2F raw messages §4.3). They go on working here by the extension `appid`
//! (WebAuthn §10.1.1).

use data_encoding::{BASE64, BASE64URL, BASE64URL_NOPAD};
use domain::account::Label;
use domain::ids::EnrolmentId;
use domain::{Fault, Kind, Refusal, Stop, Unfit};
use store::Reader;

use super::authenticator_data::LONGEST_ID;
use super::cose::PublicKey;
use super::credential::{self, Credential};
use super::relying_party::RelyingParty;
use super::state::State;
use crate::import::cells::{between, cells, plain};
use crate::import::{self, Enrolled, MOST, NoList, Row, Unread};
use crate::{Context, Owner, enrolment, security_key};

/// The kind that they become.
pub(crate) const KIND: Kind = security_key::KIND;

/// A U2F token as another program kept it.
pub struct Key {
    handle: Vec<u8>,
    key: PublicKey,
    app_id: String,
    count: u32,
}

/// What a column holds, and the names that it goes by.
const COLUMNS: [(Column, &[&str]); 6] = [
    (
        Column::Account,
        &["account", "user", "username", "userid", "login"],
    ),
    (Column::Handle, &["keyhandle", "handle", "credentialid"]),
    (Column::Key, &["publickey"]),
    (Column::Count, &["counter", "count", "signcount"]),
    (Column::Name, &["name", "label"]),
    (Column::AppId, &["appid"]),
];

#[derive(Clone, Copy, PartialEq, Eq)]
enum Column {
    Account,
    Handle,
    Key,
    Count,
    Name,
    AppId,
    Other,
}

/// Reads a list whose first line names the columns. `app_id` is the address that all are bound to whose row
/// names none; `party` is who would use them.
///
/// # Errors
/// [`NoList`] where nothing in it can be read; what is wrong with a row stands in the row.
pub fn read(file: &[u8], app_id: &str, party: &RelyingParty) -> Result<Vec<Row>, NoList> {
    let lines = import::lines(file)?;
    if lines.len() > MOST {
        return Err(NoList::TooLong);
    }
    let Some(((_, first), rest)) = lines.split_first() else {
        return Err(NoList::Empty);
    };
    let between = between(first);
    let head = cells(first, between).unwrap_or_default();
    let columns: Vec<Column> = head.iter().map(|name| column(name)).collect();
    if !(columns.contains(&Column::Handle) && columns.contains(&Column::Key)) {
        return Err(NoList::NoHead);
    }
    Ok(rest
        .iter()
        .map(|(line, text)| row(*line, text, between, &columns, app_id, party))
        .collect())
}

fn column(name: &str) -> Column {
    let plain = plain(name);
    COLUMNS
        .iter()
        .find(|(_, names)| names.contains(&plain.as_str()))
        .map_or(Column::Other, |(column, _)| *column)
}

fn row(
    line: usize,
    text: &str,
    between: char,
    columns: &[Column],
    app_id: &str,
    party: &RelyingParty,
) -> Row {
    let Some(cells) = cells(text, between) else {
        return Row::unread(line, Unread::Row);
    };
    let cell = |wanted: Column| {
        let mut found = columns.iter().zip(&cells);
        found
            .find(|(column, _)| **column == wanted)
            .map_or("", |(_, cell)| cell.as_str())
    };
    let own = cell(Column::AppId);
    let app_id = if own.is_empty() { app_id } else { own };
    let key = Key::read(
        cell(Column::Handle),
        cell(Column::Key),
        cell(Column::Count),
        app_id,
    );
    Row {
        line,
        account: cell(Column::Account).to_owned(),
        name: cell(Column::Name).to_owned(),
        // One that browsers don't let us use would keep every other key of its owner from answering.
        token: match key {
            Some(key) if party.may_use(&key.app_id) => Ok(import::Token::Key(key)),
            Some(_) => Err(Unread::Elsewhere),
            None => Err(Unread::Key),
        },
    }
}

/// Base64 of either alphabet, with or without padding.
fn bytes(text: &str) -> Option<Vec<u8>> {
    [BASE64URL_NOPAD, BASE64URL, BASE64]
        .iter()
        .find_map(|alphabet| alphabet.decode(text.as_bytes()).ok())
}

impl Key {
    fn read(handle: &str, key: &str, count: &str, app_id: &str) -> Option<Self> {
        let handle = bytes(handle).filter(|id| (1..=LONGEST_ID).contains(&id.len()))?;
        let count = match count {
            "" => 0,
            text => text.parse().ok()?,
        };
        let fits = app_id.starts_with("https://")
            && app_id.len() <= 512
            && app_id.bytes().all(|byte| byte.is_ascii_graphic());
        let key = PublicKey::of_point(&bytes(key)?).filter(PublicKey::is_sound)?;
        fits.then_some(Self {
            handle,
            key,
            app_id: app_id.to_owned(),
            count,
        })
    }

    pub(crate) fn finder(&self) -> Vec<u8> {
        credential::hash(&self.handle)
    }

    pub(crate) async fn is_here(&self, reader: &Reader) -> Result<bool, Fault> {
        credential::is_kept(reader, &self.handle).await
    }

    pub(crate) fn enrol(
        &self,
        at: &Context<'_>,
        owner: &Owner,
        name: &str,
    ) -> Result<Enrolled, Stop> {
        let id = EnrolmentId::new(at.random);
        let usual = at.words.t("security-key-default-name");
        let name = Label::read(name).or_else(|_| Label::read(&usual))?;
        let new = enrolment::New {
            id,
            account: owner.id,
            kind: &KIND,
            name: name.as_str(),
            added: at.now,
            confirmed: true,
            until: None,
            codes_left: 0,
            sealed: None,
        };
        let credential = Credential {
            enrolment: id,
            account: owner.id,
            kind: KIND,
            id: self.handle.clone(),
            key: self.key.clone(),
            aaguid: [0; 16],
            state: State::default(),
            transports: vec!["usb".to_owned()],
            rp_id: RelyingParty::of(at.settings).id,
            app_id: self.app_id.clone(),
        };
        let here = Refusal::Unfit(Unfit::AlreadyHere);
        Ok(Enrolled {
            id,
            guards: vec![
                enrolment::insert_counted(new, i64::from(self.count)),
                credential.insert(at, here)?,
            ],
            name: name.as_str().to_owned(),
            kind: KIND,
        })
    }
}
