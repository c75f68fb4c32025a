//! How things are drawn: pages, fragments, icons, pictures, the style sheet, and every language.
//!
//! It knows neither HTTP nor any rule of the house: it gets words and values, and gives HTML that
//! came from a template. Nothing else is ever put into a page unescaped.
#![cfg_attr(not(test), deny(clippy::too_many_lines))]

// Templates of every crate name `look::icon(…)`; so do those of this one.
extern crate self as look;

pub mod asset;
pub mod browser;
pub mod fragment;
pub mod icon;
pub mod page;
pub mod picture;
pub mod script;
pub mod words;

pub use fragment::Fragment;
pub use icon::icon;
pub use words::{Catalogue, TEXTS, Texts, Words};
