//! Real servers for real clients, one port for all: WebDAV by rclone under `/files/`, git by its own
//! server under `/git/`, and a text. None of them knows of Countersign but Apache, which takes `Remote-User`
//! for who pushes, as a program behind a proxy does.

use std::net::TcpStream;
use std::path::PathBuf;
use std::process::Command;
use std::time::Duration;

use testing::Folder;

use super::daemon::{Daemon, apache, free_port, open_to_all};

/// What stands in the text.
pub const TEXT: &str = "Nothing but a text.\n";

/// The servers at work, ended when this is dropped.
pub struct Servers {
    /// Where all of them are reached.
    pub port: u16,
    _daemons: [Daemon; 2],
    folder: Folder,
}

impl Servers {
    /// Starts them and waits until they listen.
    pub async fn start() -> Self {
        let folder = Folder::new();
        let at = |name: &str| folder.path().join(name);
        for name in ["", "files", "text"] {
            drop(std::fs::create_dir(at(name)));
            open_to_all(&at(name));
        }
        std::fs::write(at("text/hello.txt"), TEXT).unwrap();
        // Apache's workers, who write there, may be somebody else.
        let mut git = Command::new("git");
        git.args(["init", "--quiet", "--bare", "--shared=0666"]);
        let made = git.arg(at("git/things.git")).status().unwrap();
        assert!(made.success());

        let (port, files) = (free_port(), free_port());
        let mut rclone = Command::new("rclone");
        rclone
            .args(["serve", "webdav", "--baseurl", "/files", "--addr"])
            .arg(format!("127.0.0.1:{files}"))
            .arg(at("files"))
            .env("RCLONE_CONFIG", at("rclone.conf"));
        let rclone = Daemon::start(rclone, &at("rclone.log"));
        std::fs::write(at("apache.conf"), config(&folder, port, files)).unwrap();
        let mut command = Command::new("/usr/sbin/apache2");
        command
            .args(["-D", "FOREGROUND", "-f"])
            .arg(at("apache.conf"));
        let apache = Daemon::start(command, &at("apache.log"));
        let servers = Self {
            port,
            _daemons: [rclone, apache],
            folder,
        };
        for port in [files, port] {
            servers.listens(port).await;
        }
        servers
    }

    /// The repository that git serves, as it lies there.
    pub fn repository(&self) -> PathBuf {
        self.folder.path().join("git/things.git")
    }

    async fn listens(&self, port: u16) {
        for _ in 0..200 {
            if TcpStream::connect(("127.0.0.1", port)).is_ok() {
                return;
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        let log = |name: &str| std::fs::read_to_string(self.folder.path().join(name));
        panic!("{:?} {:?}", log("rclone.log"), log("apache.log"));
    }
}

fn config(folder: &Folder, port: u16, files: u16) -> String {
    let modules = [
        "mpm_prefork",
        "authz_core",
        "alias",
        "cgi",
        "env",
        "setenvif",
        "proxy",
        "proxy_http",
    ];
    let git = Command::new("git").arg("--exec-path").output().unwrap();
    let git = String::from_utf8(git.stdout).unwrap();
    let before = apache(folder.path(), port, &modules);
    let (git, folder) = (git.trim(), folder.path().to_str().unwrap());
    format!(
        "{before}
        DocumentRoot {folder}/text
        ProxyPass /files/ http://127.0.0.1:{files}/files/
        ScriptAlias /git/ {git}/git-http-backend/
        SetEnv GIT_PROJECT_ROOT {folder}/git
        SetEnv GIT_HTTP_EXPORT_ALL 1
        # A push is taken from somebody alone.
        SetEnvIf Remote-User (.+) REMOTE_USER=$1
        # The repository may belong to somebody else.
        SetEnv GIT_CONFIG_COUNT 1
        SetEnv GIT_CONFIG_KEY_0 safe.directory
        SetEnv GIT_CONFIG_VALUE_0 *\n"
    )
}
