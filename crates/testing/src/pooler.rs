//! pgbouncer before the tests' PostgreSQL, in transaction mode and carrying no prepared statements: Debian's
//! 1.18 can't, and a newer one is told not to.

use std::os::unix::net::UnixStream;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use domain::Secret;
use store::PostgresOptions;

use crate::Folder;
use crate::cluster::as_postgres;

/// A pooler, ended when this is dropped.
pub struct Pooler {
    folder: Folder,
    pooler: Child,
    database: String,
}

impl Pooler {
    /// One before that database, which it reaches by its socket; with so many connections to it.
    pub fn before(options: &PostgresOptions, connections: u8) -> Self {
        let url: tokio_postgres::Config = options.url.expose().parse().unwrap();
        let tokio_postgres::config::Host::Unix(socket) = &url.get_hosts()[0] else {
            panic!("the tests' PostgreSQL is reached by its socket");
        };
        let folder = Folder::new();
        let home = folder.path().display();
        let newer = if carries_some() {
            "max_prepared_statements = 0"
        } else {
            ""
        };
        let configuration = format!(
            "[databases]\n* = host={} port=5432 user=postgres\n[pgbouncer]\nlisten_addr =\nlisten_port = 5432\n\
             unix_socket_dir = {home}\nauth_type = any\npool_mode = transaction\n\
             default_pool_size = {connections}\nlogfile = {home}/log\n{newer}\n",
            socket.display()
        );
        let file = folder.path().join("pgbouncer.ini");
        std::fs::write(&file, configuration).unwrap();
        let mut command = as_postgres(folder.path());
        command.arg("/usr/sbin/pgbouncer").arg("-q").arg(&file);
        let pooler = command.stderr(Stdio::null()).spawn().unwrap();
        let this = Self {
            pooler,
            database: url.get_dbname().unwrap().to_owned(),
            folder,
        };
        while UnixStream::connect(this.folder.path().join(".s.PGSQL.5432")).is_err() {
            std::thread::sleep(Duration::from_millis(20));
        }
        this
    }

    /// How a store reaches the database through it, as somebody who wrote nothing of poolers.
    pub fn options(&self) -> PostgresOptions {
        let folder = self.folder.path().to_str().unwrap().replace('/', "%2F");
        PostgresOptions {
            url: Secret::new(format!("postgres://postgres@{folder}/{}", self.database)),
            pool: 8,
            prepared: true,
        }
    }
}

impl Drop for Pooler {
    fn drop(&mut self) {
        drop(self.pooler.kill());
        drop(self.pooler.wait());
    }
}

/// Whether it is 1.21 or newer.
fn carries_some() -> bool {
    let output = Command::new("/usr/sbin/pgbouncer")
        .arg("--version")
        .output();
    let said = output.expect("pgbouncer isn't installed (apt install pgbouncer)");
    let said = String::from_utf8(said.stdout).unwrap();
    let version = said.split_whitespace().nth(1).unwrap_or("");
    let mut numbers = version.split('.').map(|part| part.parse().unwrap_or(0));
    (numbers.next().unwrap_or(0), numbers.next().unwrap_or(0)) >= (1, 21)
}
