//! Every mistake is one sentence that names its place.

use super::Folder;

#[test]
fn every_mistake_in_the_file_is_one_sentence_with_its_line() {
    #[rustfmt::skip]
    let cases = [
        ("\n\npublc_url = \"x\"", "line 3: \"publc_url\" is not a setting; did you mean \"public_url\"?"),
        ("[totp]\ndigits = \"six\"", "line 2: \"totp.digits\" must be a whole number from 6 to 8, not \"six\"."),
        ("totp.digits = 9", "line 1: \"totp.digits\" must be a whole number from 6 to 8, not 9."),
        ("totp.digits = 6.5", "line 1: \"totp.digits\" must be a whole number from 6 to 8, not 6.5."),
        ("totp.digits = 99999999999999999999", "line 1: \"totp.digits\" must be a whole number from 6 to 8, not 99999999999999999999."),
        ("totp = 6", "line 1: \"totp\" is a section and holds no value itself."),
        ("time_zone = \"UTC\"", "line 1: \"time_zone\" is not a setting; did you mean \"site.time_zone\"?"),
        ("[site]\nnme = \"x\"\n", "line 2: \"site.nme\" is not a setting; did you mean \"site.name\"?"),
        ("[sites]\nname = \"x\"\n", "line 1: \"sites\" is not a section; did you mean [site]?"),
        ("[[gate.hosts]]\nhost = \"x\"\n", "line 1: \"gate.hosts\" is not a section; did you mean [[gate.host]]?"),
        ("xyzzy_unheard_of = 1", "line 1: \"xyzzy_unheard_of\" is not a setting; the nearest is "),
        ("log_level = \"loud\"", "line 1: \"log_level\" must be \"error\", \"warn\", \"info\", \"debug\" or \"trace\", not \"loud\"."),
        ("listen = 8232", "line 1: \"listen\" must be text, not 8232."),
        ("listen = [\"a\"]", "line 1: \"listen\" must be text, not a list."),
        ("mail.on = \"yes\"", "line 1: \"mail.on\" must be true or false, not \"yes\"."),
        ("trusted_proxies = \"::1\"", "line 1: \"trusted_proxies\" must be a list of texts, not \"::1\"."),
        ("trusted_proxies = [\n  \"::1\",\n  5\n]", "line 3: \"trusted_proxies\" must be a list of texts, not 5."),
        ("[limits]\nnetworks.\"10.0.0.0/8\" = \"many\"", "line 2: \"limits.networks\" must be names with whole numbers, not \"many\"."),
        ("limits.networks = 5", "line 1: \"limits.networks\" must be names with whole numbers, not 5."),
        ("database = 5", "line 1: \"database\" must be text."),
        ("database_file = 5", "line 1: \"database_file\" must be the path of a file."),
        ("database_file = \"absent\"", "line 1: \"database_file\" names \"absent\", which can't be read: No such file or directory (os error 2)."),
        ("database = \"a\"\ndatabase_file = \"b\"", "says the same as countersign.toml, line "),
        ("listen_file = \"b\"", "line 1: \"listen_file\" is not a setting; the nearest is "),
        ("listen = \"a\"\nlisten = \"b\"", "line 2: this isn't TOML: duplicate key."),
        ("\nlisten = localhost", "line 2: this isn't TOML: "),
        // The first in the file is named, whatever the order of the alphabet.
        ("zzz = 1\naaa = 1", "line 1: \"zzz\" is not a setting; "),
        ("\"line\\nbreak\" = 1", "line 1: \"line\\nbreak\" is not a setting; "),
    ];
    for (text, sentence) in cases {
        let said = Folder::with(text).load(&[], &[]).unwrap_err();
        assert!(
            said.starts_with("countersign.toml, line ") && said.contains(sentence),
            "{text:?}: {said}"
        );
        assert_eq!(said.lines().count(), 1, "{said}");
    }
}

#[test]
fn every_mistake_in_a_variable_names_the_variable() {
    #[rustfmt::skip]
    let cases = [
        ("COUNTERSIGN_PUBLC_URL", "x", "COUNTERSIGN_PUBLC_URL is not a setting's variable; did you mean COUNTERSIGN_PUBLIC_URL?"),
        ("COUNTERSIGN_SITE_NME", "x", "COUNTERSIGN_SITE_NME is not a setting's variable; did you mean COUNTERSIGN_SITE_NAME?"),
        ("COUNTERSIGN_TOTP_DIGITS", "six", "COUNTERSIGN_TOTP_DIGITS must be a whole number from 6 to 8, not \"six\"."),
        ("COUNTERSIGN_TOTP_DIGITS", "", "COUNTERSIGN_TOTP_DIGITS must be a whole number from 6 to 8, not \"\"."),
        ("COUNTERSIGN_MAIL_ON", "on", "COUNTERSIGN_MAIL_ON must be true or false, not \"on\"."),
        ("COUNTERSIGN_LIMITS_NETWORKS", "10.0.0.0/8", "COUNTERSIGN_LIMITS_NETWORKS must be names with whole numbers, not \"10.0.0.0/8\"."),
        ("COUNTERSIGN_DATABASE_FILE", "absent", "COUNTERSIGN_DATABASE_FILE names \"absent\", which can't be read: "),
        ("COUNTERSIGN_PORT", "8232", "COUNTERSIGN_PORT is not a setting's variable; "),
    ];
    for (name, value, sentence) in cases {
        let said = Folder::with("").load(&[(name, value)], &[]).unwrap_err();
        assert!(said.starts_with(sentence), "{name}: {said}");
    }
    let both = [
        ("COUNTERSIGN_DATABASE", "a"),
        ("COUNTERSIGN_DATABASE_FILE", "b"),
    ];
    let said = Folder::with("").load(&both, &[]).unwrap_err();
    assert_eq!(
        said,
        "COUNTERSIGN_DATABASE_FILE says the same as COUNTERSIGN_DATABASE: only one of them may be set."
    );
}

#[test]
fn variables_that_are_no_settings_of_ours_are_left_alone() {
    let loaded = Folder::with("").load(
        &[
            ("COUNTERSIGN_TEST_BLESS", "1"),
            ("COUNTERSIGN_SERVICE_HOST", "10.0.0.1"),
            ("COUNTERSIGN_PORT", "tcp://10.0.0.1:8232"),
            ("COUNTERSIGN_PORT_8232_TCP_ADDR", "10.0.0.1"),
            ("COUNTERSIGNATURE", "x"),
            ("HOME", "/root"),
        ],
        &[],
    );
    assert!(loaded.is_ok(), "{loaded:?}");
}
