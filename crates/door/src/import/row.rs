//! One row of a list.

use std::collections::{HashMap, HashSet};

use domain::consequence::Happening;
use domain::event::{Action, Added, Event};
use domain::ids::AccountId;
use domain::{Kind, Language, Refusal, Stop, Unfit};
use factors::import::{self, Row, Token};
use factors::{Asker, Owner};
use store::Batch;

use super::{Came, How, Imported};
use crate::Actor;
use crate::account::table::Account;
use crate::consequence::{By, Happens};
use crate::house::Door;
use crate::policy::site::Site;
use crate::rights::Verb;

/// What a dry run has said of the rows before: they would be there by now.
#[derive(Default)]
pub(super) struct Said {
    secrets: HashSet<Vec<u8>>,
    counts: HashMap<(AccountId, String), usize>,
}

/// What a row asks for: a token for an account, under a name.
struct Wanted<'a> {
    account: &'a str,
    token: &'a Token,
    name: &'a str,
}

impl Door {
    pub(super) async fn import_row(
        &self,
        actor: &Actor,
        row: &Row,
        how: How<'_>,
        said: &mut Said,
    ) -> Result<Imported, Stop> {
        let asked = how.account.unwrap_or(&row.account);
        let mut out = Imported {
            line: row.line,
            account: asked.to_owned(),
            name: row.name.clone(),
            kind: row.token.as_ref().ok().map(Token::kind),
            came: Came::NoAccount,
        };
        let token = match &row.token {
            Ok(token) => token,
            Err(why) => {
                out.came = Came::Unread(*why);
                return Ok(out);
            }
        };
        if asked.trim().is_empty() {
            return Ok(out);
        }
        let wanted = Wanted {
            account: asked,
            token,
            name: &row.name,
        };
        // Somebody may change the account at the same moment; then it is looked at once more.
        for _ in 0..5 {
            match self
                .import_token(actor, &wanted, how.dry_run, said, &mut out)
                .await
            {
                Ok(came) => {
                    out.came = came;
                    return Ok(out);
                }
                Err(Stop::Refused(Refusal::ChangedMeanwhile)) => {}
                Err(stop) => return Err(stop),
            }
        }
        Err(Refusal::ChangedMeanwhile.into())
    }

    async fn import_token(
        &self,
        actor: &Actor,
        wanted: &Wanted<'_>,
        dry: bool,
        said: &mut Said,
        out: &mut Imported,
    ) -> Result<Came, Stop> {
        let Wanted {
            account: asked,
            token,
            name,
        } = *wanted;
        // The revision is read before anything that the decision leans on.
        let Some(account) = self.account_meant(asked).await? else {
            return Ok(Came::UnknownAccount);
        };
        out.account.clone_from(&account.name);
        if !account.enabled {
            return Ok(Came::Disabled);
        }
        let site = Site::read(self.reader()).await?;
        let kind = token.kind();
        if !site.is_on(&kind) {
            return Ok(Came::KindOff);
        }
        let finder = token.finder(self.reader());
        if said.secrets.contains(&finder) || token.is_here(self.reader()).await? {
            return Ok(Came::AlreadyHere);
        }
        let all = factors::enrolment::of_account(self.reader(), account.id).await?;
        let key = (account.id, kind.to_string());
        let promised = said.counts.get(&key).copied().unwrap_or(0);
        let has = all.iter().filter(|e| e.kind == kind).count();
        if has.saturating_add(promised) >= import::MOST_OF_A_KIND {
            return Ok(Came::TooMany);
        }
        let words = self.words(Language::FIRST, "");
        let owner = Owner {
            id: account.id,
            name: account.name.clone(),
        };
        let enrolled = token.enrol(&self.context(&words, Asker::Nobody), &owner, name)?;
        out.name.clone_from(&enrolled.name);
        if dry {
            said.secrets.insert(finder);
            let promised = promised.saturating_add(1);
            said.counts.insert(key, promised);
            return Ok(Came::Added);
        }
        // The first factor of an account ends every session that began without one.
        let first = self.factors_among(&all) == 0;
        self.commit_import(actor, &account, &kind, first, enrolled)
            .await
    }

    async fn commit_import(
        &self,
        actor: &Actor,
        account: &Account,
        kind: &Kind,
        first: bool,
        enrolled: import::Enrolled,
    ) -> Result<Came, Stop> {
        let event = Event::done(Action::FactorAddedByAdministrator, account.id)
            .of_kind(kind)
            .adding(Added::Enrolment(enrolled.id))
            .detail(&enrolled.name);
        let permit = self.may_upon(actor, Verb::ImportTokens, account)?;
        let what = match first {
            true => Happening::FirstFactorByAdministrator,
            false => Happening::FactorAddedByAdministrator,
        };
        let happens = Happens::new(what, account.id, By::Permit(&permit));
        let change = Batch::new()
            .all([account.bump_revision()])
            .merge(self.ends(happens).await?.into())
            .all(enrolled.guards)
            .any(self.ripens_by_hand(account.id, enrolled.id, first).await?);
        match self.commit(permit.recording(self, &event), change).await {
            Ok(()) => Ok(Came::Added),
            Err(Stop::Refused(Refusal::Unfit(Unfit::AlreadyHere))) => Ok(Came::AlreadyHere),
            Err(stop) => Err(stop),
        }
    }
}
