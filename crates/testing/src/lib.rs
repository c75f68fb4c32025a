//! What tests stand on: a clock moved by hand, chance from a seed, and a database of one's own on
//! either engine. Named as a dev-dependency only.
//!
//! ```toml
//! [dev-dependencies]
//! testing = { workspace = true, features = ["door"] } # without the feature: no `Place::door`
//! ```
//!
//! One body, two tests, `name::sqlite` and `name::postgres`:
//!
//! ```ignore
//! testing::on_both! {
//!     async fn a_wrong_password_is_refused(place: testing::Place) {
//!         let door = place.door().await;                  // door::Door: migrated, cheap Argon2id
//!         place.clock().advance(Span::minutes(11));       // the door's clock
//!         let other = place.door().await;                 // a second node, or a restart
//!         let lax = place.door_with(|config| config.limits.address = 1_000_000).await;
//!     }
//! }
//! ```
//!
//! With a door come [`people`] (accounts, browsers, an authenticator app), and [`drivers`]: for each
//! kind of factor, how it is enrolled and answered.
//!
//! With tables of one's own: `place.store(&[&SCHEMA]).await` is a migrated `store::Store`. Where the
//! opening itself is tested: `let options = place.options(&[&SCHEMA]).await` makes the database,
//! empty, and `store::Store::open(&options, place.random(), place.now()).await` opens it. Keep the
//! `Place` until the end: when it is dropped, its database and folder are deleted.
//!
//! PostgreSQL is started when first needed, one server for all test processes that run at a time,
//! and stopped some seconds after the last of them ([`server`]). `COUNTERSIGN_TEST_POSTGRES`
//! (`postgres://user@host`, without a database) names another; `COUNTERSIGN_TEST_QUICK=1` leaves
//! PostgreSQL out. With `COUNTERSIGN_TEST_POOLER=1` stores reach it through pgbouncer in transaction
//! mode, and what a test does beside them goes straight to it.
//!
//! In-source tests (`#[cfg(test)] mod tests`) of a crate that this one names see two editions of
//! that crate, whose types differ: use it from the `tests` folder there.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::disallowed_methods,
    clippy::missing_panics_doc,
    reason = "only tests name this crate, and a test that can't go on ends by a panic"
)]

mod at_once;
mod chance;
mod clock;
mod cluster;
mod database;
#[cfg(feature = "door")]
mod door;
#[cfg(feature = "door")]
pub mod drivers;
#[cfg(feature = "door")]
pub mod dump;
mod folder;
#[cfg(feature = "door")]
mod letters;
#[cfg(feature = "mail")]
pub mod mail;
#[cfg(feature = "door")]
pub mod people;
mod place;
mod pooler;
pub mod reference;
pub mod server;
#[cfg(feature = "mail")]
pub mod text;
mod tiny;

pub use at_once::at_once;
pub use chance::SeededRandom;
pub use clock::HandClock;
pub use cluster::Cluster;
#[cfg(feature = "door")]
pub use door::schemas;
pub use folder::Folder;
#[cfg(feature = "door")]
pub use letters::Letters;
pub use place::{Engine, Place, run};
pub use pooler::Pooler;
pub use tiny::{ReadOnly, Tiny};

/// Makes two tests of each function: `name::sqlite` and `name::postgres`.
#[macro_export]
macro_rules! on_both {
    ($($(#[$meta:meta])* async fn $name:ident($($place:tt)+) $body:block)+) => {$(
        $(#[$meta])*
        #[allow(non_snake_case, reason = "a name may begin with the number of a rule")]
        mod $name {
            #[allow(unused_imports, reason = "not every body names something from outside")]
            use super::*;

            $crate::on_both!(@body ($($place)+) $body);

            #[test]
            fn sqlite() {
                $crate::run($crate::Engine::Sqlite, it);
            }

            #[test]
            fn postgres() {
                $crate::run($crate::Engine::Postgres, it);
            }
        }
    )+};
    (@body ($($place:tt)+) $body:block) => {
        async fn it($($place)+) $body
    };
}
