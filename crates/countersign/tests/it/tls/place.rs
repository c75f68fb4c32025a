//! A program with a certificate of its own, and those who speak TLS to it.

use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use crate::program::Program;
use crate::support::node::Node;
use crate::support::site::HTTPS;
use crate::support::tunnel;

/// The host of the public URL.
pub const HOST: &str = "auth.example.test";

/// A program whose settings name a pair.
pub struct Place {
    /// The program.
    pub program: Program,
}

impl Place {
    /// With a first pair in use, in the folder `first`.
    pub fn new() -> Self {
        let mut program = Program::new();
        std::fs::create_dir(program.path("live")).unwrap();
        for (name, value) in [
            ("COUNTERSIGN_LISTEN", "127.0.0.1:0"),
            ("COUNTERSIGN_PUBLIC_URL", HTTPS),
            ("COUNTERSIGN_TLS_CERTIFICATE", "live/pem"),
            ("COUNTERSIGN_TLS_KEY", "live/key"),
        ] {
            program.set(name, value);
        }
        let place = Self { program };
        place.install(&place.pair("first"));
        place
    }

    /// A folder with a new pair.
    pub fn pair(&self, name: &str) -> PathBuf {
        let folder = self.program.path(name);
        std::fs::create_dir(&folder).unwrap();
        tunnel::certificate(&folder);
        folder
    }

    /// Puts a pair where the settings look, as a program does that renews certificates.
    pub fn install(&self, from: &Path) {
        for name in ["pem", "key"] {
            self.write(name, &std::fs::read_to_string(from.join(name)).unwrap());
        }
    }

    /// Puts one file there.
    pub fn write(&self, name: &str, text: &str) {
        let new = self.program.path("live/new");
        std::fs::write(&new, text).unwrap();
        std::fs::set_permissions(&new, std::fs::Permissions::from_mode(0o640)).unwrap();
        std::fs::rename(new, self.program.path("live").join(name)).unwrap();
    }

    /// Runs `openssl` in the program's folder.
    pub fn openssl(&self, line: &str) {
        let done = Command::new("openssl")
            .args(line.split_whitespace())
            .current_dir(self.program.path(""))
            .stdin(Stdio::null())
            .output()
            .expect("openssl isn't installed (apt install openssl)");
        let said = String::from_utf8_lossy(&done.stderr);
        assert!(done.status.success(), "{line}: {said}");
    }
}

/// What `curl` gets at the public URL: status and version with `-w`, as in `200 2`; nothing where it doesn't
/// trust what it sees.
pub fn curl(node: &Node, trusts: &Path, more: &str) -> String {
    let done = Command::new("curl")
        .args([
            "-sS",
            "-o",
            "/dev/null",
            "-w",
            "%{response_code} %{http_version}",
        ])
        .args(["--max-time", "20", "--cacert"])
        .arg(trusts)
        .arg("--connect-to")
        .arg(format!("{HOST}:443:127.0.0.1:{}", node.port()))
        .args(more.split_whitespace())
        .arg(format!("{HTTPS}/healthz"))
        .output()
        .expect("curl isn't installed (apt install curl)");
    if done.status.success() {
        String::from_utf8(done.stdout).unwrap()
    } else {
        String::new()
    }
}

/// What `openssl s_client` says of a handshake, or of why there is none.
pub fn shakes(node: &Node, trusts: &Path, more: &str) -> Result<String, String> {
    let done = Command::new("openssl")
        .args(["s_client", "-verify_return_error", "-servername", HOST])
        .arg("-CAfile")
        .arg(trusts)
        .arg("-connect")
        .arg(format!("127.0.0.1:{}", node.port()))
        .args(more.split_whitespace())
        .stdin(Stdio::null())
        .output()
        .expect("openssl isn't installed (apt install openssl)");
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    if done.status.success() {
        Ok(text(&done.stdout))
    } else {
        Err(text(&done.stderr))
    }
}

/// Waits until the log holds that text so often.
pub fn logged(node: &Node, text: &str, times: usize) {
    let begun = Instant::now();
    loop {
        let log = std::fs::read_to_string(&node.log).unwrap();
        if log.matches(text).count() >= times {
            return;
        }
        let waited = begun.elapsed();
        assert!(waited < Duration::from_secs(30), "no {text} in {log}");
        std::thread::sleep(Duration::from_millis(20));
    }
}
