//! What is kept of passwords, codes and tokens, and of how much chance each of them is made.

use std::collections::BTreeSet;

use domain::{Refusal, Span};
use door::{Config, Progress};
use testing::people::*;
use testing::{Place, on_both};

use crate::audit::behind;

/// The rows of a table, their cells parted by commas, on either database.
async fn rows(place: &Place, table: &str) -> Vec<String> {
    let all = testing::dump::dump(place).await;
    let lines = all
        .lines()
        .skip_while(|line| !line.starts_with(&format!("{table}: ")));
    let rows = lines.skip(1).take_while(|line| line.starts_with(' '));
    let cells = |row: &str| row.trim().trim_matches(['(', ')']).replace(" | ", ",");
    rows.map(cells).collect()
}

/// Whether each of the first 256 bits is now 0, now 1.
fn is_all_chance(tokens: &[Vec<u8>]) -> bool {
    (0..256).all(|bit| {
        let set = |token: &&Vec<u8>| token[bit / 8] >> (bit % 8) & 1 == 1;
        (1..tokens.len()).contains(&tokens.iter().filter(set).count())
    })
}

on_both! {
    async fn V11_4_2_N_24_a_password_costs_what_owasp_recommends_unless_told_otherwise(place: Place) {
        let usual = Config::of(&domain::setting::Settings::default()).argon2;
        let door = place.door_with(|config| config.argon2 = usual).await;
        let before = door.hashing_work();
        add(&door, "anna", false).await;
        assert_eq!(door.hashing_work() - before, 19 * 1024 * 2, "KiB times passes");
        assert!(matches!(by_password(&door, "anna", &Browser::new("192.0.2.1")).await, Ok(Progress::In(_))));
    }

    async fn N_24_a_password_is_sealed_for_its_own_account(place: Place) {
        let door = place.door().await;
        for name in ["anna", "berit"] {
            add(&door, name, false).await;
        }
        let browser = Browser::new("192.0.2.1");
        assert!(by_password(&door, "berit", &browser).await.is_ok());
        behind(&place, "UPDATE accounts SET password = (SELECT password FROM accounts WHERE name = 'anna')
            WHERE name = 'berit'").await;
        let moved = by_password(&door, "berit", &browser).await;
        assert!(matches!(moved, Err(domain::Stop::Fault(_))), "the same password, kept for somebody else");
    }

    async fn V6_2_10_N_24_a_password_is_good_until_somebody_changes_it(place: Place) {
        let door = place.door().await;
        add(&door, "anna", false).await;
        let mut browser = Browser::new("192.0.2.1");
        for years in 1..=30 {
            place.clock().advance(Span::days(365));
            let entered = by_password(&door, "anna", &browser).await;
            let Ok(Progress::In(new)) = entered else { panic!("after {years} years: {entered:?}") };
            assert_eq!(new.next, "", "nobody is led to change it");
            browser.keep(&new);
        }
    }

    async fn N_13_V6_5_2_backup_codes_are_kept_by_a_password_hash_with_a_salt_each(place: Place) {
        let door = place.door().await;
        let mut browser = Browser::new("192.0.2.1");
        with_app(&place, &door, "anna", &mut browser).await;
        let before = door.hashing_work();
        let codes = backup_codes(&door, &browser).await;
        let each = (door.hashing_work() - before) / 10;
        assert!(each > 0, "a hash for each");
        let kept = rows(&place, "backup_codes").await;
        assert_eq!(kept.len(), 10);
        // Of the cells (id, enrolment, place, finder, salt, sealed) only the enrolment is shared.
        for cell in [0, 3, 4, 5] {
            let values: BTreeSet<&str> = kept.iter().map(|row| row.split(',').nth(cell).unwrap()).collect();
            assert_eq!(values.len(), 10, "{cell}");
        }
        let salt = |row: &String| row.split(',').nth(4).unwrap().trim_matches('"').trim_start_matches("\\\\x").len();
        assert!(kept.iter().all(|row| salt(row) == 32), "sixteen bytes");
        let plain = codes.iter().map(|code| code.replace('-', ""));
        let written = kept.join("\n").to_uppercase();
        for code in plain {
            let hex = data_encoding::HEXUPPER.encode(code.as_bytes());
            assert!(!written.contains(&code) && !written.contains(&hex));
        }
        // What finds the row says nothing of the rest: all of it is hashed and compared.
        let (_, waiting) = pending(&door, "anna", &browser).await;
        let last = if codes[0].ends_with('A') { 'B' } else { 'A' };
        let nearly = format!("{}{last}", &codes[0][..codes[0].len() - 1]);
        let before = door.hashing_work();
        assert_eq!(refusal(answer(&door, &waiting, &BACKUP, &nearly, &browser).await), Refusal::WrongCode(BACKUP));
        assert_eq!(door.hashing_work() - before, each);
        assert!(answer(&door, &waiting, &BACKUP, &codes[0], &browser).await.is_ok());
    }

    async fn N_26_V7_2_3_V11_5_1_tokens_have_256_bits_of_chance(place: Place) {
        let door = place.door_with(crate::races::raised).await;
        add(&door, "anna", false).await;
        with_app(&place, &door, "berit", &mut Browser::new("192.0.2.2")).await;
        let (mut sessions, mut waiting, mut known, mut secrets) = (vec![], vec![], vec![], vec![]);
        for _ in 0..64 {
            let Ok(Progress::In(new)) = by_password(&door, "anna", &Browser::new("192.0.2.1")).await else { panic!() };
            let token = data_encoding::BASE64URL_NOPAD.decode(new.token.write().as_bytes()).unwrap();
            secrets.push(token[32..].to_vec());
            sessions.push(token);
            known.push(new.known.unwrap().expose().to_vec());
            waiting.push(pending(&door, "berit", &Browser::new("192.0.2.2")).await.0.expose().to_vec());
        }
        for (what, tokens) in [("sessions", &sessions), ("pending", &waiting), ("known", &known)] {
            assert!(is_all_chance(tokens), "{what}");
        }
        assert!(secrets.iter().all(|secret| secret.len() == 16), "beside it 128 bits that stay");
        assert_eq!(secrets.iter().collect::<BTreeSet<_>>().len(), 64);
        assert!(!is_all_chance(&vec![vec![7; 32]; 64]), "what is always the same is found");
    }
}
