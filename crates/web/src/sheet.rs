//! One way to draw a page: a title by key, a template for what stands beneath it, and whatever is
//! particular to it. Layout, account name, theme, language and site are added here.
//!
//! `Sheet::new(asked, "login-title", &template)?.status(422).waits(true).answer()`

use std::borrow::Cow;

use domain::{Refusal, Stop};
use look::Fragment;
use look::page::{Nav, Page, Theme};
use look::script::Script;

use crate::answer::Answer;
use crate::asked::Asked;

/// A page in the making.
pub(crate) struct Sheet<'a> {
    asked: &'a Asked,
    title: String,
    body: Fragment,
    scripts: Vec<&'static Script>,
    nav: Option<Nav>,
    status: u16,
    waits: bool,
    shows_request: bool,
    leads_to: Option<String>,
    back: Cow<'a, str>,
    retry_after: Option<domain::Span>,
}

impl<'a> Sheet<'a> {
    /// A page with the title of this key and the body of this template.
    pub(crate) fn new(
        asked: &'a Asked,
        title: &str,
        body: &impl askama::Template,
    ) -> Result<Self, Stop> {
        Ok(Self::around(
            asked,
            asked.words.t(title),
            Fragment::of(body)?,
        ))
    }

    /// A page around a finished fragment, as a factor's page gives it.
    pub(crate) fn around(asked: &'a Asked, title: String, body: Fragment) -> Self {
        Self {
            asked,
            title,
            scripts: body.scripts().to_vec(),
            body,
            nav: None,
            status: 200,
            waits: false,
            shows_request: false,
            leads_to: None,
            back: Cow::Borrowed(&asked.back),
            retry_after: None,
        }
    }

    pub(crate) fn status(mut self, status: u16) -> Self {
        self.status = status;
        self
    }

    /// With the status of a refusal that the page shows, and the time to wait. It says whom to ask
    /// where the refusal waits or shuts.
    pub(crate) fn refused(mut self, refusal: &Refusal) -> Self {
        self.status = refusal.status();
        self.retry_after = refusal.retry_after();
        self.waits = !matches!(refusal, Refusal::NotACode(_));
        self
    }

    /// With the site's words about whom to ask.
    pub(crate) fn waits(mut self, waits: bool) -> Self {
        self.waits = waits;
        self
    }

    /// With these scripts too.
    pub(crate) fn scripts(mut self, scripts: &[&'static Script]) -> Self {
        for script in scripts {
            if !self.scripts.contains(script) {
                self.scripts.push(script);
            }
        }
        self
    }

    /// With the tabs of the settings, this one marked.
    pub(crate) fn nav(mut self, nav: Nav) -> Self {
        self.nav = Some(nav);
        self
    }

    /// With a form that may lead on to this origin.
    pub(crate) fn leads_to(mut self, origin: Option<&str>) -> Self {
        self.leads_to = origin.map(str::to_owned);
        self
    }

    /// With another page to which changing the language comes back.
    pub(crate) fn back(mut self, page: String) -> Self {
        self.back = Cow::Owned(page);
        self
    }

    /// With the request's id, where something went wrong.
    pub(crate) fn shows_request(mut self) -> Self {
        self.shows_request = true;
        self
    }

    pub(crate) fn answer(self) -> Result<Answer, Stop> {
        let asked = self.asked;
        let live = asked.session.as_ref();
        let account = live.map(|live| match live.display_name.as_str() {
            "" => live.name.as_str(),
            name => name,
        });
        let page = Page {
            words: &asked.words,
            title: self.title,
            site: asked.web.site(),
            account,
            path: &self.back,
            theme: live
                .and_then(|live| Theme::read(&live.theme))
                .unwrap_or_default(),
            body: self.body,
            scripts: &self.scripts,
            nav: self.nav,
            request: self
                .shows_request
                .then(|| asked.visitor.request.to_string()),
            waits: self.waits,
        };
        let mut answer = Answer::of("text/html; charset=utf-8", page.render()?)
            .status(self.status)
            .retry_after(self.retry_after);
        answer.leads_to = self.leads_to;
        Ok(answer)
    }
}
