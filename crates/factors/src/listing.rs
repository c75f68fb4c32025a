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
