//! Deleting what other hosts put beside the cookie that hosts share: the `Set-Cookie` lines for every path
//! that leads to a page and every domain that we may set cookies for, some an answer.

use domain::gate::CookieDomain;

use crate::rules::cookies::Cookie;

/// Of lines that delete, so many bytes go into one answer: proxies hold only so many, nginx 4 KiB with all
/// else that stands in a head.
const AT_ONCE: usize = 2 * 1024;

/// So many in all, and no more answers than that takes: browsers follow about twenty. What a deeper path
/// leaves is told by a page.
const IN_ALL: usize = 16 * 1024;

/// A longer path browsers don't take from a line (RFC 6265bis §5.6).
const LONGEST_PATH: usize = 1024;

/// One answer of it.
#[derive(Debug)]
pub(super) struct Clearing {
    /// The lines of this answer.
    pub lines: Vec<String>,
    /// How many lines are behind then, where more are to come.
    pub more: Option<usize>,
}

impl Clearing {
    /// The next answer for that path, after so many lines.
    pub(super) fn new(domain: &CookieDomain, path: &str, behind: usize) -> Self {
        let all = within(IN_ALL, deletions(domain, path));
        let left = all.len().saturating_sub(behind);
        let lines = within(AT_ONCE, all.into_iter().skip(behind));
        let more = (lines.len() < left).then(|| behind.saturating_add(lines.len()));
        Self { lines, more }
    }
}

/// The lines that delete all that can be deleted from here and is sent to this path.
fn deletions<'a>(domain: &'a CookieDomain, path: &'a str) -> impl Iterator<Item = String> + 'a {
    // A cookie's path ends at a semicolon, so none has one in it; here it would begin another attribute.
    let paths = prefixes(path).filter(|path| path.len() <= LONGEST_PATH && !path.contains(';'));
    paths.flat_map(|path| {
        let domains = domain.with_above();
        domains.map(move |domain| Cookie::GateShared.delete_beneath(domain, path))
    })
}

/// The first of these lines, as many as make so many bytes of a head.
fn within(bytes: usize, lines: impl Iterator<Item = String>) -> Vec<String> {
    let mut sum = 0_usize;
    lines
        .take_while(|line| {
            let header = line.len().saturating_add("set-cookie: \r\n".len());
            sum = sum.saturating_add(header);
            sum <= bytes
        })
        .collect()
}

/// Every path of a cookie that is sent to this one (RFC 6265 §5.1.4), shortest first.
fn prefixes(path: &str) -> impl Iterator<Item = &str> {
    let ends = path
        .match_indices('/')
        .flat_map(|(at, _)| [at, at.saturating_add(1)]);
    let whole = (!path.ends_with('/')).then_some(path.len());
    ends.chain(whole)
        .filter_map(|end| path.get(..end))
        .filter(|prefix| !prefix.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_path_that_a_cookie_may_have_is_among_the_prefixes() {
        let all = |path| prefixes(path).collect::<Vec<_>>();
        assert_eq!(all("/"), ["/"]);
        assert_eq!(all("/a"), ["/", "/a"]);
        assert_eq!(
            all("/a/b%20c/"),
            ["/", "/a", "/a/", "/a/b%20c", "/a/b%20c/"]
        );
    }

    #[test]
    fn no_path_adds_anything_to_a_line() {
        let domain = CookieDomain::read("example.org").unwrap();
        for path in ["/a;Domain=evil.example/b", "/a/;x", ";"] {
            let lines: Vec<_> = deletions(&domain, path).collect();
            let whole = lines.iter().all(|line| line.matches(';').count() == 6);
            assert!(whole && lines.len() < 6, "{lines:?}");
        }
    }
}
