//! One memory, hash after hash.

use argon2_wide::{Input, Kernel, Memory, Params, hash};

use crate::rustcrypto;

#[test]
fn what_a_memory_held_before_makes_no_difference() {
    // KiB, passes, lanes: growing, shrinking, through either memory, and the same again.
    let costs = [
        (8, 1, 1),
        (1_000, 2, 1),
        (8, 3, 1),
        (64, 1, 4),
        (999, 1, 1),
        (16, 2, 2),
        (1_001, 2, 1),
        (1_001, 2, 1),
    ];
    for mut shared in Kernel::ALL.map(Memory::of) {
        for (number, (memory, passes, lanes)) in costs.into_iter().enumerate() {
            let params = Params {
                memory,
                passes,
                lanes,
            };
            let password = number.to_le_bytes();
            let input = Input {
                password: &password,
                salt: b"saltsalt",
                ..Input::default()
            };
            let mut made = [0; 32];
            hash(&mut shared, params, input, &mut made).unwrap();
            let expected = rustcrypto(params, input, 32).unwrap();
            assert_eq!(made[..], expected, "{:?} {params:?}", shared.kernel());
        }
    }
}

#[test]
fn a_refusal_leaves_the_memory_usable() {
    for mut shared in Kernel::ALL.map(Memory::of) {
        let input = Input {
            salt: b"saltsalt",
            ..Input::default()
        };
        let good = Params {
            memory: 40,
            passes: 1,
            lanes: 1,
        };
        let (mut before, mut after) = ([0; 32], [0; 32]);
        hash(&mut shared, good, input, &mut before).unwrap();
        hash(&mut shared, Params { passes: 0, ..good }, input, &mut after).unwrap_err();
        hash(&mut shared, good, input, &mut after).unwrap();
        assert_eq!(before, after);
    }
}

#[test]
fn the_fastest_kernel_of_the_machine_is_taken() {
    let fastest = Kernel::ALL.into_iter().find(|kernel| kernel.is_available());
    assert_eq!(Some(Memory::new().kernel()), fastest);
    assert!(Kernel::Plain.is_available());
}
