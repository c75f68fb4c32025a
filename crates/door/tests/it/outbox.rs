//! Messages: queued with what they tell of, sent by one node, tried again, given up, and never read by anybody.

use std::collections::BTreeSet;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use domain::{Refusal, Span};
use door::outbox::{Channel, Letter, Reaches, Sending, Undelivered};
use door::{Actor, Door};
use testing::people::*;
use testing::{Engine, Place, at_once, on_both};

use crate::audit::behind;

/// What a channel does with the next messages.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Does {
    Sends,
    Fails,
    Refuses,
    /// It never comes back, as where a node dies.
    Hangs,
    /// The first never comes back; the others are sent.
    HangsOnce,
}

/// A channel that keeps what it was given.
pub struct Kept {
    does: Mutex<Does>,
    letters: Mutex<Vec<(String, String, String)>>,
    tried: AtomicUsize,
    reaches: Reaches,
    /// What hangs goes on once it is told so.
    goes_on: tokio::sync::Notify,
}

impl Kept {
    /// How often it was tried.
    pub fn tried(&self) -> usize {
        self.tried.load(Ordering::SeqCst)
    }

    /// Has what hangs go on, as if it was sent.
    pub fn lets_go(&self) {
        self.goes_on.notify_waiters();
    }

    pub fn new(does: Does) -> Arc<Self> {
        Arc::new(Self {
            does: Mutex::new(does),
            letters: Mutex::default(),
            tried: AtomicUsize::new(0),
            reaches: Reaches::Account,
            goes_on: tokio::sync::Notify::new(),
        })
    }

    /// One that sends to each address.
    pub fn to_addresses() -> Arc<Self> {
        let sends = Self::new(Does::Sends);
        let sends = Arc::into_inner(sends).unwrap();
        Arc::new(Self {
            reaches: Reaches::Addresses,
            ..sends
        })
    }

    pub fn does(&self, does: Does) {
        *self.does.lock().unwrap() = does;
    }

    /// What was sent since it was last asked: to whom, and subject and text.
    pub fn letters(&self) -> Vec<(String, String)> {
        let letters = std::mem::take(&mut *self.letters.lock().unwrap());
        letters
            .into_iter()
            .map(|(_, to, text)| (to, text))
            .collect()
    }

    fn ids(&self) -> Vec<String> {
        let letters = self.letters.lock().unwrap();
        letters.iter().map(|(id, ..)| id.clone()).collect()
    }
}

impl Channel for Kept {
    fn name(&self) -> &'static str {
        match self.reaches {
            Reaches::Account => "kept",
            Reaches::Addresses => "mail",
        }
    }

    fn reaches(&self) -> Reaches {
        self.reaches
    }

    fn send<'a>(&'a self, letter: &'a Letter) -> Sending<'a> {
        Box::pin(async move {
            self.tried.fetch_add(1, Ordering::SeqCst);
            let does = {
                let mut does = self.does.lock().unwrap();
                let now = *does;
                if now == Does::HangsOnce {
                    *does = Does::Sends;
                }
                now
            };
            match does {
                Does::Sends => {
                    let text = format!("{}\n{}", letter.subject, letter.text.expose());
                    let to = letter.address.clone().unwrap_or_else(|| letter.to.clone());
                    let kept = (letter.id.clone(), to, text);
                    self.letters.lock().unwrap().push(kept);
                    Ok(())
                }
                Does::Fails => Err(Undelivered::Later("the server is away".into())),
                Does::Refuses => Err(Undelivered::Never("no such mailbox".into())),
                Does::Hangs | Does::HangsOnce => {
                    self.goes_on.notified().await;
                    Ok(())
                }
            }
        })
    }
}

/// How many rows there are, and how many of them still have a body.
async fn rows(place: &Place) -> (i64, i64) {
    let sql = "SELECT count(*), count(body) FROM outbox";
    match place.engine() {
        Engine::Sqlite => place
            .sqlite()
            .query_row(sql, [], |row| Ok((row.get(0)?, row.get(1)?)))
            .unwrap(),
        Engine::Postgres => {
            let row = place.postgres().await.query_one(sql, &[]).await.unwrap();
            (row.get(0), row.get(1))
        }
    }
}

/// What stands in the table.
async fn written(place: &Place) -> String {
    in_table(place, "outbox").await
}

/// What stands in a table.
pub async fn in_table(place: &Place, table: &str) -> String {
    let all = testing::dump::dump(place).await;
    let head = format!("{table}: ");
    let lines = all.lines().skip_while(|line| !line.starts_with(&head));
    let rows = lines.skip(1).take_while(|line| line.starts_with(' '));
    rows.collect::<Vec<_>>().join("\n")
}

pub async fn unlock(door: &Door, name: &str) {
    door.unlock_account(&Actor::COMMAND_LINE, name)
        .await
        .unwrap();
}

/// A message to each of so many people: whoever is told of several things at once gets one.
pub async fn unlock_some(door: &Door, people: usize) {
    for n in 1..=people {
        let name = format!("person{n}");
        add(door, &name, false).await;
        unlock(door, &name).await;
    }
}

pub mod leaving;
mod listed;

on_both! {
    async fn V6_3_7_an_owner_is_told_of_what_was_done_and_of_nothing_that_was_not(place: Place) {
        let channel = Kept::new(Does::Sends);
        let door = place.door_sending(channel.clone()).await;
        add(&door, "anna", false).await;
        let mut browser = Browser::new("192.0.2.1");
        let live = session(&door, "anna", &mut browser).await;
        door.send_messages().await.unwrap();
        let told = channel.letters();
        assert_eq!(told.len(), 1, "{told:?}");
        assert_eq!(told[0].0, "anna");
        assert!(told[0].1.contains("Signed in from a new browser") && told[0].1.contains("192.0.2.1"), "{}", told[0].1);
        // What is refused tells nobody, and neither does a change of little weight.
        let wrong = door.add_email(&live, "not an address", &browser.seen).await;
        assert_eq!(refusal(wrong), Refusal::InvalidEmail);
        door.set_display_name(&live, "Anna", &browser.seen).await.unwrap();
        door.send_messages().await.unwrap();
        assert_eq!(channel.letters(), []);
        door.set_language(&live, domain::Language::read("sv", &domain::Language::ALL).unwrap()).await.unwrap();
        let (id, code) = crate::emails::asked(&door, &channel, &live, "anna@example.org", &browser).await;
        door.confirm_email(&live, id, &code, &browser.seen).await.unwrap();
        door.send_messages().await.unwrap();
        let told = channel.letters();
        assert_eq!(told.len(), 1);
        assert!(told[0].1.contains("E-postadress") && !told[0].1.contains("anna@example.org"), "{}", told[0].1);
    }

    async fn where_no_channel_works_nothing_is_kept(place: Place) {
        let door = place.door().await;
        add(&door, "anna", false).await;
        unlock(&door, "anna").await;
        let channel = Kept::new(Does::Sends);
        let later = place.door_sending(channel.clone()).await;
        later.send_messages().await.unwrap();
        assert_eq!(channel.letters(), []);
    }

    async fn what_fails_is_tried_again_later_and_once_it_is_too_late_given_up(place: Place) {
        let channel = Kept::new(Does::Fails);
        let door = place.door_sending(channel.clone()).await;
        add(&door, "anna", false).await;
        unlock(&door, "anna").await;
        assert_eq!(door.send_messages().await.unwrap(), 0);
        assert_eq!(door.send_messages().await.unwrap(), 0);
        assert_eq!(channel.tried.load(Ordering::SeqCst), 1, "it rests");
        place.clock().advance(Span::seconds(61));
        door.send_messages().await.unwrap();
        assert_eq!(channel.tried.load(Ordering::SeqCst), 2);
        place.clock().advance(Span::seconds(61));
        door.send_messages().await.unwrap();
        assert_eq!(channel.tried.load(Ordering::SeqCst), 2, "twice as long now");
        for _ in 0..80 {
            place.clock().advance(Span::minutes(61));
            door.send_messages().await.unwrap();
        }
        let tried = channel.tried.load(Ordering::SeqCst);
        assert!((15..25).contains(&tried), "ever less often, down to each six hours for three days: {tried}");
        let given_up = events(&door, "anna").await.iter().filter(|e| *e == "message.given-up failed").count();
        assert_eq!(given_up, 1);
        channel.does(Does::Sends);
        door.send_messages().await.unwrap();
        assert_eq!(channel.letters(), []);
    }

    async fn what_will_never_arrive_is_given_up_at_once(place: Place) {
        let channel = Kept::new(Does::Refuses);
        let door = place.door_sending(channel.clone()).await;
        add(&door, "anna", false).await;
        unlock(&door, "anna").await;
        door.send_messages().await.unwrap();
        assert!(events(&door, "anna").await.contains(&"message.given-up failed".to_owned()));
        place.clock().advance(Span::hours(2));
        door.send_messages().await.unwrap();
        assert_eq!(channel.tried.load(Ordering::SeqCst), 1);
    }

    async fn of_many_nodes_one_sends_each(place: Place) {
        let channel = Kept::new(Does::Sends);
        let mut doors = Vec::new();
        for _ in 0..4 {
            doors.push(place.door_sending(channel.clone()).await);
        }
        unlock_some(&doors[0], 30).await;
        let sent = at_once(16, |n| {
            let door = doors[n % 4].clone();
            async move { door.send_messages().await.unwrap() }
        }).await;
        assert_eq!(sent.iter().sum::<usize>(), 30);
        let ids = channel.ids();
        assert_eq!((ids.len(), ids.iter().collect::<BTreeSet<_>>().len()), (30, 30));
    }

    async fn what_a_node_had_taken_that_died_goes_out_once_its_lease_is_over(place: Place) {
        let dying = Kept::new(Does::Hangs);
        let door = place.door_sending(dying.clone()).await;
        add(&door, "anna", false).await;
        unlock(&door, "anna").await;
        let hanging = tokio::spawn({ let door = door.clone(); async move { door.send_messages().await } });
        while dying.tried.load(Ordering::SeqCst) == 0 {
            tokio::task::yield_now().await;
        }
        hanging.abort();
        let other = Kept::new(Does::Sends);
        let node = place.door_sending(other.clone()).await;
        assert_eq!(node.send_messages().await.unwrap(), 0, "it is still another's");
        place.clock().advance(Span::seconds(121));
        assert_eq!(node.send_messages().await.unwrap(), 1);
    }

    async fn a_body_is_sealed_and_goes_once_it_is_sent_or_no_longer_worth_anything(place: Place) {
        let channel = Kept::new(Does::Sends);
        let door = place.door_sending(channel.clone()).await;
        add(&door, "anna", false).await;
        let reason = "telephone fell into the harbour";
        door.remove_user_factors(&Actor::COMMAND_LINE, "anna", None, reason).await.unwrap();
        let waiting = written(&place).await;
        assert!(!waiting.is_empty() && !waiting.contains("harbour"), "{waiting}");
        assert_eq!(rows(&place).await, (1, 1));
        door.send_messages().await.unwrap();
        assert!(channel.letters()[0].1.contains("harbour"));
        assert_eq!(rows(&place).await, (1, 0));
        // One that nobody sends lives no longer than it is worth something.
        unlock(&door, "anna").await;
        assert_eq!(rows(&place).await, (2, 1));
        place.clock().advance(Span::days(4));
        door.sweep().await.unwrap();
        assert_eq!(rows(&place).await, (0, 0));
    }

    async fn a_message_that_was_moved_says_nothing(place: Place) {
        let channel = Kept::new(Does::Sends);
        let door = place.door_sending(channel.clone()).await;
        for name in ["anna", "bea"] {
            add(&door, name, false).await;
            unlock(&door, name).await;
        }
        behind(&place, "UPDATE outbox SET body = (SELECT o.body FROM outbox o ORDER BY o.id LIMIT 1)").await;
        door.send_messages().await.unwrap();
        assert_eq!(channel.letters().len(), 1, "its own row alone opens it");
    }
}
