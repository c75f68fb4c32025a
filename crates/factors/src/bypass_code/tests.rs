//! What the registry says of this kind.

use domain::ids::{AccountId, EnrolmentId};
use domain::{Span, Timestamp};

use super::factor::KIND;
use super::issue::is_left;
use crate::bypass_code::BypassCode;
use crate::stage::{Stage, now, on, standing};
use crate::{Enrolment, Factor};

#[test]
fn it_helps_out_and_nobody_sets_it_up_alone() {
    let factor = BypassCode;
    let role = factor.about().role;
    assert!(role.is_fallback() && !role.is_own());
    assert_eq!(role.strength(), None);
    assert!(factor.pages().is_empty());
}

#[test]
fn a_code_is_left_until_it_is_used() {
    for (codes_left, left) in [(1, true), (0, false)] {
        let of = Enrolment {
            id: EnrolmentId::from_bytes([1; 16]),
            account: AccountId::from_bytes([2; 16]),
            kind: KIND,
            name: String::new(),
            added: Timestamp::from_seconds(0),
            confirmed: Some(Timestamp::from_seconds(0)),
            used: None,
            suspended: None,
            suspended_by: None,
            until: None,
            last_counter: -1,
            drift: 0,
            codes_left,
            sealed: None,
            ripens: domain::ripeness::Ripens::at_once(domain::Timestamp::from_micros(0)),
            leaving: None,
            made_by: None,
            copied: None,
            strayed: None,
        };
        assert_eq!(is_left(&of), left, "{codes_left}");
    }
}

#[tokio::test]
async fn only_of_a_code_that_can_still_be_used_is_it_said_until_when() {
    let stage = Stage::new().await;
    let after = |minutes| now().plus(Span::minutes(minutes));
    for (codes_left, until, said) in [
        (1, after(5), true),
        (0, after(5), false),
        (1, after(-5), false),
        (0, after(-5), false),
    ] {
        let of = Enrolment {
            codes_left,
            until: Some(until),
            ..on(&KIND, 1)
        };
        let page = stage.section(&KIND, &standing(vec![of])).await;
        let shown = page.contains(&stage.words.moment(until));
        assert_eq!(shown, said, "{codes_left} {until:?}");
        assert!(page.contains(&stage.words.t("bypass-code-about")));
    }
}
