//! The program that somebody is on the way to, as the start page calls it.

use domain::gate::{Authority, Origin};
use domain::next::Next;
use door::Program;

use crate::asked::Asked;

/// The one program at a host; none where there are several, or none.
fn at<'a>(asked: &'a Asked, host: &Authority) -> Option<&'a Program> {
    let programs = &asked.door().config().programs;
    let mut there = programs.iter().filter(|program| program.host == *host);
    there.next().filter(|_| there.next().is_none())
}

/// What the start page calls a host that is one program's; else the host itself.
pub(crate) fn called(asked: &Asked, host: &Authority) -> String {
    at(asked, host).map_or_else(|| host.to_string(), |program| program.name.clone())
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
        let host = Origin::read(next?.origin()?).ok()?.authority;
        Some(Self {
            name: called(asked, &host),
            icon: at(asked, &host).map_or("", |program| &program.icon),
        })
    }
}
