//! The line before the threads that hash, with the memory of what is at work: the first goes when it fits
//! beside the others, and nobody overtakes it. One that is larger than all there is goes alone.

use std::collections::VecDeque;

/// Something that waits in line.
pub(super) trait Waiting {
    /// The memory that it takes while it is at work, in KiB.
    fn memory(&self) -> u64;
    /// Whether nobody waits for it any more.
    fn is_over(&self) -> bool;
}

pub(super) struct Line<J> {
    jobs: VecDeque<J>,
    working: usize,
    /// What those at work take, and what they may take together, in KiB.
    memory: u64,
    room: u64,
    closed: bool,
}

impl<J: Waiting> Line<J> {
    /// An empty one, with room for so many KiB at work.
    pub(super) const fn new(room: u64) -> Self {
        Self {
            jobs: VecDeque::new(),
            working: 0,
            memory: 0,
            room,
            closed: false,
        }
    }

    /// How many are at work, and wait.
    pub(super) fn load(&self) -> (usize, usize) {
        (self.working, self.jobs.len())
    }

    /// Joins the line at its end.
    pub(super) fn wait(&mut self, job: J) {
        self.jobs.push_back(job);
    }

    /// The first, if it fits; it is at work until it is [`Line::done`].
    pub(super) fn take(&mut self) -> Option<J> {
        while self.jobs.pop_front_if(|job| job.is_over()).is_some() {}
        let memory = self.memory.saturating_add(self.jobs.front()?.memory());
        if self.working > 0 && memory > self.room {
            return None;
        }
        self.memory = memory;
        self.working = self.working.saturating_add(1);
        self.jobs.pop_front()
    }

    /// It is at work no more, and its memory free.
    pub(super) fn done(&mut self, job: &J) {
        self.memory = self.memory.saturating_sub(job.memory());
        self.working = self.working.saturating_sub(1);
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
mod tests {
    use super::*;

    impl Waiting for u64 {
        fn memory(&self) -> u64 {
            *self
        }

        fn is_over(&self) -> bool {
            *self == 0
        }
    }

    #[test]
    fn the_first_goes_when_it_fits_and_nobody_overtakes() {
        const NOBODY: u64 = 0;
        let mut line = Line::new(4 * 64);
        for job in [64, 128, 1_024, 64, NOBODY, 4_096, NOBODY, 256, 64] {
            line.wait(job);
        }
        assert_eq!((line.take(), line.take()), (Some(64), Some(128)));
        assert_eq!(
            (line.take(), line.load()),
            (None, (2, 7)),
            "larger than all"
        );
        line.done(&128);
        assert_eq!(line.take(), None, "not alone yet");
        line.done(&64);
        assert_eq!((line.take(), line.take()), (Some(1_024), None));
        line.done(&1_024);
        assert_eq!((line.take(), line.take()), (Some(64), None));
        line.done(&64);
        assert_eq!((line.take(), line.take()), (Some(4_096), None));
        line.done(&4_096);
        assert_eq!(
            (line.take(), line.take()),
            (Some(256), None),
            "all there is"
        );
        line.done(&256);
        assert_eq!((line.take(), line.take()), (Some(64), None));
        line.done(&64);
        assert_eq!((line.load(), line.memory()), ((0, 0), 0));
    }
}
