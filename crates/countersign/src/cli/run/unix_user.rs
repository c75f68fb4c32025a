//! Who sits at the command line, for the audit log: the Unix user that the program runs as, and behind root
//! the one that `sudo` names. It decides nothing; whoever may run the program on its data may do everything.

use std::os::unix::fs::MetadataExt;

/// The longest name that is believed.
const LONGEST: usize = 64;

/// `anna`, `root`, or `root/anna` by sudo; empty where it can't be told.
pub(super) fn current() -> String {
    // A process's own folder belongs to the user that it acts as.
    let Ok(process) = std::fs::metadata("/proc/self") else {
        return String::new();
    };
    let accounts = std::fs::read_to_string("/etc/passwd").unwrap_or_default();
    let behind = std::env::var("SUDO_USER").ok();
    written(process.uid(), &accounts, behind.as_deref())
}

/// The user of this number by the lines of `passwd(5)`, or the number where none has a name for it.
fn written(uid: u32, accounts: &str, behind: Option<&str>) -> String {
    let name = accounts
        .lines()
        .find_map(|line| {
            let mut fields = line.split(':');
            let name = fields.next()?;
            let number = fields.nth(1)?.parse::<u32>().ok()?;
            (number == uid).then_some(name)
        })
        .filter(|name| is_name(name))
        .map_or_else(|| uid.to_string(), str::to_owned);
    match behind.filter(|behind| uid == 0 && is_name(behind)) {
        Some(behind) => format!("{name}/{behind}"),
        None => name,
    }
}

/// Whether it can be a user's name, and nothing that a log would be misread by.
fn is_name(text: &str) -> bool {
    !text.is_empty()
        && text.len() <= LONGEST
        && text
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || "._-@$\\".contains(c))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_user_is_named_and_behind_root_the_one_of_sudo() {
        let accounts = "root:x:0:0:root:/root:/bin/bash\nanna:x:1000:1000::/home/anna:/bin/sh\nbroken\n:x:7:7::/:\nx y:x:8:8::/:\n";
        let table = [
            (1000, None, "anna"),
            (1000, Some("eve"), "anna"),
            (0, None, "root"),
            (0, Some("anna"), "root/anna"),
            (0, Some(""), "root"),
            (0, Some("an\nna"), "root"),
            (0, Some("command-line:root"), "root"),
            (4711, None, "4711"),
            (7, None, "7"),
            (8, None, "8"),
        ];
        for (uid, behind, expected) in table {
            assert_eq!(written(uid, accounts, behind), expected, "{uid} {behind:?}");
        }
    }
}
