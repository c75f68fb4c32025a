//! That the clock was changed: what happened around then is dated by two clocks.

use domain::Span;
use domain::event::{Action, Event};

use crate::audit;
use crate::house::Door;

impl Door {
    /// Writes down that the clock of this machine was changed by so much; failing to is logged.
    pub async fn record_clock_jumped(&self, by: Span) {
        let seconds = by.as_micros() / 1_000_000;
        let event = Event::site(Action::ClockJumped).detail(format!("{seconds:+} s"));
        self.record([audit::write::by_program(self, &event)]).await;
    }
}
