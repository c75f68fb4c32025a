//! What is refused, and that RustCrypto refuses the same.

use argon2_wide::{Error, Input, Kernel, Params};
use proptest::prelude::*;

use crate::{rustcrypto, tag};

const INPUT: Input<'_> = Input {
    password: b"",
    salt: &[0; 8],
    secret: b"",
    associated_data: b"",
};

#[test]
fn each_limit_has_its_error() {
    let long = [0; 33];
    let short = Input {
        salt: &[0; 7],
        ..INPUT
    };
    let annotated = Input {
        associated_data: &long,
        ..INPUT
    };
    // KiB, passes, lanes; input; length of the tag.
    let cases = [
        ((7, 1, 1), INPUT, 32, Err(Error::Memory)),
        ((8, 1, 1), INPUT, 32, Ok(())),
        ((15, 1, 2), INPUT, 32, Err(Error::Memory)),
        ((16, 1, 2), INPUT, 32, Ok(())),
        ((8, 0, 1), INPUT, 32, Err(Error::Passes)),
        ((8, 1, 0), INPUT, 32, Err(Error::Lanes)),
        ((u32::MAX, 1, 1 << 24), INPUT, 32, Err(Error::Lanes)),
        ((8, 1, 1), INPUT, 3, Err(Error::Tag)),
        ((8, 1, 1), INPUT, 0, Err(Error::Tag)),
        ((8, 1, 1), INPUT, 4, Ok(())),
        ((8, 1, 1), short, 32, Err(Error::Salt)),
        ((8, 1, 1), annotated, 32, Err(Error::TooLong)),
    ];
    for ((memory, passes, lanes), input, length, expected) in cases {
        let params = Params {
            memory,
            passes,
            lanes,
        };
        for kernel in Kernel::ALL {
            let made = tag(kernel, params, input, length);
            assert_eq!(
                made.map(|_| ()),
                expected,
                "{kernel:?} {params:?}, {length} bytes"
            );
        }
    }
}

#[test]
fn nothing_is_written_when_something_is_refused() {
    let params = Params {
        memory: 7,
        passes: 1,
        lanes: 1,
    };
    let mut tag = [1; 32];
    let refused = argon2_wide::hash(&mut argon2_wide::Memory::new(), params, INPUT, &mut tag);
    assert_eq!((refused, tag), (Err(Error::Memory), [1; 32]));
}

proptest! {
    #[test]
    fn rustcrypto_takes_the_same_and_refuses_the_same(
        (memory, passes, lanes) in (0..40_u32, 0..3_u32, 0..4_u32),
        (salt, data, length) in (0..12_usize, 0..40_usize, 0..12_usize),
    ) {
        let params = Params { memory, passes, lanes };
        let zeros = [0; 40];
        let input = Input { salt: &zeros[..salt], associated_data: &zeros[..data], ..INPUT };
        let theirs = rustcrypto(params, input, length).ok();
        for kernel in Kernel::ALL {
            prop_assert_eq!(tag(kernel, params, input, length).ok(), theirs.clone(), "{:?}", kernel);
        }
    }
}
