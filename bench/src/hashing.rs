//! Argon2id hashes a second, at the cost of a password: by our kernel, by RustCrypto's crate, and by
//! the fastest other one in Rust, which is only measured here.

use std::time::{Duration, Instant};

use argon2_wide::{Input, Kernel, Memory, Params};

use crate::{Row, median};

const PARAMS: Params = Params {
    memory: 19_456,
    passes: 2,
    lanes: 1,
};
const PASSWORD: &[u8] = b"password";
const SALT: &[u8] = b"saltsaltsaltsalt";
const ROUNDS: usize = 11;

type Tag = [u8; 32];

/// What a thread hashes with, in memory of its own, over and over.
fn by_us(kernel: Option<Kernel>) -> impl FnMut() -> Tag {
    let mut memory = kernel.map_or_else(Memory::new, Memory::of);
    move || {
        let input = Input {
            password: PASSWORD,
            salt: SALT,
            ..Input::default()
        };
        let mut tag = [0; 32];
        argon2_wide::hash(&mut memory, PARAMS, input, &mut tag).unwrap();
        tag
    }
}

fn by_argon2_rust() -> impl FnMut() -> Tag {
    use argon2_rust::{Algorithm, Argon2, Params, Version, params};
    let params = Params::builder()
        .memory(params::Memory::kib(PARAMS.memory.into()))
        .passes(PARAMS.passes)
        .lanes(PARAMS.lanes)
        .tag_len(params::TagLen::bytes(32))
        .build()
        .unwrap();
    let mut hasher = Argon2::new(Algorithm::Argon2id, Version::V0x13, params).hasher();
    move || {
        let mut tag = [0; 32];
        hasher.hash_into(PASSWORD, SALT, &mut tag).unwrap();
        tag
    }
}

/// Hashes a second on so many threads.
fn rate<H: FnMut() -> Tag>(threads: usize, seconds: f64, hasher: impl Fn() -> H + Sync) -> f64 {
    let work = || {
        let mut hash = hasher();
        let tag = hash(); // takes the memory
        let begun = Instant::now();
        let until = begun + Duration::from_secs_f64(seconds);
        let mut made = 0_u32;
        while Instant::now() < until {
            assert_eq!(hash(), tag);
            made += 1;
        }
        f64::from(made) / begun.elapsed().as_secs_f64()
    };
    std::thread::scope(|scope| {
        let threads: Vec<_> = (0..threads).map(|_| scope.spawn(work)).collect();
        threads.into_iter().map(|one| one.join().unwrap()).sum()
    })
}

pub fn cores() -> usize {
    std::thread::available_parallelism().map_or(1, std::num::NonZero::get)
}

/// Hashes a second on all cores, as the program makes them.
pub fn ceiling(seconds: f64) -> f64 {
    rate(cores(), seconds, || by_us(None))
}

pub fn measure() -> Vec<Row> {
    let (ours, plain) = (by_us(None)(), by_us(Some(Kernel::Plain))());
    assert_eq!((ours, plain), (plain, by_argon2_rust()()));
    let mut threads = vec![1, cores()];
    threads.dedup();
    threads.into_iter().flat_map(on).collect()
}

/// In turn, so that a slow moment of the machine falls on all three.
fn on(threads: usize) -> [Row; 2] {
    let mut figures = [const { Vec::new() }; 3];
    for round in 0..=ROUNDS {
        let rates = [
            rate(threads, 0.5, || by_us(None)),
            rate(threads, 0.5, || by_us(Some(Kernel::Plain))),
            rate(threads, 0.5, by_argon2_rust),
        ];
        // The first round warms up.
        if round > 0 {
            for (figures, rate) in figures.iter_mut().zip(rates) {
                figures.push(rate);
            }
        }
    }
    let [ours, plain, other] = figures;
    let kernel = Memory::new().kernel();
    let row = |name: &str, others: Vec<f64>, target| Row {
        what: match threads {
            1 => "Argon2id at the cost of a password, one thread",
            _ => "Argon2id at the cost of a password, all cores",
        }
        .into(),
        figure: format!("{:.1} hashes a second by {kernel:?}", median(ours.clone())),
        ratio: {
            let ratios = ours.iter().zip(&others).map(|(our, other)| our / other);
            format!("{:.2}", median(ratios.collect()))
        },
        ceiling: format!("{name}, {:.1} hashes a second", median(others)),
        target,
    };
    [
        row("RustCrypto", plain, "–"),
        row("argon2-rust", other, "at least 0.9"),
    ]
}
