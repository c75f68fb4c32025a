//! Who is there when a proxy asks, and how that was found.

use std::sync::Arc;

use domain::gate::{Authority, Who};
use domain::{Refusal, Stop};
use door::{Client, Guest, Held, Subject};
use http::header::AUTHORIZATION;
use http::request::Parts;

use super::credentials::credentials;
use super::enter::shared;
use crate::asked::Asked;
use crate::rules::cookies::{self, Cookie};

/// Who is there, and how that was found.
pub(super) enum Caller {
    Nobody,
    Guest(Arc<Guest>),
    /// Cookies of two sessions, of which neither counts.
    Differing,
    Client(Client),
    /// A name and a secret that open nothing.
    WrongClient,
}

impl Caller {
    /// The account that it is; none where nobody is known.
    pub(super) fn subject(&self) -> Option<&Subject> {
        match self {
            Self::Guest(guest) => Some(guest.subject()),
            Self::Client(client) => Some(client.subject()),
            Self::Nobody | Self::Differing | Self::WrongClient => None,
        }
    }

    /// As what the decision takes them.
    pub(super) fn as_decided(&self) -> Who<'_> {
        match self {
            Self::Nobody | Self::Differing | Self::WrongClient => Who::Nobody,
            Self::Guest(guest) => as_account(guest.subject()),
            Self::Client(Client::Account(subject)) => as_account(subject),
            Self::Client(Client::Device {
                subject,
                scope,
                made_with,
                ..
            }) => Who::DevicePassword {
                groups: &subject.groups,
                made_with: *made_with,
                scope,
            },
        }
    }
}

fn as_account(subject: &Subject) -> Who<'_> {
    Who::Account {
        groups: &subject.groups,
        assurance: subject.assurance,
    }
}

/// A name and a secret decide alone where they are sent; else the host's own cookie, or the one that it
/// shares.
pub(super) async fn who(
    asked: &Asked,
    parts: &Parts,
    authority: &Authority,
    host: &str,
) -> Result<Caller, Stop> {
    let mut given = parts.headers.get_all(AUTHORIZATION).iter();
    let (first, second) = (given.next(), given.next());
    // Of two the program behind might take the other one.
    let basic = if second.is_some() {
        Some(None)
    } else {
        first.and_then(credentials)
    };
    if let Some(basic) = basic {
        // Another site's page can make a browser send what it has kept.
        let elsewhere = parts.headers.get("sec-fetch-site").is_some_and(|site| {
            [b"cross-site".as_slice(), b"same-site"].contains(&site.as_bytes())
        });
        let (Some((name, secret)), false) = (basic, elsewhere) else {
            return Ok(Caller::WrongClient);
        };
        return match asked
            .door()
            .client(&name, &secret, host, &asked.visitor)
            .await
        {
            Ok(client) => Ok(Caller::Client(client)),
            Err(Stop::Refused(Refusal::WrongSignIn)) => Ok(Caller::WrongClient),
            Err(stop) => Err(stop),
        };
    }
    let (door, https) = (asked.door(), asked.web.address().https);
    let held = |cookie| cookies::handed(&parts.headers, cookie, https);
    let own = door.guest(held(Cookie::Gate), host).await?;
    let found = match (own, shared(asked, authority)) {
        (Held::Nothing, Some(domain)) => {
            Box::pin(door.guest(held(Cookie::GateShared), &domain.as_host())).await?
        }
        (own, _) => own,
    };
    Ok(match found {
        Held::Nothing => Caller::Nobody,
        Held::By(guest) => Caller::Guest(guest),
        Held::Differing => Caller::Differing,
    })
}
