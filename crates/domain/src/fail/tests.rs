//! What refusals say: status, wait, and what their sentences name.

use super::*;

fn text(word: &str) -> String {
    word.to_owned()
}

#[test]
fn a_refusal_says_with_which_status_it_goes_out_and_after_how_long_to_come_again() {
    let short = Some(Span::seconds(2));
    let minute = Span::seconds(60);
    let cases = [
        (Refusal::Wait(minute), 429, Some(minute)),
        (Refusal::Busy, 503, short),
        (Refusal::NoSuch, 404, None),
        (Refusal::LinkGone, 410, None),
        (Refusal::SignInOver, 410, None),
        (Refusal::StepUp, 403, None),
        (Refusal::NotAllowed, 403, None),
        (Refusal::OnlyTheLost, 403, None),
        (Refusal::FormUsed, 409, None),
        (Refusal::ChangedMeanwhile, 409, None),
        (Refusal::AlreadyEnrolled, 409, None),
        (Refusal::WrongSignIn, 422, None),
        (Refusal::ClockOff(minute), 422, None),
    ];
    for (refusal, status, after) in cases {
        assert_eq!(refusal.status(), status, "{refusal:?}");
        assert_eq!(refusal.retry_after(), after, "{refusal:?}");
    }
}

#[test]
fn a_refusal_brings_what_its_sentence_names() {
    let kind = Kind::of("totp");
    let word = |word: &str| vec![("word", text(word))];
    let cases = [
        (
            Refusal::Wait(Span::seconds(5)),
            vec![("seconds", text("5"))],
        ),
        (
            Refusal::ClockOff(Span::micros(1)),
            vec![("seconds", text("1"))],
        ),
        (Refusal::PasswordTooShort(15), vec![("n", text("15"))]),
        (Refusal::TooMany(32), vec![("n", text("32"))]),
        (Refusal::PasswordPersonal(text("alice")), word("alice")),
        (Refusal::UnknownGroup(text("staff")), word("staff")),
        (Refusal::UnknownKind(text("fax")), word("fax")),
        (Refusal::InvalidLimit("host", text("a b")), word("a b")),
        (Refusal::WrongCode(kind.clone()), word("totp")),
        (Refusal::NotACode(kind.clone()), word("totp")),
        (Refusal::KindOff(kind.clone()), word("totp")),
        (Refusal::TokenUnfit(kind.clone()), word("totp")),
        (Refusal::NotPasswordless(kind.clone()), word("totp")),
        (Refusal::AskedAgain(kind.clone()), word("totp")),
        (Refusal::NotYet(kind.clone()), word("totp")),
        (Refusal::MaybeCopied(kind.clone()), word("totp")),
        (Refusal::Suspended(kind), word("totp")),
        (
            Refusal::OutOfRange(-1, 8),
            vec![("least", text("-1")), ("most", text("8"))],
        ),
        (Refusal::Busy, Vec::new()),
    ];
    for (refusal, arguments) in cases {
        assert_eq!(refusal.arguments(), arguments, "{refusal:?}");
    }
}
