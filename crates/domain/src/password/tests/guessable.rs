//! Passwords that are short to say, and those that only look so.

use super::*;

#[test]
fn v6_2_12_long_passwords_that_everybody_knows_are_refused_with_the_reason() {
    for (password, refusal) in [
        ("123456789012345", Refusal::PasswordPattern),
        ("098765432109876", Refusal::PasswordPattern),
        ("qwertyuiopasdfghjkl", Refusal::PasswordPattern),
        ("zxcvbnmasdfghjklqwertyuiop", Refusal::PasswordPattern),
        ("qazwsxedcrfvtgbyhnujm", Refusal::PasswordPattern),
        ("1q2w3e4r5t6y7u8i9o0p", Refusal::PasswordCommon),
        ("zaq1xsw2cde3vfr4bgt5", Refusal::PasswordPattern),
        ("asdfghjkl;'asdfghjkl", Refusal::PasswordPattern),
        ("password password", Refusal::PasswordPattern),
        ("Password.Password.1", Refusal::PasswordPattern),
        ("abcdefghijklmnop", Refusal::PasswordPattern),
        ("111222333444555", Refusal::PasswordCommon),
        ("hej hej hej hej hej", Refusal::PasswordPattern),
        ("qwer tyui opas dfgh", Refusal::PasswordPattern),
        ("abcd-efgh-ijkl-mnop", Refusal::PasswordPattern),
        ("correcthorsebatterystaple", Refusal::PasswordPhrase),
        ("Correct Horse Battery Staple!", Refusal::PasswordPhrase),
        ("maytheforcebewithyou 42", Refusal::PasswordPhrase),
        (
            "to be or not to be: that is the question",
            Refusal::PasswordPhrase,
        ),
        ("Det här är mitt lösenord", Refusal::PasswordPhrase),
        ("tre små grisar", Refusal::PasswordTooShort(15)),
    ] {
        assert_eq!(
            judge(password, LEAST_ALONE, &[]),
            Err(refusal),
            "{password}"
        );
    }
}

#[test]
fn n_24_what_people_think_up_themselves_is_let_in() {
    for password in [
        "sex lila sniglar på rad",
        "min hund heter Bo",
        "wool axle wrens",
        "tre gula bananer i maj",
        "jag cyklar till Örebro",
        "correct horse battery wombat",
        "kx8#mQ2pvT5!zR1w",
        "夏は夜月の頃はさらなり闇もなほ",
    ] {
        assert_eq!(judge(password, LEAST_ALONE, &[]), Ok(()), "{password}");
    }
    for password in [
        "kx8#mQ2p",
        "w7Gh2kPz",
        "!)&%=?+_",
        "!)&%=?+_q",
        "4!#)(%/&=?",
        "kattunge1",
        "foot.ball1",
        "sunsh.ine",
    ] {
        assert_eq!(
            judge(password, LEAST_WITH_FACTOR, &[]),
            Ok(()),
            "{password}"
        );
    }
}

#[test]
fn a_password_is_worth_what_its_beginning_is() {
    let end = "kx8#mQ2pvT5!zR1w w7Gh2kPz";
    let judged = judge(&format!("{}{end}", "a".repeat(48)), LEAST_ALONE, &[]);
    assert_eq!(
        judged,
        Err(Refusal::PasswordPattern),
        "the work has a bound"
    );
    assert_eq!(
        judge(&format!("{end}{}", "a".repeat(200)), LEAST_ALONE, &[]),
        Ok(())
    );
}
