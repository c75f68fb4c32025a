//! A wire between the store and PostgreSQL that can be cut.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use domain::Secret;
use store::PostgresOptions;
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::net::{TcpStream, UnixListener, UnixStream};
use tokio::sync::watch;
use tokio_postgres::config::Host;

#[derive(Clone, Copy, PartialEq)]
enum State {
    Whole,
    /// What the client says doesn't arrive.
    Mute,
    /// What the server answers doesn't arrive.
    Deaf,
    Cut,
}

/// A wire. What is done to it is done to the connections there are; later ones are whole.
pub struct Wire {
    state: Arc<Mutex<watch::Sender<State>>>,
    pub options: PostgresOptions,
}

impl Wire {
    /// Lays a wire from a socket in this folder to that database.
    pub fn lay(folder: &Path, to: &PostgresOptions) -> Self {
        let listener = UnixListener::bind(folder.join(".s.PGSQL.5432")).unwrap();
        let state = Arc::new(Mutex::new(watch::Sender::new(State::Whole)));
        let far: tokio_postgres::Config = to.url.expose().parse().unwrap();
        let url = format!(
            "postgres://{}@{}/{}",
            far.get_user().unwrap(),
            folder.to_str().unwrap().replace('/', "%2F"),
            far.get_dbname().unwrap(),
        );
        let now = Arc::clone(&state);
        tokio::spawn(async move {
            while let Ok((near, _)) = listener.accept().await {
                let state = now.lock().unwrap().subscribe();
                match &far.get_hosts()[0] {
                    Host::Unix(at) => {
                        let far = UnixStream::connect(socket(at)).await.unwrap();
                        join(near, far, &state);
                    }
                    Host::Tcp(name) => {
                        let port = far.get_ports().first().copied().unwrap_or(5432);
                        let far = TcpStream::connect((name.as_str(), port)).await.unwrap();
                        join(near, far, &state);
                    }
                }
            }
        });
        let url = Secret::new(url);
        Self {
            state,
            options: PostgresOptions { url, ..to.clone() },
        }
    }

    pub fn mute(&self) {
        self.state.lock().unwrap().send_replace(State::Mute);
    }

    pub fn deafen(&self) {
        self.state.lock().unwrap().send_replace(State::Deaf);
    }

    pub fn cut(&self) {
        let mut state = self.state.lock().unwrap();
        state.send_replace(State::Cut);
        *state = watch::Sender::new(State::Whole);
    }
}

fn socket(folder: &Path) -> PathBuf {
    folder.join(".s.PGSQL.5432")
}

fn join(
    near: UnixStream,
    far: impl AsyncRead + AsyncWrite + Send + 'static,
    state: &watch::Receiver<State>,
) {
    let (near_in, near_out) = tokio::io::split(near);
    let (far_in, far_out) = tokio::io::split(far);
    tokio::spawn(carry(near_in, far_out, State::Mute, state.clone()));
    tokio::spawn(carry(far_in, near_out, State::Deaf, state.clone()));
}

async fn carry(
    mut from: impl AsyncRead + Unpin,
    mut to: impl AsyncWrite + Unpin,
    lost_when: State,
    mut state: watch::Receiver<State>,
) {
    let mut bytes = vec![0; 65_536];
    loop {
        tokio::select! {
            read = from.read(&mut bytes) => match read {
                Ok(0) | Err(_) => break,
                Ok(n) if *state.borrow() != lost_when => {
                    if to.write_all(&bytes[..n]).await.is_err() {
                        break;
                    }
                }
                Ok(_) => {}
            },
            _ = wait_for_cut(&mut state) => break,
        }
    }
    drop(to.shutdown().await);
}

async fn wait_for_cut(state: &mut watch::Receiver<State>) {
    drop(state.wait_for(|state| *state == State::Cut).await);
}
