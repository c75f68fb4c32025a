//! The programs that somebody may open, for their start page.

use std::net::IpAddr;

use domain::gate::{Decision, Scheme};
use domain::{Assurance, Refusal, Stop};

use super::passage::Passage;
use crate::house::Door;
use crate::session::live::LiveSession;

/// A program that somebody may open.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnProgram {
    /// What it is called.
    pub name: String,
    pub icon: String,
    /// Its host, where that isn't its name.
    pub host: String,
    pub url: String,
    /// What it asks for beyond what the session amounts to; none where it is open.
    pub needs: Option<Assurance>,
    /// Something that the account has counts for it later: what it is called, and why it doesn't by now.
    pub later: Option<(String, Refusal)>,
}

impl Door {
    /// The programs that one may open, in the configuration's order: what is for other groups, or for nobody
    /// at this address, isn't among them.
    ///
    /// # Errors
    /// When the database doesn't answer.
    pub async fn own_programs(
        &self,
        live: &LiveSession,
        scheme: Scheme,
        from: Option<IpAddr>,
    ) -> Result<Vec<OwnProgram>, Stop> {
        let programs = &self.config().programs;
        if programs.is_empty() {
            return Ok(Vec::new());
        }
        let signed_in = self.signed_in(live, from).await?;
        let mut own = Vec::new();
        for program in programs {
            let Some(target) = program.target(scheme) else {
                continue;
            };
            let needs = match signed_in.decision(&target) {
                Decision::In | Decision::Open { .. } => None,
                Decision::More(needed) => Some(needed),
                Decision::SignIn | Decision::Unclear(_) | Decision::Forbidden(_) => continue,
            };
            let host = program.host.to_string();
            own.push(OwnProgram {
                name: program.name.clone(),
                icon: program.icon.clone(),
                host: if host == program.name {
                    String::new()
                } else {
                    host
                },
                url: target.url(),
                needs,
                later: None,
            });
        }
        if own.iter().any(|program| program.needs.is_some()) {
            let held = self.held(live.account()).await?;
            for program in &mut own {
                program.later =
                    program
                        .needs
                        .and_then(|needed| match self.passage_by_more(&held, needed) {
                            Passage::Later(name, why) => Some((name, why)),
                            _ => None,
                        });
            }
        }
        Ok(own)
    }
}
