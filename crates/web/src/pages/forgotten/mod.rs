//! Whoever can't sign in: which way leads on, a link to choose a forgotten password anew, and the page that it leads
//! to. What is answered never tells whether there is such an account; looking at a link changes nothing.

mod reset;

pub(crate) use reset::{choose, show_link};

use askama::Template;
use domain::{Refusal, Stop};
use look::page::Site;
use look::words::{Texts, Words};

use crate::answer::Answer;
use crate::asked::Asked;
use crate::sheet::Sheet;

pub(crate) const TEXTS: Texts = look::texts!("forgotten");

#[derive(Template)]
#[template(path = "pages/forgotten/ways.html")]
struct Ways<'a> {
    words: &'a Words,
    site: &'a Site,
    /// Whether links are mailed here.
    mails: bool,
    /// Whether people may have got text messages that tell of something.
    texts: bool,
    alert: String,
    status: String,
}

#[derive(Template)]
#[template(path = "pages/forgotten/ask.html")]
struct Ask<'a> {
    words: &'a Words,
    site: &'a Site,
    mails: bool,
    alert: String,
    typed: &'a str,
}

#[derive(Template)]
#[template(path = "pages/forgotten/sent.html")]
struct Sent<'a> {
    words: &'a Words,
    site: &'a Site,
    /// Whom the message is from.
    sender: &'a str,
    /// Whether those who look after others get no link.
    leaves_out_roles: bool,
}

/// What may be the matter, and what helps.
pub(crate) async fn ways(asked: &Asked) -> Result<Answer, Stop> {
    ways_after(asked, None, String::new()).await
}

/// The same beneath what was done, or refused.
pub(crate) async fn ways_after(
    asked: &Asked,
    refusal: Option<&Refusal>,
    said: String,
) -> Result<Answer, Stop> {
    let (alert, status) = match refusal {
        Some(_) => (said, String::new()),
        None => (String::new(), said),
    };
    let body = Ways {
        words: &asked.words,
        site: asked.web.site(),
        mails: asked.door().mails_links().await?,
        texts: asked.door().texts(),
        alert,
        status,
    };
    let mut sheet = Sheet::new(asked, "forgotten-ways-title", &body)?;
    if let Some(refusal) = refusal {
        sheet = sheet.refused(refusal).waits(false);
    }
    sheet.answer()
}

/// The form; and, once it was sent, what to do now.
pub(crate) async fn show(asked: &Asked) -> Result<Answer, Stop> {
    if asked.query.get("sent").is_empty() {
        return draw(asked, None).await;
    }
    let (door, site) = (asked.door(), asked.web.site());
    let body = Sent {
        words: &asked.words,
        site,
        leaves_out_roles: !door.config().forgotten_roles,
        sender: match door.config().settings.text("mail.from") {
            "" => &site.name,
            from => from,
        },
    };
    Sheet::new(asked, "forgotten-sent-title", &body)?.answer()
}

/// Takes down who has forgotten their password: the answer is the same for everybody.
pub(crate) async fn ask(asked: &Asked) -> Result<Answer, Stop> {
    let name = asked.form.get("username");
    match asked.door().ask_for_reset(name, &asked.visitor).await {
        Ok(()) => Ok(Answer::to("/forgotten?sent=1")),
        Err(Stop::Refused(Refusal::NoMail)) => draw(asked, None).await,
        Err(stop) => Err(stop),
    }
}

/// The form, beneath what was refused: a link that is over.
async fn draw(asked: &Asked, refusal: Option<&Refusal>) -> Result<Answer, Stop> {
    let words = &asked.words;
    let body = Ask {
        words,
        site: asked.web.site(),
        mails: asked.door().mails_links().await?,
        alert: refusal.map_or_else(String::new, |_| words.t("forgotten-link-gone")),
        typed: asked.typed_name(),
    };
    let mut sheet = Sheet::new(asked, "forgotten-title", &body)?;
    if let Some(refusal) = refusal {
        sheet = sheet.refused(refusal).waits(false);
    }
    sheet.answer()
}
