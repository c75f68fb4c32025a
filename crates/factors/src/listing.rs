//! A kind's part of the security page: what is set up, a row each, and beneath it how one more is added.

use askama::Template;
use domain::Stop;
use domain::ids::EnrolmentId;
use look::fragment::Fragment;
use look::words::Words;

use crate::{Context, Enrolment, Factor, Standing, Waiting};

/// The most enrolments of one kind an account may hold.
pub const MOST: u16 = 20;

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

    /// When it was last used, in words.
    fn used_or(&self, words: &Words) -> String {
        self.used.clone().unwrap_or_else(|| words.t("look-never"))
    }

    /// What is special about its state.
    fn badge(&self, words: &Words) -> String {
        match (&self.suspended, self.disabled) {
            (Some(_), _) => words.t("look-suspended"),
            (None, true) => words.t("look-disabled"),
            (None, false) => String::new(),
        }
    }

    /// What else there is to say of it.
    fn said(&self) -> String {
        let all = [&self.more, &self.counts, &self.goes];
        let said = all.into_iter().filter(|text| !text.is_empty());
        said.cloned().collect::<Vec<_>>().join(" · ")
    }

    /// Whether it can be taken into use again.
    const fn resumes(&self) -> bool {
        !self.copied && (self.suspended.is_some() || self.disabled)
    }

    /// What helps to find a name.
    fn hint(&self, words: &Words) -> String {
        Some("look-name-hint")
            .filter(|_| self.naming)
            .map_or_else(String::new, |key| words.t(key))
    }

    /// The id of its name's field: unique on the page.
    fn field(&self) -> String {
        format!("name-{}", self.id)
    }

    /// Where removing it is asked.
    fn remove_at(&self, base: &str) -> String {
        format!("{base}/{}/remove", self.id)
    }
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

#[derive(Template)]
#[template(path = "listing.html")]
struct Section<'a> {
    w: &'a Words,
    base: &'a str,
    icon: &'static str,
    rows: Vec<Row>,
    add: Fragment,
}

/// A kind's part of the security page.
///
/// # Errors
/// When the database doesn't answer.
pub async fn section(
    factor: &dyn Factor,
    at: &Context<'_>,
    standing: &Standing,
) -> Result<Fragment, Stop> {
    let section = Section {
        w: at.words,
        base: &standing.base,
        icon: factor.about().icon,
        rows: factor.rows(at, standing).await?,
        add: factor.add(at, standing).await?,
    };
    let forms = section.rows.iter().filter_map(|row| row.form.as_ref());
    let parts = forms.chain([&section.add]);
    let scripts: Vec<_> = parts.flat_map(Fragment::scripts).copied().collect();
    Ok(Fragment::of(&section)?.with(&scripts))
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
                let forms = [format!("{at}/rename"), format!("{at}/resume")];
                let forms = &forms[..1 + usize::from(resumes)];
                assert_eq!(all(row, "action"), forms, "{kind} {}", of.name);
                assert_eq!(all(row, "href"), [format!("{at}/remove")]);
                assert_eq!(all(row, "value"), [&*of.name]);
                let moment = stage.words.moment(before);
                let used = Some(used).filter(|key| !key.is_empty());
                let used = used.map_or(moment, |key| stage.words.t(key));
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
