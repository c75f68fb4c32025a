//! `countersign gate check-config`: lines about protected hosts that can't mean what they say.

use domain::account::GroupName;
use domain::gate::{Finding, HostPattern, List, NoCookie, Origin, Site, check};
use serde::Serialize;

use super::super::At;
use super::super::desk::{ACTOR, Desk};
use crate::address::PublicUrl;
use crate::cli::{Stopped, print};
use crate::wiring::Schema;

/// What was found, for programs.
#[derive(Serialize)]
pub(in crate::cli::run) struct FindingView {
    host: String,
    /// Counted from 1; none for the host's own line.
    rule: Option<usize>,
    what: &'static str,
    /// Whether it is worth knowing only, and may well be meant.
    pub(in crate::cli::run) note: bool,
    pub(in crate::cli::run) sentence: String,
    /// What puts it right.
    #[serde(skip)]
    pub(in crate::cli::run) remedy: &'static str,
}

/// What puts a line about a protected host right.
pub(in crate::cli::run) const CHANGE: &str =
    "Change that line under [[gate.host]]. \"countersign gate explain URL\" shows what it does.";

pub(super) async fn run(json: bool, at: &mut At<'_>) -> Result<(), Stopped> {
    let desk = Desk::open(at, Schema::Keep).await?;
    let found = findings(&desk, at).await?;
    if json {
        print::json(at.out, &found)?;
    } else {
        found.iter().try_for_each(|found| at.say(&found.sentence))?;
    }
    match found.iter().filter(|found| !found.note).count() {
        0 if json => Ok(()),
        0 => at.say("No problems found."),
        1 => Err(Stopped::Refused("One problem was found.".to_owned())),
        many => Err(Stopped::Refused(format!("{many} problems were found."))),
    }
}

/// Everything that there is to say of those lines.
pub(in crate::cli::run) async fn findings(
    desk: &Desk,
    at: &At<'_>,
) -> Result<Vec<FindingView>, Stopped> {
    let groups = desk.door.groups(&ACTOR).await;
    let groups: Vec<_> = groups
        .map_err(|stop| desk.no(stop))?
        .into_iter()
        .filter_map(|group| GroupName::read(&group.name).ok())
        .collect();
    let public = public(at)?;
    let site = Site {
        public: &public,
        groups: &groups,
    };
    let found = check(&desk.door.config().gate_hosts, &site);
    Ok(found
        .iter()
        .map(|one| FindingView::of(one, &public))
        .collect())
}

/// Where people reach the server; a port that isn't known yet makes no difference here.
fn public(at: &At<'_>) -> Result<Origin, Stopped> {
    let local = || PublicUrl::local(at.checked.listen.port().max(1));
    let url = at.checked.public_url.clone().unwrap_or_else(local);
    Origin::read(url.origin()).map_err(|why| {
        Stopped::Refused(format!("The public URL isn't understood ({}).", why.word()))
    })
}

impl FindingView {
    fn of(finding: &Finding<'_>, public: &Origin) -> Self {
        let (host, rule, what, sentence) = match *finding {
            Finding::NeverDecides {
                host,
                rule,
                because,
            } => {
                let (because, at) = (because.saturating_add(1), at(host, Some(rule)));
                let sentence =
                    format!("{at} never decides: rule {because} speaks of all that it speaks of.");
                (host, Some(rule), "never-decides", sentence)
            }
            Finding::Empty { host, rule, list } => {
                let at = at(host, rule);
                let (of, so) = match list {
                    List::Groups => ("groups", "no account gets in"),
                    List::Methods => ("methods", "it never decides"),
                    List::Networks => ("networks", "it never decides"),
                };
                let sentence = format!("{at} has an empty list of {of}, so that {so}.");
                (host, rule, "empty-list", sentence)
            }
            Finding::MethodCase { host, rule, method } => {
                let (upper, at) = (method.as_str().to_ascii_uppercase(), at(host, Some(rule)));
                let sentence =
                    format!("{at} names the method {method}, which isn't {upper}: case counts.");
                (host, Some(rule), "method-case", sentence)
            }
            Finding::UnknownGroup { host, rule, group } => {
                let at = at(host, rule);
                let sentence = format!("{at} names the group {group}, which doesn't exist.");
                (host, rule, "unknown-group", sentence)
            }
            Finding::HostTwice { host } => {
                let sentence = format!("The host {host} stands twice; the second never decides.");
                (host, None, "host-twice", sentence)
            }
            Finding::NotByWildcard { wildcard, host } => {
                let sentence = format!(
                    "Note: {host} has lines of its own, so that nothing of {wildcard} holds there."
                );
                (host, None, "not-by-wildcard", sentence)
            }
            Finding::NoCookie { host, why } => {
                let why = no_cookie(why, public);
                let sentence = format!("Nobody can stay signed in at the host {host}: {why}.");
                (host, None, "no-cookie", sentence)
            }
        };
        Self {
            host: host.to_string(),
            rule: rule.map(|rule| rule.saturating_add(1)),
            what,
            note: matches!(finding, Finding::NotByWildcard { .. }),
            sentence,
            remedy: remedy(finding),
        }
    }
}

const fn remedy(finding: &Finding<'_>) -> &'static str {
    match finding {
        Finding::NoCookie {
            why: NoCookie::PlainHttp,
            ..
        } => "Change public_url to an https address.",
        Finding::NoCookie {
            why: NoCookie::Own, ..
        } => "Change public_url, or protect another host under [[gate.host]].",
        _ => CHANGE,
    }
}

fn at(host: &HostPattern, rule: Option<usize>) -> String {
    match rule {
        Some(rule) => format!("Rule {} of the host {host}", rule.saturating_add(1)),
        None => format!("The host {host}"),
    }
}

fn no_cookie(why: NoCookie, public: &Origin) -> String {
    match why {
        NoCookie::PlainHttp => format!(
            "the public URL {public} is plain http, and browsers keep such cookies under https alone"
        ),
        NoCookie::Own => {
            format!("it is the host of the public URL {public}, whose cookies are the sessions")
        }
        NoCookie::OtherPort => {
            "it is also protected on another port, and browsers don't tell cookies of two ports apart".to_owned()
        }
    }
}
