use super::*;

/// What it takes, and whose it is.
type Job = (u64, Turn);

impl Waiting for Job {
    fn memory(&self) -> u64 {
        self.0
    }

    fn is_over(&self) -> bool {
        self.0 == 0
    }

    fn turn(&self) -> Turn {
        self.1
    }
}

const STRANGERS: Turn = Turn::Strangers;

fn known(who: u8) -> Turn {
    Turn::Known(Some(AccountId::from_bytes([who; 16])))
}

#[test]
fn the_first_goes_when_it_fits_and_nobody_overtakes() {
    const NOBODY: u64 = 0;
    let mut line = Line::new(64, 4 * 64);
    for memory in [64, 128, 1_024, 64, NOBODY, 4_096, NOBODY, 256, 64] {
        line.wait((memory, STRANGERS)).unwrap();
    }
    let taken = |line: &mut Line<Job>| line.take().map(|(memory, _)| memory);
    let done = |line: &mut Line<Job>, memory| line.done(&(memory, STRANGERS));
    assert_eq!((taken(&mut line), taken(&mut line)), (Some(64), Some(128)));
    assert_eq!(
        (taken(&mut line), line.load()),
        (None, (2, 7)),
        "larger than all"
    );
    // Not by whoever goes before strangers either.
    line.wait((64, known(1))).unwrap();
    done(&mut line, 128);
    assert_eq!(taken(&mut line), None, "not alone yet");
    done(&mut line, 64);
    assert_eq!((taken(&mut line), taken(&mut line)), (Some(1_024), None));
    done(&mut line, 1_024);
    assert_eq!(line.take(), Some((64, known(1))));
    line.done(&(64, known(1)));
    assert_eq!((taken(&mut line), taken(&mut line)), (Some(64), None));
    done(&mut line, 64);
    assert_eq!((taken(&mut line), taken(&mut line)), (Some(4_096), None));
    done(&mut line, 4_096);
    assert_eq!(
        (taken(&mut line), taken(&mut line)),
        (Some(256), None),
        "all there is"
    );
    done(&mut line, 256);
    assert_eq!((taken(&mut line), taken(&mut line)), (Some(64), None));
    done(&mut line, 64);
    assert_eq!((line.load(), line.memory()), ((0, 0), 0));
}

#[test]
fn whoever_is_known_goes_before_strangers_and_accounts_in_turn() {
    let mut line = Line::new(64, 2);
    for turn in [[STRANGERS; 6], [known(1); 6]].concat() {
        line.wait((1, turn)).unwrap();
    }
    let mut at_work: Vec<_> = [line.take(), line.take()].into_iter().flatten().collect();
    assert_eq!(at_work, [(1, known(1)); 2]);
    // One that comes now goes before all that the other one wants besides; so does somebody without an account.
    for turn in [known(2), known(2), Turn::Known(None)] {
        line.wait((1, turn)).unwrap();
    }
    let mut order = Vec::new();
    while let Some(job) = at_work.pop() {
        line.done(&job);
        let next = line.take();
        order.extend(next.map(|(_, turn)| turn));
        at_work.splice(0..0, next);
    }
    let (one, two) = (known(1), known(2));
    assert_eq!(order[..5], [two, one, Turn::Known(None), two, one]);
    assert_eq!(
        order[5..],
        [
            one, one, STRANGERS, STRANGERS, STRANGERS, STRANGERS, STRANGERS, STRANGERS
        ]
    );
}

#[test]
fn strangers_have_half_of_the_places_and_an_account_its_share() {
    let fill = |line: &mut Line<Job>, turn| {
        (0..100)
            .take_while(|_| line.wait((1, turn)).is_ok())
            .count()
    };
    let mut line = Line::new(64, 1);
    assert_eq!(fill(&mut line, known(1)), 16);
    assert_eq!(fill(&mut line, STRANGERS), 32);
    assert_eq!(fill(&mut line, known(1)), 0);
    assert_eq!(fill(&mut line, known(2)), 4, "a quarter of what they leave");
    for who in 3..60 {
        fill(&mut line, known(who));
    }
    assert_eq!(line.load(), (0, 64));
    assert_eq!(fill(&mut line, Turn::Known(None)), 0);
    // One that doesn't fit yet has left its queue, and not its place.
    let mut full = Line::new(2, 1);
    full.wait((1, STRANGERS)).unwrap();
    assert!(full.take().is_some());
    full.wait((1, STRANGERS)).unwrap();
    assert_eq!((full.take(), full.load()), (None, (1, 1)));
    assert!(full.wait((1, STRANGERS)).is_err());
    let mut small = Line::new(2, 1);
    assert_eq!(
        (fill(&mut small, STRANGERS), fill(&mut small, known(1))),
        (1, 1)
    );
}
