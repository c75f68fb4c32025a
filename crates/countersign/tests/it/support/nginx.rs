//! A real nginx in front of the program.

use std::process::{Child, Command, Stdio};
use std::time::Duration;

use crate::program::Program;

/// nginx, ended when this is dropped.
pub struct Nginx(Child);

impl Nginx {
    /// In front of a node, in plain http on that port, from an address of its own; `more` are further
    /// servers. Waits until it answers.
    pub async fn start(program: &Program, port: u16, node: u16, more: &str) -> Self {
        let folder = program.path("nginx");
        std::fs::create_dir(&folder).unwrap();
        let temporary: String = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]
            .map(|name| format!("{name}_temp_path {0}/{name};\n", folder.display()))
            .concat();
        let user = if std::fs::metadata("/proc/self")
            .is_ok_and(|at| std::os::unix::fs::MetadataExt::uid(&at) == 0)
        {
            "user root;"
        } else {
            ""
        };
        let text = format!(
            "{user} daemon off; pid {0}/pid; error_log {0}/error.log; worker_processes 1;
            events {{ worker_connections 256; }}
            http {{
                access_log off; {temporary}
                proxy_bind 127.0.0.2;
                proxy_http_version 1.1;
                proxy_set_header Connection \"\";
                upstream countersign {{ server 127.0.0.1:{node}; keepalive 8; }}
                server {{
                    listen 127.0.0.1:{port} default_server;
                    location / {{
                        proxy_pass http://countersign;
                        proxy_set_header Connection \"\";
                        proxy_set_header Host $host;
                        proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;
                        proxy_set_header X-Forwarded-Proto https;
                    }}
                }}
                {more}
            }}",
            folder.display()
        );
        let file = folder.join("nginx.conf");
        std::fs::write(&file, text).unwrap();
        let started = Command::new("/usr/sbin/nginx")
            .args(["-e", "stderr", "-c", file.to_str().unwrap()])
            .args(["-p", folder.to_str().unwrap()])
            .stdin(Stdio::null())
            .spawn();
        let nginx = Self(started.expect("nginx isn't installed (apt install nginx-light)"));
        for _ in 0..100 {
            if tokio::net::TcpStream::connect(("127.0.0.1", port))
                .await
                .is_ok()
            {
                return nginx;
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        panic!("nginx didn't start");
    }
}

impl Drop for Nginx {
    fn drop(&mut self) {
        // Asked to end, so that its workers end with it.
        drop(Command::new("kill").arg(self.0.id().to_string()).status());
        drop(self.0.wait());
    }
}

/// A port that nobody has at this moment.
pub fn free_port() -> u16 {
    std::net::TcpListener::bind("127.0.0.1:0")
        .unwrap()
        .local_addr()
        .unwrap()
        .port()
}
