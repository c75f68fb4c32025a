//! The data folder: whose it is, who gets in, how much room there is, and on what it lies.

use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::path::Path;

use super::check::Check;
use crate::data::Data;

const FOLDER: &str = "data-folder";
const DISK: &str = "disk";
const FILE_SYSTEM: &str = "file-system";

const MIB: u64 = 1 << 20;
const GIB: u64 = 1 << 30;

/// Looks at it. A file of SQLite's in it asks more of the file system.
pub(super) fn inspect(data: &Data, sqlite: bool) -> Vec<Check> {
    let folder = data.folder();
    let about = match std::fs::metadata(folder) {
        Ok(about) => about,
        Err(error) => return vec![absent(folder, &error, sqlite)],
    };
    let about = About {
        folder: about.is_dir(),
        mode: about.permissions().mode(),
        owner: about.uid(),
        us: rustix::process::geteuid().as_raw(),
    };
    let mut all = vec![entry(folder, &about)];
    all.push(match rustix::fs::statvfs(folder) {
        Ok(room) => disk(
            folder,
            room.f_bavail.saturating_mul(room.f_frsize),
            room.f_blocks.saturating_mul(room.f_frsize),
        ),
        Err(error) => Check::warning(
            DISK,
            format!("Can't tell how much space is left: {error}."),
            "Run this as the user that the server runs as.",
        ),
    });
    if sqlite {
        all.extend(file_system(folder));
    }
    all
}

fn absent(folder: &Path, error: &std::io::Error, sqlite: bool) -> Check {
    let shown = folder.display();
    if error.kind() != std::io::ErrorKind::NotFound {
        let finding = format!("Can't read the data folder {shown}: {error}.");
        let remedy = "Run this as the user that the server runs as.";
        return Check::wrong(FOLDER, finding, remedy);
    }
    let finding = format!("There is no data folder {shown}.");
    let remedy = "Name the right one with --data or \"data\", or start \"countersign serve\", which makes it.";
    if sqlite {
        Check::wrong(FOLDER, finding, remedy)
    } else {
        // All that is kept there is the set-up link.
        Check::warning(FOLDER, finding, remedy)
    }
}

/// What the system says of the folder.
struct About {
    folder: bool,
    mode: u32,
    owner: u32,
    us: u32,
}

fn entry(folder: &Path, about: &About) -> Check {
    let shown = folder.display();
    let (owner, us, mode) = (about.owner, about.us, about.mode & 0o777);
    if !about.folder {
        let finding = format!("{shown} is no folder.");
        return Check::wrong(FOLDER, finding, "Name a folder with --data or \"data\".");
    }
    let chmod = format!("Run \"chmod 700 {shown}\".");
    if mode & 0o022 != 0 {
        let finding = format!("Others can put files into the data folder {shown} (mode {mode:o}).");
        return Check::wrong(FOLDER, finding, chmod);
    }
    if mode & 0o077 != 0 {
        let finding = format!("Others can look into the data folder {shown} (mode {mode:o}).");
        return Check::warning(FOLDER, finding, chmod);
    }
    // Root gets in anywhere, and files that SQLite makes for it go to the owner of the database.
    if owner != us && us != 0 {
        let finding =
            format!("The data folder {shown} belongs to user {owner}, and this is user {us}.");
        let remedy = "Run this as the user that the server runs as, or give that user the folder with chown.";
        return Check::wrong(FOLDER, finding, remedy);
    }
    let finding = format!("{shown} belongs to user {owner}, and nobody else gets in.");
    Check::ok(FOLDER, finding)
}

fn disk(folder: &Path, free: u64, whole: u64) -> Check {
    let shown = folder.display();
    let finding = format!(
        "{} of {} are free under {shown}.",
        bytes(free),
        bytes(whole)
    );
    let remedy = "Make room there, or move the data folder to a larger disk.";
    if free < 100 * MIB {
        Check::wrong(DISK, finding, remedy)
    } else if free < GIB || free.saturating_mul(20) < whole {
        Check::warning(DISK, finding, remedy)
    } else {
        Check::ok(DISK, finding)
    }
}

fn bytes(count: u64) -> String {
    let (unit, name) = if count < GIB {
        (MIB, "MiB")
    } else {
        (GIB, "GiB")
    };
    let whole = count / unit;
    let tenth = count % unit * 10 / unit;
    format!("{whole}.{tenth} {name}")
}

#[cfg(target_os = "linux")]
fn file_system(folder: &Path) -> Option<Check> {
    let about = rustix::fs::statfs(folder).ok()?;
    // The type of this field differs between architectures; the numbers have 32 bits.
    #[allow(clippy::unnecessary_cast, reason = "necessary elsewhere")]
    Some(kind(folder, (about.f_type as u64 & 0xffff_ffff) as u32))
}

#[cfg(not(target_os = "linux"))]
fn file_system(_: &Path) -> Option<Check> {
    None
}

/// By the numbers of Linux's `statfs(2)`.
#[cfg(target_os = "linux")]
fn kind(folder: &Path, number: u32) -> Check {
    let shown = folder.display();
    let name = match number {
        0x6969 => "NFS",
        0xff53_4d42 | 0xfe53_4d42 | 0x517b => "SMB",
        0x5346_414f => "AFS",
        0x00c3_6400 => "Ceph",
        0x6573_5546 => "FUSE",
        0x0102_1997 => "9P",
        _ => return Check::ok(FILE_SYSTEM, format!("{shown} isn't on a network.")),
    };
    let remedy = "Keep the SQLite database on a disk of this machine, or use PostgreSQL.";
    if matches!(name, "FUSE" | "9P") {
        let finding = format!(
            "{shown} is on {name}, which may be a network; SQLite's locks may not hold there."
        );
        return Check::warning(FILE_SYSTEM, finding, remedy);
    }
    let finding = format!("{shown} is on a network ({name}), where SQLite's locks don't hold.");
    Check::wrong(FILE_SYSTEM, finding, remedy)
}

#[cfg(test)]
mod tests {
    use super::super::check::State;
    use super::*;

    const WELL: About = About {
        folder: true,
        mode: 0o40700,
        owner: 7,
        us: 7,
    };

    #[test]
    fn only_its_owner_may_enter_the_folder() {
        let state = |about: About| entry(Path::new("d"), &about).state;
        for mode in [0o700, 0o500] {
            assert_eq!(state(About { mode, ..WELL }), State::Ok);
        }
        for mode in [0o750, 0o701, 0o704] {
            assert_eq!(state(About { mode, ..WELL }), State::Warning, "{mode:o}");
        }
        for mode in [0o770, 0o702, 0o777] {
            assert_eq!(state(About { mode, ..WELL }), State::Wrong, "{mode:o}");
        }
        assert_eq!(state(About { us: 8, ..WELL }), State::Wrong);
        assert_eq!(state(About { us: 0, ..WELL }), State::Ok);
        assert_eq!(
            state(About {
                folder: false,
                ..WELL
            }),
            State::Wrong
        );
    }

    #[test]
    fn a_disk_is_full_before_nothing_is_left() {
        let state = |free, whole| disk(Path::new("d"), free, whole).state;
        for (free, whole, expected) in [
            (100 * MIB - 1, 200 * MIB, State::Wrong),
            (100 * MIB, 200 * MIB, State::Warning),
            (GIB - 1, 2 * GIB, State::Warning),
            (GIB, 2 * GIB, State::Ok),
            (GIB, 20 * GIB, State::Ok),
            (GIB, 20 * GIB + 20, State::Warning),
            (u64::MAX, u64::MAX, State::Ok),
            (0, 0, State::Wrong),
        ] {
            assert_eq!(state(free, whole), expected, "{free} of {whole}");
        }
    }

    #[test]
    fn sizes_are_written_for_people() {
        for (count, text) in [
            (0, "0.0 MiB"),
            (GIB - 1, "1023.9 MiB"),
            (GIB * 3 / 2, "1.5 GiB"),
        ] {
            assert_eq!(bytes(count), text);
        }
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn a_network_is_known_by_its_file_system() {
        for (number, expected) in [
            (0xef53, State::Ok),
            (0x0102_1994, State::Ok),
            (0x6573_5546, State::Warning),
            (0x6969, State::Wrong),
            (0xfe53_4d42, State::Wrong),
        ] {
            assert_eq!(kind(Path::new("d"), number).state, expected, "{number:x}");
        }
    }
}
