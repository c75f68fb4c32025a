//! A server that refuses a sign-in may say back what it was told: then nobody is shown its words.

use data_encoding::BASE64;
use domain::Secret;
use zeroize::Zeroizing;

use super::reply::Reply;

/// Whether an answer holds anything of what was sent to sign in, or the secret, plain or in base64. It is looked
/// for in all that the server said, since what is shown is cut and would hide where the echo ends.
pub(super) fn says_back(reply: &Reply, lines: &[Secret<String>], secret: &str) -> bool {
    let said = bare(&reply.lines.concat());
    let encoded = Zeroizing::new(BASE64.encode(secret.as_bytes()));
    lines
        .iter()
        .map(|line| argument(line.expose()))
        .chain([secret, encoded.as_str()])
        .map(bare)
        .any(|told| !told.is_empty() && said.contains(told.as_str()))
}

/// What stands behind `AUTH` and the way, or all of a line that begins otherwise.
fn argument(line: &str) -> &str {
    let mut words = line.splitn(3, ' ');
    match words.next() {
        Some("AUTH") => words.nth(1).unwrap_or_default(),
        _ => line,
    }
}

/// Without what an echo may change: spaces, where a line ends, capitals, and the signs that fill up base64.
fn bare(text: &str) -> Zeroizing<String> {
    let kept = |c: &char| !c.is_whitespace() && !c.is_control() && *c != '=';
    Zeroizing::new(text.to_lowercase().chars().filter(kept).collect())
}

#[cfg(test)]
mod tests {
    use super::super::auth::{Way, lines};
    use super::*;

    #[test]
    fn what_was_told_is_found_however_it_is_said_back() {
        let (user, secret) = ("ada", "why??? å");
        let base64 = |text: &str| BASE64.encode(text.as_bytes());
        let encoded = base64(secret);
        assert!(encoded.contains('/'), "{encoded}");
        let plain = base64(&format!("\0{user}\0{secret}"));
        let (begins, ends) = (plain.get(..5).unwrap(), plain.get(5..).unwrap());
        for (way, said, back) in [
            (Way::Plain, vec!["5.7.8 no"], false),
            (Way::Plain, vec!["5.7.8 AUTH PLAIN isn't for you"], false),
            (Way::Plain, vec!["5.7.8 why??? å"], true),
            (Way::Plain, vec!["5.7.8 \"WHY???", "Å\" is wrong"], true),
            (Way::Plain, vec![encoded.as_str()], true),
            (Way::Plain, vec![encoded.trim_end_matches('=')], true),
            (Way::Plain, vec!["unknown: AUTH PLAIN", &plain], true),
            (Way::Plain, vec![begins, ends], true),
            (Way::Login, vec!["LOGIN failed"], false),
            (Way::Login, vec!["no", &encoded], true),
            (Way::XOAuth2, vec!["expired"], false),
            (Way::XOAuth2, vec!["auth=Bearer why??? å"], true),
        ] {
            let lines = lines(way, user, secret);
            let reply = Reply {
                code: 535,
                lines: said.iter().map(|line| (*line).to_owned()).collect(),
            };
            assert_eq!(says_back(&reply, &lines, secret), back, "{way:?} {said:?}");
        }
    }
}
