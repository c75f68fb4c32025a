use domain::Kind;

use super::*;
use crate::words::{TEXTS, Texts};

const SWEDISH: Language = Language::new("sv", "Svenska");

const OWN: &str = "totp-name = Authenticator app\ntotp-wrong = Wait for the next one.\n";
const OWN_IN_SWEDISH: &str = "totp-name = Autentiseringsapp\ntotp-wrong = Vänta på nästa.\n";

fn words(language: Language, zone: &str) -> Words {
    let own = Language::ALL.map(|language| match language {
        SWEDISH => (language, OWN_IN_SWEDISH),
        _ => (language, OWN),
    });
    let own = Texts {
        component: "totp",
        sources: own.to_vec().leak(),
    };
    let catalogue = Catalogue::new(&[TEXTS, own]).unwrap();
    Words::new(Arc::new(catalogue), language, zone)
}

/// 24 November 2026, 13:05:03 UTC.
const AT: Timestamp = Timestamp::from_seconds(1_795_525_503);

#[test]
fn what_is_near_is_told_as_one_says_it() {
    let at = |hours: i64| Timestamp::from_seconds(1_800_000_000 + hours * 3_600);
    // 15 January 2027, 08:00 in UTC.
    let cases = [
        (Language::FIRST, 6, "today at 14:00"),
        (Language::FIRST, 24, "tomorrow at 08:00"),
        (Language::FIRST, 48, "17 January 2027 at 08:00"),
        (SWEDISH, 6, "i dag kl. 14.00"),
        (SWEDISH, 24, "i morgon kl. 08.00"),
        (SWEDISH, 48, "17 januari 2027 kl. 08.00"),
    ];
    for (language, hours, expected) in cases {
        let words = words(language, "");
        assert_eq!(words.soon(at(hours), at(0)), expected);
    }
    let here = words(SWEDISH, "Pacific/Auckland");
    assert_eq!(
        here.soon(at(4), at(0)),
        "i morgon kl. 01.00",
        "by the reader's own day"
    );
}

#[test]
fn moments_are_told_in_the_readers_language_and_zone() {
    let cases = [
        (Language::FIRST, "", "24 November 2026 at 13:05", "13:05:03"),
        (
            Language::FIRST,
            "Europe/Stockholm",
            "24 November 2026 at 14:05",
            "14:05:03",
        ),
        (
            SWEDISH,
            "Europe/Stockholm",
            "24 november 2026 kl. 14.05",
            "14.05.03",
        ),
        (
            SWEDISH,
            "Mars/Olympus",
            "24 november 2026 kl. 13.05",
            "13.05.03",
        ),
    ];
    for (language, zone, moment, clock) in cases {
        let words = words(language, zone);
        assert_eq!(words.moment(AT), moment);
        assert_eq!(words.clock(AT), clock);
        assert!(moment.starts_with(&words.day(AT)));
        assert!(moment.ends_with(&words.minute(AT)));
        assert_eq!(words.machine(AT), "2026-11-24T13:05:03Z");
    }
    // A moment that no calendar reaches is told as some moment, not as a crash.
    assert!(
        !words(Language::FIRST, "")
            .moment(Timestamp::from_micros(i64::MAX))
            .is_empty()
    );
}

#[test]
fn every_month_has_its_name() {
    for language in Language::ALL {
        for month in 1..=12 {
            assert!(words(language, "").has(&format!("look-month-{month}")));
        }
    }
}

#[test]
fn a_wait_is_told_in_its_two_largest_units_rounded_up() {
    let cases = [
        (Span::ZERO, "0 seconds"),
        (Span::micros(1), "1 second"),
        (Span::seconds(59), "59 seconds"),
        (Span::micros(59_000_001), "1 minute"),
        (Span::seconds(125), "2 minutes and 5 seconds"),
        (Span::seconds(-90), "1 minute and 30 seconds"),
        (Span::minutes(60), "1 hour"),
        (Span::seconds(3_599), "59 minutes and 59 seconds"),
        (Span::seconds(3_601), "1 hour and 1 minute"),
        (Span::seconds(86_399), "1 day"),
        (Span::hours(72), "3 days"),
        (Span::minutes(1_501), "1 day and 2 hours"),
    ];
    for (span, expected) in cases {
        assert_eq!(words(Language::FIRST, "").wait(span), expected, "{span:?}");
    }
    assert_eq!(
        words(SWEDISH, "").wait(Span::seconds(3_660)),
        "1 timme och 1 minut"
    );
}

#[test]
fn a_missing_text_shows_its_key() {
    assert_eq!(
        words(Language::FIRST, "").t("look-nothing"),
        "⟦look-nothing⟧"
    );
}

#[test]
fn values_of_digits_choose_between_one_and_many_and_long_ones_stay_whole() {
    let words = words(Language::FIRST, "");
    assert_eq!(words.with("look-hours", &[("n", "1")]), "1 hour");
    assert_eq!(
        words.with("look-request", &[("id", "0123")]),
        "Reference 0123"
    );
    assert_eq!(
        words.with("look-request", &[("id", "12345678901234567890")]),
        "Reference 12345678901234567890"
    );
}

/// One of each.
fn refusals() -> Vec<Refusal> {
    use Refusal as R;
    let kind = Kind::of("totp");
    vec![
        R::WrongSignIn,
        R::WrongPassword,
        R::WrongCode(kind.clone()),
        R::WrongLetters,
        R::WrongCharacters,
        R::NotACode(kind.clone()),
        R::ClockOff(Span::seconds(-90)),
        R::Wait(Span::seconds(125)),
        R::Locked,
        R::Busy,
        R::SignInOver,
        R::FormUsed,
        R::ChangedMeanwhile,
        R::NoSuch,
        R::LinkGone,
        R::StepUp,
        R::NotAllowed,
        R::OnlyTheLost,
        R::NotRipe(Timestamp::from_seconds(1_800_000_000)),
        R::NotSeen(Timestamp::from_seconds(1_800_000_000)),
        R::Afresh,
        R::InvalidName,
        R::NameTaken,
        R::InvalidDisplayName,
        R::InvalidEmail,
        R::EmailTaken,
        R::EmailHere,
        R::WrongEmailCode,
        R::NoAddress,
        R::NoMail,
        R::MessagesSpent(Span::hours(5)),
        R::PasswordTooShort(15),
        R::PasswordTooLong,
        R::PasswordCommon,
        R::PasswordPhrase,
        R::PasswordPattern,
        R::PasswordPersonal("anna".into()),
        R::PasswordSame,
        R::InvalidLabel,
        R::FactorRequired,
        R::LastAdministrator,
        R::UnknownGroup("it".into()),
        R::GroupTaken,
        R::GroupInPolicy,
        R::UnknownKind("x".into()),
        R::KindOff(kind),
        R::AlreadyEnrolled,
        R::NothingToSetUp,
        R::OutOfRange(1, 48),
        R::InvalidLimit("date", "soon".into()),
        R::ReasonMissing,
        R::UnknownChoice,
        R::TooMany(20),
        R::TokenUnfit(Kind::of("x")),
        R::TokenTaken,
        R::NotPasswordless(Kind::of("x")),
        R::UnknownPasswordless,
        R::PasswordlessNotEnough,
        R::AskedAgain(Kind::of("x")),
        R::NotYet(Kind::of("x")),
        R::AskedJustNow(Span::seconds(40)),
        R::InvalidNumber,
        R::NumberNotMobile,
        R::NumberElsewhere("+46, +47".into()),
        R::NumberHere,
        R::MaybeCopied(Kind::of("x")),
        R::MailboxUnfit,
        R::OnlyBetter,
        R::NotAlone(Kind::of("x")),
        R::Suspended(Kind::of("x")),
    ]
    .into_iter()
    .chain(domain::Unfit::ALL.map(R::Unfit))
    .collect()
}

#[test]
fn every_refusal_has_its_sentence_in_every_language() {
    let all = refusals();
    let listed: Vec<_> = all.iter().map(Refusal::key).collect();
    let known = Refusal::KEYS.iter().filter(|key| !key.is_empty());
    known.for_each(|key| assert!(listed.contains(key), "{key} is in no list"));
    for language in Language::ALL {
        let words = words(language, "");
        for refusal in &all {
            let text = words.refusal(refusal);
            assert!(
                !text.contains(['⟦', '{', '$']) && text.ends_with('.'),
                "{refusal:?}: {text}"
            );
        }
        let told: std::collections::BTreeSet<_> = all.iter().map(Refusal::key).collect();
        let known = words
            .catalogue
            .keys(language)
            .filter(|key| key.starts_with("refusal-"));
        assert_eq!(
            known.collect::<Vec<_>>(),
            told.into_iter().collect::<Vec<_>>()
        );
    }
}

#[test]
fn a_kind_speaks_for_itself_where_it_can() {
    let words = words(Language::FIRST, "");
    let of = |refusal: Refusal| words.refusal(&refusal);
    let kind = Kind::of;
    assert_eq!(
        of(Refusal::WrongCode(kind("totp"))),
        "Wait for the next one."
    );
    assert_eq!(
        of(Refusal::NotACode(kind("totp"))),
        words.t("refusal-not-a-code")
    );
    assert!(of(Refusal::KindOff(kind("totp"))).starts_with("Authenticator app is"));
    assert!(of(Refusal::KindOff(kind("hotp"))).starts_with("hotp is"));
    let waits = of(Refusal::Wait(Span::seconds(125)));
    assert!(waits.contains("2 minutes and 5 seconds"));
}
