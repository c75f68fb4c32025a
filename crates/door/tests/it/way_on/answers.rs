//! What somebody answers with, on the way in and when they are asked once more.

use domain::{Form, Language, Stop};
use door::{LiveSession, Progress};
use testing::people::*;

use super::person::Person;

impl Person<'_> {
    pub(super) async fn sign_in(&mut self) -> Result<(), Stop> {
        let (door, seen) = (self.door, self.browser.seen.clone());
        match door.sign_in(&self.name, &self.password, "", &seen).await? {
            Progress::In(new) => self.browser.keep(&new),
            Progress::Owed(token) | Progress::SetUp(token) => self.waiting = Some(token),
        }
        Ok(())
    }

    pub(super) fn goes_on(&mut self, progress: Progress) {
        self.waiting = None;
        match progress {
            Progress::In(new) => self.browser.keep(&new),
            Progress::Owed(token) | Progress::SetUp(token) => self.waiting = Some(token),
        }
    }

    pub(super) async fn answer(&mut self, n: usize) -> Option<Result<(), Stop>> {
        let pending = self.pending().await?;
        let (door, place, seen) = (self.door, self.place, self.browser.seen.clone());
        let words = door.words(Language::FIRST, "");
        let thing = self.things.get_mut(n).filter(|thing| thing.has)?;
        if let Some(asks) = thing.asks() {
            if let Err(stop) = door.ask(&pending, &thing.kind, &asks, &words, &seen).await {
                return Some(Err(stop));
            }
            door.send_messages().await.unwrap();
        }
        let question = match door.question(&pending, &thing.kind, &words).await {
            Ok(question) => question.fragment,
            Err(stop) => return Some(Err(stop)),
        };
        let code = thing.answer(question.as_str(), place, door).await?;
        let kind = thing.kind.clone();
        let answered = answer(door, &pending, &kind, &code, &self.browser).await;
        Some(answered.map(|progress| self.goes_on(progress)))
    }

    pub(super) async fn answer_code(&mut self) -> Option<Result<(), Stop>> {
        let pending = self.pending().await?;
        let code = self.codes.pop()?;
        match answer(self.door, &pending, &BACKUP, &code, &self.browser).await {
            Ok(progress) => {
                self.goes_on(progress);
                Some(Ok(()))
            }
            Err(stop) => {
                self.codes.push(code);
                Some(Err(stop))
            }
        }
    }

    pub(super) async fn confirm(
        &mut self,
        n: usize,
        live: &LiveSession,
    ) -> Option<Result<(), Stop>> {
        let (door, place, seen) = (self.door, self.place, self.browser.seen.clone());
        let words = door.words(Language::FIRST, "");
        let thing = self.things.get_mut(n).filter(|thing| thing.has)?;
        if let Some(asks) = thing.asks() {
            if let Err(stop) = door
                .step_up_ask(live, &thing.kind, &asks, &words, &seen)
                .await
            {
                return Some(Err(stop));
            }
            door.send_messages().await.unwrap();
        }
        let question = match door.step_up_question(live, &thing.kind, &words).await {
            Ok(question) => question.fragment,
            Err(stop) => return Some(Err(stop)),
        };
        let code = thing.answer(question.as_str(), place, door).await?;
        let typed: Form = form(&[("code", &code)]);
        let new = door.step_up(live, &thing.kind, &typed, &seen).await;
        Some(new.map(|new| self.browser.keep(&new)))
    }
}
