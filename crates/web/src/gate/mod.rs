//! The gate: what a protected host's proxy asks for each request, and how a browser gets that host's own
//! token.

mod beyond;
mod challenge;
mod check;
mod clearing;
mod credentials;
pub(crate) mod enter;
mod family;
mod found;
mod identity;
mod manner;
mod unclear;

pub(crate) use check::check;

const CHECK: &str = "/gate/check";

/// Whether a path is the gate's, which proxies ask with any method.
pub(crate) fn is_asked(path: &str) -> bool {
    path.strip_prefix(CHECK)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}
