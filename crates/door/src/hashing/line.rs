//! The line before the threads that hash, with the memory of what is at work. Whoever is known goes before strangers, and
//! accounts of theirs in turn, so that nobody waits for all that somebody else wants. Strangers are one queue, or how long
//! it takes would tell whose names exist. The first goes when it fits beside those at work, and then nobody overtakes it;
//! one that is larger than all there is goes alone.

use std::collections::{HashMap, VecDeque};

use domain::budget::share;
use domain::ids::AccountId;

/// Whose turn something takes, in the order of the line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Turn {
    /// Of this account; without one, of somebody who has come by it otherwise.
    Known(Option<AccountId>),
    Strangers,
}

/// Something that waits in line.
pub(super) trait Waiting {
    /// The memory that it takes while it is at work, in KiB.
    fn memory(&self) -> u64;
    /// Whether nobody waits for it any more.
    fn is_over(&self) -> bool;
    fn turn(&self) -> Turn;
}

pub(super) struct Line<J> {
    /// How many may wait.
    places: usize,
    /// Those who wait, the queue that began first at the front.
    queues: VecDeque<(Turn, VecDeque<J>)>,
    /// Whose turn it is, and who doesn't fit yet.
    first: Option<J>,
    working: HashMap<Turn, usize>,
    /// What those at work take, and what they may take together, in KiB.
    memory: u64,
    room: u64,
    closed: bool,
}

impl<J: Waiting> Line<J> {
    /// An empty one for so many that wait, with room for so many KiB at work.
    pub(super) fn new(places: usize, room: u64) -> Self {
        Self {
            places,
            queues: VecDeque::new(),
            first: None,
            working: HashMap::new(),
            memory: 0,
            room,
            closed: false,
        }
    }

    /// How many are at work, and wait.
    pub(super) fn load(&self) -> (usize, usize) {
        let waiting = self.queues.iter().map(|(_, queue)| queue.len());
        let waiting = waiting.sum::<usize>();
        (
            self.working.values().sum(),
            waiting.saturating_add(usize::from(self.first.is_some())),
        )
    }

    /// Joins the line, or is given back where there is no place: strangers have half of them together, an account its
    /// share, and whoever is known without one what is left.
    pub(super) fn wait(&mut self, job: J) -> Result<(), J> {
        let (turn, (_, waiting)) = (job.turn(), self.load());
        let left = self.places.saturating_sub(waiting);
        let half = self.places.checked_div(2).unwrap_or(0).max(1);
        let own = self.queues.iter_mut().find(|(of, _)| *of == turn);
        let first = self.first.iter().filter(|job| job.turn() == turn).count();
        let held = own
            .as_ref()
            .map_or(first, |(_, queue)| queue.len().saturating_add(first));
        let may = match turn {
            Turn::Known(Some(_)) => share::more(held, left).min(left),
            Turn::Known(None) => left,
            Turn::Strangers => half.saturating_sub(held).min(left),
        };
        if may == 0 {
            return Err(job);
        }
        match own {
            Some((_, queue)) => queue.push_back(job),
            None => self.queues.push_back((turn, [job].into())),
        }
        Ok(())
    }

    /// The first, if it fits; it is at work until it is [`Line::done`].
    pub(super) fn take(&mut self) -> Option<J> {
        let job = self.first.take().filter(|job| !job.is_over());
        let job = job.or_else(|| self.next())?;
        let memory = self.memory.saturating_add(job.memory());
        if !self.working.is_empty() && memory > self.room {
            self.first = Some(job);
            return None;
        }
        self.memory = memory;
        let working = self.working.entry(job.turn()).or_default();
        *working = working.saturating_add(1);
        Some(job)
    }

    /// The next one for whom somebody waits still: of those who are known first, of them who has least at work, and of
    /// those alike who has waited longest for a turn.
    fn next(&mut self) -> Option<J> {
        loop {
            let turns = self.queues.iter().enumerate();
            let (at, _) = turns.min_by_key(|(_, (turn, _))| {
                let working = self.working.get(turn).copied().unwrap_or(0);
                (*turn == Turn::Strangers, working)
            })?;
            let (turn, mut queue) = self.queues.remove(at)?;
            let job = queue.pop_front();
            if !queue.is_empty() {
                self.queues.push_back((turn, queue));
            }
            if let Some(job) = job.filter(|job| !job.is_over()) {
                return Some(job);
            }
        }
    }

    /// It is at work no more, and its memory free.
    pub(super) fn done(&mut self, job: &J) {
        self.memory = self.memory.saturating_sub(job.memory());
        let turn = job.turn();
        let left = self.working.get(&turn).map_or(0, |n| n.saturating_sub(1));
        match left {
            0 => self.working.remove(&turn),
            left => self.working.insert(turn, left),
        };
    }

    /// Nobody is let in any more.
    pub(super) const fn close(&mut self) {
        self.closed = true;
    }

    pub(super) const fn is_closed(&self) -> bool {
        self.closed
    }

    /// What those at work take, in KiB.
    #[cfg(test)]
    pub(super) const fn memory(&self) -> u64 {
        self.memory
    }
}

#[cfg(test)]
mod tests;
