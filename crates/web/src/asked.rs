//! What a page is asked: everything that it may know of a request, already read, bounded and
//! checked. The raw request never gets this far.

use std::str::FromStr;

use domain::gate::Authority;
use domain::next::Next;
use domain::secret::{Token, read_token};
use domain::{Form, Kind, Refusal};
use door::{Door, LiveSession, Pending, Visitor};
use look::words::Words;

use crate::routes::LINKS;
use crate::rules::body::Posted;
use crate::rules::forwarded::Provenance;
use crate::web::Web;

/// A request, as pages see it.
pub(crate) struct Asked {
    /// What all requests share.
    pub web: Web,
    /// Who asks, as far as the network tells; the door's verbs take it.
    pub visitor: Visitor,
    /// How the network brought it here.
    pub network: Provenance,
    /// Texts in the reader's language and time zone.
    pub words: Words,
    /// The path, without its query.
    pub path: String,
    /// A page (a GET) that is the same or leads here: changing the language and confirming come back
    /// to it.
    pub back: String,
    /// Whether the browser says that a page of ours led here.
    pub from_here: bool,
    /// Whether it is a POST.
    pub posted: bool,
    pub query: Form,
    /// The posted fields; empty for a GET.
    pub form: Posted,
    /// Whose session it is, if one lives; `Session` pages get it by itself.
    pub session: Option<LiveSession>,
    /// The pending sign-in, if there is one; `Pending` pages get it by itself.
    pub pending: Option<Pending>,
    /// The pending sign-in's cookie, whether or not it is still pending.
    pub sign_in: Option<Token>,
    /// The protected host whose differing cookies were cleared a moment ago.
    pub cleared: Option<Authority>,
    /// Whether it is a program that wants problem documents in place of pages.
    pub wants_json: bool,
    /// What stood in the path where the route has `{name}`.
    pub params: Vec<(&'static str, String)>,
}

impl Asked {
    pub(crate) fn door(&self) -> &Door {
        self.web.door()
    }

    /// The path as the log may have it: what stands behind a link's route is a secret.
    pub(crate) fn shown_path(&self) -> &str {
        let secret = LINKS.iter().find(|link| self.path.starts_with(**link));
        secret.map_or(&self.path, |link| link)
    }

    /// The token of a link; what can't be one was never a link.
    pub(crate) fn token(&self) -> Result<Token, Refusal> {
        read_token(self.param("token")).ok_or(Refusal::LinkGone)
    }

    /// What stands in the path at `{name}`.
    pub(crate) fn param(&self, name: &str) -> &str {
        self.params
            .iter()
            .find(|(known, _)| *known == name)
            .map_or("", |(_, value)| value)
    }

    /// The kind at `{factor}`; what can't be one doesn't exist.
    pub(crate) fn kind(&self) -> Result<Kind, Refusal> {
        Kind::read(self.param("factor")).ok_or(Refusal::NoSuch)
    }

    /// The id at `{id}`; what can't be one doesn't exist.
    pub(crate) fn id<T: FromStr>(&self) -> Result<T, Refusal> {
        self.param("id").parse().map_err(|_| Refusal::NoSuch)
    }

    /// What was typed as a name, to be shown again; what is too long for one isn't.
    pub(crate) fn typed_name(&self) -> &str {
        let typed = self.form.get("username");
        if typed.len() <= 512 { typed } else { "" }
    }

    /// Where the person was going: the field `next` of the form, or of the query. What isn't
    /// accepted is dropped.
    pub(crate) fn next(&self) -> Option<Next> {
        let text = if self.form.has("next") {
            self.form.get("next")
        } else {
            self.query.get("next")
        };
        self.web.next(text)
    }

    /// A page of ours with `next` kept in its query: `/confirm?next=%2Fsettings`.
    pub(crate) fn with_next(&self, page: &str, next: Option<&Next>) -> String {
        next.map_or_else(
            || page.to_owned(),
            |next| {
                let mark = if page.contains('?') { '&' } else { '?' };
                format!("{page}{mark}next={}", encode(next.as_str()))
            },
        )
    }
}

/// A text as a value in a query.
pub(crate) fn encode(text: &str) -> String {
    const KEPT: percent_encoding::AsciiSet = percent_encoding::NON_ALPHANUMERIC
        .remove(b'-')
        .remove(b'.')
        .remove(b'_')
        .remove(b'~')
        .remove(b'/');
    percent_encoding::utf8_percent_encode(text, &KEPT).to_string()
}
