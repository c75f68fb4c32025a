//! How much memory there is for this process: the machine's, or less where a control group says so.

use std::fs::read_to_string;
use std::path::{Component, Path, PathBuf};

/// How much there is, and which file says so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Memory {
    /// How much, in KiB.
    pub kib: u64,
    /// The file, as the system has it.
    pub said_by: PathBuf,
}

/// The least that any of the system's files beneath `root` allows; none where none says anything.
pub(super) fn available(root: &Path) -> Option<Memory> {
    let machine = read_to_string(root.join("proc/meminfo"))
        .ok()
        .and_then(|text| total(&text));
    let machine = machine.map(|kib| Memory {
        kib,
        said_by: "/proc/meminfo".into(),
    });
    let groups = read_to_string(root.join("proc/self/cgroup")).unwrap_or_default();
    let limits = groups.lines().filter_map(limit_files).flatten();
    let limits = limits.filter_map(|file| {
        let text = read_to_string(root.join(file.strip_prefix("/").ok()?)).ok()?;
        // "max" is no number.
        let bytes: u64 = text.trim().parse().ok()?;
        Some(Memory {
            kib: bytes.checked_div(1_024)?,
            said_by: file,
        })
    });
    machine.into_iter().chain(limits).min_by_key(|one| one.kib)
}

/// `MemTotal` of proc(5)'s `meminfo`, which counts in KiB.
fn total(meminfo: &str) -> Option<u64> {
    let line = meminfo
        .lines()
        .find_map(|line| line.strip_prefix("MemTotal:"))?;
    line.trim().strip_suffix("kB")?.trim().parse().ok()
}

/// Where the limits stand that hold for a line of cgroups(7)'s `/proc/self/cgroup`: that of the group and
/// of all above it. What isn't there, as in a container that sees only its own, says nothing.
fn limit_files(line: &str) -> Option<Vec<PathBuf>> {
    let mut parts = line.splitn(3, ':');
    let (id, controllers, path) = (parts.next()?, parts.next()?, parts.next()?);
    let (base, name) = if id == "0" && controllers.is_empty() {
        ("/sys/fs/cgroup", "memory.max")
    } else if controllers.split(',').any(|one| one == "memory") {
        ("/sys/fs/cgroup/memory", "memory.limit_in_bytes")
    } else {
        return None;
    };
    let mut folder = PathBuf::from(base);
    let mut files = vec![folder.join(name)];
    for part in Path::new(path).components() {
        // A group outside of what this process sees begins with "..".
        if let Component::Normal(part) = part {
            folder.push(part);
            files.push(folder.join(name));
        }
    }
    Some(files)
}

#[cfg(test)]
mod tests {
    use testing::Folder;

    use super::*;

    /// What these files of a system come to.
    fn read(files: &[(&str, &str)]) -> Option<(u64, String)> {
        let root = Folder::new();
        for (name, text) in files {
            let path = root.path().join(name);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, text).unwrap();
        }
        let found = available(root.path())?;
        Some((found.kib, found.said_by.display().to_string()))
    }

    const MACHINE: (&str, &str) = (
        "proc/meminfo",
        "MemTotal:       24000000 kB\nMemFree:          100000 kB\n",
    );
    const TWO: (&str, &str) = ("proc/self/cgroup", "0::/system.slice/countersign.service\n");
    const ONE: (&str, &str) = (
        "proc/self/cgroup",
        "12:cpu,cpuacct:/docker/abc\n7:memory:/docker/abc\n0::/\n",
    );

    /// Files, by path and content, and what is read of them.
    type Case<'a> = (&'a [(&'a str, &'a str)], Option<(u64, &'a str)>);

    #[test]
    fn the_least_of_all_limits_holds() {
        let service = "sys/fs/cgroup/system.slice/countersign.service/memory.max";
        let slice = "sys/fs/cgroup/system.slice/memory.max";
        let whole = "sys/fs/cgroup/memory.max";
        let docker = "sys/fs/cgroup/memory/docker/abc/memory.limit_in_bytes";
        let own = "sys/fs/cgroup/memory/memory.limit_in_bytes";
        let gib = "1073741824\n";
        #[rustfmt::skip]
        let cases: &[Case<'_>] = &[
            (&[], None),
            (&[MACHINE], Some((24_000_000, "proc/meminfo"))),
            (&[MACHINE, TWO], Some((24_000_000, "proc/meminfo"))),
            (&[MACHINE, TWO, (service, "max\n")], Some((24_000_000, "proc/meminfo"))),
            (&[MACHINE, TWO, (service, gib)], Some((1_048_576, service))),
            (&[TWO, (service, gib)], Some((1_048_576, service))),
            (&[MACHINE, TWO, (service, "max\n"), (slice, gib)], Some((1_048_576, slice))),
            (&[MACHINE, TWO, (service, "2147483648"), (slice, gib)], Some((1_048_576, slice))),
            // A container that sees its own group as the whole.
            (&[MACHINE, ("proc/self/cgroup", "0::/\n"), (whole, gib)], Some((1_048_576, whole))),
            (&[MACHINE, ("proc/self/cgroup", "0::/../../x\n"), (whole, gib)], Some((1_048_576, whole))),
            (&[MACHINE, ("proc/self/cgroup", "nonsense\n0::/a:b\n"), (whole, "-1")], Some((24_000_000, "proc/meminfo"))),
            // More than the machine has is no limit.
            (&[MACHINE, TWO, (service, "9223372036854771712")], Some((24_000_000, "proc/meminfo"))),
            (&[MACHINE, ONE, (docker, gib)], Some((1_048_576, docker))),
            (&[MACHINE, ONE, (own, gib)], Some((1_048_576, own))),
            (&[MACHINE, ONE, (own, "9223372036854771712")], Some((24_000_000, "proc/meminfo"))),
        ];
        for (files, expected) in cases {
            let expected = expected.map(|(kib, file)| (kib, format!("/{file}")));
            assert_eq!(read(files), expected, "{files:?}");
        }
    }

    #[test]
    fn this_machine_says_how_much_it_has() {
        assert!(available(Path::new("/")).unwrap().kib > 64 * 1_024);
    }
}
