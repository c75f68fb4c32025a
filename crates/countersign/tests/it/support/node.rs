//! The real binary as a node: its log in a file, its time moved from outside, ended as a machine ends
//! that loses its power.

use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::PathBuf;
use std::process::{Child, ChildStdout, Command, Stdio};

use super::browser::Browser;
use crate::program::Program;

/// Debian's faketime.
pub const FAKETIME: &str = "/usr/lib/x86_64-linux-gnu/faketime/libfaketime.so.1";

/// A node at work; killed when this is dropped.
pub struct Node {
    child: Child,
    out: BufReader<ChildStdout>,
    origin: String,
    port: u16,
    /// What it has said on standard output so far.
    pub said: Vec<String>,
    /// Where its log goes.
    pub log: PathBuf,
}

impl Node {
    /// Starts one and waits until it listens.
    pub fn start(program: &Program) -> Self {
        Self::with(program, &[])
    }

    /// The same with further variables.
    ///
    /// # Panics
    /// With its log, where it doesn't start.
    pub fn with(program: &Program, more: &[(&str, &str)]) -> Self {
        Self::try_with(program, more).unwrap_or_else(|log| panic!("{log}"))
    }

    /// The same; its log where it doesn't start.
    pub fn try_with(program: &Program, more: &[(&str, &str)]) -> Result<Self, String> {
        let mut command = Command::new(env!("CARGO_BIN_EXE_countersign"));
        command.arg("serve").envs(more.iter().copied());
        Self::begin(program, command)
    }

    /// One that this command starts.
    pub fn by(program: &Program, command: Command) -> Self {
        Self::begin(program, command).unwrap_or_else(|log| panic!("{log}"))
    }

    fn begin(program: &Program, mut command: Command) -> Result<Self, String> {
        // One log for all nodes of a place, so that a look at it misses none.
        let log = program.path("log");
        let file = File::options()
            .create(true)
            .append(true)
            .open(&log)
            .unwrap();
        let given: Vec<_> = command
            .get_envs()
            .filter_map(|(name, value)| Some((name.to_owned(), value?.to_owned())))
            .collect();
        for (name, _) in std::env::vars_os() {
            if name.to_string_lossy().starts_with("COUNTERSIGN_") {
                command.env_remove(name);
            }
        }
        let mut child = command
            .envs(program.variables.iter().cloned())
            .envs(given)
            .current_dir(program.path(""))
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(file)
            .spawn()
            .unwrap();
        let mut out = BufReader::new(child.stdout.take().unwrap());
        let mut first = String::new();
        out.read_line(&mut first).unwrap();
        let Some(place) = first.trim().strip_prefix("Listening on ") else {
            drop(child.wait());
            return Err(std::fs::read_to_string(&log).unwrap());
        };
        // "127.0.0.1:1 for https://auth.example.test", or the origin alone.
        let (address, origin) = place.split_once(" for ").unwrap_or((place, place));
        let port = address.rsplit_once(':').unwrap().1.parse().unwrap();
        Ok(Self {
            origin: origin.to_owned(),
            port,
            child,
            out,
            said: vec![first],
            log,
        })
    }

    /// The path of the set-up link, which stands in a file.
    pub fn set_up_path(&self) -> String {
        let file = self.log.with_file_name("data").join("setup-link");
        let link = std::fs::read_to_string(file).unwrap();
        let at = link.find("/setup/").unwrap();
        link[at..].trim().to_owned()
    }

    /// Its port.
    pub const fn port(&self) -> u16 {
        self.port
    }

    /// A new browser.
    pub fn browser(&self) -> Browser {
        Browser::new(self.port, &self.origin)
    }

    /// This browser's cookies at this node.
    pub fn visited_by(&self, browser: &Browser) -> Browser {
        self.browser().as_if(browser)
    }

    /// Where its metrics are, as the log says.
    pub fn metrics_ports(&self) -> Vec<u16> {
        self.ports("metrics")
    }

    /// Where its gate is asked, where that isn't [`Node::port`].
    pub fn gate_ports(&self) -> Vec<u16> {
        self.ports("gate")
    }

    fn ports(&self, of: &str) -> Vec<u16> {
        let log = std::fs::read_to_string(&self.log).unwrap();
        let started = log
            .lines()
            .rfind(|line| line.contains("\"event\":\"started\""));
        let places = super::between(started.unwrap(), &format!("\"{of}\":\"["), "]\"");
        let port = |address: &str| address.rsplit_once(':')?.1.parse().ok();
        places.split(", ").filter_map(port).collect()
    }

    /// Its resident memory, in KiB.
    pub fn memory(&self) -> u64 {
        let path = format!("/proc/{}/status", self.child.id());
        let status = std::fs::read_to_string(path).unwrap();
        let line = status
            .lines()
            .find(|line| line.starts_with("VmRSS:"))
            .unwrap();
        line.split_whitespace().nth(1).unwrap().parse().unwrap()
    }

    /// Whether it is alive.
    pub fn lives(&mut self) -> bool {
        self.child.try_wait().unwrap().is_none()
    }

    /// Tells it to look at its certificate.
    pub fn hang_up(&self) {
        self.signal("-HUP");
    }

    /// Sends it that signal, as `kill` names it.
    pub fn signal(&self, name: &str) {
        let pid = self.child.id().to_string();
        let sent = Command::new("kill").args([name, &pid]).status();
        assert!(sent.unwrap().success());
    }

    /// How many files it may open, by that column of `prlimit`.
    pub fn limit(&self, column: &str) -> String {
        let said = self.prlimit(&["--nofile", "--noheadings", column]);
        said.trim().to_owned()
    }

    /// Sets how many files it may open, as `SOFT:HARD` of which either may be left out.
    pub fn set_limit(&self, limit: &str) {
        self.prlimit(&[&format!("--nofile={limit}")]);
    }

    fn prlimit(&self, args: &[&str]) -> String {
        let mut command = Command::new("prlimit");
        command.args(["--pid", &self.child.id().to_string()]);
        let output = command.args(args).output().unwrap();
        assert!(output.status.success(), "{output:?}");
        String::from_utf8(output.stdout).unwrap()
    }

    /// Waits for its end, and gives its exit code; none where a signal ended it.
    pub fn ended(mut self) -> Option<i32> {
        self.child.wait().unwrap().code()
    }

    /// Ends it at once, in the middle of whatever it does.
    pub fn kill(self) {
        drop(self);
    }

    /// Ends it at once, and leaves its place for another one.
    pub fn end_here(&mut self) {
        drop(self.child.kill());
        drop(self.child.wait());
    }

    /// Ends it as an administrator does, and returns everything that it said on standard output.
    pub fn end(mut self) -> String {
        let pid = self.child.id().to_string();
        assert!(Command::new("kill").arg(&pid).status().unwrap().success());
        let mut rest = String::new();
        std::io::Read::read_to_string(&mut self.out, &mut rest).unwrap();
        self.child.wait().unwrap();
        self.said.concat() + &rest
    }
}

impl Drop for Node {
    fn drop(&mut self) {
        drop(self.child.kill());
        drop(self.child.wait());
        // What faketime keeps beside a process, and takes away only at a good end.
        for name in ["faketime_shm_", "sem.faketime_sem_"] {
            drop(std::fs::remove_file(format!(
                "/dev/shm/{name}{}",
                self.child.id()
            )));
        }
    }
}

/// A clock for real binaries, moved from outside: a file with an offset that faketime reads anew each
/// time it is asked. Timed waits go on as they are.
pub struct Faked {
    file: PathBuf,
    offset: i64,
}

impl Faked {
    /// Lays it under this program's nodes and commands.
    pub fn under(program: &mut Program) -> Self {
        let file = program.path("time");
        let name = file.to_str().unwrap().to_owned();
        for (variable, value) in [
            ("LD_PRELOAD", FAKETIME),
            ("FAKETIME_TIMESTAMP_FILE", &name),
            ("FAKETIME_NO_CACHE", "1"),
            ("FAKETIME_DONT_FAKE_MONOTONIC", "1"),
        ] {
            program.set(variable, value);
        }
        let faked = Self { file, offset: 0 };
        faked.write();
        faked
    }

    /// Lets it go on.
    pub fn later(&mut self, seconds: i64) {
        self.offset += seconds;
        self.write();
    }

    /// The second that it shows.
    pub fn now(&self) -> i64 {
        now() + self.offset
    }

    fn write(&self) {
        // At one stroke: a node must never read half of it.
        let new = self.file.with_extension("new");
        std::fs::write(&new, format!("{:+}s\n", self.offset)).unwrap();
        std::fs::rename(new, &self.file).unwrap();
    }
}

/// The system's second.
pub fn now() -> i64 {
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
    i64::try_from(since.unwrap().as_secs()).unwrap()
}
