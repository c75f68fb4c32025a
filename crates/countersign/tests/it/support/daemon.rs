//! A server that a test starts as a process of its own, and what such a one needs.

use std::fs::File;
use std::net::TcpListener;
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::{Child, Command, Stdio};

/// A process with all that it starts, ended when this is dropped.
pub struct Daemon(Child);

impl Daemon {
    /// Starts it; what it says goes into that file.
    pub fn start(mut command: Command, log: &Path) -> Self {
        let file = File::create(log).unwrap();
        let started = command
            .stdin(Stdio::null())
            .stdout(file.try_clone().unwrap())
            .stderr(file)
            .process_group(0)
            .spawn();
        Self(started.unwrap_or_else(|e| panic!("{command:?}: {e}; ./test installs it")))
    }

    /// Whether it is alive.
    pub fn lives(&mut self) -> bool {
        self.0.try_wait().unwrap().is_none()
    }
}

impl Drop for Daemon {
    fn drop(&mut self) {
        // With all its workers, which would else wait for whoever is still connected.
        let group = format!("-{}", self.0.id());
        drop(Command::new("kill").args(["-KILL", "--", &group]).status());
        drop(self.0.wait());
    }
}

/// Whether tests run as root, where Apache works as somebody else.
pub fn is_root() -> bool {
    std::fs::metadata("/proc/self").is_ok_and(|at| at.uid() == 0)
}

/// Lets everybody in who may only read.
pub fn open_to_all(folder: &Path) {
    std::fs::set_permissions(folder, PermissionsExt::from_mode(0o755)).unwrap();
}

/// A port that nobody has at this moment.
pub fn free_port() -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    listener.local_addr().unwrap().port()
}

/// The lines with which Apache begins: its modules, where it listens, and as whom it works.
pub fn apache(folder: &Path, port: u16, modules: &[&str]) -> String {
    let load =
        |name: &&str| format!("LoadModule {name}_module /usr/lib/apache2/modules/mod_{name}.so\n");
    let modules: String = modules.iter().map(load).collect();
    let folder = folder.to_str().unwrap();
    let user = if is_root() {
        "User www-data\nGroup www-data\n"
    } else {
        ""
    };
    format!(
        "{modules}Listen 127.0.0.1:{port}\nServerName localhost\nPidFile {folder}/pid\n\
         ErrorLog /dev/stderr\nServerRoot {folder}\n{user}"
    )
}
