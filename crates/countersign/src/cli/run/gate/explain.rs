//! `countersign gate explain`: the decision that the gate would make, by the same function, in sentences.

use domain::Assurance;
use domain::gate::{By, Decision, Garbled, RawTarget, Ruling, Scope, Target, Who, decide};
use door::Standing;
use serde::Serialize;

use super::super::At;
use super::super::desk::{ACTOR, Desk};
use super::{garbled, words};
use crate::cli::tree::gate::Explain;
use crate::cli::{Stopped, print};
use crate::wiring::Schema;

/// Who asks, for sentences.
pub(super) struct Asker {
    /// The account; none for nobody.
    pub(super) account: Option<Standing>,
    /// What its sign-in amounts to.
    pub(super) assurance: Assurance,
    /// Whether it asks by a device password, made after such a sign-in.
    pub(super) device_password: bool,
}

/// The explanation, for programs.
#[derive(Serialize)]
struct Explained {
    method: String,
    url: String,
    /// The path that rules are compared with; none where servers read the one that was sent differently.
    path: Option<String>,
    account: Option<String>,
    assurance: Option<&'static str>,
    device_password: bool,
    /// The host's line, if one speaks for the request.
    host: Option<String>,
    /// The rule that decides, counted from 1; none for the host's own line.
    rule: Option<usize>,
    /// Whether it keeps a session from ending for want of use, as far as the lines say.
    renews: bool,
    decision: &'static str,
    passes: bool,
    /// Why not, as `Countersign-Reason` says it.
    reason: Option<&'static str>,
    sentences: Vec<String>,
}

/// Why a path matters that a host without such rules would take.
const LOOKED_AT: &str = " That matters here because a rule of this host names a path.";

pub(super) async fn run(asked: Explain, at: &mut At<'_>) -> Result<(), Stopped> {
    let desk = Desk::open(at, Schema::Keep).await?;
    let account = match &asked.account {
        Some(name) => {
            let found = desk.door.standing_at_gate(&ACTOR, name).await;
            Some(found.map_err(|stop| desk.no_account(name, stop))?)
        }
        None => None,
    };
    let complete = account
        .as_ref()
        .map_or(Assurance::Single, Standing::complete);
    let asker = Asker {
        account,
        assurance: asked.assurance.unwrap_or(complete),
        device_password: asked.device_password,
    };
    let explained = match read(&asked)? {
        Ok(target) => {
            let hosts = &desk.door.config().gate_hosts;
            let ruling = asker.with(|who| decide(hosts, &target, asked.from, who));
            Explained::of(&target, &asked, &asker, &ruling)
        }
        Err(why) => Explained::garbled(&asked, &asker, why, ""),
    };
    if asked.form.json {
        return print::json(at.out, &explained);
    }
    explained
        .sentences
        .iter()
        .try_for_each(|sentence| at.say(sentence))
}

/// The request as a proxy would tell it, or why it isn't understood.
fn read(asked: &Explain) -> Result<Result<Target, Garbled>, Stopped> {
    let Some((_, rest)) = asked.url.split_once("://") else {
        return Err(Stopped::Usage(
            "The URL begins with https:// or http://, as https://files.example.org/.".to_owned(),
        ));
    };
    // Browsers add the slash to a bare host.
    let bare = !rest.contains(['/', '?', '#']);
    let url = format!("{}{}", asked.url, if bare { "/" } else { "" });
    let parts = RawTarget::from_url(asked.method.as_bytes(), url.as_bytes());
    Ok(parts.and_then(|parts| Target::read(&parts)))
}

impl Asker {
    /// Whether policy lets it sign in only by setting up the factor that it is taken to have used.
    pub(super) fn sets_up_first(&self, account: &Standing) -> bool {
        account.required && !account.has_factor && self.assurance > Assurance::Single
    }

    /// Who that is to the gate. A disabled account is nobody: no session and no password of it holds.
    fn with<'a>(&self, decide: impl FnOnce(&Who<'_>) -> Ruling<'a>) -> Ruling<'a> {
        let scope = Scope::default();
        let assurance = self.assurance;
        let who = match &self.account {
            Some(account) if !account.enabled => Who::Nobody,
            Some(account) if self.device_password => Who::DevicePassword {
                groups: &account.groups,
                made_with: assurance,
                scope: &scope,
            },
            Some(account) => Who::Account {
                groups: &account.groups,
                assurance,
            },
            None => Who::Nobody,
        };
        decide(&who)
    }
}

impl Explained {
    fn begun(asked: &Explain, asker: &Asker) -> Self {
        let account = asker.account.as_ref();
        Self {
            method: asked.method.clone(),
            url: asked.url.clone(),
            path: None,
            account: account.map(|account| account.name.clone()),
            assurance: account.map(|_| asker.assurance.word()),
            device_password: asker.device_password,
            host: None,
            rule: None,
            renews: false,
            decision: "garbled",
            passes: false,
            reason: None,
            sentences: Vec::new(),
        }
    }

    fn garbled(asked: &Explain, asker: &Asker, why: Garbled, since: &str) -> Self {
        Self {
            reason: Some(why.word()),
            sentences: vec![format!(
                "The gate doesn't understand this request and refuses it, whoever asks: {}.{since}",
                garbled::because(why)
            )],
            ..Self::begun(asked, asker)
        }
    }

    fn of(target: &Target, asked: &Explain, asker: &Asker, ruling: &Ruling<'_>) -> Self {
        let (host, rule) = match ruling.by {
            By::NoHost => (None, None),
            By::Host(host) => (Some(host), None),
            By::Rule(host, index) => (Some(host), Some(index.saturating_add(1))),
        };
        let (decision, passes, reason) = match ruling.decision {
            Decision::Unclear(why) => {
                return Self {
                    url: target.url(),
                    host: host.map(|host| host.host.to_string()),
                    ..Self::garbled(asked, asker, why, LOOKED_AT)
                };
            }
            Decision::Open { .. } => ("open", true, None),
            Decision::In => ("in", true, None),
            Decision::SignIn => ("sign-in", false, None),
            Decision::More(_) => ("more", false, None),
            Decision::Forbidden(why) => ("forbidden", false, Some(why.word())),
        };
        Self {
            url: target.url(),
            path: target.path().ok().map(str::to_owned),
            host: host.map(|host| host.host.to_string()),
            rule,
            renews: ruling.renews(),
            decision,
            passes,
            reason,
            sentences: words::explain(target, asked.from, asker, ruling),
            ..Self::begun(asked, asker)
        }
    }
}
