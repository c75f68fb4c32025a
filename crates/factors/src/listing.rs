//! Enrolments as their owner sees them: name, when added, when last used; rename and remove.

use domain::ids::EnrolmentId;
use look::words::Words;

use crate::{Enrolment, Standing};

/// The most enrolments of one kind an account may hold.
pub(crate) const MOST: u16 = 20;

/// One row of a list.
pub(crate) struct Listed {
    pub id: EnrolmentId,
    pub name: String,
    pub added: String,
    pub used: Option<String>,
    pub suspended: Option<String>,
    /// There may be a copy of it.
    pub copied: bool,
    /// Too many wrong answers in a row.
    pub disabled: bool,
    /// What else is known of it, in words; empty for nothing.
    pub more: String,
    /// Its clock may go astray, so that it has to be found again.
    pub drifts: bool,
}

impl Listed {
    /// An enrolment in words.
    pub(crate) fn of(enrolment: &Enrolment, standing: &Standing, words: &Words) -> Self {
        Self {
            id: enrolment.id,
            name: enrolment.name.clone(),
            added: words.day(enrolment.added),
            used: enrolment.used.map(|at| words.moment(at)),
            suspended: enrolment.suspended.map(|at| words.moment(at)),
            copied: enrolment.copied.is_some(),
            disabled: standing.disabled.contains(&enrolment.id),
            more: String::new(),
            drifts: false,
        }
    }
}

impl Listed {
    /// With more that is known of it.
    pub(crate) fn with(mut self, more: String) -> Self {
        self.more = more;
        self
    }

    /// With a clock that may go astray, or without.
    pub(crate) const fn drifting(mut self, drifts: bool) -> Self {
        self.drifts = drifts;
        self
    }

    /// When it was last used, in words.
    pub(crate) fn used_or(&self, words: &Words) -> String {
        self.used.clone().unwrap_or_else(|| words.t("look-never"))
    }

    /// What is special about its state.
    pub(crate) fn badge(&self, words: &Words) -> String {
        match (&self.suspended, self.disabled) {
            (Some(_), _) => words.t("look-suspended"),
            (None, true) => words.t("look-disabled"),
            (None, false) => String::new(),
        }
    }

    /// Whether it can be taken into use again.
    pub(crate) const fn resumes(&self) -> bool {
        !self.copied && (self.suspended.is_some() || self.disabled)
    }

    /// The id of its name's field: unique on the page.
    pub(crate) fn field(&self) -> String {
        format!("name-{}", self.id)
    }

    /// The id of the field by which it is found again.
    pub(crate) fn codes_field(&self) -> String {
        format!("codes-{}", self.id)
    }

    /// Where removing it is asked.
    pub(crate) fn remove_at(&self, base: &str) -> String {
        format!("{base}/{}/remove", self.id)
    }
}

#[cfg(test)]
mod tests {
    use domain::Timestamp;

    use super::*;
    use crate::stage::{Stage, all, now, on, standing};
    use crate::{hotp, passkey, security_key, totp};

    fn listed(suspended: bool, disabled: bool, copied: bool) -> Listed {
        Listed {
            id: EnrolmentId::from_bytes([1; 16]),
            name: String::new(),
            added: String::new(),
            used: None,
            suspended: suspended.then(String::new),
            copied,
            disabled,
            more: String::new(),
            drifts: false,
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
        assert_eq!(one.codes_field(), format!("codes-{id}"));
        assert_eq!(one.remove_at("/here"), format!("/here/{id}/remove"));
    }

    #[tokio::test]
    async fn each_kind_lists_what_is_on_with_its_state_and_its_own_forms() {
        let stage = Stage::new().await;
        let before = Timestamp::from_seconds(1_700_000_000);
        for kind in [
            totp::KIND,
            hotp::KIND,
            security_key::KIND,
            passkey::VARIANT.kind.clone(),
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
            let never = "look-never";
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
                let (rename, resume) = (format!("{at}/rename"), format!("{at}/resume"));
                let forms = if resumes {
                    vec![rename, resume]
                } else {
                    vec![rename]
                };
                assert_eq!(all(row, "action"), forms, "{kind} {}", of.name);
                assert_eq!(all(row, "href"), [format!("{at}/remove")]);
                assert_eq!(all(row, "value"), [&*of.name]);
                let used = match used {
                    "" => stage.words.moment(before),
                    key => stage.words.t(key),
                };
                let values = [("added", &*stage.words.day(now())), ("used", &*used)];
                assert!(row.contains(&stage.words.with("look-enrolment-meta", &values)));
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
