//! The whole server in this process, on a folder of its own, with a clock moved by hand.

use std::net::SocketAddr;
use std::sync::Arc;

use countersign::Running;
use countersign::config::{self, Sources, rows};
use countersign::wiring::{Nature, factors};
use testing::{Engine, Place};

pub struct Site {
    pub place: Place,
    pub running: Running,
}

impl Site {
    /// Starts it on SQLite with the shipped settings, but for the budget of the one address that all
    /// of the load comes from.
    pub async fn start() -> Self {
        Self::by_hand(&[]).await
    }

    /// The same with further settings.
    pub async fn by_hand(more: &[(&'static str, &str)]) -> Self {
        let place = Place::new(Engine::Sqlite);
        let nature = Nature {
            clock: Arc::clone(place.clock()) as _,
            random: Arc::clone(place.random()) as _,
            factors: factors(),
        };
        Self::serve(place, nature, more).await
    }

    /// The same on either engine, by the system's clock, with further settings, and protected hosts as
    /// they stand in the file.
    pub async fn with(engine: Engine, more: &[(&'static str, &str)], hosts: &str) -> Self {
        let place = Place::new(engine);
        std::fs::write(place.folder().join(config::FILE), hosts).unwrap();
        Self::serve(place, Nature::system(), more).await
    }

    async fn serve(place: Place, nature: Nature, more: &[(&'static str, &str)]) -> Self {
        let database = match place.database().await {
            store::Place::Sqlite(_) => String::new(),
            store::Place::Postgres(options) => options.url.expose().clone(),
        };
        let (data, key) = (
            place.folder().to_str().unwrap().to_owned(),
            place.key_file(),
        );
        let mut settings = vec![
            ("database", database.as_str()),
            ("data", data.as_str()),
            ("key_file", key.to_str().unwrap()),
            ("listen", "127.0.0.1:0"),
            ("metrics_listen", "127.0.0.1:0"),
            ("limits.address", "1000000"),
            ("argon2.queue", "1000"),
        ];
        settings.extend(more);
        let loaded = config::load(
            &rows::declared(&factors()),
            &Sources::given(place.folder(), &settings),
        )
        .ok()
        .unwrap();
        let running = countersign::serve(countersign::Wiring {
            loaded,
            nature,
            clock: None,
            listeners: None,
        })
        .await;
        Self {
            place,
            running: running.ok().unwrap(),
        }
    }

    pub fn address(&self) -> SocketAddr {
        self.running.addresses[0]
    }

    /// What the `Host` header must say.
    pub fn host(&self) -> String {
        format!("localhost:{}", self.address().port())
    }

    pub fn database(&self) -> std::path::PathBuf {
        self.place.folder().join("countersign.db")
    }
}
