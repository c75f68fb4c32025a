//! Signatures (DKIM) are checked by `dkimpy`, which `./test` installs beside the build.

use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use domain::{Language, Secret, Timestamp};
use post::{Address, Line, Message, Signer, Unusable};
use testing::Folder;

use crate::place::frame;

fn key(folder: &Path, name: &str, kind: &[&str]) -> PathBuf {
    let path = folder.join(name);
    let made = Command::new("openssl")
        .arg("genpkey")
        .args(kind)
        .arg("-out")
        .arg(&path)
        .stderr(Stdio::null())
        .status();
    assert!(
        made.expect("openssl isn't installed (apt install openssl)")
            .success()
    );
    path
}

fn signed(signer: &Signer) -> String {
    let message = Message {
        id: "abc".to_owned(),
        made: Timestamp::from_seconds(1_700_000_000),
        to: Address::read("ada@example.org").unwrap(),
        language: Language::FIRST,
        subject: Line::of(&"Räksmörgås: lösenordet är ändrat ".repeat(4)),
        text: Secret::new("Hej  \n\n två  ord\n\n\n".to_owned()),
    };
    let written = message.write(&frame(), Some(signer)).unwrap();
    String::from_utf8(written.bytes.expose().clone()).unwrap()
}

/// Whether `dkimpy` finds this message signed by this record.
fn holds(message: &str, name: &str, record: &str) -> bool {
    let folder = Folder::new();
    let file = folder.path().join("message");
    std::fs::write(&file, message).unwrap();
    let built = std::env::current_exe().unwrap();
    let installed = built.ancestors().nth(3).unwrap().join("mail");
    let script = "import sys, dkim\n\
         name, record = sys.argv[2].encode() + b'.', sys.argv[3].encode()\n\
         dns = lambda asked, timeout=5: record if asked == name else None\n\
         print(dkim.verify(open(sys.argv[1], 'rb').read(), dnsfunc=dns))";
    let done = Command::new("python3")
        .args(["-c", script])
        .arg(&file)
        .args([name, record])
        .env("PYTHONPATH", installed)
        .output()
        .expect("python3 isn't installed");
    let (said, why) = (
        String::from_utf8_lossy(&done.stdout),
        String::from_utf8_lossy(&done.stderr),
    );
    assert!(
        done.status.success(),
        "./test installs what this needs: {why}"
    );
    said.trim() == "True"
}

#[test]
fn a_signature_holds_and_no_change_escapes_it() {
    if std::env::var_os("COUNTERSIGN_TEST_QUICK").is_some_and(|value| value == "1") {
        eprintln!("left out, since COUNTERSIGN_TEST_QUICK is 1");
        return;
    }
    let folder = Folder::new();
    let rsa = key(
        folder.path(),
        "rsa",
        &["-algorithm", "RSA", "-pkeyopt", "rsa_keygen_bits:2048"],
    );
    std::fs::set_permissions(&rsa, PermissionsExt::from_mode(0o600)).unwrap();
    let signer = Signer::read("example.org", "countersign", &rsa).unwrap();
    assert_eq!(signer.name(), "countersign._domainkey.example.org");
    let (message, record) = (signed(&signer), signer.record());
    assert!(record.starts_with("v=DKIM1; k=rsa; p=MII"), "{record}");
    assert!(holds(&message, &signer.name(), &record));
    // One that is there is changed; and a second one is put above it, or below.
    for name in [
        "From",
        "To",
        "Subject",
        "Date",
        "Message-ID",
        "Reply-To",
        "MIME-Version",
        "Content-Type",
    ] {
        for put in [
            format!("\r\n{name}: x"),
            format!("\r\n{name}: x@evil.example\r\n{name}:"),
        ] {
            let changed = message.replacen(&format!("\r\n{name}:"), &put, 1);
            assert_ne!(changed, message, "{name}");
            assert!(!holds(&changed, &signer.name(), &record), "{put}");
        }
        let below = message.replacen("\r\n\r\n", &format!("\r\n{name}: x\r\n\r\n"), 1);
        assert!(!holds(&below, &signer.name(), &record), "{name}");
    }
    // Nor can one be added that isn't there, or the text be changed.
    for (from, to) in [
        ("\r\nTo:", "\r\nCc: eve@evil.example\r\nTo:"),
        ("\r\nTo:", "\r\nContent-Transfer-Encoding: base64\r\nTo:"),
        ("tv=C3=A5", "tre"),
    ] {
        assert!(message.contains(from), "{message}");
        let changed = message.replacen(from, to, 1);
        assert!(!holds(&changed, &signer.name(), &record), "{to}");
    }
    // What is changed on the way, isn't.
    let spaced = message.replace("Auto-Submitted: ", "auto-submitted:   ");
    assert!(holds(&spaced, &signer.name(), &record));
}

#[test]
fn a_key_of_the_other_kind_signs_too() {
    let folder = Folder::new();
    let file = key(folder.path(), "ed25519", &["-algorithm", "ED25519"]);
    std::fs::set_permissions(&file, PermissionsExt::from_mode(0o600)).unwrap();
    let signer = Signer::read("example.org", "a.b", &file).unwrap();
    let (_, published) = signer
        .record()
        .split_once("p=")
        .map(|(a, b)| (a.to_owned(), b.to_owned()))
        .unwrap();
    // As openssl tells it: the last 32 bytes of the public key.
    let told = Command::new("openssl")
        .args(["pkey", "-pubout", "-outform", "DER", "-in"])
        .arg(&file)
        .output()
        .unwrap();
    let public = &told.stdout[told.stdout.len() - 32..];
    assert_eq!(published, data_encoding::BASE64.encode(public));
    let message = signed(&signer);
    assert!(message.starts_with(
        "DKIM-Signature: v=1; a=ed25519-sha256; c=relaxed/relaxed; d=example.org;\r\n s=a.b;"
    ));
}

#[test]
fn a_key_that_can_not_sign_is_refused_with_the_reason() {
    let folder = Folder::new();
    let path = |name: &str| folder.path().join(name);
    let small = key(
        folder.path(),
        "small",
        &["-algorithm", "RSA", "-pkeyopt", "rsa_keygen_bits:1024"],
    );
    let open = key(folder.path(), "open", &["-algorithm", "ED25519"]);
    std::fs::set_permissions(&open, PermissionsExt::from_mode(0o644)).unwrap();
    std::fs::write(path("none"), "no key\n").unwrap();
    for own in [&small, &path("none")] {
        std::fs::set_permissions(own, PermissionsExt::from_mode(0o600)).unwrap();
    }
    for (file, why) in [
        (
            small,
            "neither an RSA key of 2,048 bits or more nor an Ed25519 key",
        ),
        (
            open,
            "everybody on this machine can read or change: chmod o-rw",
        ),
        (path("none"), "holds no private key in PEM"),
        (path("absent"), "can't be read"),
    ] {
        let Err(Unusable::Key(said)) = Signer::read("example.org", "s", &file) else {
            panic!("{why}");
        };
        assert!(said.contains(why), "{said}");
    }
    for selector in ["", "a b", "a..b", "å", "a\r\nb"] {
        assert!(
            matches!(
                Signer::read("example.org", selector, &path("absent")),
                Err(Unusable::Selector(_))
            ),
            "{selector}"
        );
    }
}
