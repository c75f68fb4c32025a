//! Every refusal, and every other way in which a request ends without its page, with its status.

use domain::{Fault, Kind, Refusal, Span, Timestamp, Unfit};
use testing::reference::{documented, is_in_the_reference, table};

use super::source;
use crate::problem::Problem;
use crate::rules::body::BodyError;
use crate::rules::host::HostError;
use crate::rules::origin;

/// One of each; a test holds the list against the type.
fn refusals() -> Vec<Refusal> {
    let kind = || Kind::PASSWORD;
    let (span, text) = (Span::seconds(1), String::new);
    let now = Timestamp::from_micros(0);
    vec![
        Refusal::WrongSignIn,
        Refusal::WrongPassword,
        Refusal::WrongCode(kind()),
        Refusal::WrongLetters,
        Refusal::WrongCharacters,
        Refusal::NotACode(kind()),
        Refusal::TokenUnfit(kind()),
        Refusal::TokenTaken,
        Refusal::NotPasswordless(kind()),
        Refusal::UnknownPasswordless,
        Refusal::PasswordlessNotEnough,
        Refusal::AskedAgain(kind()),
        Refusal::NotYet(kind()),
        Refusal::AskedJustNow(span),
        Refusal::MaybeCopied(kind()),
        Refusal::Suspended(kind()),
        Refusal::ClockOff(span),
        Refusal::Wait(span),
        Refusal::Locked,
        Refusal::Busy,
        Refusal::SignInOver,
        Refusal::FormUsed,
        Refusal::ChangedMeanwhile,
        Refusal::NoSuch,
        Refusal::LinkGone,
        Refusal::StepUp,
        Refusal::NotAllowed,
        Refusal::OnlyTheLost,
        Refusal::NotRipe(now),
        Refusal::NotSeen(now),
        Refusal::Afresh,
        Refusal::InvalidName,
        Refusal::NameTaken,
        Refusal::InvalidDisplayName,
        Refusal::InvalidEmail,
        Refusal::EmailTaken,
        Refusal::EmailHere,
        Refusal::WrongEmailCode,
        Refusal::NoAddress,
        Refusal::NoMail,
        Refusal::InvalidNumber,
        Refusal::NumberNotMobile,
        Refusal::NumberElsewhere("+46, +47".to_owned()),
        Refusal::NumberHere,
        Refusal::MessagesSpent(span),
        Refusal::PasswordTooShort(1),
        Refusal::PasswordTooLong,
        Refusal::PasswordCommon,
        Refusal::PasswordPhrase,
        Refusal::PasswordPattern,
        Refusal::PasswordPersonal(text()),
        Refusal::PasswordSame,
        Refusal::InvalidLabel,
        Refusal::FactorRequired,
        Refusal::MailboxUnfit,
        Refusal::OnlyBetter,
        Refusal::NotAlone(kind()),
        Refusal::LastAdministrator,
        Refusal::UnknownGroup(text()),
        Refusal::GroupTaken,
        Refusal::GroupInPolicy,
        Refusal::UnknownKind(text()),
        Refusal::KindOff(kind()),
        Refusal::AlreadyEnrolled,
        Refusal::NothingToSetUp,
        Refusal::OutOfRange(0, 1),
        Refusal::InvalidLimit("", text()),
        Refusal::ReasonMissing,
        Refusal::UnknownChoice,
        Refusal::TooMany(1),
        Refusal::Unfit(Unfit::ALL[0]),
    ]
}

fn variant(shown: &impl std::fmt::Debug) -> String {
    let shown = format!("{shown:?}");
    shown.split('(').next().unwrap().to_owned()
}

#[test]
fn the_reference_lists_every_refusal() {
    let text = source("domain/src/fail.rs");
    let (_, rows) = text.split_once("\nrefusals! {\n").unwrap();
    let mut said = documented(&format!("enum Rows {{\n{rows}"), "Rows");
    for (row, _) in &mut said {
        *row = row.split([' ', '(']).next().unwrap().to_owned();
    }
    let refusals = refusals();
    let names: Vec<String> = refusals.iter().map(variant).collect();
    let declared: Vec<&String> = said.iter().map(|(name, _)| name).collect();
    assert_eq!(declared, names.iter().collect::<Vec<_>>());
    let unfit = documented(&source("domain/src/unfit.rs"), "Unfit");
    let meanings = said.iter().chain(&unfit).map(|(_, meaning)| meaning);
    let all = refusals.into_iter().chain(Unfit::ALL.map(Refusal::Unfit));
    let rows = all
        .zip(meanings)
        .filter(|(_, meaning)| !meaning.starts_with("A token, or the secret in it"))
        .map(|(refusal, meaning)| {
            let after = refusal.retry_after().map_or("", |_| "`Retry-After`");
            [
                format!("`{}`", refusal.key()),
                refusal.status().to_string(),
                after.to_owned(),
                meaning.clone(),
            ]
        });
    is_in_the_reference(
        "refusals",
        &table(["key", "status", "with", "meaning"], rows),
    );
}

#[test]
fn the_reference_lists_what_ends_a_request_before_its_page() {
    let differ = origin::Differ {
        ours: String::new(),
        theirs: String::new(),
    };
    let all = [
        (
            Problem::Host(HostError::Garbled),
            "no host, two, or none that could be one",
        ),
        (
            Problem::Host(HostError::Elsewhere(String::new())),
            "another host than that of `public_url`",
        ),
        (Problem::NotFound, "no such page"),
        (
            Problem::Method(""),
            "the page isn't there for this method; `Allow` names those that are",
        ),
        (
            Problem::Origin(differ),
            "the form comes from another origin",
        ),
        (
            Problem::Body(BodyError::Garbled),
            "a form or query that isn't UTF-8, has a NUL or too many fields",
        ),
        (
            Problem::Body(BodyError::Slow),
            "a form that took too long to come",
        ),
        (Problem::Body(BodyError::Large), "a form that is too large"),
        (
            Problem::Body(BodyError::Kind),
            "a form of another media type",
        ),
        (
            Problem::Body(BodyError::Crowded),
            "no room for another form at present",
        ),
        (
            Problem::NoSession,
            "a session is needed; a page is answered 303 to `/login`",
        ),
        (
            Problem::NoPending,
            "a pending sign-in is needed; a page is answered 303 to `/login`",
        ),
        (
            Problem::Fault(Fault::new("")),
            "something broke here; the log has the cause under the request's id",
        ),
    ];
    let rows = all.map(|(problem, meaning)| {
        let key = format!("`{}`", problem.keys().1);
        [key, problem.status().to_string(), meaning.to_owned()]
    });
    is_in_the_reference("problems", &table(["key", "status", "meaning"], rows));
}
