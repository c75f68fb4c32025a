//! A PostgreSQL server of a test's own, where the one that all share can't be changed: one that only reads,
//! a primary with its standby, a pooler before it. Ended with the test, however that ends.

use std::fs::{File, OpenOptions};
use std::io::Write;
use std::os::unix::net::UnixStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use domain::Secret;
use store::PostgresOptions;
use tokio_postgres::{Client, NoTls};

use crate::Folder;
use crate::server::programs;

/// What no test of this kind is about.
const SETTINGS: &str = "
listen_addresses = ''
port = 5432
max_connections = 60
shared_buffers = '16MB'
fsync = off
wal_level = logical
";

/// A server on a socket in a folder of its own.
pub struct Cluster {
    folder: Folder,
    server: Option<Child>,
}

impl Cluster {
    /// A new one with these further lines of configuration, at work.
    pub fn start(more: &str) -> Self {
        let mut this = Self::in_a_folder();
        let data = this.data();
        let mut initdb = this.program("initdb");
        initdb.args(["--username=postgres", "--auth=trust", "--encoding=UTF8"]);
        initdb.args(["--locale=C.UTF-8", "--no-sync", "--pgdata"]);
        done(initdb.arg(&data), &this.log());
        this.configure(SETTINGS);
        this.configure(more);
        this.run();
        this
    }

    /// Its standby by that name, streaming.
    pub fn standby(&self, name: &str) -> Self {
        let mut this = Self::in_a_folder();
        let data = this.data();
        let mut copy = this.program("pg_basebackup");
        copy.args(["--write-recovery-conf", "--checkpoint=fast", "--no-sync"]);
        copy.args(["--username=postgres", "--wal-method=stream", "--pgdata"]);
        copy.arg(&data).arg("--host").arg(self.socket());
        done(&mut copy, &this.log());
        let line = format!(
            "primary_conninfo = 'host={} user=postgres application_name={name}'\n",
            self.socket().display()
        );
        // The last of two lines counts.
        let mut file = OpenOptions::new()
            .append(true)
            .open(data.join("postgresql.auto.conf"))
            .unwrap();
        file.write_all(line.as_bytes()).unwrap();
        this.run();
        this
    }

    /// The folder that holds the socket of the server.
    pub fn socket(&self) -> &Path {
        self.folder.path()
    }

    /// Where its database `postgres` is, as a URL.
    pub fn url(&self) -> String {
        let folder = self.socket().to_str().unwrap().replace('/', "%2F");
        format!("postgres://postgres@{folder}/postgres")
    }

    /// How a store reaches that database.
    pub fn options(&self) -> PostgresOptions {
        PostgresOptions {
            url: Secret::new(self.url()),
            pool: 4,
            prepared: true,
        }
    }

    /// A connection outside of any store.
    pub async fn client(&self) -> Client {
        let (client, connection) = tokio_postgres::connect(&self.url(), NoTls).await.unwrap();
        tokio::spawn(async move { drop(connection.await) });
        client
    }

    /// Sets something for everybody, those who are connected as well.
    pub async fn set(&self, line: &str) {
        let client = self.client().await;
        client
            .batch_execute(&format!("ALTER SYSTEM SET {line}"))
            .await
            .unwrap();
        client
            .batch_execute("SELECT pg_reload_conf()")
            .await
            .unwrap();
    }

    /// Its standby takes over.
    pub async fn promote(&self) {
        let client = self.client().await;
        client.query("SELECT pg_promote()", &[]).await.unwrap();
    }

    /// A process of one of PostgreSQL's programs that is told where the server is; ended when it is dropped.
    pub fn beside(&self, program: &str, args: &[&str]) -> Beside {
        let mut command = self.program(program);
        command.arg("--username=postgres").arg("--host");
        command.arg(self.socket()).args(args);
        let quiet = command.stdout(Stdio::null()).stderr(Stdio::null());
        Beside(quiet.spawn().unwrap())
    }

    /// Ends it at once, as a machine does that loses its power.
    pub fn crash(&mut self) {
        if let Some(mut server) = self.server.take() {
            let pid = server.id().to_string();
            drop(Command::new("kill").args(["-QUIT", &pid]).status());
            drop(server.wait());
        }
    }

    fn in_a_folder() -> Self {
        Self {
            folder: Folder::new(),
            server: None,
        }
    }

    fn data(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    fn log(&self) -> PathBuf {
        self.folder.path().join("log")
    }

    fn program(&self, name: &str) -> Command {
        let mut command = as_postgres(self.folder.path());
        command.arg(programs().join(name));
        command
    }

    fn configure(&self, lines: &str) {
        let file = OpenOptions::new()
            .append(true)
            .open(self.data().join("postgresql.conf"));
        writeln!(file.unwrap(), "{lines}").unwrap();
    }

    fn run(&mut self) {
        let log = File::create(self.log()).unwrap();
        let mut server = self.program("postgres");
        server.arg("-D").arg(self.data());
        server.arg("-k").arg(self.folder.path());
        let child = server
            .stdout(log.try_clone().unwrap())
            .stderr(log)
            .spawn()
            .unwrap();
        self.server = Some(child);
        let says =
            |what: &str| std::fs::read_to_string(self.log()).is_ok_and(|log| log.contains(what));
        while !says("ready to accept") {
            assert!(
                !says("FATAL"),
                "{}",
                std::fs::read_to_string(self.log()).unwrap()
            );
            std::thread::sleep(Duration::from_millis(20));
        }
        UnixStream::connect(self.socket().join(".s.PGSQL.5432")).unwrap();
    }
}

/// A process beside a server.
pub struct Beside(Child);

impl Drop for Beside {
    fn drop(&mut self) {
        drop(self.0.kill());
        drop(self.0.wait());
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        self.crash();
    }
}

/// What runs a program that refuses root, in a folder that is its own, and for no longer than this thread.
pub(crate) fn as_postgres(folder: &Path) -> Command {
    let mut command = Command::new("setpriv");
    if is_root() {
        std::os::unix::fs::chown(folder, Some(postgres()), None).unwrap();
        command.args(["--reuid=postgres", "--regid=postgres", "--clear-groups"]);
    }
    command.args(["--pdeathsig", "QUIT"]);
    command.current_dir(folder).stdin(Stdio::null());
    command
}

fn done(command: &mut Command, log: &Path) {
    let file = File::create(log).unwrap();
    let status = command
        .stdout(file.try_clone().unwrap())
        .stderr(file)
        .status();
    assert!(
        status.unwrap().success(),
        "{command:?}: {}",
        std::fs::read_to_string(log).unwrap()
    );
}

fn is_root() -> bool {
    use std::os::unix::fs::MetadataExt;
    std::fs::metadata("/proc/self").is_ok_and(|at| at.uid() == 0)
}

/// The id of the user postgres, as Debian's package makes it.
fn postgres() -> u32 {
    let users = std::fs::read_to_string("/etc/passwd").unwrap();
    let line = users.lines().find(|line| line.starts_with("postgres:"));
    let id = line.and_then(|line| line.split(':').nth(2)?.parse().ok());
    id.expect("there is no user postgres (apt install postgresql)")
}
