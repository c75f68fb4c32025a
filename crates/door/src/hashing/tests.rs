use std::time::Duration;

use super::*;

fn pool(threads: usize, memory: u32) -> Arc<Pool> {
    let mut config = Config::of(&domain::setting::Settings::default());
    config.argon2 = (memory, 1);
    config.hashing_threads = threads;
    config.hashing_queue = 256;
    Arc::new(Pool::new(&config))
}

#[test]
fn what_a_larger_hash_took_is_given_back() {
    let mut kept = Memory::new();
    for (memory, passes) in [(64, 1), (1_024, 1), (64, 1)] {
        let cost = Cost { memory, passes };
        let (answer, _waiting) = oneshot::channel();
        let (secret, salt) = (Secret::new(vec![1]), [2; 16]);
        let job = Job {
            turn: Turn::Strangers,
            secret,
            salt,
            cost,
            answer,
        };
        hash(&mut kept, 64, &job).unwrap();
        assert_eq!(kept.taken(), 64, "after {memory} KiB");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn sixty_four_at_once_of_old_and_new_costs_keep_within_the_memory() {
    let pool = pool(4, 64);
    let mut seen = (0, 0);
    // Where much else is going on, nobody may have looked while two were at it.
    for _ in 0..50 {
        let (together, alone) = at_once(&pool).await;
        seen = (seen.0.max(together), seen.1.max(alone));
        if seen.0 > 1 && seen.1 == 1_024 {
            return;
        }
    }
    panic!("no race: {} at once, {} KiB alone", seen.0, seen.1);
}

/// Has 64 hashed at once: how many were at it at the same time, and what the largest took.
async fn at_once(pool: &Arc<Pool>) -> (usize, u64) {
    const ROOM: u64 = 4 * 64;
    let hashed: Vec<_> = (0..64_u8)
        .map(|number| {
            let pool = Arc::clone(pool);
            let memory = [64, 128, 64, 1_024][usize::from(number) % 4];
            let cost = Cost { memory, passes: 40 };
            let secret = Secret::new(vec![number]);
            let hash = async move {
                let waits = Waits::somebody(Waiter::Known);
                pool.argon2id(waits, cost, secret, [number; 16]).await
            };
            tokio::spawn(hash)
        })
        .collect();
    let (mut together, mut alone) = (0, 0);
    while hashed.iter().any(|hash| !hash.is_finished()) {
        let (working, memory) = {
            let line = pool.shared.lock();
            (line.load().0, line.memory())
        };
        assert!(
            memory <= ROOM || (working == 1 && memory == 1_024),
            "{working}: {memory}"
        );
        together = together.max(working);
        alone = alone.max(memory);
        tokio::time::sleep(Duration::from_micros(50)).await;
    }
    for hash in hashed {
        hash.await.unwrap().unwrap();
    }
    let line = pool.shared.lock();
    assert_eq!((line.load(), line.memory()), ((0, 0), 0));
    (together, alone)
}

#[test]
fn what_is_missing_from_a_lower_cost_makes_up_the_higher_one() {
    let cost = |memory, passes| Cost { memory, passes };
    let costs = [
        cost(8, 1),
        cost(64, 1),
        cost(64, 3),
        cost(12_288, 3),
        cost(19_456, 2),
        cost(65_536, 1),
        cost(65_536, 4),
        cost(1 << 20, 16),
    ];
    for now in costs {
        for kept in costs {
            let Some(rest) = now.beyond(kept) else {
                assert!(!now.exceeds(kept), "{now:?} beyond {kept:?}");
                continue;
            };
            assert!(now.exceeds(kept));
            assert!(rest.memory >= 8 && rest.memory <= now.memory.max(8));
            let paid = kept.work() + rest.work();
            // Memory comes in KiB, eight at least, and goes by once a pass.
            let off = 8 * u64::from(now.passes);
            assert!(
                paid.abs_diff(now.work()) <= off,
                "{now:?} beyond {kept:?}: {paid}"
            );
        }
    }
}
