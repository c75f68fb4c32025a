//! Whether a file that holds a key is its owner's alone. A secret of Kubernetes and a credential of systemd
//! belong to root and are the server's by their group, so that one group may read it too: root's, or one
//! that this process is in.

use std::fs::Metadata;
use std::os::unix::fs::MetadataExt;

/// What others may do with the file, in words; none where it is as it should be.
pub fn open_to(about: &Metadata) -> Option<String> {
    let (mode, group) = (about.mode() & 0o777, about.gid());
    (!is_private(mode, group, &own_groups())).then(|| format!("mode {mode:o}, group {group}"))
}

/// The groups that this process is in.
fn own_groups() -> Vec<u32> {
    let mut groups = vec![rustix::process::getegid().as_raw()];
    // Where the system doesn't say, the first of them is all there is.
    let more = rustix::process::getgroups().unwrap_or_default();
    groups.extend(more.into_iter().map(rustix::process::Gid::as_raw));
    groups
}

fn is_private(mode: u32, group: u32, own: &[u32]) -> bool {
    // Reading is all that a group may do; all others nothing.
    let more = mode & 0o037 != 0;
    let read = mode & 0o040 != 0;
    !more && (!read || group == 0 || own.contains(&group))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_group_may_read_where_it_is_roots_or_ones_own() {
        let (own, root, theirs) = (1_000, 0, 1_001);
        #[rustfmt::skip]
        let cases = [
            (0o600, theirs, true),
            (0o400, theirs, true),
            (0o640, own,    true),
            (0o440, own,    true),
            (0o440, root,   true),
            (0o640, theirs, false),
            (0o440, theirs, false),
            (0o660, own,    false),
            (0o620, own,    false),
            (0o650, own,    false),
            (0o604, own,    false),
            (0o602, own,    false),
            (0o601, own,    false),
            (0o644, root,   false),
        ];
        for (mode, group, expected) in cases {
            let found = is_private(mode, group, &[own, 7]);
            assert_eq!(found, expected, "{mode:o} of group {group}");
        }
    }
}
