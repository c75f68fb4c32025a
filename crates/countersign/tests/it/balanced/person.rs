//! People who sign in over and over while nodes are killed, and remember what became of each code.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use crate::program::PASSWORD;
use crate::support::app::App;
use crate::support::between;
use crate::support::browser::{Browser, FORM, form};
use crate::support::node::now;
use crate::support::seen::Seen;
use crate::support::site::{HTTPS, set_up_app};

/// How often a node is killed.
pub const KILLS: usize = 4;

/// How many codes a person sends around each.
const CODES: usize = 3;

/// What goes on, as all see it.
#[derive(Default)]
pub struct Run {
    /// The kill that is near, from 1; beyond the last one it is over.
    pub near: AtomicUsize,
    /// When each request that failed had begun.
    pub failed: Mutex<Vec<Instant>>,
    /// How many requests there were.
    pub asked: AtomicUsize,
}

impl Run {
    /// Whether nothing more is to be done.
    pub fn is_over(&self) -> bool {
        self.near.load(Ordering::SeqCst) > KILLS
    }

    /// Sends a request. None where nobody can say what came of it, which is counted.
    pub async fn ask(
        &self,
        browser: &mut Browser,
        method: &str,
        path: &str,
        fields: &[(&str, &str)],
    ) -> Option<Seen> {
        let begun = Instant::now();
        self.asked.fetch_add(1, Ordering::SeqCst);
        let mut own = browser.with("Origin", HTTPS);
        let body = form(fields);
        let body = (method == "POST").then_some((FORM, body.as_bytes()));
        let seen = own.try_send(method, path, body).await.ok();
        browser.jar = own.jar;
        let seen = seen.filter(|seen| seen.status < 500);
        if seen.is_none() {
            self.failed.lock().unwrap().push(begun);
        }
        seen
    }
}

/// Somebody with a number of codes, each good once.
pub struct Person {
    /// The account's name.
    pub name: String,
    /// From an address of their own.
    fresh: Browser,
    app: App,
    /// The last step whose code was sent.
    step: i64,
    /// Backup codes that weren't sent yet.
    codes: Vec<String>,
    /// The first browser, and then one for each code.
    pub browsers: Vec<Browser>,
    /// How many codes gave their session only when they were sent again.
    pub second: usize,
    /// How many had given theirs already, without anybody hearing of it.
    pub unheard: usize,
    /// A code that is used.
    pub last: Option<(&'static str, String)>,
}

impl Person {
    /// With an app and ten backup codes.
    pub async fn set_up(number: u8, home: Browser) -> Self {
        let fresh = home.from([127, 0, 1, number + 1]);
        let mut browser = fresh.clone();
        let name = format!("person{number}");
        let fields = [("username", name.as_str()), ("password", PASSWORD)];
        browser.post("/login", &fields).await.leads("/");
        let step = now() / 30;
        let app = set_up_app(&mut browser, step * 30).await;
        let page = browser.post("/settings/security/backup-codes", &[]).await;
        let list = between(&page.is(200).text, "id=\"backup-codes\">", "</ol>").to_owned();
        let items = list.split("<li>").skip(1);
        Self {
            name,
            fresh,
            app,
            step,
            codes: items.map(|item| item[..19].to_owned()).collect(),
            browsers: vec![browser],
            second: 0,
            unheard: 0,
            last: None,
        }
    }

    /// A code that was never sent: the app's where one is wanted and to be had.
    fn code(&mut self, app: bool) -> Option<(&'static str, String)> {
        if app && self.step <= now() / 30 {
            self.step += 1;
            return Some(("totp", self.app.code(self.step * 30)));
        }
        self.codes.pop().map(|code| ("backup-code", code))
    }

    /// Signs in up to the second factor, however often that has to be begun.
    pub async fn pending(&self, run: &Run) -> Browser {
        let fields = [("username", self.name.as_str()), ("password", PASSWORD)];
        loop {
            let mut browser = self.fresh.clone();
            if let Some(seen) = run.ask(&mut browser, "POST", "/login", &fields).await {
                seen.leads("/login/challenge");
                return browser;
            }
        }
    }

    /// Signs in with a code; whoever heard nothing tries the same one again.
    async fn sign_in(&mut self, run: &Run, (kind, code): (&'static str, String)) {
        let path = format!("/login/challenge/{kind}");
        let mut tries = 0;
        loop {
            tries += 1;
            let mut browser = self.pending(run).await;
            let fields = [("code", code.as_str())];
            let Some(seen) = run.ask(&mut browser, "POST", &path, &fields).await else {
                continue;
            };
            match seen.status {
                303 if browser.holds_session() => {
                    self.second += usize::from(tries > 1);
                    self.browsers.push(browser);
                }
                // Used already, and by nobody else than us.
                422 if tries > 1 => self.unheard += 1,
                _ => panic!("{} by {kind}: {} {}", self.name, seen.status, seen.text),
            }
            self.last = Some((kind, code));
            return;
        }
    }

    /// Signs in around each kill. The app's code is kept for one of them.
    pub async fn signs_in(mut self, run: Arc<Run>, kill: usize) -> Self {
        let mut sent = 0;
        while !run.is_over() {
            let near = run.near.load(Ordering::SeqCst);
            if sent == near * CODES {
                tokio::time::sleep(Duration::from_millis(2)).await;
            } else if let Some(code) = self.code(near == kill) {
                self.sign_in(&run, code).await;
                sent += 1;
            } else {
                sent = near * CODES;
            }
        }
        self
    }
}
