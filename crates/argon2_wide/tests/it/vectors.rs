//! Hashes that others have published.

use argon2_wide::{Input, Kernel, Params};

use crate::tag;

fn bytes(hex: &str) -> Vec<u8> {
    (0..hex.len())
        .step_by(2)
        .map(|at| u8::from_str_radix(&hex[at..at + 2], 16).unwrap())
        .collect()
}

#[test]
fn r9106_5_3_argon2id_with_four_lanes() {
    let params = Params {
        memory: 32,
        passes: 3,
        lanes: 4,
    };
    let input = Input {
        password: &[1; 32],
        salt: &[2; 16],
        secret: &[3; 8],
        associated_data: &[4; 12],
    };
    let expected = bytes("0d640df58d78766c08c037a34a8b53c9d01ef0452d75b65eb52520e96b01e659");
    for kernel in Kernel::ALL {
        assert_eq!(
            tag(kernel, params, input, 32).unwrap(),
            expected,
            "{kernel:?}"
        );
    }
}

/// From `test.c` of the reference implementation (github.com/P-H-C/phc-winner-argon2): passes, KiB,
/// lanes, password, salt, tag.
const REFERENCE: [(u32, u32, u32, &str, &str, &str); 7] = [
    (
        2,
        65_536,
        1,
        "password",
        "somesalt",
        "09316115d5cf24ed5a15a31a3ba326e5cf32edc24702987c02b6566f61913cf7",
    ),
    (
        2,
        256,
        1,
        "password",
        "somesalt",
        "9dfeb910e80bad0311fee20f9c0e2b12c17987b4cac90c2ef54d5b3021c68bfe",
    ),
    (
        2,
        256,
        2,
        "password",
        "somesalt",
        "6d093c501fd5999645e0ea3bf620d7b8be7fd2db59c20d9fff9539da2bf57037",
    ),
    (
        1,
        65_536,
        1,
        "password",
        "somesalt",
        "f6a5adc1ba723dddef9b5ac1d464e180fcd9dffc9d1cbf76cca2fed795d9ca98",
    ),
    (
        4,
        65_536,
        1,
        "password",
        "somesalt",
        "9025d48e68ef7395cca9079da4c4ec3affb3c8911fe4f86d1a2520856f63172c",
    ),
    (
        2,
        65_536,
        1,
        "differentpassword",
        "somesalt",
        "0b84d652cf6b0c4beaef0dfe278ba6a80df6696281d7e0d2891b817d8c458fde",
    ),
    (
        2,
        65_536,
        1,
        "password",
        "diffsalt",
        "bdf32b05ccc42eb15d58fd19b1f856b113da1e9a5874fdcc544308565aa8141c",
    ),
];

#[test]
fn the_reference_implementation_gives_the_same_tags() {
    for (passes, memory, lanes, password, salt, expected) in REFERENCE {
        let params = Params {
            memory,
            passes,
            lanes,
        };
        let input = Input {
            password: password.as_bytes(),
            salt: salt.as_bytes(),
            ..Input::default()
        };
        for kernel in Kernel::ALL {
            let made = tag(kernel, params, input, 32).unwrap();
            assert_eq!(
                made,
                bytes(expected),
                "{kernel:?} {params:?} {password} {salt}"
            );
        }
    }
}
