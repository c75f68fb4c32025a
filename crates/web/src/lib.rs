//! What is seen: every page and every endpoint for machines, over HTTP.
//!
//! A request goes one way only. [`respond`] finds its route, applies what must never be forgotten
//! (`rules/`: host, visitor's address, origin, size and shape of a form, cookies, headers), looks up
//! the session or the pending sign-in that the route needs, and hands the page an `Asked`. The page
//! calls one verb of the door and gives back an `Answer`, or the door's [`domain::Stop`], which
//! becomes a page as well. No page sees a raw request, sets a header that matters, or decides
//! whether somebody may come in.
//!
//! To add a page: a folder in `pages/` with its handlers, template and texts, and a line in
//! `routes.rs`.
#![cfg_attr(not(test), deny(clippy::too_many_lines))]

mod address;
mod answer;
mod asked;
mod coming;
mod connection;
mod connections;
mod finish;
mod gate;
mod jumped;
mod machine;
mod metrics;
mod pages;
mod places;

mod problem;
mod pulse;
mod recognise;
#[cfg(test)]
mod reference;
mod refused;
mod respond;
mod room;
mod route;
mod routes;
mod rules;
mod seldom;
mod serve;
mod shares;
mod sheet;
mod texts;
mod web;

pub use address::PublicAddress;
pub use look::page::Site;
pub use metrics::Forwards;
pub use pulse::STILL;
pub use respond::respond;
pub use serve::{Tls, serve, serve_metrics};
pub use texts::{catalogue, texts};
pub use web::{Part, Web, Wiring};
