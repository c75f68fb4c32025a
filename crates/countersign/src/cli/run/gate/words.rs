//! The sentences of an explanation: who asks, which line decides, what becomes of the request, and what
//! would be needed.

use std::net::IpAddr;

use domain::account::GroupName;
use domain::gate::{Allow, By, Decision, Requirement, Rule, Ruling, Target, Why};

use super::explain::Asker;
use super::garbled;

pub(super) fn explain(
    target: &Target,
    from: Option<IpAddr>,
    asker: &Asker,
    ruling: &Ruling<'_>,
) -> Vec<String> {
    let mut sentences = vec![asks(target, from, asker), decides(target, ruling)];
    sentences.push(becomes(asker, ruling));
    sentences.extend(needs(asker, ruling));
    sentences
}

fn asks(target: &Target, from: Option<IpAddr>, asker: &Asker) -> String {
    let from = from.map_or_else(|| "an unknown address".to_owned(), |from| from.to_string());
    let request = format!("{} {} from {from}", target.method(), target.url());
    let Some(account) = &asker.account else {
        return format!("{request}, asked by nobody who is signed in.");
    };
    let groups = match account.groups.as_slice() {
        [] => "in no group".to_owned(),
        groups => format!("in {}", group_list(groups, "and")),
    };
    let (name, assurance) = (&account.name, asker.assurance.word());
    let how = if !account.enabled {
        "disabled, so that nobody is signed in".to_owned()
    } else if asker.device_password {
        format!("with a device password without limits, made after a {assurance} sign-in")
    } else if asker.sets_up_first(account) {
        format!("signed in as {assurance}, because the policy has it set up a second step first")
    } else {
        format!("signed in as {assurance}")
    };
    format!("{request}, asked by {name}, {groups}, {how}.")
}

fn decides(target: &Target, ruling: &Ruling<'_>) -> String {
    match ruling.by {
        By::NoHost => format!("No [[gate.host]] speaks for {}.", target.origin().authority),
        By::Host(host) => {
            let requires = requirement(&host.requires);
            let before = match host.rules.len() {
                0 => "It has no rules".to_owned(),
                1 => "Its one rule doesn't fit".to_owned(),
                many => format!("None of its {many} rules fits"),
            };
            format!(
                "The host {} decides. {before}, so its own line does: it {requires}.",
                host.host
            )
        }
        By::Rule(host, index) => {
            let number = index.saturating_add(1);
            let rule = host.rules.get(index);
            let (of, allow) = rule.map_or_else(Default::default, |rule| (fits(rule), allows(rule)));
            let renews = if ruling.renews() {
                ""
            } else {
                " Its requests don't keep a session from ending for want of use."
            };
            format!(
                "Rule {number} of {} decides. It speaks of {of} and {allow}.{renews}",
                host.host
            )
        }
    }
}

/// What a rule speaks of.
fn fits(rule: &Rule) -> String {
    let mut parts = Vec::new();
    if let Some(path) = &rule.path {
        parts.push(format!("the path {}", path.as_str()));
    }
    if let Some(methods) = &rule.methods {
        let methods: Vec<_> = methods.iter().map(ToString::to_string).collect();
        parts.push(format!("the methods {}", methods.join(", ")));
    }
    if let Some(networks) = &rule.networks {
        let networks: Vec<_> = networks.iter().map(ToString::to_string).collect();
        parts.push(format!("the networks {}", networks.join(", ")));
    }
    match parts.as_slice() {
        [] => "every request".to_owned(),
        parts => parts.join(", "),
    }
}

fn allows(rule: &Rule) -> String {
    match &rule.allow {
        Allow::Anyone => "lets in everyone who asks".to_owned(),
        Allow::Nobody => "lets in nobody".to_owned(),
        Allow::Account(requires) => requirement(requires),
    }
}

fn requirement(requires: &Requirement) -> String {
    let who = match requires.groups.as_deref() {
        None => "every account".to_owned(),
        Some([]) => "no account, since its list of groups is empty".to_owned(),
        Some(groups) => format!("accounts in {}", group_list(groups, "or")),
    };
    let assurance = requires.assurance.word();
    format!("lets in {who}, signed in as {assurance} at least")
}

fn becomes(asker: &Asker, ruling: &Ruling<'_>) -> String {
    let who = asker.account.as_ref().map_or("", |account| &account.name);
    match ruling.decision {
        Decision::In => format!("Allowed. The app is told that it's {who}."),
        Decision::Open { named: true } => {
            format!("Allowed. The app is told that it's {who}.")
        }
        Decision::Open { named: false } if who.is_empty() => {
            "Allowed. The app isn't told who it is.".to_owned()
        }
        Decision::Open { named: false } => format!(
            "Allowed. The app isn't told who it is, because {who} doesn't meet the host's own line."
        ),
        Decision::SignIn => "Not yet: sign in first.".to_owned(),
        Decision::Unclear(why) => format!("Not allowed: {}.", garbled::because(why)),
        Decision::More(_) => format!(
            "Not yet: {who} is signed in as {} only.",
            asker.assurance.word()
        ),
        Decision::Forbidden(why) => format!("Not allowed: {}.", because(why, who)),
    }
}

fn because(why: Why, who: &str) -> String {
    match why {
        Why::UnknownHost => "a host that isn't configured is refused".to_owned(),
        Why::Nobody => "that rule lets nobody in".to_owned(),
        Why::Group => format!("{who} is in none of those groups"),
        Why::UnknownAddress => {
            "what decides hangs on the visitor's address, which isn't known".to_owned()
        }
        Why::ScopeHost => "the device password isn't for this host".to_owned(),
        Why::ScopeMethod => "the device password is only for reading".to_owned(),
        Why::ScopeNetwork => "the device password isn't for this network".to_owned(),
        Why::DevicePassword => {
            "a device password is never phishing-resistant, and no more than the sign-in it was made after"
                .to_owned()
        }
    }
}

/// What would let it pass, where something can.
fn needs(asker: &Asker, ruling: &Ruling<'_>) -> Option<String> {
    let requires = match ruling.by {
        By::NoHost => None,
        By::Host(host) => Some(&host.requires),
        By::Rule(host, index) => match host.rules.get(index).map(|rule| &rule.allow) {
            Some(Allow::Account(requires)) => Some(requires),
            _ => None,
        },
    };
    let account = asker.account.as_ref();
    let disabled = account.is_some_and(|account| !account.enabled);
    let name = account.map_or("", |account| account.name.as_str());
    match ruling.decision {
        Decision::Open { .. } | Decision::In | Decision::Unclear(_) => None,
        Decision::SignIn if disabled => Some(format!(
            "Needed: {name} enabled, by \"countersign user enable {name}\"."
        )),
        Decision::SignIn => requires.map(|requires| {
            let who = match requires.groups.as_deref() {
                None => "any account".to_owned(),
                Some([]) => "an account of a group that the list would have to name".to_owned(),
                Some(groups) => format!("an account in {}", group_list(groups, "or")),
            };
            format!("Needed: {who}, signed in as {} at least.", requires.assurance.word())
        }),
        Decision::More(assurance) => {
            let has_none = account.is_some_and(|account| !account.has_factor);
            let first = if has_none { " set up and" } else { "" };
            let what = match assurance {
                domain::Assurance::PhishingResistant => "a security key or passkey",
                _ => "a second step",
            };
            Some(format!("Needed: {what},{first} used in signing in."))
        }
        Decision::Forbidden(Why::Group) => {
            let groups = requires.and_then(|requires| requires.groups.as_deref())?;
            Some(match groups {
                [] => "Needed: a group in that list.".to_owned(),
                groups => format!("Needed: {name} in {}.", group_list(groups, "or")),
            })
        }
        Decision::Forbidden(Why::UnknownHost) => {
            Some("Needed: a [[gate.host]] for it in the configuration.".to_owned())
        }
        Decision::Forbidden(Why::UnknownAddress) => Some(
            "Needed: the address, here by --from, at the gate by X-Forwarded-For from a trusted proxy.".to_owned(),
        ),
        Decision::Forbidden(Why::DevicePassword) => requires.map(|requires| {
            let assurance = requires.assurance.word();
            format!("Needed: {name} signed in as {assurance} in a browser, or a device password made after that where two factors are enough.")
        }),
        Decision::Forbidden(_) => None,
    }
}

/// "staff", "staff or it".
fn group_list(groups: &[GroupName], last: &str) -> String {
    let names: Vec<_> = groups.iter().map(GroupName::as_str).collect();
    match names.split_last() {
        Some((end, [])) => (*end).to_owned(),
        Some((end, first)) => format!("{} {last} {end}", first.join(", ")),
        None => String::new(),
    }
}
