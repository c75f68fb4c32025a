//! When an enrolment answers.

use domain::ids::{AccountId, EnrolmentId};
use domain::{Kind, Timestamp};
use factors::Enrolment;

#[test]
fn n_23_it_answers_while_it_is_on_and_neither_suspended_nor_over() {
    let moment = |seconds| Some(Timestamp::from_seconds(seconds));
    // When it was switched on, when it was suspended, when it ends; whether it answers at 100.
    let cases = [
        (moment(1), None, None, true),
        (None, None, None, false),
        (None, None, moment(101), false),
        (moment(1), moment(50), None, false),
        (moment(1), moment(50), moment(101), false),
        (moment(1), None, moment(101), true),
        (moment(1), None, moment(100), false),
        (moment(1), None, moment(99), false),
    ];
    for (confirmed, suspended, until, answers) in cases {
        let of = Enrolment {
            id: EnrolmentId::from_bytes([1; 16]),
            account: AccountId::from_bytes([2; 16]),
            kind: Kind::of("any"),
            name: String::new(),
            added: Timestamp::from_seconds(0),
            confirmed,
            used: None,
            suspended,
            suspended_by: None,
            until,
            last_counter: -1,
            drift: 0,
            codes_left: 0,
            sealed: None,
            ripens: domain::ripeness::Ripens::at_once(domain::Timestamp::from_micros(0)),
            leaving: None,
            made_by: None,
            copied: None,
            strayed: None,
        };
        let at = Timestamp::from_seconds(100);
        assert_eq!(
            of.answers(at),
            answers,
            "{confirmed:?} {suspended:?} {until:?}"
        );
    }
}
