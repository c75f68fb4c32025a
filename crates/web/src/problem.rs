//! Why a request was stopped before, in or after its page; every reason has one status and one text.

use domain::{Fault, Refusal, Span, Stop};

use crate::rules::body::BodyError;
use crate::rules::host::HostError;
use crate::rules::origin;

/// Why there is no page.
#[derive(Debug)]
pub(crate) enum Problem {
    Refused(Refusal),
    Fault(Fault),
    NotFound,
    /// The page is there, but not for this method; these are.
    Method(&'static str),
    Host(HostError),
    Origin(origin::Differ),
    /// The form or query.
    Body(BodyError),
    /// A session is needed.
    NoSession,
    /// A pending sign-in is needed, and none is there or it is over.
    NoPending,
}

impl From<Stop> for Problem {
    fn from(stop: Stop) -> Self {
        match stop {
            Stop::Refused(refusal) => Self::Refused(refusal),
            Stop::Fault(fault) => Self::Fault(fault),
        }
    }
}

impl From<Fault> for Problem {
    fn from(fault: Fault) -> Self {
        Self::Fault(fault)
    }
}

impl Problem {
    pub(crate) const fn status(&self) -> u16 {
        match self {
            Self::Refused(refusal) => refusal.status(),
            Self::Fault(fault) if fault.is_away() => 503,
            Self::Fault(_) => 500,
            Self::NotFound => 404,
            Self::Method(_) => 405,
            Self::Host(HostError::Garbled) | Self::Body(BodyError::Garbled) => 400,
            Self::Host(HostError::Elsewhere(_)) => 421,
            Self::Origin(_) => 403,
            Self::Body(BodyError::Crowded) => Refusal::Busy.status(),
            Self::Body(BodyError::Slow) => 408,
            Self::Body(BodyError::Large) => 413,
            Self::Body(BodyError::Kind) => 415,
            Self::NoSession | Self::NoPending => 401,
        }
    }

    /// After how long trying again may help.
    pub(crate) const fn retry_after(&self) -> Option<Span> {
        match self {
            Self::Refused(refusal) => refusal.retry_after(),
            Self::Body(BodyError::Crowded) => Refusal::Busy.retry_after(),
            Self::Fault(fault) if fault.is_away() => Some(Span::seconds(5)),
            _ => None,
        }
    }

    /// The keys of its title and its text.
    pub(crate) const fn keys(&self) -> (&'static str, &'static str) {
        match self {
            Self::Refused(refusal) => (
                match refusal {
                    Refusal::NoSuch => "web-not-found",
                    Refusal::LinkGone => "web-link-gone",
                    Refusal::Wait(_) | Refusal::Busy => "web-wait",
                    _ => "web-not-done",
                },
                refusal.key(),
            ),
            Self::Fault(fault) if fault.is_unknown() => ("web-broke", "web-broke-unknown"),
            Self::Fault(_) => ("web-broke", "web-broke-text"),
            Self::NotFound => ("web-not-found", "refusal-no-such"),
            Self::Method(_) => ("web-not-found", "web-method"),
            Self::Host(HostError::Garbled) => ("web-not-understood", "web-host-garbled"),
            Self::Host(HostError::Elsewhere(_)) => ("web-elsewhere", "web-elsewhere-text"),
            Self::Origin(_) => ("web-origin", "web-origin-text"),
            Self::Body(BodyError::Crowded) => ("web-wait", Refusal::Busy.key()),
            Self::Body(BodyError::Garbled) => ("web-not-understood", "web-garbled"),
            Self::Body(BodyError::Slow) => ("web-not-understood", "web-slow"),
            Self::Body(BodyError::Large) => ("web-not-understood", "web-large"),
            Self::Body(BodyError::Kind) => ("web-not-understood", "web-kind"),
            Self::NoSession | Self::NoPending => ("web-not-done", "web-sign-in-first"),
        }
    }
}
