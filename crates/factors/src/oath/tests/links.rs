//! `otpauth` links, ours and others'.

use data_encoding::BASE32_NOPAD;
use domain::{Secret, Unfit};

use super::super::algorithm::{Algorithm, Parameters};
use super::super::link::{self, By};
use super::super::shared::{Moves, Shared};
use super::SECRET;

#[test]
fn r6238_6_a_link_of_ours_is_read_again() {
    for (moves, by) in [
        (Moves::Token { period: 60 }, By::Time(60)),
        (Moves::Counter { from: Some(7) }, By::Presses(Some(7))),
    ] {
        for algorithm in Algorithm::ALL {
            let parameters = Parameters {
                algorithm,
                digits: 8,
            };
            let shared = Shared::new(Secret::new(SECRET.to_vec()), parameters, moves);
            let given = link::read(&shared.uri("Åre: bygg & 🏔", "anna+x@example.org")).unwrap();
            assert_eq!(given.secret.expose().as_slice(), SECRET);
            assert_eq!((given.parameters, given.by), (parameters, by));
            assert_eq!(given.issuer, "Åre - bygg & 🏔");
            assert_eq!(given.account, "anna+x@example.org");
        }
    }
}

#[test]
fn r6238_6_a_label_has_one_colon_and_names_that_every_app_shows() {
    let shared = Shared::new(
        Secret::new(SECRET.to_vec()),
        Parameters::DEFAULT,
        Moves::App { period: 30 },
    );
    for (name, shown) in [
        ("Example", "Example"),
        ("Åre: bygg", "Åre - bygg"),
        ("Åre : bygg", "Åre - bygg"),
        ("localhost:8232", "localhost-8232"),
        ("a::b", "a--b"),
        (":a:", "a"),
        (" a: ", "a"),
        ("https://a.example", "https-//a.example"),
    ] {
        let link = shared.uri(name, name);
        let (label, query) = link
            .strip_prefix("otpauth://totp/")
            .unwrap()
            .split_once('?')
            .unwrap();
        assert_eq!(label.matches(':').count(), 1, "{link}");
        assert!(
            !link.to_ascii_lowercase().contains("%3a") && !query.contains(':'),
            "{link}"
        );
        let given = link::read(&link).unwrap();
        assert_eq!(
            (given.issuer.as_str(), given.account.as_str()),
            (shown, shown),
            "{link}"
        );
    }
}

#[test]
fn links_as_others_write_them() {
    let key = BASE32_NOPAD.encode(SECRET);
    let of = |rest: &str| link::read(&format!("otpauth://{}", rest.replace('$', &key)));
    let plain = of("totp/Example:anna%40example.org?secret=$").unwrap();
    assert_eq!(
        (plain.issuer.as_str(), plain.account.as_str()),
        ("Example", "anna@example.org")
    );
    assert_eq!(
        (plain.parameters, plain.by),
        (Parameters::DEFAULT, By::Time(30))
    );
    let link =
        of("HOTP/anna?SECRET=$&Counter=12&algorithm=hmac-sha-256&digits=8&image=x#y").unwrap();
    assert_eq!(link.by, By::Presses(Some(12)));
    assert_eq!(link.parameters.algorithm, Algorithm::Sha256);
    assert_eq!(of("hotp/anna?secret=$").unwrap().by, By::Presses(None));
    assert!(of("totp/a?secret=$&period=15").is_ok() && of("totp/a?secret=$&period=120").is_ok());
    for (rest, why) in [
        ("totp/anna", Unfit::Link),
        ("totp?secret=$", Unfit::Link),
        ("steam/anna?secret=$", Unfit::Link),
        ("totp/anna?secret=$&secret=$", Unfit::Link),
        ("totp/anna?digits=6", Unfit::Link),
        ("totp/anna?secret=$&digits=7", Unfit::Digits),
        ("totp/anna?secret=$&digits=6&digits=8", Unfit::Link),
        ("totp/anna?secret=$&algorithm=MD5", Unfit::Algorithm),
        ("totp/anna?secret=$&period=0", Unfit::Period),
        ("totp/anna?secret=$&period=14", Unfit::Period),
        ("totp/anna?secret=$&period=121", Unfit::Period),
        ("totp/anna?secret=$&period=-30", Unfit::Period),
        ("hotp/anna?secret=$&counter=-1", Unfit::Counter),
        (
            "hotp/anna?secret=$&counter=9223372036854775807",
            Unfit::Counter,
        ),
        ("totp/anna?secret=MZXW6", Unfit::TooShort),
        ("totp/%ff?secret=$", Unfit::Link),
        ("totp/anna?secret=%ff", Unfit::Link),
        ("totp/anna?secret=0000", Unfit::Unreadable),
    ] {
        assert_eq!(of(rest).err(), Some(why), "{rest}");
    }
    assert_eq!(
        link::read(&"otpauth://x".repeat(1_000)).err(),
        Some(Unfit::Link)
    );
}
