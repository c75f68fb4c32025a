//! What is configured for protected hosts: its settings, and their reading into what the gate decides by.
//! All of it is understood or none of it holds; nothing is left out silently, since a rule that forbids
//! would be missed by nobody but who should have been stopped.

mod programs;
mod rows;
mod words;

use domain::Assurance;
use domain::account::GroupName;
use domain::gate::{Allow, GateHost, HostPattern, Method, Networks, PathPrefix, Requirement, Rule};
use domain::setting::Settings;

pub use programs::{Program, programs};
pub(crate) use rows::SETTINGS;

/// The family of headers that tells the gate what was asked (L41).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GateHeaders {
    /// `X-Original-Method` and `X-Original-URL`.
    Original,
    /// `X-Forwarded-Method`, `-Proto`, `-Host` and `-Uri`.
    Forwarded,
}

impl GateHeaders {
    /// The family that is set; none where whichever one is there is read.
    pub(super) fn of(settings: &Settings) -> Option<Self> {
        match settings.text("gate.headers") {
            "original" => Some(Self::Original),
            "forwarded" => Some(Self::Forwarded),
            _ => None,
        }
    }
}

/// What of the protected hosts isn't understood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Misread {
    /// Where it stands, by number from zero: `gate.host.0.rule.1.path`.
    pub place: String,
    /// Why, in half a sentence that goes on after the place.
    pub why: String,
}

/// The protected hosts that are configured, in their order.
///
/// # Errors
/// The first thing that can't be meant.
pub fn gate_hosts(settings: &Settings) -> Result<Vec<GateHost>, Misread> {
    let hosts = settings.tables("gate.host").iter().enumerate();
    hosts
        .map(|(index, table)| host(&Line::new(table, format!("gate.host.{index}"))))
        .collect()
}

/// One table, and where it stands.
struct Line<'a> {
    table: &'a Settings,
    place: String,
}

fn host(line: &Line<'_>) -> Result<GateHost, Misread> {
    let rules = line.table.tables("rule").iter().enumerate();
    Ok(GateHost {
        host: line.one("host", |text| {
            HostPattern::read(text).map_err(|why| words::host(text, why))
        })?,
        requires: line.requirement()?,
        rules: rules
            .map(|(index, table)| rule(&Line::new(table, format!("{}.rule.{index}", line.place))))
            .collect::<Result<_, _>>()?,
    })
}

fn rule(line: &Line<'_>) -> Result<Rule, Misread> {
    let path = line.maybe("path", |text| {
        PathPrefix::read(text).map_err(|why| words::path(text, why))
    })?;
    let methods = line.list("methods", |text| {
        Method::read(text).map_err(|_| words::method(text))
    })?;
    let networks = line.list("networks", |text| {
        super::network(text).ok_or_else(|| words::network(text))
    })?;
    let allow = line.one("allow", |word| match word {
        "anyone" => Ok(Allow::Anyone),
        "nobody" => Ok(Allow::Nobody),
        "account" => Ok(Allow::Account(Requirement::default())),
        other => Err(words::allow(other)),
    })?;
    let allow = match allow {
        Allow::Account(_) => Allow::Account(line.requirement()?),
        open_or_shut => {
            for key in ["groups", "assurance"] {
                if line.table.has(key) {
                    return Err(line.misread(key, words::beside(line.table.text("allow"))));
                }
            }
            open_or_shut
        }
    };
    Ok(Rule {
        path,
        methods,
        networks: networks.map(Networks::from_iter),
        allow,
        renew: !line.table.has("renew") || line.table.switch("renew"),
    })
}

impl<'a> Line<'a> {
    const fn new(table: &'a Settings, place: String) -> Self {
        Self { table, place }
    }

    fn misread(&self, key: &str, why: String) -> Misread {
        Misread {
            place: format!("{}.{key}", self.place),
            why,
        }
    }

    /// A text that has to be there.
    fn one<T>(&self, key: &str, read: impl Fn(&str) -> Result<T, String>) -> Result<T, Misread> {
        self.maybe(key, read)?.ok_or_else(|| Misread {
            place: self.place.clone(),
            why: words::missing(key),
        })
    }

    /// A text that may be left out. One that is written and empty is read like any other.
    fn maybe<T>(
        &self,
        key: &str,
        read: impl Fn(&str) -> Result<T, String>,
    ) -> Result<Option<T>, Misread> {
        let text = self.table.has(key).then(|| self.table.text(key));
        let read = text.map(read).transpose();
        read.map_err(|why| self.misread(key, why))
    }

    /// A list that may be left out, which isn't the same as an empty one.
    fn list<T>(
        &self,
        key: &str,
        read: impl Fn(&str) -> Result<T, String>,
    ) -> Result<Option<Vec<T>>, Misread> {
        let list = self.table.has(key).then(|| self.table.list(key));
        let read = list.map(|list| list.iter().map(|text| read(text)).collect());
        read.transpose().map_err(|why| self.misread(key, why))
    }

    fn requirement(&self) -> Result<Requirement, Misread> {
        let groups = self.list("groups", |text| {
            GroupName::read(text).map_err(|_| words::group(text))
        })?;
        let assurance = self.maybe("assurance", |word| {
            Assurance::read(word).ok_or_else(|| words::assurance(word))
        })?;
        Ok(Requirement {
            groups,
            assurance: assurance.unwrap_or(Requirement::default().assurance),
        })
    }
}

#[cfg(test)]
mod tests;
