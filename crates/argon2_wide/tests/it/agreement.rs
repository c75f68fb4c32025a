//! Every kernel gives RustCrypto's tag, whatever the sizes.

use argon2_wide::{Input, Kernel, Memory, Params, hash};
use proptest::prelude::*;
use proptest::{collection::vec, test_runner::TestRunner};

use crate::{rustcrypto, tag};

const INPUT: Input<'_> = Input {
    password: b"correct horse battery staple",
    salt: b"sixteen of bytes",
    secret: b"",
    associated_data: b"",
};

#[track_caller]
fn all_agree(params: Params, input: Input<'_>, length: usize) {
    let expected = rustcrypto(params, input, length).unwrap();
    for kernel in Kernel::ALL {
        let made = tag(kernel, params, input, length).unwrap();
        assert_eq!(made, expected, "{kernel:?} {params:?}, {length} bytes");
    }
}

/// Small enough for Miri, which knows AVX-512 on a machine that doesn't:
/// `RUSTFLAGS="-C target-cpu=x86-64-v4" cargo +nightly miri test -p countersign-argon2-wide small`
#[test]
fn small_hashes_agree() {
    for (memory, passes) in [(8, 1), (9, 2), (14, 2)] {
        let lanes = 1;
        all_agree(
            Params {
                memory,
                passes,
                lanes,
            },
            INPUT,
            32,
        );
    }
}

#[test]
fn thousands_of_random_hashes_are_those_of_rustcrypto() {
    let cost = (
        prop_oneof![9 => 8..=100_u32, 3 => 8..=1_200_u32],
        1..=4_u32,
        prop_oneof![9 => Just(1_u32), 1 => 2..=5_u32],
    );
    let input = (
        vec(any::<u8>(), 0..300),
        vec(any::<u8>(), 8..200),
        vec(any::<u8>(), 0..150),
        vec(any::<u8>(), 0..=32),
    );
    let cases = 3_000;
    let mut runner = TestRunner::new(ProptestConfig::with_cases(cases));
    // Each kernel has one memory for all of its hashes.
    let memories = std::cell::RefCell::new(Kernel::ALL.map(Memory::of));
    let hashed = runner.run(&(cost, input, 4..=200_usize), |(cost, input, length)| {
        let (memory, passes, lanes) = cost;
        let params = Params {
            memory: memory.max(8 * lanes),
            passes,
            lanes,
        };
        let input = Input {
            password: &input.0,
            salt: &input.1,
            secret: &input.2,
            associated_data: &input.3,
        };
        let expected = rustcrypto(params, input, length).unwrap();
        for memory in memories.borrow_mut().iter_mut() {
            let mut made = vec![0; length];
            hash(memory, params, input, &mut made).unwrap();
            prop_assert_eq!(&made, &expected, "{:?}", memory.kernel());
        }
        Ok(())
    });
    hashed.unwrap();
}

#[test]
fn no_size_of_memory_is_special() {
    // 512 to 520 KiB: a segment needs its first and its second block of addresses.
    for memory in (8..=80).chain(500..=530).chain(1_020..=1_040) {
        for passes in [1, 2, 3] {
            let lanes = 1;
            all_agree(
                Params {
                    memory,
                    passes,
                    lanes,
                },
                INPUT,
                32,
            );
        }
    }
}

#[test]
fn no_length_of_a_tag_is_special() {
    let params = Params {
        memory: 8,
        passes: 1,
        lanes: 1,
    };
    for length in (4..=260).chain([1_023, 1_024, 1_025, 5_000]) {
        all_agree(params, INPUT, length);
    }
}

#[test]
fn no_length_of_an_input_is_special() {
    let params = Params {
        memory: 8,
        passes: 1,
        lanes: 1,
    };
    let long = [7; 300];
    // BLAKE2b takes 128 bytes at a time.
    for length in 0..=300 {
        let some = &long[..length];
        all_agree(
            params,
            Input {
                password: some,
                ..INPUT
            },
            32,
        );
        all_agree(
            params,
            Input {
                secret: some,
                ..INPUT
            },
            32,
        );
        if length >= 8 {
            all_agree(
                params,
                Input {
                    salt: some,
                    ..INPUT
                },
                32,
            );
        }
        if length <= 32 {
            all_agree(
                params,
                Input {
                    associated_data: some,
                    ..INPUT
                },
                32,
            );
        }
    }
}

#[test]
fn the_cost_of_a_password_hash_agrees() {
    let params = Params {
        memory: 19_456,
        passes: 2,
        lanes: 1,
    };
    all_agree(params, INPUT, 32);
}
