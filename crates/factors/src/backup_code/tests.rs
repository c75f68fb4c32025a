//! What counts as a kept code, and how it is written.

mod pages;

use domain::Secret;
use proptest::prelude::*;

use crate::kept_code::{LENGTH, grouped, make, read};

struct Real;

impl domain::Random for Real {
    fn fill(&self, bytes: &mut [u8]) {
        use std::io::Read;
        std::fs::File::open("/dev/urandom")
            .unwrap()
            .read_exact(bytes)
            .unwrap();
    }
}

#[test]
fn n_13_n_14_v6_5_4_a_code_has_80_bits_of_an_alphabet_without_look_alikes() {
    for _ in 0..200 {
        let code = make(&Real);
        assert_eq!(code.expose().len(), LENGTH);
        assert!(
            !code.expose().contains(['I', 'L', 'O', 'U']),
            "{}",
            code.expose()
        );
        assert_eq!(
            grouped(&code).split('-').map(str::len).collect::<Vec<_>>(),
            [4; 4]
        );
    }
}

#[test]
fn case_separators_and_look_alikes_are_forgiven() {
    let code = Secret::new("01VZ45AB89CDEFGH".to_owned());
    let same = [
        "01VZ-45AB-89CD-EFGH",
        "01vz45ab89cdefgh",
        " 01vz 45ab 89cd efgh ",
        "OIUZ-45AB-89CD-EFGH",
        "olvz-45ab-89cd-efgh",
        "01VZ–45AB—89CD.EFGH",
        "o|uz_45ab_89cd_efgh",
        "01VZ\u{a0}45AB\t89CD EFGH",
    ];
    for typed in same {
        assert_eq!(
            read(typed).map(|a| a.0.expose().clone()),
            Some(code.expose().clone()),
            "{typed}"
        );
    }
}

#[test]
fn l10_nothing_else_is_a_code() {
    let wrong = [
        "",
        "-",
        "01VZ-45AB-89CD-EFG",
        "01VZ-45AB-89CD-EFGHJ",
        "01VZ-45AB-89CD-EFG!",
        "åäöå-åäöå-åäöå-åäöå",
        "01VZ/45AB/89CD/EFGH",
        "０1VZ45AB89CDEFGH",
        "'; drop table --",
        "123456",
        &"0".repeat(4096),
    ];
    for typed in wrong {
        assert!(read(typed).is_none(), "{typed:?}");
    }
}

proptest! {
    #![proptest_config(crate::cases::cases(256))]

    #[test]
    fn whatever_is_typed_is_read_or_refused(typed in ".{0,200}") {
        if let Some(answer) = read(&typed) {
            prop_assert_eq!(answer.0.expose().len(), LENGTH);
            // What was read reads as itself.
            prop_assert!(read(answer.0.expose()).is_some());
        }
    }
}
