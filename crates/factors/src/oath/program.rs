//! A token that somebody programs themselves: the form that begins it, whether the secret is ours or
//! the token's own, and the page that shows ours once and asks for a code.

use askama::Template;
use domain::account::Label;
use domain::ids::EnrolmentId;
use domain::{Form, Kind, Refusal, Stop, Unfit};
use look::fragment::Fragment;
use look::words::Words;

use super::algorithm::{Algorithm, Parameters};
use super::link::{self, By, Given};
use super::shared::{Moves, Shared};
use super::switch::{TITLE, back, prepared};
use super::{secret, table};
use crate::listing::MOST;
use crate::{About, Context, Shown, Standing};

/// The form by which a token is begun; what was typed stands in it again, the secret excepted.
#[derive(Template)]
#[template(path = "oath/beginning.html")]
struct Beginning<'a> {
    w: &'a Words,
    base: &'a str,
    number: &'a str,
    next: &'a str,
    cancel: &'a str,
    /// Begins the ids of its fields.
    kind: &'a str,
    presses: bool,
    chosen: Algorithm,
    eight: bool,
    /// Seconds of a step, or the counter.
    moves: &'a str,
    error: String,
}

/// Asks which of the two it is: each is a kind of its own, and its form stands on a page of that kind.
#[derive(Template)]
#[template(path = "oath/which.html")]
struct Which<'a> {
    w: &'a Words,
    number: &'a str,
    next: &'a str,
    by_time: String,
    by_presses: &'a str,
    cancel: &'a str,
}

#[derive(Template)]
#[template(path = "oath/programmed.html")]
struct Programmed<'a> {
    w: &'a Words,
    action: String,
    next: &'a str,
    cancel: &'a str,
    id: EnrolmentId,
    kind: &'a str,
    /// Ours is shown, this once; one's own isn't shown at all.
    ours: Option<(String, String)>,
    length: usize,
    algorithm: &'static str,
    digits: u8,
    period: Option<u32>,
    counter: Option<i64>,
    /// Two codes in a row are asked for, since nobody knows how often the token was pressed.
    two: bool,
}

impl Beginning<'_> {
    /// The id of an element: unique on a page with both kinds.
    fn own(&self, what: &str) -> String {
        format!("{}-{what}", self.kind)
    }
}

impl Programmed<'_> {
    /// The id of an element.
    fn own(&self, what: &str) -> String {
        format!("{}-{what}", self.kind)
    }
}

/// Whoever adds a token is asked which it is: one whose codes change by themselves is a kind of its own.
pub(crate) fn which(at: &Context<'_>, standing: &Standing, by_time: &About) -> Result<Shown, Stop> {
    let page = Fragment::of(&Which {
        w: at.words,
        number: &standing.number,
        next: &standing.next,
        by_time: format!("/settings/security/{}", by_time.path),
        by_presses: &standing.base,
        cancel: back(standing),
    })?;
    Ok(Shown::Fragment(TITLE, page))
}

fn drawn(
    at: &Context<'_>,
    standing: &Standing,
    kind: &Kind,
    presses: bool,
    typed: &Form,
    error: String,
) -> Result<Fragment, Stop> {
    let (field, default) = if presses {
        ("counter", "")
    } else {
        ("period", "30")
    };
    let moves = typed.get(field);
    Ok(Fragment::of(&Beginning {
        w: at.words,
        base: &standing.base,
        number: &standing.number,
        next: &standing.next,
        cancel: back(standing),
        kind: kind.as_str(),
        presses,
        chosen: Algorithm::read(typed.get("algorithm")).unwrap_or(Algorithm::Sha1),
        eight: typed.get("digits") == "8",
        moves: if moves.is_empty() { default } else { moves },
        error,
    })?)
}

/// What the form says of the token, and whether the secret is ours.
fn wanted(at: &Context<'_>, presses: bool, form: &Form) -> Result<(Shared, bool), Unfit> {
    let typed = form.get("secret").trim();
    if link::is_link(typed) {
        let given = link::read(typed)?;
        return match given.by {
            By::Presses(_) if presses => Ok((given.token(), false)),
            By::Time(_) if !presses => Ok((given.token(), false)),
            _ => Err(Unfit::OtherKind),
        };
    }
    let parameters = Parameters {
        algorithm: link::algorithm(form.get("algorithm"))?,
        digits: link::digits(form.get("digits"))?,
    };
    let ours = typed.is_empty();
    let moves = if presses {
        let from = link::counter(form.get("counter"))?;
        // A token that is programmed with a secret begins at nought.
        let from = if ours { from.or(Some(0)) } else { from };
        Moves::Counter { from }
    } else {
        Moves::Token {
            period: link::period(form.get("period"))?,
        }
    };
    let shared = if ours {
        Shared::make(at.random, parameters, moves)
    } else {
        Shared::new(secret::read(typed)?, parameters, moves)
    };
    Ok((shared, ours))
}

impl Given {
    /// As a token: with a clock of its own, or a counter.
    pub(crate) fn token(self) -> Shared {
        let moves = match self.by {
            By::Time(period) => Moves::Token { period },
            By::Presses(from) => Moves::Counter { from },
        };
        Shared::new(self.secret, self.parameters, moves)
    }
}

/// Begins a token: its secret is kept, and nothing is on before a code was typed.
pub(crate) async fn begin(
    at: &Context<'_>,
    standing: &Standing,
    kind: &Kind,
    presses: bool,
    form: &Form,
) -> Result<Shown, Stop> {
    if standing.enrolments.len() >= usize::from(MOST) {
        return Err(Refusal::TooMany(MOST).into());
    }
    if form.has("ask") {
        let page = drawn(at, standing, kind, presses, &Form::default(), String::new())?;
        return Ok(Shown::Fragment(TITLE, page));
    }
    let name = Label::read_or(form.get("name"), &at.words.t("oath-default-name"))?;
    let (shared, ours) = match wanted(at, presses, form) {
        Ok((shared, _)) if table::is_here(at.reader, &shared).await? => {
            return unfit(at, standing, kind, presses, form, Unfit::AlreadyHere);
        }
        Ok(wanted) => wanted,
        Err(why) => return unfit(at, standing, kind, presses, form, why),
    };
    let id = standing.fresh;
    let page = Programmed {
        w: at.words,
        action: standing.confirm_at(id),
        next: &standing.next,
        cancel: back(standing),
        id,
        kind: kind.as_str(),
        ours: ours.then(|| (shared.grouped(), shared.grouped_hex())),
        length: shared.length(),
        algorithm: shared.parameters.algorithm.spoken(),
        digits: shared.parameters.digits,
        period: shared.moves.period(),
        counter: shared.moves.counter(),
        two: shared.moves == Moves::Counter { from: None },
    };
    let page = Fragment::of(&page)?;
    prepared(at, standing, kind, &name, &shared, (TITLE, page))
}

fn unfit(
    at: &Context<'_>,
    standing: &Standing,
    kind: &Kind,
    presses: bool,
    form: &Form,
    why: Unfit,
) -> Result<Shown, Stop> {
    let refusal = Refusal::Unfit(why);
    let error = at.words.refusal(&refusal);
    let page = drawn(at, standing, kind, presses, form, error)?;
    Ok(Shown::Refused(refusal, TITLE, page))
}
