//! The clients: what each is told, and how it works. They know the host by its name, verify the proxy's
//! certificate, and reach nothing but the proxy.

use std::io::Read;
use std::path::PathBuf;
use std::process::Command;

use testing::Folder;

use crate::gate::place::FILES;
use crate::support::servers::TEXT;

/// Which client.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Client {
    /// With a netrc file.
    Curl,
    /// As a WebDAV remote.
    Rclone,
    /// With a netrc file in its home, which it looks at when it is challenged.
    Cadaver,
    /// With a credential helper, which it asks when it is challenged.
    Git,
    /// The standard library's, which waits for a challenge.
    Python,
}

/// What came of it.
#[derive(Debug)]
pub struct Done {
    /// Whether everything was there that should be.
    pub well: bool,
    /// All that the client said.
    pub said: String,
}

/// The ways to a proxy.
#[derive(Clone, Debug)]
pub struct Ways {
    /// Its port.
    pub proxy: u16,
    /// A forward proxy that leads there.
    pub road: u16,
    /// Its certificate.
    pub trusted: PathBuf,
}

/// Somebody at a machine: a home, and what a client is told.
pub struct Desk {
    home: Folder,
    ways: Ways,
    trusted: String,
    name: &'static str,
    secret: String,
    said: String,
}

impl Desk {
    /// With a home that holds nothing but `up.txt`.
    pub fn new(ways: &Ways, name: &'static str, secret: &str) -> Self {
        let desk = Self {
            home: Folder::new(),
            ways: ways.clone(),
            trusted: ways.trusted.to_str().unwrap().to_owned(),
            name,
            secret: secret.to_owned(),
            said: String::new(),
        };
        desk.write("up.txt", TEXT);
        desk
    }

    fn path(&self, name: &str) -> PathBuf {
        self.home.path().join(name)
    }

    fn write(&self, name: &str, text: &str) {
        std::fs::write(self.path(name), text).unwrap();
    }

    fn came_down(&self, name: &str) -> bool {
        std::fs::read_to_string(self.path(name)).is_ok_and(|text| text == TEXT)
    }

    fn netrc(&self, name: &str) {
        let Self {
            name: login,
            secret,
            ..
        } = self;
        let line = format!("machine files.example.test login {login} password \"{secret}\"\n");
        self.write(name, &line);
    }

    /// Runs a program for at most twenty seconds; whether it says that it went well.
    fn run(&mut self, program: &str, args: &[&str], input: &str, env: &[(&str, &str)]) -> bool {
        self.write("input", input);
        let (mut said, saying) = std::io::pipe().unwrap();
        let mut command = Command::new("timeout");
        command
            .args(["-k", "1", "20", program])
            .args(args)
            .env("HOME", self.home.path())
            .env(
                "HTTPS_PROXY",
                format!("http://127.0.0.1:{}", self.ways.road),
            )
            .env("LC_ALL", "C.UTF-8")
            .envs(env.iter().copied())
            .env_remove("https_proxy")
            .env_remove("no_proxy")
            .env_remove("NO_PROXY")
            .env_remove("XDG_CONFIG_HOME")
            .current_dir(self.home.path())
            .stdin(std::fs::File::open(self.path("input")).unwrap())
            .stdout(saying.try_clone().unwrap())
            .stderr(saying);
        let mut child = command.spawn().unwrap();
        drop(command);
        let mut some = [0; 4096];
        while let Ok(length @ 1..) = said.read(&mut some) {
            self.said
                .push_str(&String::from_utf8_lossy(&some[..length]));
            // Whoever is refused at a terminal is asked, and nobody is there.
            if self.said.contains("Username:") {
                let id = child.id().to_string();
                drop(Command::new("kill").arg(id).status());
            }
        }
        child.wait().unwrap().success()
    }

    /// Lets a client do what it is there for.
    pub fn work(mut self, client: Client) -> Done {
        let well = match client {
            Client::Curl => self.curl(),
            Client::Rclone => self.rclone(),
            Client::Cadaver => self.cadaver(),
            Client::Git => self.git(),
            Client::Python => self.python(),
        };
        Done {
            well,
            said: self.said,
        }
    }

    fn curl(&mut self) -> bool {
        self.netrc("netrc");
        let trusted = self.trusted.clone();
        let mut curl = |more: &[&str], path: &str| {
            let url = format!("{FILES}{path}");
            let always = ["-sS", "--fail-with-body", "--netrc-file", "netrc"];
            let args = [&always[..], &["--cacert", &trusted], more, &[&url]].concat();
            self.run("curl", &args, "", &[])
        };
        curl(&[], "/hello.txt")
            && curl(&["-T", "up.txt"], "/files/curl.txt")
            && curl(&["-o", "down"], "/files/curl.txt")
            && self.said.starts_with(TEXT)
            && self.came_down("down")
    }

    fn rclone(&mut self) -> bool {
        let secret = self.secret.clone();
        assert!(self.run("rclone", &["obscure", "-"], &secret, &[]));
        let obscured = std::mem::take(&mut self.said);
        let url = format!("{FILES}/files");
        let env = [
            ("RCLONE_CONFIG", "rclone.conf"),
            ("RCLONE_CONFIG_THERE_TYPE", "webdav"),
            ("RCLONE_CONFIG_THERE_VENDOR", "other"),
            ("RCLONE_CONFIG_THERE_URL", &url),
            ("RCLONE_CONFIG_THERE_USER", self.name),
            ("RCLONE_CONFIG_THERE_PASS", obscured.trim()),
        ];
        let trusted = self.trusted.clone();
        let mut rclone = |args: &[&str]| {
            let always = [
                "--ca-cert",
                &trusted,
                "--retries=1",
                "--low-level-retries=1",
            ];
            self.run("rclone", &[&always[..], args].concat(), "", &env)
        };
        rclone(&["copyto", "up.txt", "there:rclone/new.txt"])
            && rclone(&["lsf", "there:rclone"])
            && rclone(&["copy", "there:rclone/new.txt", "down"])
            && self.said.lines().any(|line| line == "new.txt")
            && self.came_down("down/new.txt")
    }

    fn cadaver(&mut self) -> bool {
        self.netrc(".netrc");
        // It takes no file of certificates, and asks, but only at a terminal.
        let script = "y\nls\nput up.txt cadaver.txt\nls\nget cadaver.txt down\nquit\n";
        let line = format!("cadaver -p 127.0.0.1:{} {FILES}/files/", self.ways.road);
        let ended = self.run("script", &["-qec", &line, "/dev/null"], script, &[]);
        ended && self.said.contains("cadaver.txt") && self.came_down("down")
    }

    fn git(&mut self) -> bool {
        let Self { name, secret, .. } = &*self;
        self.write("answer", &format!("username={name}\npassword={secret}\n"));
        let helper = "!f() { echo $1 >>asked; [ $1 != get ] || cat answer; }; f";
        let helper = helper.replace("asked", self.path("asked").to_str().unwrap());
        let helper = helper.replace("answer", self.path("answer").to_str().unwrap());
        let trusted = self.trusted.clone();
        let url = format!("{FILES}/git/things.git");
        let env = [
            ("GIT_CONFIG_NOSYSTEM", "1"),
            ("GIT_TERMINAL_PROMPT", "0"),
            ("GIT_SSL_CAINFO", &trusted),
            ("GIT_CONFIG_COUNT", "1"),
            ("GIT_CONFIG_KEY_0", "credential.helper"),
            ("GIT_CONFIG_VALUE_0", &helper),
        ];
        let mut git = |args: &[&str]| self.run("git", args, "", &env);
        let commit = [
            "-C",
            "things",
            "-c",
            "user.name=Anna",
            "-c",
            "user.email=anna@example.test",
            "commit",
            "--quiet",
            "--allow-empty",
            "--message=Something",
        ];
        git(&["clone", "--quiet", &url, "things"])
            && git(&commit)
            && git(&["-C", "things", "push", "--quiet", "origin", "HEAD:main"])
    }

    fn python(&mut self) -> bool {
        let script = concat!(
            env!("CARGO_MANIFEST_DIR"),
            "/tests/it/gate/clients/waits.py"
        );
        let (name, secret, trusted) = (self.name, self.secret.clone(), self.trusted.clone());
        let (port, url) = (self.ways.proxy.to_string(), format!("{FILES}/hello.txt"));
        let env = [("SSL_CERT_FILE", trusted.as_str())];
        self.run("python3", &[script, &port, &url, name], &secret, &env) && self.said.contains(TEXT)
    }
}
