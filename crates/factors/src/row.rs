//! An enrolment in a line: its name, what is seen of it at once, and what its menu tells and offers.

use domain::ids::EnrolmentId;
use look::fragment::Fragment;
use look::words::Words;

use crate::{Enrolment, Standing, Waiting};

/// One enrolment in a line, in words.
pub struct Row {
    /// Which one it is.
    pub id: EnrolmentId,
    /// What its owner calls it.
    pub name: String,
    /// The day on which it was added.
    pub added: String,
    /// When it last answered; none where it never has.
    pub used: Option<String>,
    /// Since when it is suspended.
    pub suspended: Option<String>,
    /// Whether there may be a copy of it.
    pub copied: bool,
    /// Whether too many wrong answers in a row have disabled it.
    pub disabled: bool,
    /// Whether its name is asked for, since it was just added.
    pub naming: bool,
    /// From when on it counts in full; empty where it does.
    pub counts: String,
    /// When it goes, its owner having wanted that; empty where it stays.
    pub goes: String,
    /// What tells it from others besides its name; empty for nothing.
    pub beside: String,
    /// Why it doesn't work here; empty where it does.
    pub warns: String,
    /// What else is known of it; empty for nothing.
    pub more: String,
    /// What can be done with it besides what can be with any; not while it is suspended or disabled.
    pub form: Option<Fragment>,
}

impl Row {
    /// An enrolment in words.
    pub fn of(enrolment: &Enrolment, standing: &Standing, words: &Words) -> Self {
        Self {
            id: enrolment.id,
            name: enrolment.name.clone(),
            added: words.day(enrolment.added),
            used: enrolment.used.map(|at| words.moment(at)),
            suspended: enrolment.suspended.map(|at| words.moment(at)),
            copied: enrolment.copied.is_some(),
            disabled: standing.disabled.contains(&enrolment.id),
            naming: standing.naming == Some(enrolment.id),
            counts: standing
                .waiting
                .iter()
                .find(|waiting| waiting.id == enrolment.id)
                .filter(|_| enrolment.suspended.is_none())
                .map_or_else(String::new, |waiting| counts(waiting, words)),
            goes: enrolment.leaving.map_or_else(String::new, |at| {
                words.with("look-goes-from", &[("moment", &words.moment(at))])
            }),
            beside: String::new(),
            warns: String::new(),
            more: String::new(),
            form: None,
        }
    }

    /// All that are on, with nothing to say but what can be said of any.
    pub fn all(standing: &Standing, words: &Words) -> Vec<Self> {
        let row = |one| Self::of(one, standing, words);
        standing.confirmed().map(row).collect()
    }

    /// With more that is known of it.
    pub fn with(mut self, more: String) -> Self {
        self.more = more;
        self
    }

    /// What is special about its state.
    pub(crate) fn badge(&self, words: &Words) -> Option<String> {
        match (&self.suspended, self.disabled) {
            (Some(_), _) => Some(words.t("look-suspended")),
            (None, true) => Some(words.t("look-disabled")),
            (None, false) => None,
        }
    }

    /// What is seen of it at once: what is about to happen to it, or when it last answered.
    pub(crate) fn known(&self, words: &Words) -> String {
        let soon = joined([&self.warns, &self.counts, &self.goes]);
        let soon = Some(soon).filter(|soon| !soon.is_empty());
        joined([&self.beside, &soon.unwrap_or_else(|| self.used(words))])
    }

    /// What its menu tells of it besides.
    pub(crate) fn facts(&self, words: &Words) -> String {
        let added = words.with("look-enrolment-added", &[("added", &self.added)]);
        let used = self.used(words);
        match self.known(words).ends_with(&used) {
            true => joined([&added, &self.more]),
            false => joined([&added, &used, &self.more]),
        }
    }

    /// When it last answered.
    fn used(&self, words: &Words) -> String {
        match &self.used {
            Some(used) => words.with("look-enrolment-used", &[("used", used)]),
            None => words.t("look-enrolment-unused"),
        }
    }

    /// Whether it answers, so that it can be suspended.
    pub(crate) const fn is_in_use(&self) -> bool {
        self.suspended.is_none() && !self.disabled
    }

    /// Whether it can be taken into use again.
    pub(crate) const fn resumes(&self) -> bool {
        !self.copied && (self.suspended.is_some() || self.disabled)
    }

    /// What helps to find a name.
    pub(crate) fn hint(&self, words: &Words) -> String {
        Some("look-name-hint")
            .filter(|_| self.naming)
            .map_or_else(String::new, |key| words.t(key))
    }

    /// The id of its name's field: unique on the page.
    pub(crate) fn field(&self) -> String {
        format!("name-{}", self.id)
    }

    /// Where something is asked before it is done with it.
    pub(crate) fn at(&self, base: &str, what: &str) -> String {
        format!("{base}/{}/{what}", self.id)
    }
}

/// Sentences in one line, those that are there.
fn joined<'a>(all: impl IntoIterator<Item = &'a String>) -> String {
    let said = all.into_iter().filter(|text| !text.is_empty());
    said.cloned().collect::<Vec<_>>().join(" · ")
}

/// From when on one counts in full that waits.
fn counts(waiting: &Waiting, words: &Words) -> String {
    let key = match (waiting.for_older, waiting.until) {
        (false, _) => "look-counts-from",
        (true, Some(_)) => "look-counts-seen-from",
        (true, None) => "look-counts-seen",
    };
    let moment = waiting.until.map(|at| words.moment(at));
    words.with(key, &[("moment", &moment.unwrap_or_default())])
}

#[cfg(test)]
mod tests {
    use domain::Timestamp;

    use super::*;
    use crate::stage::{Stage, all, now, on, standing};
    use crate::{hotp, passkey, security_key, totp};

    fn listed(suspended: bool, disabled: bool, copied: bool) -> Row {
        Row {
            id: EnrolmentId::from_bytes([1; 16]),
            name: String::new(),
            added: String::new(),
            used: None,
            suspended: suspended.then(String::new),
            copied,
            disabled,
            naming: false,
            counts: String::new(),
            goes: String::new(),
            beside: String::new(),
            warns: String::new(),
            more: String::new(),
            form: None,
        }
    }

    #[test]
    fn what_is_suspended_or_disabled_can_be_taken_into_use_unless_there_may_be_a_copy() {
        let cases = [
            (listed(false, false, false), false),
            (listed(true, false, false), true),
            (listed(false, true, false), true),
            (listed(true, true, false), true),
            (listed(true, false, true), false),
            (listed(false, true, true), false),
        ];
        for (place, (one, resumes)) in cases.into_iter().enumerate() {
            assert_eq!(one.resumes(), resumes, "row {place}");
        }
    }

    #[test]
    fn each_row_of_a_page_has_fields_and_addresses_of_its_own() {
        let one = listed(false, false, false);
        let id = "01".repeat(16);
        assert_eq!(one.field(), format!("name-{id}"));
        assert_eq!(one.at("/here", "remove"), format!("/here/{id}/remove"));
    }

    #[tokio::test]
    async fn each_kind_lists_what_is_on_with_its_state_and_its_own_forms() {
        let stage = Stage::new().await;
        let before = Timestamp::from_seconds(1_700_000_000);
        for kind in [
            totp::KIND,
            hotp::KIND,
            security_key::KIND,
            passkey::VARIANT.about.kind.clone(),
        ] {
            let fresh = on(&kind, 1);
            let suspended = Enrolment {
                used: Some(before),
                suspended: Some(now()),
                ..on(&kind, 2)
            };
            let copied = Enrolment {
                suspended: Some(now()),
                copied: Some(now()),
                ..on(&kind, 3)
            };
            let disabled = on(&kind, 4);
            let waiting = Enrolment {
                confirmed: None,
                ..on(&kind, 5)
            };
            let who = Standing {
                disabled: vec![disabled.id, suspended.id],
                ..standing(vec![fresh, suspended, copied, disabled, waiting])
            };
            let page = stage.section(&kind, &who).await;
            let (list, _) = page.split_once("</ul>").unwrap();
            let rows: Vec<&str> = list.split("<li ").skip(1).collect();
            let never = "look-enrolment-unused";
            let expected = [
                (never, "", false),
                ("", "look-suspended", true),
                (never, "look-suspended", false),
                (never, "look-disabled", true),
            ];
            assert_eq!(rows.len(), expected.len(), "{kind}");
            for ((row, of), (used, badge, resumes)) in
                rows.iter().zip(&who.enrolments).zip(expected)
            {
                let at = format!("/base/{}", of.id);
                let forms = [format!("{at}/rename"), format!("{at}/resume")];
                let forms = &forms[..1 + usize::from(resumes)];
                assert_eq!(all(row, "action"), forms, "{kind} {}", of.name);
                let asks: &[&str] = match of.id == who.enrolments[0].id {
                    true => &["suspend", "remove"],
                    false => &["remove"],
                };
                let asks: Vec<_> = asks.iter().map(|what| format!("{at}/{what}")).collect();
                assert_eq!(all(row, "href"), asks);
                assert_eq!(all(row, "value"), [&*of.name]);
                let moment = stage.words.moment(before);
                let used = match used {
                    "" => stage
                        .words
                        .with("look-enrolment-used", &[("used", &moment)]),
                    key => stage.words.t(key),
                };
                assert!(row.contains(&used), "{row}");
                let day = [("added", &*stage.words.day(now()))];
                assert!(row.contains(&stage.words.with("look-enrolment-added", &day)));
                let shown = row
                    .split_once("class=\"badge warn\">")
                    .map(|(_, rest)| rest.split_once('<').unwrap().0);
                let badge = Some(badge)
                    .filter(|key| !key.is_empty())
                    .map(|key| stage.words.t(key));
                assert_eq!(shown, badge.as_deref(), "{kind} {}", of.name);
            }
        }
    }
}
