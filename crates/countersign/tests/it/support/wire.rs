//! A wire between a node and PostgreSQL that can be cut, and made whole again.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU8, Ordering};

use tokio::io::copy_bidirectional;
use tokio::net::{TcpStream, UnixListener, UnixStream};
use tokio::sync::watch;
use tokio_postgres::config::Host;

/// What the wire does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// It carries.
    Whole = 0,
    /// Every connection breaks.
    Cut = 1,
    /// Connections are taken and nothing comes of them, as where a machine hangs.
    Silent = 2,
    /// The same, and connections that are there stay so without a word.
    Frozen = 3,
}

/// A wire.
pub struct Wire {
    state: Arc<AtomicU8>,
    turned: watch::Sender<()>,
    /// The database at this end of it.
    pub url: String,
}

impl Wire {
    /// Lays one from a socket in this folder to the database of that URL.
    pub fn lay(folder: &Path, to: &str) -> Self {
        let listener = UnixListener::bind(folder.join(".s.PGSQL.5432")).unwrap();
        let far: tokio_postgres::Config = to.parse().unwrap();
        let place = folder.to_str().unwrap().replace('/', "%2F");
        let url = format!(
            "postgres://{}@{place}/{}",
            far.get_user().unwrap(),
            far.get_dbname().unwrap()
        );
        let state = Arc::new(AtomicU8::new(0));
        let turned = watch::Sender::new(());
        let (now, turns) = (Arc::clone(&state), turned.clone());
        tokio::spawn(async move {
            while let Ok((near, _)) = listener.accept().await {
                let mut turn = turns.subscribe();
                let (now, far) = (Arc::clone(&now), far.clone());
                let state = now.load(Ordering::SeqCst);
                tokio::spawn(async move {
                    let mut carry = std::pin::pin!(treat(state, near, &far));
                    tokio::select! {
                        () = &mut carry => {}
                        turned = turn.changed() => {
                            // What is frozen stays open until the next turn.
                            if turned.is_ok() && now.load(Ordering::SeqCst) == State::Frozen as u8 {
                                drop(turn.changed().await);
                            }
                        }
                    }
                });
            }
        });
        Self { state, turned, url }
    }

    /// Whatever is under way breaks; what comes from now on is treated so.
    pub fn is_now(&self, state: State) {
        self.state.store(state as u8, Ordering::SeqCst);
        self.turned.send_replace(());
    }
}

/// Carries, cuts or freezes what came, by the state that it came in.
async fn treat(state: u8, near: UnixStream, far: &tokio_postgres::Config) {
    match state {
        0 => carry(near, far).await,
        1 => {}
        _ => std::future::pending().await,
    }
}

async fn carry(mut near: UnixStream, far: &tokio_postgres::Config) {
    let port = far.get_ports().first().copied().unwrap_or(5432);
    match &far.get_hosts()[0] {
        Host::Unix(folder) => {
            let path: PathBuf = folder.join(format!(".s.PGSQL.{port}"));
            let mut far = UnixStream::connect(path).await.unwrap();
            drop(copy_bidirectional(&mut near, &mut far).await);
        }
        Host::Tcp(name) => {
            let mut far = TcpStream::connect((name.as_str(), port)).await.unwrap();
            drop(copy_bidirectional(&mut near, &mut far).await);
        }
    }
}
