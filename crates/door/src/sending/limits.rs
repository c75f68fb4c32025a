//! How many messages people may ask for: the purses that each draws on. Half of what each holds is kept for browsers
//! that the account knows, so that nobody who has but the password keeps its owner from a code.

use domain::{Span, Stop};
use factors::Letter;

use super::Sends;
use crate::Visitor;
use crate::budget::addresses::{Purse, of_network};
use crate::house::Door;
use crate::known::table as known_browsers;

/// A purse that a message draws on.
pub(super) struct Limit {
    pub(super) purse: Purse,
    /// Of what it is, as events say it; empty for the moment that lies between two messages.
    pub(super) word: &'static str,
}

impl Limit {
    /// Whether these draw on the same purses.
    pub(super) fn are_alike(these: &[Self], those: &[Self]) -> bool {
        let of = |all: &[Self]| {
            all.iter()
                .map(|one| one.purse.bucket.clone())
                .collect::<Vec<_>>()
        };
        of(these) == of(those)
    }
}

/// A purse of which half is kept for known browsers.
#[derive(Clone, Copy)]
struct Halved {
    word: &'static str,
    /// What it is kept as.
    name: &'static str,
}

const fn halved(word: &'static str, name: &'static str) -> Halved {
    Halved { word, name }
}

const OF_ENROLMENT: Halved = halved("enrolment", "asked-enrolment");
const OF_ACCOUNT: Halved = halved("account", "asked-account");
const OF_ADDRESS: Halved = halved("address", "asked-address");
const OF_OWN: Halved = halved("site", "asked-own");
const OF_SITE: Halved = halved("site", "asked-site");
const OF_SITE_CONFIRMING: Halved = halved("site", "asked-site-confirming");

/// The limits of one message, or of several that leave together.
struct Limits<'a> {
    door: &'a Door,
    is_known: bool,
    all: Vec<Limit>,
}

impl Limits<'_> {
    fn add(&mut self, of: Halved, id: &[u8], most: i64, window: Span) {
        let reader = self.door.reader();
        let mut push = |name: &str, most| {
            self.all.push(Limit {
                purse: Purse::each(reader, name, id, most, window),
                word: of.word,
            });
        };
        push(of.name, most);
        if !self.is_known {
            let half = most.saturating_sub(most / 2);
            push(&format!("{}-strangers", of.name), half);
        }
    }

    /// Whether none of them is met.
    async fn has_room(&self) -> Result<bool, Stop> {
        let now = self.door.shared_now();
        for limit in &self.all {
            if limit.purse.wait(self.door.reader(), now).await?.is_some() {
                return Ok(false);
            }
        }
        Ok(true)
    }
}

impl Door {
    /// The limits that these messages draw on, in the order in which they are told.
    pub(super) async fn limits(
        &self,
        sends: &Sends<'_>,
        seen: &Visitor,
    ) -> Result<Vec<Limit>, Stop> {
        let (config, reader) = (self.config(), self.reader());
        let (hour, day) = (Span::hours(1), Span::days(1));
        let known = known_browsers::find(reader, seen.known.as_ref(), sends.to, self.now()).await?;
        let mut limits = Limits {
            door: self,
            is_known: known.is_some(),
            all: Vec::new(),
        };
        let most = &config.limits;
        for Letter { of, target, .. } in sends.letters {
            let question = [sends.asker.bytes().as_slice(), of.bytes()].concat();
            limits.all.push(Limit {
                purse: Purse::each(reader, "asked-again", &question, 1, most.asked_wait),
                word: "",
            });
            if sends.confirming && !target.expose().is_empty() {
                let target = target.expose().as_bytes();
                let limit = self.to_target(sends, target, most.asked_target).await?;
                limits.all.extend(limit);
            }
            limits.add(OF_ENROLMENT, of.bytes(), most.asked_enrolment, hour);
        }
        limits.add(OF_ACCOUNT, sends.to.bytes(), most.asked_account, day);
        if seen.charged {
            let bucket = Purse::of(reader, config, seen.address).bucket;
            // A network of many people has more.
            let own = of_network(config, seen.address).unwrap_or_default();
            limits.add(OF_ADDRESS, &bucket, own.max(most.asked_address), hour);
        }
        if let Some(daily) = self.daily(sends.kind).await? {
            let kind = sends.kind.as_str().as_bytes();
            let mut own = Limits {
                all: Vec::new(),
                ..limits
            };
            for Letter { target, .. } in sends.letters {
                own.add(OF_OWN, target.expose().as_bytes(), daily.own, day);
            }
            match sends.confirming {
                true => limits.add(OF_SITE_CONFIRMING, kind, daily.confirming, day),
                false if own.has_room().await? => limits.all.extend(own.all),
                false => limits.add(OF_SITE, kind, daily.shared, day),
            }
        }
        Ok(limits.all)
    }

    /// What confirming a number draws on. Whose it is isn't known before, so nobody's telephone is filled by whoever
    /// types its number; and half is kept for accounts that haven't asked for it today, so that nobody keeps its owner
    /// from confirming it.
    async fn to_target(
        &self,
        sends: &Sends<'_>,
        target: &[u8],
        most: i64,
    ) -> Result<[Limit; 2], Stop> {
        let (reader, day) = (self.reader(), Span::days(1));
        let by_account = [sends.to.bytes(), target].concat();
        let each = |name, id: &[u8], most| Limit {
            purse: Purse::each(reader, name, id, most, day),
            word: "target",
        };
        let first = each("asked-target-first", &by_account, 1);
        let now = self.shared_now();
        Ok(match first.purse.wait(reader, now).await? {
            None => [first, each("asked-target-kept", target, most)],
            Some(_) => [
                each("asked-target-by", &by_account, most),
                each("asked-target", target, most),
            ],
        })
    }
}
