use super::*;

#[test]
fn what_differs_in_case_alone_has_one_key() {
    let keys = ["Anna.B", "anna.b"].map(|name| Name::read(name).unwrap().key());
    assert_eq!(keys, ["anna.b", "anna.b"]);
    let keys = ["Styrelsen", "STYRELSEN"].map(|name| GroupName::read(name).unwrap().key());
    assert_eq!(keys, ["styrelsen", "styrelsen"]);
}

#[test]
fn a_name_is_ascii_and_begins_and_ends_in_a_letter_or_digit() {
    for right in [
        "a",
        "7",
        "Anna",
        "anna.andersson",
        "o'brien",
        "a_b-c+d",
        "anna@example.org",
        &"a".repeat(128),
    ] {
        assert_eq!(Name::read(right).unwrap().as_str(), right);
    }
    let wrong = [
        "",
        " ",
        ".",
        "-anna",
        "anna-",
        "_a",
        "a_",
        "@a",
        "a@",
        "'a'",
        "anna ",
        " anna",
        "an na",
        "anna\n",
        "a\0b",
        "a,b",
        "a/b",
        "a\\b",
        "a:b",
        "a\"b",
        "a<b",
        "a;b",
        "a=b",
        "a*b",
        "åsa",
        "аnna",
        "a\u{200b}b",
        "a\u{202e}b",
        "ａｎｎａ",
        &"a".repeat(129),
    ];
    for wrong in wrong {
        assert_eq!(Name::read(wrong), Err(Refusal::InvalidName), "{wrong:?}");
    }
}

#[test]
fn two_names_that_differ_in_case_have_one_key() {
    assert_eq!(
        Name::read("Anna.A").unwrap().key(),
        Name::read("aNNA.a").unwrap().key()
    );
    assert_eq!(
        GroupName::read("Staff").unwrap().key(),
        GroupName::read(" sTAFF ").unwrap().key()
    );
}

#[test]
fn l42_a_name_with_an_at_sign_looks_like_an_address() {
    assert!(Name::read("anna@example").unwrap().looks_like_email());
    assert!(!Name::read("anna.example").unwrap().looks_like_email());
}

#[test]
fn a_display_name_is_trimmed_and_wholly_visible() {
    for (text, kept) in [
        ("  Åsa Öberg\t", None),
        (" Åsa Öberg ", Some("Åsa Öberg")),
        ("李小龍", Some("李小龍")),
        (
            "<script>alert(1)</script>",
            Some("<script>alert(1)</script>"),
        ),
        ("❤\u{fe0f}", Some("❤\u{fe0f}")),
        ("", None),
        ("   ", None),
        ("\u{3000}\u{a0}", None),
        ("\u{301}a", None),
        ("anna\nadmin", None),
        ("anna\u{202e}nimda", None),
        ("\u{202d}anna", None),
        ("anna\u{2066}x", None),
        ("an\u{200b}na", None),
        ("an\u{200d}na", None),
        ("an\u{ad}na", None),
        ("anna\u{feff}", None),
        ("anna\u{2028}", None),
        ("anna\u{3164}", None),
        ("anna\u{e0041}", None),
        ("anna\u{7f}", None),
        ("anna\u{9b}1m", None),
    ] {
        assert_eq!(
            DisplayName::read(text)
                .ok()
                .as_ref()
                .map(DisplayName::as_str),
            kept,
            "{text:?}"
        );
    }
    assert!(DisplayName::read(&"å".repeat(128)).is_ok());
    assert_eq!(
        DisplayName::read(&"å".repeat(129)),
        Err(Refusal::InvalidDisplayName)
    );
}

#[test]
fn a_label_has_at_most_64_characters() {
    assert_eq!(
        Label::read(" Nitrokey at work ").unwrap().as_str(),
        "Nitrokey at work"
    );
    assert!(Label::read(&"ö".repeat(64)).is_ok());
    assert_eq!(Label::read(&"ö".repeat(65)), Err(Refusal::InvalidLabel));
    assert_eq!(Label::read("Phone\u{7}"), Err(Refusal::InvalidLabel));
}

#[test]
fn a_group_name_can_stand_in_a_list_in_a_header() {
    for right in ["staff", "IT support", "a.b_c-d", "2nd floor"] {
        assert_eq!(GroupName::read(right).unwrap().to_string(), right);
    }
    for wrong in [
        "",
        " ",
        "a,b",
        "a;b",
        "a\nb",
        "å",
        "-",
        "...",
        "a\tb",
        "a\"",
        &"a".repeat(65),
    ] {
        assert_eq!(
            GroupName::read(wrong),
            Err(Refusal::InvalidLabel),
            "{wrong:?}"
        );
    }
}
