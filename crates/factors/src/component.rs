//! What a factor brings to the house besides its code.

use std::future::Future;
use std::pin::Pin;

use domain::Fault;
use domain::ids::{AccountId, EnrolmentId};
use domain::setting::{Setting, Settings};
use look::script::Script;
use look::words::Texts;
use serde_json::Value;
use store::{Reader, Schema};

/// A look at what is kept, which nothing but a broken database keeps from ending.
pub type Looking<'a> = Pin<Box<dyn Future<Output = Result<Option<Doubt>, Fault>> + Send + 'a>>;

/// A look at which enrolments of an account can't answer here, whatever their owner does.
pub type LeftBehind = for<'a> fn(&'a Reader, &'a Settings, AccountId) -> Finding<'a>;

/// What such a look finds.
pub type Finding<'a> = Pin<Box<dyn Future<Output = Result<Vec<EnrolmentId>, Fault>> + Send + 'a>>;

/// What a factor brings to the house besides its code. Most leave all but the texts, and perhaps the schema, as
/// [`Component::plain`] has them.
#[derive(Clone, Copy)]
pub struct Component {
    /// Its tables, migrations and statements, where it keeps more than the enrolment's row.
    pub schema: Option<&'static Schema>,
    pub texts: Texts,
    pub settings: &'static [Setting],
    /// Whether its settings fit together, and this server's host and origin.
    pub fits: fn(&Settings, host: &str, origin: &str) -> Result<(), Misfit>,
    /// What is amiss with what is kept, looked at once at the start.
    pub doubt: for<'a> fn(&'a Reader, &'a Settings) -> Looking<'a>,
    /// What of an account's is bound to another domain than this; none where nothing is bound to one.
    pub left_behind: Option<LeftBehind>,
    /// Its scripts, which its fragments name.
    pub scripts: &'static [&'static Script],
    /// What it answers to other programs beneath `/.well-known/`.
    pub well_known: &'static [WellKnown],
}

impl Component {
    /// Of one without tables, settings, scripts, or anything for other programs.
    pub const fn plain(texts: Texts) -> Self {
        Self {
            schema: None,
            texts,
            settings: &[],
            fits: |_, _, _| Ok(()),
            doubt: |_, _| Box::pin(async { Ok(None) }),
            left_behind: None,
            scripts: &[],
            well_known: &[],
        }
    }
}

/// A setting that doesn't fit the others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Misfit {
    pub key: &'static str,
    /// What is wrong with it, in a sentence that goes on from its key, with the way on.
    pub why: String,
}

/// Something that is amiss with what is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Doubt {
    /// The setting that would mend it, or says that it is meant.
    pub misfit: Misfit,
    /// Whether the settings say that it is meant: then it is told, else the program doesn't start.
    pub meant: bool,
}

/// An address beneath `/.well-known/` that other programs know by heart (RFC 8615).
#[derive(Clone, Copy)]
pub struct WellKnown {
    /// What stands after `/.well-known/`.
    pub name: &'static str,
    /// Whether it is asked for at every name of this server, as by browsers at the domain that credentials are bound to.
    pub at_any_host: bool,
    /// What it answers, by the settings and the origin of our pages.
    pub answer: fn(&Settings, origin: &str) -> Value,
}
