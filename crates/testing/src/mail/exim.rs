//! Exim, as Debian has it, with a configuration of the test's own: STARTTLS on one port, TLS on another, and a
//! user with a password. What it takes for `example.org` it puts into a folder, a file each.

use std::fs::File;
use std::net::{TcpListener, TcpStream};
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use super::certificate;
use crate::Folder;

/// Who may sign in.
pub const USER: &str = "ada";

/// The password to sign in with.
pub const PASSWORD: &str = "hunter2 å";

/// A server at work, ended when this is dropped. It calls itself `localhost`.
pub struct Exim {
    /// Where it speaks TLS once it is asked.
    pub starttls: u16,
    /// Where it speaks TLS from the first byte.
    pub tls: u16,
    folder: Folder,
    process: Child,
}

impl Exim {
    /// Starts it. Nothing for `./test quick`, which doesn't install it.
    pub fn start() -> Option<Self> {
        if std::env::var_os("COUNTERSIGN_TEST_QUICK").is_some_and(|value| value == "1") {
            eprintln!("left out, since COUNTERSIGN_TEST_QUICK is 1");
            return None;
        }
        let folder = Folder::new();
        let at = |name: &str| folder.path().join(name);
        certificate(folder.path(), "localhost");
        for name in ["spool", "mail"] {
            std::fs::create_dir(at(name)).unwrap();
        }
        let (starttls, tls) = (free_port(), free_port());
        let (user, group) = owner(folder.path());
        let config = include_str!("exim.conf")
            .replace("FOLDER", folder.path().to_str().unwrap())
            .replace("STARTTLS :", &format!("{starttls} :"))
            .replace(": TLS\n", &format!(": {tls}\n"))
            .replace("ports = TLS", &format!("ports = {tls}"))
            .replace("OWN", &user)
            .replace("GROUP", &group);
        std::fs::write(at("conf"), config).unwrap();
        let log = File::create(at("out")).unwrap();
        let process = Command::new("/usr/sbin/exim4")
            .arg("-bdf")
            .arg("-C")
            .arg(at("conf"))
            .stdin(Stdio::null())
            .stdout(log.try_clone().unwrap())
            .stderr(log)
            .process_group(0)
            .spawn()
            .expect("exim4 isn't installed (apt install exim4-daemon-light)");
        let server = Self {
            starttls,
            tls,
            folder,
            process,
        };
        server.listens();
        Some(server)
    }

    /// The certificate that it shows, in PEM.
    pub fn certificate(&self) -> PathBuf {
        self.folder.path().join("pem")
    }

    /// Where messages come to, a file each.
    pub fn folder(&self) -> PathBuf {
        self.folder.path().join("mail/new")
    }

    /// The next message that has come, as it lies there; it is taken away.
    pub fn next(&self) -> Vec<u8> {
        let new = self.folder();
        for _ in 0..600 {
            let first = std::fs::read_dir(&new).ok().and_then(|mut all| all.next());
            if let Some(found) = first {
                let path = found.unwrap().path();
                let message = std::fs::read(&path).unwrap();
                std::fs::remove_file(path).unwrap();
                return message;
            }
            std::thread::sleep(Duration::from_millis(50));
        }
        panic!("nothing has come: {}", self.log());
    }

    /// What it has written down.
    pub fn log(&self) -> String {
        let read = |name: &str| std::fs::read_to_string(self.folder.path().join(name));
        ["out", "log-mainlog", "log-paniclog", "log-rejectlog"]
            .map(|name| read(name).unwrap_or_default())
            .concat()
    }

    fn listens(&self) {
        for _ in 0..200 {
            if [self.starttls, self.tls]
                .iter()
                .all(|port| TcpStream::connect(("127.0.0.1", *port)).is_ok())
            {
                return;
            }
            std::thread::sleep(Duration::from_millis(50));
        }
        panic!("{}", self.log());
    }
}

impl Drop for Exim {
    fn drop(&mut self) {
        let group = format!("-{}", self.process.id());
        drop(Command::new("kill").args(["-KILL", "--", &group]).status());
        drop(self.process.wait());
    }
}

/// Whom it works as, and in which group: root's server delivers as somebody else, to whom the folder is given.
fn owner(folder: &Path) -> (String, String) {
    let us = std::fs::metadata(folder).unwrap();
    if us.uid() != 0 {
        return (us.uid().to_string(), us.gid().to_string());
    }
    std::fs::set_permissions(folder, PermissionsExt::from_mode(0o755)).unwrap();
    let given = Command::new("chown")
        .args(["-R", "nobody:nogroup"])
        .arg(folder)
        .status();
    assert!(given.unwrap().success());
    ("nobody".to_owned(), "nogroup".to_owned())
}

fn free_port() -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    listener.local_addr().unwrap().port()
}
