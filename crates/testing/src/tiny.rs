//! A tiny file system of its own, and a file that only reads: what a full disk and one that takes nothing
//! any more are made of. Only root may mount: whoever runs this is, or may become it without being asked.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command;

/// A file system of its own, gone with this.
pub struct Tiny(PathBuf);

impl Tiny {
    /// Makes the folder and mounts one of so many MiB there.
    pub fn mount(at: &Path, size: u8) -> Self {
        std::fs::create_dir(at).unwrap();
        let options = format!("size={size}m,mode=777");
        assert!(as_root(
            "mount",
            &["-t", "tmpfs", "-o", &options, "none"],
            at
        ));
        Self(at.to_owned())
    }

    /// There is room again.
    pub fn grow(&self) {
        assert!(as_root("mount", &["-o", "remount,size=32m"], &self.0));
    }

    /// Takes all the room that there is.
    pub fn fill(&self) {
        let mut file = std::fs::File::create(self.0.join("junk")).unwrap();
        while file.write(&[7; 4_096]).is_ok_and(|written| written > 0) {}
    }
}

impl Drop for Tiny {
    fn drop(&mut self) {
        as_root("umount", &["--lazy"], &self.0);
    }
}

/// A file that can't be changed, by root neither, for as long as this lives.
pub struct ReadOnly(PathBuf);

impl ReadOnly {
    /// Lets nobody change the file from now on, not even root.
    pub fn from_now(file: &Path) -> Self {
        let this = Self(file.to_owned());
        let shown = file.to_str().unwrap();
        assert!(as_root("mount", &["--bind", shown], file));
        assert!(as_root("mount", &["-o", "remount,bind,ro"], file));
        this
    }
}

impl Drop for ReadOnly {
    fn drop(&mut self) {
        as_root("umount", &["--lazy"], &self.0);
    }
}

fn as_root(program: &str, args: &[&str], at: &Path) -> bool {
    let done = |mut command: Command| {
        let output = command.args(args).arg(at).output();
        output.is_ok_and(|output| output.status.success())
    };
    let mut sudo = Command::new("sudo");
    sudo.args(["-n", program]);
    done(Command::new(program)) || done(sudo)
}
