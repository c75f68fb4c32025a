//! Setting one up: the number is typed, and confirmed by the code that comes there.

use askama::Template;
use domain::account::Label;
use domain::phone::{Phone, home};
use domain::{Form, Refusal, Stop};
use look::fragment::Fragment;
use look::words::Words;

use super::factor::WAY;
use super::number;
use crate::delivered;
use crate::{Context, Doing, MOST, Needs, Page, Shown, Standing};

/// The rows that are mounted.
pub(super) const PAGES: &[Page] = &[
    Page {
        path: "",
        needs: Needs::SetUp,
        run: begin,
    },
    Page {
        path: "/{id}/confirm",
        needs: Needs::SetUp,
        run: |at, standing, form| Box::pin(delivered::confirm(&WAY, at, standing, form)),
    },
    Page {
        path: "/{id}/again",
        needs: Needs::SetUp,
        run: |at, standing, _| Box::pin(delivered::again(&WAY, at, standing)),
    },
];

#[derive(Template)]
#[template(path = "text_message/add.html")]
struct Add<'a> {
    w: &'a Words,
    standing: &'a Standing,
    /// Whether there is none yet.
    first: bool,
    /// The calling code of the country whose numbers are written as they are dialled at home.
    home: String,
    /// What was typed, where it was refused.
    typed: &'a str,
    /// What was wrong with it.
    error: String,
}

impl Add<'_> {
    fn label(&self) -> String {
        self.w.t(match self.first {
            true => "text-message-phone",
            false => "text-message-phone-another",
        })
    }
}

/// What it is, and the form that adds one.
pub(super) fn add(
    at: &Context<'_>,
    standing: &Standing,
    typed: &str,
    refusal: Option<&Refusal>,
) -> Result<Fragment, Stop> {
    Ok(Fragment::of(&Add {
        w: at.words,
        standing,
        first: standing.confirmed().next().is_none(),
        home: home(at.settings).map_or_else(String::new, |home| home.calling_code()),
        typed,
        error: refusal.map_or_else(String::new, |refusal| at.words.refusal(refusal)),
    })?)
}

fn begin<'a>(at: &'a Context<'a>, standing: &'a Standing, form: &'a Form) -> Doing<'a, Shown> {
    Box::pin(async move {
        if standing.enrolments.len() >= usize::from(MOST) {
            return Err(Refusal::TooMany(MOST).into());
        }
        let typed = form.get("phone");
        let read = number::typed(at.settings, typed);
        let is_here = |phone: &Phone| delivered::is_here(&WAY, at, standing, phone.as_str());
        let read = read.and_then(|phone| match is_here(&phone) {
            true => Err(Refusal::NumberHere),
            false => Ok(phone),
        });
        let phone = match read {
            Ok(phone) => phone,
            Err(refusal) => {
                let page = add(at, standing, typed, Some(&refusal))?;
                return Ok(Shown::Refused(refusal, WAY.title, page));
            }
        };
        let mut otherwise = at.words.t("text-message-default-name");
        if standing.confirmed().next().is_some() {
            // Or they would all be called the same.
            otherwise = format!("{otherwise} {}", phone.masked());
        }
        let name = Label::read_or(form.get("name"), &otherwise)?;
        delivered::begun(&WAY, at, standing, &name, phone.as_str())
    })
}
