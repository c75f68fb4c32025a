//! Backup codes, as they are read off the page that shows them once.

use domain::Stop;
use door::{At, Door, LiveSession, Shown};

use super::{BACKUP, Browser, between, post};

/// Makes ten backup codes.
pub async fn backup_codes(door: &Door, browser: &Browser) -> Vec<String> {
    let live = browser.live(door).await;
    codes_shown(make_codes(door, &live, browser).await.unwrap())
}

/// Asks for ten backup codes, in place of any that are left.
pub async fn make_codes(door: &Door, live: &LiveSession, browser: &Browser) -> Result<Shown, Stop> {
    let (at, sure) = (At::Settings(live), [("sure", "1")]);
    post(door, at, &BACKUP, "", None, &sure, browser).await
}

/// The codes that a page shows once.
pub fn codes_shown(shown: Shown) -> Vec<String> {
    match shown {
        Shown::Done(done) => {
            let html = done.show.unwrap().1.as_str().to_owned();
            let list = between(&html, "id=\"backup-codes\"", "</ol>").to_owned();
            let items = list.split("<li").skip(1);
            items
                .map(|item| between(item, ">", "</li>").replace(|c: char| c.is_whitespace(), ""))
                .map(|code| strip(&code))
                .collect()
        }
        _ => panic!("no codes were shown"),
    }
}

fn strip(html: &str) -> String {
    let mut out = String::new();
    let mut inside = false;
    for c in html.chars() {
        match c {
            '<' => inside = true,
            '>' => inside = false,
            c if !inside => out.push(c),
            _ => {}
        }
    }
    out
}
