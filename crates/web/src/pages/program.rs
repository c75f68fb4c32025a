//! The program that somebody is on the way to, as the start page calls it.

use domain::gate::{Authority, Scheme};
use domain::next::Next;
use door::Program;

use crate::asked::Asked;

/// The one program at a host; none where there are several, or none.
pub(crate) fn at<'a>(asked: &'a Asked, host: &Authority) -> Option<&'a Program> {
    let programs = &asked.door().config().programs;
    let mut there = programs.iter().filter(|program| program.host == *host);
    there.next().filter(|_| there.next().is_none())
}

/// Where somebody goes on to who comes from a protected host.
pub(crate) struct Going<'a> {
    pub name: String,
    /// Empty for a host that the start page doesn't show.
    pub icon: &'a str,
}

impl<'a> Going<'a> {
    /// Where this leads; nothing where that is this server.
    pub(crate) fn to(asked: &'a Asked, next: Option<&Next>) -> Option<Self> {
        let (scheme, host) = next?.origin()?.split_once("://")?;
        let scheme = match scheme {
            "https" => Scheme::Https,
            _ => Scheme::Http,
        };
        let host = Authority::read(host, scheme).ok()?;
        Some(match at(asked, &host) {
            Some(program) => Self {
                name: program.name.clone(),
                icon: &program.icon,
            },
            None => Self {
                name: host.to_string(),
                icon: "",
            },
        })
    }
}
