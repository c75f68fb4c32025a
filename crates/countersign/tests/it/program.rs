//! The real binary, in a folder of its own.

use std::io::{BufRead, BufReader, Read, Write};
use std::path::PathBuf;
use std::process::{Child, ChildStdout, Command, Output, Stdio};

use testing::{Engine, Folder, Place};

/// A password that is accepted everywhere.
pub const PASSWORD: &str = "a river in late November";

/// The binary, always with the same data.
pub struct Program {
    folder: Folder,
    /// Settings as variables.
    pub variables: Vec<(String, String)>,
    /// A PostgreSQL database lives as long as this.
    place: Option<Place>,
}

impl Program {
    /// With its data in a new folder.
    pub fn new() -> Self {
        // Hashing is tested elsewhere, and many of these run side by side.
        let cheap = [
            ("COUNTERSIGN_ARGON2_MEMORY_KIB", "64"),
            ("COUNTERSIGN_ARGON2_PASSES", "1"),
            ("COUNTERSIGN_METRICS_LISTEN", ""),
            ("COUNTERSIGN_LISTEN", "localhost:0"),
            ("COUNTERSIGN_DATA", "data"),
            // Nobody sends these servers anything while they end.
            ("COUNTERSIGN_SHUTDOWN_DRAIN", "0"),
        ];
        let owned = |(name, value): (&str, &str)| (name.to_owned(), value.to_owned());
        Self {
            folder: Folder::new(),
            variables: cheap.map(owned).to_vec(),
            place: None,
        }
    }

    /// The same on a database of that engine; none where the engine is left out.
    pub fn on(engine: Engine) -> Option<Self> {
        if !Engine::all().contains(&engine) {
            return None;
        }
        let mut program = Self::new();
        if engine == Engine::Postgres {
            let place = Place::new(engine);
            let runtime = tokio::runtime::Builder::new_current_thread()
                .enable_all()
                .build()
                .unwrap();
            let store::Place::Postgres(options) = runtime.block_on(place.database()) else {
                panic!("another engine");
            };
            program.set("COUNTERSIGN_DATABASE", options.url.expose());
            // Off behind a pooler.
            let prepared = options.prepared.to_string();
            program.set("COUNTERSIGN_POSTGRES_PREPARED", &prepared);
            program.place = Some(place);
        }
        Some(program)
    }

    /// A path in its folder.
    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Sets a variable.
    pub fn set(&mut self, name: &str, value: &str) {
        self.variables.retain(|(known, _)| known != name);
        self.variables.push((name.to_owned(), value.to_owned()));
    }

    /// Runs statements on its database beside it, as whoever tampers with it would.
    pub fn behind(&self, statements: &str) {
        let Some(place) = &self.place else {
            let database = rusqlite::Connection::open(self.path("data/countersign.db")).unwrap();
            return database.execute_batch(statements).unwrap();
        };
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .unwrap();
        runtime.block_on(async {
            let client = place.postgres().await;
            client.batch_execute(statements).await.unwrap();
        });
    }

    pub fn command(&self, line: &str) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_countersign"));
        for (name, _) in std::env::vars_os() {
            if name.to_string_lossy().starts_with("COUNTERSIGN_") {
                command.env_remove(name);
            }
        }
        command
            .args(line.split_whitespace())
            .envs(self.variables.iter().cloned())
            .current_dir(self.folder.path())
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        command
    }

    /// Runs a command line, arguments apart by spaces.
    pub fn run(&self, line: &str) -> Done {
        Done::of(line, self.command(line).output().unwrap())
    }

    /// Runs one with that on standard input.
    pub fn run_with(&self, line: &str, input: &str) -> Done {
        let mut child = self.command(line).stdin(Stdio::piped()).spawn().unwrap();
        // A program that refuses at once doesn't read.
        drop(child.stdin.take().unwrap().write_all(input.as_bytes()));
        Done::of(line, child.wait_with_output().unwrap())
    }

    /// What a command that is done prints.
    pub fn done(&self, line: &str) -> String {
        let done = self.run(line);
        assert_eq!(done.code, 0, "{line}: {}", done.err);
        assert_eq!(done.err, "", "{line}");
        done.out
    }

    /// The same as JSON.
    pub fn json(&self, line: &str) -> serde_json::Value {
        let text = self.done(line);
        serde_json::from_str(&text).unwrap_or_else(|e| panic!("{line}: {e}: {text}"))
    }

    /// The one line with which a command is refused.
    pub fn refused(&self, line: &str) -> String {
        self.run(line).refused()
    }

    /// Adds an account with [`PASSWORD`].
    pub fn add(&self, more: &str) {
        let line = format!("user add --password-stdin {more}");
        let done = self.run_with(&line, PASSWORD);
        assert_eq!(done.code, 0, "{line}: {}", done.err);
    }

    /// Starts the server and waits until it listens.
    pub fn serve(&self, flags: &str) -> Server {
        let mut child = self.command(&format!("serve {flags}")).spawn().unwrap();
        let mut out = BufReader::new(child.stdout.take().unwrap());
        let mut line = || {
            let mut line = String::new();
            out.read_line(&mut line).unwrap();
            line
        };
        let first = line();
        let Some(place) = first.strip_prefix("Listening on ") else {
            let mut err = String::new();
            child
                .stderr
                .take()
                .unwrap()
                .read_to_string(&mut err)
                .unwrap();
            panic!("{first}{err}");
        };
        let place = place.trim().to_owned();
        // The file is there before anything is said. What is no terminal is told its name alone.
        let link = std::fs::read_to_string(self.path("data/setup-link")).ok();
        if link.is_some() {
            let said = line();
            assert!(
                said.contains("data/setup-link") && !said.contains("/setup/"),
                "{said}"
            );
        }
        let link = link.map(|link| link.trim().to_owned());
        Server {
            child,
            out,
            place,
            link,
        }
    }
}

/// A command that has ended.
pub struct Done {
    line: String,
    /// Its exit code.
    pub code: i32,
    /// Standard output.
    pub out: String,
    /// Standard error.
    pub err: String,
}

impl Done {
    pub fn of(line: &str, output: Output) -> Self {
        Self {
            line: line.to_owned(),
            code: output.status.code().unwrap_or(-1),
            out: String::from_utf8(output.stdout).unwrap(),
            err: String::from_utf8(output.stderr).unwrap(),
        }
    }

    /// The one line with which it was refused.
    pub fn refused(self) -> String {
        let Self {
            line,
            code,
            out,
            err,
        } = self;
        assert_eq!((code, out.as_str()), (1, ""), "{line}: {err}");
        // A server's standard error is one JSON object a line.
        let said = match err.strip_prefix("countersign: ") {
            Some(said) if !line.starts_with("serve") => said.to_owned(),
            _ => {
                let said: serde_json::Value = serde_json::from_str(&err)
                    .unwrap_or_else(|error| panic!("{line}: {error}: {err}"));
                assert_eq!(
                    (&said["level"], &said["event"]),
                    (&"ERROR".into(), &"stopped".into())
                );
                said["message"].as_str().unwrap().to_owned()
            }
        };
        assert_eq!(said.lines().count(), 1, "{line}: {said}");
        said.trim().to_owned()
    }
}

/// A server at work; killed when this is dropped.
pub struct Server {
    child: Child,
    out: BufReader<ChildStdout>,
    /// What it says of where it listens.
    pub place: String,
    /// The set-up link.
    pub link: Option<String>,
}

impl Server {
    /// The port of a server without a public URL.
    pub fn port(&self) -> u16 {
        self.place.rsplit_once(':').unwrap().1.parse().unwrap()
    }

    /// Sends a signal and waits for the end: exit code, rest of the output, and the log.
    pub fn end(mut self, signal: &str) -> Done {
        let pid = self.child.id().to_string();
        let sent = Command::new("kill").args([signal, &pid]).status().unwrap();
        assert!(sent.success());
        let (mut out, mut err) = (String::new(), String::new());
        self.out.read_to_string(&mut out).unwrap();
        let mut log = self.child.stderr.take().unwrap();
        log.read_to_string(&mut err).unwrap();
        Done {
            line: "serve".to_owned(),
            code: self.child.wait().unwrap().code().unwrap_or(-1),
            out,
            err,
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        drop(self.child.kill());
        drop(self.child.wait());
    }
}
