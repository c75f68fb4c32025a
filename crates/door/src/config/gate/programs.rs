//! The programs behind protected hosts, as the start page shows them.

use domain::gate::{Authority, GateHost, Origin, RawTarget, Scheme, Target};
use domain::setting::Settings;

use super::rows::ICONS;
use super::{Line, Misread, gate_hosts};

/// A program that people open from the start page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Program {
    /// What it is called.
    pub name: String,
    pub icon: String,
    /// Where it is: host and port.
    pub host: Authority,
    /// Its first page there, with a query if it has one.
    pub path: String,
}

impl Program {
    /// Its first page, as a request for it.
    pub(crate) fn target(&self, scheme: Scheme) -> Option<Target> {
        let host = self.host.to_string();
        let asked = RawTarget {
            method: b"GET",
            scheme: scheme.as_str().as_bytes(),
            host: host.as_bytes(),
            uri: self.path.as_bytes(),
        };
        Target::read(&asked).ok()
    }
}

/// The programs of the protected hosts, in their order.
///
/// # Errors
/// The first thing that can't be meant.
pub fn programs(settings: &Settings) -> Result<Vec<Program>, Misread> {
    let hosts = gate_hosts(settings)?;
    let tables = settings.tables("gate.host").iter().zip(&hosts).enumerate();
    let read = |(index, (table, gate)): (usize, (_, &GateHost))| {
        program(&Line::new(table, format!("gate.host.{index}")), gate).transpose()
    };
    tables.filter_map(read).collect()
}

fn program(line: &Line<'_>, gate: &GateHost) -> Result<Option<Program>, Misread> {
    let link = line.maybe("link", |text| {
        place(text, gate).ok_or_else(|| super::words::link(text, &gate.host))
    })?;
    let own =
        || (!gate.host.is_wildcard()).then(|| (gate.host.authority().clone(), "/".to_owned()));
    let Some((host, path)) = link.or_else(own) else {
        return Ok(None);
    };
    let text = |key: &str| line.table.has(key).then(|| line.table.text(key).to_owned());
    let name = text("name").unwrap_or_else(|| host.to_string());
    let icon = text("icon").or_else(|| ICONS.first().map(|icon| (*icon).to_owned()));
    let program = Program {
        icon: icon.unwrap_or_default(),
        name,
        host,
        path,
    };
    Ok((!program.name.is_empty()).then_some(program))
}

/// Where a link leads: a host that the line speaks for, and a path there.
fn place(text: &str, gate: &GateHost) -> Option<(Authority, String)> {
    let (host, path) = match text.split_once("://") {
        Some((_, rest)) => {
            let (host, path) = rest.split_at_checked(rest.find('/').unwrap_or(rest.len()))?;
            let path = if path.is_empty() { "/" } else { path };
            let origin = Origin::of_url(text).ok()?;
            (!host.contains(['?', '#'])).then_some((origin.authority, path))?
        }
        None if gate.host.is_wildcard() => return None,
        None => (gate.host.authority().clone(), text),
    };
    let program = Program {
        name: String::new(),
        icon: String::new(),
        host,
        path: path.to_owned(),
    };
    let read = program.target(Scheme::Https)?;
    (gate.host.covers(&program.host)
        && path.starts_with('/')
        && read.sent() == path
        && read.path().is_ok())
    .then_some((program.host, program.path))
}
