//! Words by which one thing is told from another: in the audit log, and in what questions are sealed with.

use std::collections::BTreeSet;

use crate::stage::Stage;
use crate::webauthn::CeremonyError;
use crate::webauthn::challenge::{self, Purpose};

#[test]
fn each_reason_has_a_word_of_its_own_in_the_log() {
    let all = [
        CeremonyError::Unreadable,
        CeremonyError::Ceremony,
        CeremonyError::Challenge,
        CeremonyError::Origin,
        CeremonyError::RelyingParty,
        CeremonyError::Absent,
        CeremonyError::Unverified,
        CeremonyError::Synced,
        CeremonyError::Algorithm,
        CeremonyError::Id,
        CeremonyError::Attestation,
        CeremonyError::AttestationUnknown,
        CeremonyError::Signature,
    ];
    let words: BTreeSet<_> = all.iter().map(|why| why.word()).collect();
    assert_eq!(words.len(), all.len());
    assert!(!words.contains(""));
}

#[tokio::test]
async fn a_question_is_answered_for_what_it_was_asked_and_about_nothing_else() {
    let stage = Stage::new().await;
    let reader = stage.reader();
    let at = stage.at(&reader);
    let purposes = [Purpose::Register, Purpose::Second, Purpose::Passwordless];
    for asked in purposes {
        let sent = challenge::make(&at, asked, b"one");
        for answered in purposes {
            let read = challenge::read(&at, answered, b"one", &sent);
            assert_eq!(read.is_some(), asked == answered, "{asked:?} {answered:?}");
        }
        assert!(challenge::read(&at, asked, b"other", &sent).is_none());
    }
}
