//! A kind's part of the security page: what it is, how one more is added, and beneath it what is set up, a
//! line each with a menu.

use askama::Template;
use domain::Stop;
use look::fragment::Fragment;
use look::words::Words;

use crate::{Button, Card, Context, Factor, Row, Standing, called};

/// The most enrolments of one kind an account may hold.
pub const MOST: u16 = 20;

#[derive(Template)]
#[template(path = "listing.html")]
struct Section<'a> {
    w: &'a Words,
    base: &'a str,
    number: &'a str,
    next: &'a str,
    signing_in: bool,
    icon: &'static str,
    title: String,
    card: Card,
    rows: Vec<Row>,
}

impl Section<'_> {
    /// What the button says that adds one, and whether that is understood by itself.
    fn button(&self) -> Option<(String, bool)> {
        match &self.card.button {
            Button::None => None,
            Button::Own(label) => Some((label.clone(), true)),
            Button::Add if self.signing_in => Some((self.w.t("look-set-up"), false)),
            Button::Add => Some((self.w.t("look-add"), false)),
        }
    }
}

/// A kind's part of the security page, and of the page on which people set one up on the way in.
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
        number: &standing.number,
        next: &standing.next,
        signing_in: standing.signing_in,
        icon: factor.about().icon,
        title: called(at.words, &factor.about().kind),
        card: factor.card(at, standing).await?,
        rows: factor.rows(at, standing).await?,
    };
    let parts = section.rows.iter().filter_map(|row| row.form.as_ref());
    let parts = parts.chain(&section.card.more);
    let scripts: Vec<_> = parts.flat_map(Fragment::scripts).copied().collect();
    Ok(Fragment::of(&section)?.with(&scripts))
}
