//! The buttons in the foot of every page: a cookie, and the account's choice when signed in.

use domain::{Refusal, Stop};

use crate::answer::Answer;
use crate::asked::Asked;
use crate::route;
use crate::rules::cookies::Cookie;

/// Longest page to come back to, with its query.
const LONGEST: usize = 8_192;

/// Remembers the language and goes back.
pub(crate) async fn choose(asked: &Asked) -> Result<Answer, Stop> {
    let language = asked
        .door()
        .language(asked.form.get("language"))
        .ok_or(Refusal::UnknownChoice)?;
    if let Some(live) = &asked.session {
        asked.door().set_language(live, language).await?;
    }
    let back = page_of_ours(asked.form.get("back")).unwrap_or("/");
    Ok(Answer::to(back).set(Cookie::Language, language.tag()))
}

/// A page of the route table, with whatever harmless query. Other than after signing in, pages of
/// signing in are welcome here.
fn page_of_ours(back: &str) -> Option<&str> {
    let (path, query) = back.split_once('?').unwrap_or((back, ""));
    let plain = |b: u8| b.is_ascii_graphic() && !b"\\#<>\"`".contains(&b);
    let fits = back.len() <= LONGEST && route::find(path).get.is_some() && query.bytes().all(plain);
    fits.then_some(back)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_comes_back_to_pages_of_ours_only() {
        for ours in [
            "/login",
            "/login?next=%2Fsettings%3Fa%3D1",
            "/login/challenge/totp",
            "/confirm?next=/settings&lost=1",
        ] {
            assert_eq!(page_of_ours(ours), Some(ours));
        }
        let long = format!("/login?{}", "x".repeat(LONGEST));
        for other in [
            "",
            "//evil.test",
            "//evil.test/login",
            "https://evil.test/login",
            "/\\evil.test",
            "/login\\..\\x",
            "/login/../x",
            "/login?\r\nSet-Cookie: x=y",
            "/login?a b",
            "/login?ö",
            "/login?x#y",
            "/login#x",
            "/logout",
            "/nothing",
            "javascript:alert(1)",
            &long,
        ] {
            assert_eq!(page_of_ours(other), None, "{other}");
        }
    }
}
