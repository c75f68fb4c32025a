//! What may be a password, as tables.

mod guessable;

use super::*;

fn judge(password: &str, least: u16, words: &[&str]) -> Result<(), Refusal> {
    check(&normalise(password)?, least, words)
}

#[test]
fn v6_2_1_fewer_characters_than_the_least_are_refused_with_the_number() {
    assert_eq!(
        judge("tr0ub4d", LEAST_WITH_FACTOR, &[]),
        Err(Refusal::PasswordTooShort(8))
    );
    assert_eq!(judge("tr0ub4do", LEAST_WITH_FACTOR, &[]), Ok(()));
    assert_eq!(
        judge("wool axle wren", LEAST_ALONE, &[]),
        Err(Refusal::PasswordTooShort(15))
    );
    assert_eq!(judge("wool axle wrens", LEAST_ALONE, &[]), Ok(()));
    assert_eq!(judge("", 1, &[]), Err(Refusal::PasswordTooShort(1)));
}

#[test]
fn n_24_characters_are_counted_as_code_points() {
    assert_eq!(judge("åäöéüñß", 8, &[]), Err(Refusal::PasswordTooShort(8)));
    assert_eq!(judge("åäöéüñßø", 8, &[]), Ok(()));
    assert_eq!(
        judge("🦉🌳🥾🧭🪵🔥🫖", 8, &[]),
        Err(Refusal::PasswordTooShort(8))
    );
    assert_eq!(judge("🦉🌳🥾🧭🪵🔥🫖⛺", 8, &[]), Ok(()));
}

#[test]
fn n_24_one_password_typed_on_two_keyboards_is_one_password() {
    for (one, other) in [
        ("sm\u{f6}rg\u{e5}sbord", "smo\u{308}rga\u{30a}sbord"),
        ("\u{ff50}assw\u{ff4f}rt", "passwort"),
        ("\u{fb01}sh and chips", "fish and chips"),
    ] {
        assert_eq!(
            normalise(one).unwrap().expose(),
            normalise(other).unwrap().expose()
        );
    }
    // decomposed, this would be 512 characters
    assert!(normalise(&"o\u{308}".repeat(256)).is_ok());
}

#[test]
fn v6_2_8_nothing_is_cut_off_or_changed_in_case() {
    let long = "Ab1 ".repeat(64);
    assert_eq!(normalise(&long).unwrap().expose(), &long);
    assert_eq!(
        normalise(" Spaces Stay ").unwrap().expose(),
        " Spaces Stay "
    );
    assert_eq!(
        normalise(&format!("{long}x")).unwrap_err(),
        Refusal::PasswordTooLong
    );
}

#[test]
fn v6_2_9_sixty_four_characters_and_more_are_taken_up_to_256() {
    let passphrase = "correct horse battery staple under the very old linden tree, twice";
    assert!(passphrase.len() > 64);
    assert_eq!(judge(passphrase, LEAST_ALONE, &[]), Ok(()));
    assert!(normalise(&"å".repeat(256)).is_ok());
    assert_eq!(
        normalise(&"å".repeat(257)).unwrap_err(),
        Refusal::PasswordTooLong
    );
}

#[test]
fn v6_2_9_each_of_256_characters_may_be_typed_in_four_parts() {
    // An alpha and three marks, which NFKC makes one of.
    let typed = "\u{3b1}\u{313}\u{300}\u{345}".repeat(256);
    let normal = normalise(&typed).unwrap();
    assert_eq!(*normal.expose(), "\u{1f82}".repeat(256));
}

#[test]
fn l28_a_long_password_is_refused_before_it_costs_anything() {
    assert_eq!(
        normalise(&"a".repeat(10_000_000)).unwrap_err(),
        Refusal::PasswordTooLong
    );
    assert_eq!(
        normalise(&"\u{300}".repeat(1_000_000)).unwrap_err(),
        Refusal::PasswordTooLong
    );
    // one character of three bytes that NFKC makes eighteen of
    assert_eq!(
        normalise(&"\u{fdfa}".repeat(15)).unwrap_err(),
        Refusal::PasswordTooLong
    );
}

#[test]
fn v6_2_5_there_is_no_rule_about_kinds_of_characters() {
    for password in [
        "wool axle wren moth",
        "83650417",
        "WRENMOTHAXLE",
        "!?#%&/()=+~^",
        "ordbehandling åt alla",
    ] {
        assert_eq!(
            judge(password, LEAST_WITH_FACTOR, &[]),
            Ok(()),
            "{password}"
        );
    }
}

#[test]
fn v6_2_4_the_most_common_passwords_are_refused() {
    for password in [
        "password",
        "12345678",
        "123456789",
        "1234567890",
        "iloveyou",
        "password1",
        "qwertyuiop",
        "1q2w3e4r",
        "1qaz2wsx",
        "sunshine",
        "princess",
        "football",
        "baseball",
        "superman",
        "trustno1",
        "passw0rd",
        "whatever",
        "starwars",
        "computer",
        "michelle",
        "q1w2e3r4",
        "87654321",
        "00000000",
        "11111111",
        "88888888",
        "abcd1234",
        "qwerty123",
        "letmein1",
        "welcome1",
        "zaq12wsx",
        "asdfghjkl",
        "jennifer",
        "corvette",
        "midnight",
        "liverpool",
        "charlie1",
    ] {
        assert_eq!(
            judge(password, LEAST_WITH_FACTOR, &[]),
            Err(Refusal::PasswordCommon),
            "{password}"
        );
    }
}

#[test]
fn v6_2_12_passwords_from_breaches_are_refused_whatever_their_case_or_width() {
    for password in [
        "PASSWORD",
        "PassWord1",
        "ILoveYou",
        "1Q2W3E4R5T",
        "ｐａｓｓｗｏｒｄ",
        "Q1W2E3R4T5Y6",
        "1234567890qwertyuiop",
    ] {
        assert_eq!(
            judge(password, LEAST_WITH_FACTOR, &[]),
            Err(Refusal::PasswordCommon),
            "{password}"
        );
    }
}

#[test]
fn v6_2_12_saying_it_twice_makes_it_no_better() {
    for password in [
        "passwordpassword",
        "SunshineSunshine",
        "aaaaaaaaaaaaaaa",
        "xyxyxyxyxyxyxyxy",
        "q7Zq7Zq7Zq7Zq7Z",
    ] {
        assert_eq!(
            judge(password, LEAST_ALONE, &[]),
            Err(Refusal::PasswordCommon),
            "{password}"
        );
    }
}

#[test]
fn n_24_only_the_whole_password_is_compared_with_the_list() {
    for password in ["password of the day: eel", "my football is blue"] {
        assert_eq!(judge(password, LEAST_ALONE, &[]), Ok(()), "{password}");
    }
}

#[test]
fn v6_2_11_a_password_that_is_hardly_more_than_a_personal_word_is_refused_with_the_word() {
    let words = [
        "anna.andersson",
        "Anna Maria Öberg",
        "anna.oberg@files.example.org",
        "Widget Works",
        "Li",
        "user4711",
    ];
    let cases = [
        ("anna.andersson", Some("anna.andersson")),
        ("Andersson2024!", Some("andersson")),
        ("4nd3rss0n12345", Some("andersson")),
        ("AnnaMariaOberg1", Some("Anna Maria Öberg")),
        ("ÖBERGöberg!!", Some("Öberg")),
        ("oberg-1985-05-12", Some("Öberg")),
        ("a-n-n-a-1985-05", Some("anna")),
        ("@nn@ @nn@ 1985", Some("anna")),
        ("Anna123456xyzzy", None),
        ("annaxyz12345", Some("anna")),
        ("annakqvb836504", None),
        ("widgetworks2026", Some("Widget Works")),
        ("Works?Widget!99", Some("Widget")),
        ("W1dgetW0rks!2026", Some("Widget Works")),
        ("W1d9e7w0rk$2026", Some("Widget Works")),
        ("wid6e+work52026", Some("Widget Works")),
        ("08er6-1985-0512", Some("Öberg")),
        ("user4711user4711", Some("user4711")),
        ("user4711abc", Some("user4711")),
        ("anna likes to ski", None),
        ("widget-marmalade-9", None),
        ("li ma li ku 12345", None),
        ("83650417 2291", None),
    ];
    for (password, word) in cases {
        let expected = word.map_or(Ok(()), |word| {
            Err(Refusal::PasswordPersonal(word.to_owned()))
        });
        assert_eq!(
            judge(password, LEAST_WITH_FACTOR, &words),
            expected,
            "{password}"
        );
    }
}

#[test]
fn v6_2_11_words_that_are_empty_or_many_do_no_harm() {
    assert_eq!(
        judge("wool axle wren", 8, &["", " ", "@", "...", "\u{301}"]),
        Ok(())
    );
    let many = vec!["wool"; 10_000];
    assert_eq!(judge("wool axle wren", 8, &many), Ok(()));
    assert_eq!(
        judge("woolwool1234", 8, &many),
        Err(Refusal::PasswordPersonal("wool".into()))
    );
    let mut same = vec!["marmalade"; 63];
    same.push("wool");
    assert_eq!(
        judge("woolwool1234", 8, &same),
        Err(Refusal::PasswordPersonal("wool".into())),
        "a word given often counts once"
    );
}

proptest::proptest! {
    #[test]
    fn n_24_what_is_normal_stays_as_it_is(text in "\\PC{0,300}") {
        if let Ok(normal) = normalise(&text) {
            let again = normalise(normal.expose()).unwrap();
            proptest::prop_assert_eq!(again.expose(), normal.expose());
            let words = [text.as_str(), "anna"];
            let judged = check(&normal, 8, &words);
            proptest::prop_assert_eq!(check(&normal, 8, &words), judged);
        }
    }
}
