//! One PostgreSQL for all test processes that run at a time. Whoever needs it first starts it;
//! each holds a shared lock on a file for as long as it lives, however it ends; a guard beside the
//! server stops it when nobody has held that lock for ten seconds.

use std::fs::{File, OpenOptions};
use std::io::{BufRead, BufReader};
use std::os::unix::net::UnixStream;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::OnceLock;

/// Starts a server and guards it; a shell, so that it outlives the test that started it.
const GUARD: &str = include_str!("server.sh");

struct Server {
    base: String,
    /// The same behind the pooler, where there is one.
    pooled: Option<String>,
    /// The shared lock: let go when the process ends.
    _in_use: Option<File>,
}

/// The server's URL without a database: add `/name`.
pub fn base() -> &'static str {
    &server().base
}

/// The same behind the pooler, where `COUNTERSIGN_TEST_POOLER` puts one.
pub fn pooled() -> Option<&'static str> {
    server().pooled.as_deref()
}

fn server() -> &'static Server {
    static SERVER: OnceLock<Server> = OnceLock::new();
    SERVER.get_or_init(find)
}

fn is_pooled() -> bool {
    std::env::var_os("COUNTERSIGN_TEST_POOLER").is_some_and(|value| value == "1")
}

/// Whether PostgreSQL is left out.
pub fn left_out() -> bool {
    std::env::var_os("COUNTERSIGN_TEST_QUICK").is_some_and(|value| value == "1")
}

/// The folder of lock files.
pub(crate) fn folder() -> PathBuf {
    let target = std::env::var_os("CARGO_TARGET_DIR").map_or_else(
        || Path::new(env!("CARGO_MANIFEST_DIR")).join("../../target"),
        PathBuf::from,
    );
    // A server with a pooler is another one than that without.
    let folder = target.join(if is_pooled() {
        "tmp/postgres-pooled"
    } else {
        "tmp/postgres"
    });
    std::fs::create_dir_all(&folder).unwrap();
    folder.canonicalize().unwrap()
}

/// An open lock file.
pub(crate) fn lock_file(name: &str) -> File {
    OpenOptions::new()
        .create(true)
        .append(true)
        .open(folder().join(name))
        .unwrap()
}

fn find() -> Server {
    if let Ok(base) = std::env::var("COUNTERSIGN_TEST_POSTGRES")
        && !base.is_empty()
    {
        assert!(
            !is_pooled(),
            "a pooler is started beside a server of our own"
        );
        return Server {
            base: base.trim_end_matches('/').to_owned(),
            pooled: None,
            _in_use: None,
        };
    }
    let in_use = lock_file("in-use");
    in_use.lock_shared().unwrap();
    in_use.set_modified(std::time::SystemTime::now()).unwrap();
    let starting = lock_file("starting");
    starting.lock().unwrap();
    let socket = running().unwrap_or_else(start);
    let url = |folder: &str| format!("postgres://postgres@{}", folder.replace('/', "%2F"));
    Server {
        base: url(&socket),
        pooled: is_pooled().then(|| url(&format!("{socket}/pooler"))),
        _in_use: Some(in_use),
    }
}

/// The socket's folder of a server that answers.
fn running() -> Option<String> {
    let socket = std::fs::read_to_string(folder().join("socket")).ok()?;
    let socket = socket.trim().to_owned();
    UnixStream::connect(Path::new(&socket).join(".s.PGSQL.5432")).ok()?;
    Some(socket)
}

#[expect(clippy::zombie_processes, reason = "the guard outlives this process")]
fn start() -> String {
    let mut guard = Command::new("sh")
        .args(["-c", GUARD, "guard"])
        .arg(programs())
        .arg(folder())
        .args(is_pooled().then_some("pooled"))
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        // Its own group: interrupting the tests must not end it before it has tidied up.
        .process_group(0)
        .spawn()
        .unwrap();
    let mut said = String::new();
    BufReader::new(guard.stdout.take().unwrap())
        .read_line(&mut said)
        .unwrap();
    assert_eq!(said.trim(), "ready", "PostgreSQL didn't start");
    running().expect("PostgreSQL is ready but doesn't answer")
}

/// The folder of PostgreSQL's programs: the newest version's.
pub(crate) fn programs() -> PathBuf {
    let number = |path: &PathBuf| -> u32 {
        path.file_name()
            .and_then(|name| name.to_str()?.parse().ok())
            .unwrap_or(0)
    };
    std::fs::read_dir("/usr/lib/postgresql")
        .into_iter()
        .flatten()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.join("bin/initdb").exists())
        .max_by_key(number)
        .map(|path| path.join("bin"))
        .expect(
            "PostgreSQL isn't installed (apt install postgresql). COUNTERSIGN_TEST_POSTGRES names \
             a running one, COUNTERSIGN_TEST_QUICK=1 leaves it out.",
        )
}
