//! From settings to an open door: which database, which key, which clock and chance. The server and
//! every command open it here.

use std::sync::Arc;

use domain::phone::{self, Country};
use domain::setting::{Settings, Value};
use domain::{Clock, Fault, Random, Secret};
use door::outbox::Channel;
use door::{Config, Door, Registry};
use post::Mail;
use post::gateway::{ByGateways, Gateways};
use post::settings::Outgoing;
use post::tls::Tls;
use store::{Options, Place, PostgresOptions, Store};

use crate::address::{Listen, PublicUrl};
use crate::chance::SystemRandom;
use crate::clock::SystemClock;
use crate::data::Data;
use crate::outbox_file::OutboxFile;
use crate::seal_file::SealFile;

/// What may be done to the schema when the database is opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Schema {
    /// Nothing: there has to be one that fits.
    Keep,
    /// A new SQLite database is made where there is none, so that the first account can be added before
    /// the first start. One that other nodes may share is left alone.
    Begin,
    /// It is made, and brought up to this program.
    Migrate,
}

/// What the program is made of that another one, and tests, may pass otherwise: time, chance, and its factors.
#[derive(Clone)]
pub struct Nature {
    pub clock: Arc<dyn Clock>,
    pub random: Arc<dyn Random>,
    /// The factors that there are.
    pub factors: Registry,
}

impl Nature {
    /// Clock, chance and factors as a server has them, tests aside.
    pub fn system() -> Self {
        Self {
            clock: Arc::new(SystemClock),
            random: Arc::new(SystemRandom),
            factors: factors(),
        }
    }
}

/// Which database the settings name.
pub fn place(settings: &Settings, data: &Data) -> Place {
    match settings.text("database") {
        "" => Place::Sqlite(data.database()),
        url => Place::Postgres(PostgresOptions {
            url: Secret::new(url.to_owned()),
            pool: settings
                .number("postgres.pool")
                .and_then(|n| usize::try_from(n).ok())
                .unwrap_or(16),
            prepared: settings.switch("postgres.prepared"),
        }),
    }
}

/// Opens the database that the settings name, and the door before it.
///
/// # Errors
/// One sentence for whoever starts the program.
pub async fn open(settings: &Settings, nature: &Nature, schema: Schema) -> Result<Door, Fault> {
    let data = Data::of(settings);
    let place = place(settings, &data);
    let file = matches!(place, Place::Sqlite(_));
    let begin = schema == Schema::Begin && file && !data.has_database();
    let may_migrate = begin || schema == Schema::Migrate;
    if may_migrate {
        data.make()?;
        if file {
            data.make_database()?;
        }
    } else if file && !data.has_database() {
        return Err(Fault::new(format!(
            "There is no database in {} yet; start \"countersign serve\", or add the first account with \
             \"countersign user add NAME --admin\".",
            data.folder().display()
        )));
    }
    let factors = nature.factors.clone();
    let options = Options {
        place,
        key_file: data.key_file().to_owned(),
        schemas: &door::schemas(&factors),
        may_migrate,
    };
    let store = Store::open(&options, &*nature.random, nature.clock.now()).await?;
    let mut config = Config::of(settings);
    // No password is the address that it is typed at (ASVS 5.0 6.1.2).
    if let Ok(address) = PublicUrl::read(settings.text("public_url")) {
        config.password_words.push(address.host().to_owned());
        // As browsers write it: what is bound to our address is bound to that, whoever asks.
        let origin = Value::Text(address.origin().to_owned());
        config.settings.set("public_url", origin);
    }
    Ok(Door::new(door::Wiring {
        store,
        clock: Arc::clone(&nature.clock),
        random: Arc::clone(&nature.random),
        seals: Some(Arc::new(SealFile::new(data.audit_seals()))),
        channels: channels(settings)?,
        catalogue: web::catalogue(&factors)?,
        factors,
        config,
    }))
}

/// The factors of this program.
pub fn factors() -> Registry {
    Registry::built_in()
}

/// By which ways messages leave.
fn channels(settings: &Settings) -> Result<Vec<Arc<dyn Channel>>, Fault> {
    let mut all: Vec<Arc<dyn Channel>> = Vec::new();
    match settings.text("outbox.write_to") {
        "" => {}
        file => all.push(Arc::new(OutboxFile::new(file.into()))),
    }
    if let Some(mail) = outgoing(settings)? {
        all.push(Mail::new(mail));
    }
    let gateways = gateways(settings)?;
    if !gateways.is_empty() {
        all.push(ByGateways::new(gateways));
    }
    Ok(all)
}

/// What is set of mail; nothing where no server is.
///
/// # Errors
/// A setting that can't be, in one sentence.
pub fn outgoing(settings: &Settings) -> Result<Option<Outgoing>, Fault> {
    let url = public_url(settings);
    let read = Outgoing::read(settings, url.origin(), url.host());
    read.map_err(|wrong| Fault::new(format!("\"{}\" {}", wrong.key, wrong.why)))
}

/// Where people and programs reach us.
fn public_url(settings: &Settings) -> PublicUrl {
    let port = Listen::read(settings.text("listen")).map_or(0, |listen| listen.port());
    PublicUrl::read(settings.text("public_url")).unwrap_or_else(|_| PublicUrl::local(port))
}

/// The gateways by which text messages leave.
///
/// # Errors
/// A setting that can't be, in one sentence.
pub fn gateways(settings: &Settings) -> Result<Gateways, Fault> {
    let url = public_url(settings);
    let read = post::gateway::read(settings, url.origin(), &Tls::of_the_system());
    read.map_err(|wrong| Fault::new(format!("\"{}\" {}", wrong.place, wrong.why)))
}

/// The country whose telephone numbers people write as they dial them at home.
///
/// # Errors
/// The setting names none.
pub fn home(settings: &Settings) -> Result<Country, Fault> {
    phone::home(settings).ok_or_else(|| Fault::new("\"site.country\" names no country"))
}
