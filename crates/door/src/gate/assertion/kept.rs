//! Assertions that may be given again: signing one costs about as much as all the rest of a request. They
//! are bounded by their bytes, in all and for each account, so that nobody's requests push out everybody
//! else's; whatever isn't kept is signed anew.

use std::collections::{HashMap, VecDeque};
use std::sync::{Arc, Mutex, PoisonError};

use domain::Timestamp;
use domain::ids::AccountId;

use super::{AGAIN, Bound};
use crate::gate::subject::Subject;

/// The most bytes in all; beyond it the oldest go.
const MOST: usize = 4 << 20;
/// The most bytes of one account; beyond it nothing more of it is kept until its oldest go.
const OF_ONE: usize = 512 << 10;
/// The most bytes of one assertion with its key; what is longer isn't kept.
const LONGEST: usize = 8 << 10;
/// What keeping one costs beside its texts, about: its places in a map and a queue.
const PLACE: usize = 160;

/// What was signed lately.
#[derive(Default)]
pub(crate) struct Assertions(Mutex<SignedLately>);

#[derive(Default)]
struct SignedLately {
    signed: HashMap<Arc<str>, Signed>,
    /// Their keys, the oldest first.
    order: VecDeque<Arc<str>>,
    /// Bytes of each account that has any.
    of: HashMap<AccountId, usize>,
    bytes: usize,
}

struct Signed {
    who: Subject,
    at: Timestamp,
    text: String,
    bytes: usize,
}

impl Signed {
    /// Whether it may be given again.
    fn is_young(&self, now: Timestamp) -> bool {
        self.at <= now && now.since(self.at) <= AGAIN
    }
}

impl Assertions {
    /// What was signed for this very request of this very subject, with all that is told of it.
    pub(super) fn find(&self, who: &Subject, bound: &Bound<'_>, now: Timestamp) -> Option<String> {
        let kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        kept.signed
            .get(key(who, bound).as_str())
            .filter(|signed| signed.is_young(now) && signed.who == *who)
            .map(|signed| signed.text.clone())
    }

    pub(super) fn keep(&self, who: &Subject, bound: &Bound<'_>, at: Timestamp, text: &str) {
        let key = key(who, bound);
        let texts = key.len().saturating_add(text.len());
        let bytes = texts.saturating_add(weight(who)).saturating_add(PLACE);
        if bytes > LONGEST {
            return;
        }
        let signed = Signed {
            who: who.clone(),
            at,
            text: text.to_owned(),
            bytes,
        };
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        kept.put(key.into(), signed);
    }
}

impl SignedLately {
    fn put(&mut self, key: Arc<str>, signed: Signed) {
        let now = signed.at;
        // Told anew, as by another group, it takes the place of what was told.
        self.remove(&key);
        while let Some(oldest) = self.order.front() {
            let young = self.signed.get(oldest).is_some_and(|old| old.is_young(now));
            if young && self.bytes.saturating_add(signed.bytes) <= MOST {
                break;
            }
            if let Some(oldest) = self.order.pop_front() {
                self.remove(&oldest);
            }
        }
        let own = self.of.entry(signed.who.id).or_default();
        let grown = own.saturating_add(signed.bytes);
        if grown > OF_ONE {
            return;
        }
        *own = grown;
        self.bytes = self.bytes.saturating_add(signed.bytes);
        self.order.push_back(Arc::clone(&key));
        self.signed.insert(key, signed);
    }

    /// Its key stays in the order until its turn comes.
    fn remove(&mut self, key: &str) {
        let Some(gone) = self.signed.remove(key) else {
            return;
        };
        self.bytes = self.bytes.saturating_sub(gone.bytes);
        if let Some(own) = self.of.get_mut(&gone.who.id) {
            *own = own.saturating_sub(gone.bytes);
            if *own == 0 {
                self.of.remove(&gone.who.id);
            }
        }
    }
}

/// Bytes of what is told of somebody.
fn weight(who: &Subject) -> usize {
    let texts = [&who.name, &who.display_name].map(String::len);
    let email = who.email.as_ref().map_or(0, String::len);
    let groups = who.groups.iter().map(|group| {
        let place = size_of_val(group);
        place.saturating_add(group.as_str().len())
    });
    let all = texts.into_iter().chain([email, size_of::<Signed>()]);
    let told = all.chain(groups).fold(0, usize::saturating_add);
    told.saturating_add(size_of_val(who.proofs.as_slice()))
}

/// No part but the last holds a space.
fn key(who: &Subject, bound: &Bound<'_>) -> String {
    let Bound { host, method, path } = bound;
    format!("{} {host} {method} {path}", who.id)
}

#[cfg(test)]
mod tests {
    use domain::{Assurance, Span};

    use super::*;

    fn subject(number: u8) -> Subject {
        Subject {
            id: AccountId::from_bytes([number; 16]),
            name: "anna".into(),
            display_name: "Anna".into(),
            email: None,
            groups: Vec::new(),
            proofs: Vec::new(),
            assurance: Assurance::TwoFactor,
            since: Timestamp::from_seconds(1),
        }
    }

    /// Asks for so many paths of that length, as the gate does.
    fn ask(all: &Assertions, who: &Subject, many: usize, length: usize, now: Timestamp) {
        for number in 0..many {
            let path = format!("/{number:0length$}");
            let bound = bound(&path);
            if all.find(who, &bound, now).is_none() {
                all.keep(who, &bound, now, &"x".repeat(length + 500));
            }
        }
    }

    fn bound(path: &str) -> Bound<'_> {
        Bound {
            host: "files.example.org",
            method: "GET",
            path,
        }
    }

    /// What is held, counted anew.
    fn held(all: &Assertions) -> usize {
        let kept = all.0.lock().unwrap();
        let texts = kept
            .signed
            .iter()
            .map(|(key, signed)| key.len() + signed.text.len());
        let texts: usize = texts.sum();
        assert!(texts <= kept.bytes && kept.order.len() <= 2 * (MOST / 500));
        assert_eq!(
            kept.bytes,
            kept.signed
                .values()
                .map(|signed| signed.bytes)
                .sum::<usize>()
        );
        assert_eq!(kept.bytes, kept.of.values().sum::<usize>());
        kept.bytes
    }

    #[test]
    fn one_account_fills_no_more_than_its_share_and_pushes_nobody_out() {
        let (all, now) = (Assertions::default(), Timestamp::from_seconds(1_000));
        let (anna, other) = (subject(1), subject(2));
        ask(&all, &other, 1, 10, now);
        let others = held(&all);
        for length in [10, 1_000, 2_500, 3_900, 8_000, 16_000] {
            ask(&all, &anna, 5_000, length, now);
            assert!(held(&all) <= OF_ONE + others, "{length}");
        }
        let first = format!("/{:010}", 0);
        assert!(all.find(&other, &bound(&first), now).is_some());
        // Half a minute later what was kept is gone, and there is room again.
        let later = now.plus(AGAIN).plus(Span::seconds(1));
        assert!(all.find(&other, &bound(&first), later).is_none());
        ask(&all, &anna, 1, 10, later);
        assert!(all.find(&anna, &bound(&first), later).is_some());
        assert!(held(&all) < 2_000);
        // And where the clock has gone back.
        ask(&all, &anna, 1, 10, now);
        assert!(all.find(&anna, &bound(&first), now).is_some());
    }

    #[test]
    fn all_accounts_together_fill_a_few_mebibytes_and_the_oldest_go() {
        let (all, now) = (Assertions::default(), Timestamp::from_seconds(1_000));
        for number in 0..=u8::MAX {
            ask(&all, &subject(number), 400, 100, now);
            assert!(held(&all) <= MOST);
        }
        let first = format!("/{:0100}", 0);
        assert!(all.find(&subject(0), &bound(&first), now).is_none());
        assert!(all.find(&subject(u8::MAX), &bound(&first), now).is_some());
        assert!(held(&all) > MOST / 2);
    }

    #[test]
    fn what_is_told_otherwise_is_signed_anew_and_takes_its_place() {
        let (all, now) = (Assertions::default(), Timestamp::from_seconds(1_000));
        let (before, mut after) = (subject(1), subject(1));
        after.email = Some("anna@example.org".into());
        for who in [&before, &after, &before] {
            assert!(all.find(who, &bound("/"), now).is_none());
            all.keep(who, &bound("/"), now, "text");
            assert!(all.find(who, &bound("/"), now).is_some());
        }
        assert_eq!(all.0.lock().unwrap().signed.len(), 1);
        held(&all);
    }
}
