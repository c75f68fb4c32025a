//! What comes of signing in.

use domain::secret::Token;
use domain::{Kind, Span};

use crate::visitor::session_token::SessionToken;

/// A session that was just made.
#[derive(Debug)]
pub struct NewSession {
    /// What the browser holds from now on.
    pub token: SessionToken,
    /// The known-browser cookie to set; none where it stays as it is.
    pub known: Option<Token>,
    /// How long the browser keeps the token; none for as long as it is open.
    pub lasts: Option<Span>,
    /// Where the person was going; empty for home.
    pub next: String,
    /// The kind of fallback that was used in place of a factor, if one was.
    pub by_fallback: Option<Kind>,
}

/// What came of an entry.
#[derive(Debug)]
pub enum Progress {
    In(NewSession),
    /// A second proof is owed: the token of a pending sign-in.
    Owed(Token),
    /// A factor has to be set up first: the token of a pending sign-in.
    SetUp(Token),
}
