//! The server: its listeners, its door and its pages, running until it is told to stop. The program
//! starts it from its configuration, tests with a clock and chance of their own.

use std::net::{SocketAddr, TcpListener};
use std::sync::Arc;

use domain::setting::{Settings, Value};
use domain::{Fault, Secret};
use door::Door;
use ipnet::IpNet;
use tokio::sync::{Notify, watch};
use tokio::task::JoinSet;
use web::{PublicAddress, Site, Web};

use crate::accepted;
use crate::address::PublicUrl;
use crate::cli::Stopped;
use crate::clock::floored::{self, Floored};
use crate::clock::watch as clock_watch;
use crate::config::{Checked, Loaded, trusted_proxies};
use crate::data::Data;
use crate::durability;
use crate::hashing;
use crate::listener;
use crate::ports::Ports;
use crate::set_up_link::SetUpLink;
use crate::tls::Certificate;
use crate::upkeep;
use crate::wiring::{self, Nature, Schema};

/// What a server is made of.
pub struct Wiring {
    pub loaded: Loaded,
    pub nature: Nature,
    /// The system's clock, where it is `nature`'s: it is waited for where it isn't set, and watched.
    pub clock: Option<Arc<Floored>>,
    /// Sockets that are open already, all on one port, in place of the setting `listen`.
    pub listeners: Option<Vec<TcpListener>>,
}

impl Wiring {
    /// A server on the system's clock and chance, listening where the configuration says.
    pub fn system(loaded: Loaded) -> Self {
        let clock = Arc::new(Floored::default());
        let nature = Nature {
            clock: Arc::clone(&clock) as _,
            ..Nature::system()
        };
        Self {
            loaded,
            nature,
            clock: Some(clock),
            listeners: None,
        }
    }
}

/// A running server. Dropping it ends it at once, without waiting for requests.
pub struct Running {
    pub addresses: Vec<SocketAddr>,
    /// Where its gate is asked, where that isn't there.
    pub gate: Vec<SocketAddr>,
    /// Where its metrics are; nowhere where they are switched off.
    pub metrics: Vec<SocketAddr>,
    /// Address that people open in their browser
    pub public_url: PublicUrl,
    /// The link that makes the first administrator, where there is no account yet.
    pub set_up_link: Option<Secret<String>>,
    pub door: Door,
    web: Web,
    renew: Arc<Notify>,
    stop: watch::Sender<bool>,
    tasks: JoinSet<Result<(), Fault>>,
}

impl Running {
    /// Waits for it to break; it never ends by itself otherwise.
    pub async fn broken(&mut self) -> Fault {
        match self.tasks.join_next().await {
            Some(Ok(Err(fault))) => fault,
            Some(Err(error)) => Fault::because("a part of the server", &error),
            Some(Ok(Ok(()))) | None => Fault::new("a part of the server has ended"),
        }
    }

    /// Looks at once whether the certificate has changed, where there is one.
    pub fn renew_certificate(&self) {
        self.renew.notify_one();
    }

    /// Has `/readyz` say no, while everything is still answered.
    pub fn drain(&self) {
        self.web.set_ready(false);
    }

    /// Ends it: no request is taken any more, those that are at work get a moment to finish.
    ///
    /// # Errors
    /// What broke in ending.
    pub async fn stop(mut self) -> Result<(), Fault> {
        self.stop.send_replace(true);
        let mut first = Ok(());
        while let Some(ended) = self.tasks.join_next().await {
            let ended = ended.map_err(|e| Fault::because("a part of the server", &e));
            first = first.and(ended.and_then(|result| result));
        }
        first
    }
}

/// Starts a server: opens its ports and its database, and makes the set-up link of one without
/// accounts.
///
/// # Errors
/// One sentence that says why it can't be started.
pub async fn serve(wiring: Wiring) -> Result<Running, Stopped> {
    let Wiring {
        loaded,
        nature,
        clock,
        listeners,
    } = wiring;
    let checked = Checked::of(&loaded)?;
    if let Some(url) = &checked.public_url {
        trusted_proxies::are_said(&loaded, url, checked.tls.is_some())?;
    }
    let data = Data::of(&loaded.settings);
    let hashes = hashing::fit(&loaded)?;
    let certificate = certificate(&loaded, &checked, &nature)?;
    // The ports first: a second server on the same data would void the first one's set-up link.
    let ports = Ports::open(&loaded, &checked, listeners)?;
    let public_url = checked
        .public_url
        .unwrap_or_else(|| PublicUrl::local(listener::port(&ports.pages)));

    let settings = with_found(&loaded, &public_url, hashes);
    let door = open_door(&loaded, &settings, &nature, &data).await?;
    if let Some(clock) = &clock {
        floored::settle(clock, &door).await?;
    }
    // Before anything is answered: waits and budgets begun by our own clock would end when the shared one is known.
    door.database_clock().await?;
    let link = SetUpLink::make(&door, &data, &public_url).await?;
    let set_up_link = link.as_ref().map(|link| link.text.clone());

    let web = before(&door, &loaded, &public_url, checked.trusted_proxies);
    let (stop, stopped) = watch::channel(false);
    let [addresses, gate, metrics] =
        [&ports.pages, &ports.gate, &ports.metrics].map(|these| addresses(these));
    let mut tasks = JoinSet::new();
    let tls = certificate.as_ref().map(Certificate::tls);
    ports.serve(&web, tls, &stopped, &mut tasks);
    let renew = Arc::new(Notify::new());
    if let Some(certificate) = certificate {
        let renewed = certificate.renew(nature.clock, Arc::clone(&renew));
        tasks.spawn(unless_stopped(renewed, stopped.clone()));
    }
    if let Some(link) = link {
        let outlived = link.outlive(door.clone(), data);
        tasks.spawn(unless_stopped(outlived, stopped.clone()));
    }
    if let Some(clock) = clock {
        let (door, web) = (door.clone(), web.clone());
        tasks.spawn(clock_watch::watch(clock, door, web, stopped.clone()));
    }
    tasks.spawn(upkeep::run(door.clone(), stopped));
    Ok(Running {
        addresses,
        gate,
        metrics,
        public_url,
        set_up_link,
        door,
        web,
        renew,
        stop,
        tasks,
    })
}

/// The settings with what was found out at start: what is bound to our address has to know it, and passwords are
/// hashed as many at once as there is memory for.
fn with_found(loaded: &Loaded, public_url: &PublicUrl, hashes: i64) -> Settings {
    let mut settings = loaded.settings.clone();
    settings.set("public_url", Value::Text(public_url.origin().to_owned()));
    settings.set(hashing::AT_ONCE, Value::Number(hashes));
    settings
}

/// The door, once nothing is amiss with what is kept.
async fn open_door(
    loaded: &Loaded,
    settings: &Settings,
    nature: &Nature,
    data: &Data,
) -> Result<Door, Stopped> {
    durability::check(loaded, &wiring::place(settings, data)).await?;
    let door = wiring::open(settings, nature, Schema::Migrate).await?;
    look_at_doubts(loaded, &door).await?;
    if let Some(noted) = accepted::read(data)
        && let Some(mail) = wiring::outgoing(settings)?
        && noted.is_of(&mail.server)
        && let Err(stop) = door.mail_was_accepted().await
    {
        tracing::warn!("that mail was tried could not be noted: {stop:?}");
    }
    if let Some(warning) = data.warning() {
        tracing::warn!(event = "data-folder", "{warning}");
    }
    Ok(door)
}

/// The pages before a door.
fn before(door: &Door, loaded: &Loaded, public_url: &PublicUrl, proxies: Vec<IpNet>) -> Web {
    Web::new(web::Wiring {
        door: door.clone(),
        site: site(loaded),
        address: PublicAddress {
            origin: public_url.origin().to_owned(),
            origins: public_url.origins(),
            https: public_url.is_https(),
        },
        trusted_proxies: proxies,
        connections: listener::most_connections(),
    })
}

/// What is amiss with what factors keep: refused, or told where the settings say that it is meant.
async fn look_at_doubts(loaded: &Loaded, door: &Door) -> Result<(), Stopped> {
    for doubt in door.doubts().await? {
        if !doubt.meant {
            return Err(loaded.misfit(&doubt.misfit).into());
        }
        tracing::warn!(event = "left-behind", "{}", doubt.misfit.why);
    }
    Ok(())
}

fn certificate(
    loaded: &Loaded,
    checked: &Checked,
    nature: &Nature,
) -> Result<Option<Certificate>, Stopped> {
    let (Some(files), Some(url)) = (&checked.tls, &checked.public_url) else {
        return Ok(None);
    };
    Certificate::read(files.clone(), url.host(), nature.clock.now())
        .map(Some)
        .map_err(|misfit| loaded.misfit(&misfit).into())
}

fn addresses(listeners: &[TcpListener]) -> Vec<SocketAddr> {
    let address = |listener: &TcpListener| listener.local_addr().ok();
    listeners.iter().filter_map(address).collect()
}

fn site(loaded: &Loaded) -> Site {
    let text = |key| loaded.settings.text(key).to_owned();
    Site {
        name: text("site.name"),
        support_text: text("site.support_text"),
        support_url: text("site.support_url"),
        privacy_url: text("site.privacy_url"),
    }
}

/// Ends when the server is told to stop.
pub(crate) async fn until(mut stopped: watch::Receiver<bool>) {
    // Whoever could have told it has gone: that is the end as well.
    drop(stopped.wait_for(|stopped| *stopped).await);
}

/// Something that has an end of its own, as a part of the server, which ends when it is told to.
async fn unless_stopped(
    work: impl Future<Output = ()>,
    stopped: watch::Receiver<bool>,
) -> Result<(), Fault> {
    tokio::select! {
        () = until(stopped.clone()) => return Ok(()),
        () = work => {}
    }
    until(stopped).await;
    Ok(())
}
