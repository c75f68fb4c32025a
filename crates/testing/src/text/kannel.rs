//! Kannel, as Debian has it, before its own fake centre of a mobile network: what is handed over comes out there as a
//! telephone would get it.

use std::fs::File;
use std::net::{TcpListener, TcpStream};
use std::os::unix::process::CommandExt;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use crate::Folder;

/// Who may send, and by what.
pub const SENDER: &str = "ada";
pub const SECRET: &str = "hunter2 +&";

/// How long a message may be on its way, and how long one may take to listen.
const PATIENCE: Duration = Duration::from_secs(20);

/// How often it is started until it listens.
const TRIES: u8 = 3;

/// A gateway at work, ended when this is dropped.
pub struct Kannel {
    /// Where it is asked, on 127.0.0.1.
    pub port: u16,
    folder: Folder,
    processes: Vec<Child>,
}

impl Kannel {
    /// Starts it. Nothing for `./test quick`, which doesn't install it.
    pub fn start() -> Option<Self> {
        Self::start_before(None)
    }

    /// The same before a pretended modem in place of its centre, as the manual sets it up. The modem reports this
    /// state of each message (3GPP TS 23.040 §9.2.3.15).
    pub fn start_by_modem(state: u8) -> Option<Self> {
        Self::start_before(Some(state))
    }

    fn start_before(modem: Option<u8>) -> Option<Self> {
        if std::env::var_os("COUNTERSIGN_TEST_QUICK").is_some_and(|value| value == "1") {
            eprintln!("left out, since COUNTERSIGN_TEST_QUICK is 1");
            return None;
        }
        // A port that was free may be somebody else's a moment later.
        let mut told = String::new();
        for _ in 0..TRIES {
            match Self::try_to_start(modem) {
                Ok(kannel) => return Some(kannel),
                Err(why) => told = why,
            }
        }
        panic!("{told}");
    }

    /// Starts it once; else what its router has told.
    fn try_to_start(modem: Option<u8>) -> Result<Self, String> {
        let folder = Folder::new();
        let [admin, inner, centre, port] = free_ports();
        let config = include_str!("kannel.conf")
            .replace("ADMIN", &admin.to_string())
            .replace("BOX", &inner.to_string())
            .replace("SMSC", &centre.to_string())
            .replace("SEND", &port.to_string())
            .replace("SECRET", SECRET);
        let mut kannel = Self {
            port,
            folder,
            processes: Vec::new(),
        };
        let config = match modem {
            Some(state) => config.replace(&fake(centre), &kannel.modem(state)),
            None => config,
        };
        std::fs::write(kannel.folder.path().join("conf"), config).unwrap();
        kannel.begin("/usr/sbin/bearerbox", "router", &["conf"]);
        kannel.listens(inner)?;
        if modem.is_some() {
            kannel.begin("/usr/sbin/smsbox", "sender", &["conf"]);
            kannel.listens(port)?;
            kannel.has_its_modem()?;
            return Ok(kannel);
        }
        kannel.listens(centre)?;
        kannel.begin("/usr/sbin/smsbox", "sender", &["conf"]);
        let centre = centre.to_string();
        // It sends nothing by itself.
        let fake = ["-H", "127.0.0.1", "-r", &centre, "-m", "0", "1 2 text x"];
        kannel.begin("/usr/lib/kannel/test/fakesmsc", "centre", &fake);
        kannel.listens(port)?;
        Ok(kannel)
    }

    /// Begins a modem; what is set of it.
    fn modem(&mut self, state: u8) -> String {
        let script = include_str!("modem.py");
        std::fs::write(self.folder.path().join("modem.py"), script).unwrap();
        let arguments = ["modem.py", &state.to_string()];
        self.begin("/usr/bin/python3", "modem", &arguments);
        let begun = Instant::now();
        while !self.told("modem").ends_with('\n') {
            assert!(begun.elapsed() < PATIENCE, "no modem");
            std::thread::sleep(Duration::from_millis(20));
        }
        let manual = include_str!("../../../../docs/configuration.md");
        let (_, set) = manual.split_once("```\ngroup = smsc\n").unwrap();
        let (set, _) = set.split_once("```").unwrap();
        set.replace("/dev/ttyUSB0", self.told("modem").trim())
    }

    fn begin(&mut self, program: &str, log: &str, arguments: &[&str]) {
        let log = File::create(self.folder.path().join(log)).unwrap();
        let child = Command::new(program)
            .args(arguments)
            .current_dir(self.folder.path())
            .stdin(Stdio::null())
            .stdout(log.try_clone().unwrap())
            .stderr(log)
            .process_group(0)
            .spawn()
            .unwrap_or_else(|error| {
                panic!("{program}: {error} (apt install kannel kannel-extras)")
            });
        self.processes.push(child);
    }

    fn listens(&self, port: u16) -> Result<(), String> {
        let begun = Instant::now();
        while TcpStream::connect(("127.0.0.1", port)).is_err() {
            if begun.elapsed() > PATIENCE {
                return Err(format!("{}\n{}", self.told("router"), self.logs()));
            }
            std::thread::sleep(Duration::from_millis(20));
        }
        Ok(())
    }

    /// Waits until the modem is set up: a message before that would only be queued.
    fn has_its_modem(&self) -> Result<(), String> {
        let begun = Instant::now();
        while !self.told("router").contains("successfully opened") {
            if begun.elapsed() > PATIENCE {
                return Err(self.told("router"));
            }
            std::thread::sleep(Duration::from_millis(20));
        }
        Ok(())
    }

    /// What the others have told, as far as they were begun.
    fn logs(&self) -> String {
        let logs = ["sender", "centre"].map(|log| self.folder.path().join(log));
        let told = logs.map(|log| std::fs::read_to_string(log).unwrap_or_default());
        told.join("\n")
    }

    fn told(&self, log: &str) -> String {
        let told = std::fs::read(self.folder.path().join(log)).unwrap();
        String::from_utf8_lossy(&told).into_owned()
    }

    /// The log of the network's centre, in which each message stands that has come.
    pub fn arrivals(&self) -> PathBuf {
        self.folder.path().join("centre")
    }

    /// Waits until a message with such a text has come to the network: to which number, and the whole text.
    pub fn message(&self, such: &str) -> (String, String) {
        let begun = Instant::now();
        loop {
            let told = self.told("centre");
            let messages = told.split("Got message ").skip(1);
            // "1: <12345 +46701234567 text Kod: 1234>", and a further line of the text as a message of its own.
            let lines: Vec<_> = messages
                .filter_map(|one| Some(one.split_once(": <")?.1.split_once(">\n")?.0))
                .collect();
            let whole = lines.join("\n");
            if whole.contains(such) {
                let mut words = lines[0].splitn(4, ' ').skip(1);
                let to = words.next().unwrap().to_owned();
                let (_, text) = whole.split_once(" text ").unwrap();
                return (to, text.to_owned());
            }
            assert!(
                begun.elapsed() < PATIENCE,
                "{told}\n{}",
                self.told("sender")
            );
            std::thread::sleep(Duration::from_millis(20));
        }
    }
}

impl Drop for Kannel {
    fn drop(&mut self) {
        for process in self.processes.iter_mut().rev() {
            drop(process.kill());
            drop(process.wait());
        }
    }
}

/// What is set of the fake centre.
fn fake(port: u16) -> String {
    format!("smsc = fake\nsmsc-id = fake\nport = {port}\nconnect-allow-ip = 127.0.0.1\n")
}

/// Ports that nobody has at this moment.
fn free_ports() -> [u16; 4] {
    let all = [(); 4].map(|()| TcpListener::bind(("127.0.0.1", 0)).unwrap());
    all.map(|one| one.local_addr().unwrap().port())
}
