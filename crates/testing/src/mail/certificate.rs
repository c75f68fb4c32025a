//! A certificate for a server of a test.

use std::path::Path;
use std::process::{Command, Stdio};

/// Makes one for this name, signed by itself, in that folder: `pem` and `key`.
pub fn certificate(folder: &Path, name: &str) {
    let names = format!("subjectAltName=DNS:{name}");
    // Of two certificates neither is to look as if it were issued by the other.
    let own = folder.file_name().unwrap().to_str().unwrap();
    let subject = format!("/CN={own}");
    let done = Command::new("openssl")
        .args(["req", "-x509", "-newkey", "ec", "-nodes", "-days", "2"])
        .args(["-pkeyopt", "ec_paramgen_curve:P-256", "-subj", &subject])
        .args(["-addext", &names, "-addext", "basicConstraints=CA:FALSE"])
        .args(["-out", "pem", "-keyout", "key"])
        .current_dir(folder)
        .stderr(Stdio::null())
        .status()
        .expect("openssl isn't installed (apt install openssl)");
    assert!(done.success());
}
