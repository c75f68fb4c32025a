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
    use super::*;

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
}
