//! What is large passes each real proxy whole.

use std::process::Command;

use testing::{Engine, run};

use super::place::{FILES, Place};
use crate::support::proxy::{Kind, left_out};

/// 100 MB.
const LARGE: u64 = 100_000_000;

behind_each!(upload);

fn upload(kind: Kind) {
    if left_out() {
        return;
    }
    run(Engine::Sqlite, async move |_place| {
        let place = Place::start(kind, kind.family()).await;
        let right = format!("anna:{}", place.device_password("anna", "uploads"));
        let large = place.program.path("large");
        std::fs::File::create(&large)
            .unwrap()
            .set_len(LARGE)
            .unwrap();
        let to = format!("files.example.test:443:127.0.0.1:{}", place.proxy.port);
        for version in ["--http1.1", "--http2"] {
            let done = Command::new("curl")
                .args([
                    "-sSk",
                    "-m",
                    "120",
                    version,
                    "--connect-to",
                    &to,
                    "-u",
                    &right,
                ])
                .arg("-T")
                .arg(&large)
                .arg(format!("{FILES}/dav/large"))
                .output()
                .unwrap();
            let seen = String::from_utf8_lossy(&done.stdout);
            assert!(
                seen.starts_with("PUT /dav/large\n"),
                "{version} {seen} {done:?}"
            );
            assert!(
                seen.ends_with(&format!("\nbody={LARGE}\n")),
                "{version} {seen}"
            );
        }
    });
}
