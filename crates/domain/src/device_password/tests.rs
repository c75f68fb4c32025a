use super::*;

const NOW: Timestamp = Timestamp::from_seconds(1_800_000_000);

fn read(fields: &[(&str, &str)]) -> Result<Limits, Refusal> {
    let fields = fields
        .iter()
        .map(|(k, v)| ((*k).to_owned(), (*v).to_owned()));
    Limits::read(&Form::new(fields.collect()), NOW)
}

#[test]
fn limits_are_read_as_people_write_them_and_nothing_is_guessed() {
    assert_eq!(read(&[]).unwrap(), Limits::default());
    let all = read(&[
        ("ends", "unused"),
        ("unused_days", " 90 "),
        ("networks", "192.0.2.7/24, 2001:db8::/32\n203.0.113.9"),
        ("hosts", "Files.Example.org"),
        ("host", "calendar.example.org"),
        ("read_only", "on"),
    ])
    .unwrap();
    assert_eq!(all.ends, Ends::Unused(Span::days(90)));
    let networks: Vec<String> = all.networks.iter().map(ToString::to_string).collect();
    assert_eq!(
        networks,
        ["192.0.2.0/24", "2001:db8::/32", "203.0.113.9/32"]
    );
    assert_eq!(all.hosts, ["files.example.org", "calendar.example.org"]);
    assert!(all.read_only);
    for (field, word) in [
        ("ends", "someday"),
        ("date", ""),
        ("date", "2027-02-30"),
        ("date", "2020-01-01"),
        ("date", "2027-1-1"),
        ("date", "2027-01-31-1"),
        ("networks", "192.0.2.0/33"),
        ("networks", "everywhere"),
        ("hosts", "files/example"),
    ] {
        let ends = if field == "date" { field } else { "never" };
        let wrong = Err(Refusal::InvalidLimit(field, word.to_owned()));
        assert_eq!(read(&[(field, word), ("ends", ends)]), wrong, "{word}");
    }
    for days in ["", "0", "-3", "3651", "many"] {
        let typed = read(&[("ends", "unused"), ("unused_days", days)]);
        assert_eq!(typed, Err(Refusal::OutOfRange(1, 3_650)), "{days}");
    }
    let many = "192.0.2.1 ".repeat(33);
    assert_eq!(read(&[("networks", &many)]), Err(Refusal::TooMany(32)));
}

#[test]
fn limits_are_the_scope_and_what_is_empty_limits_nothing() {
    let scope = read(&[("hosts", "files.example.org"), ("networks", "192.0.2.0/24")])
        .unwrap()
        .scope();
    assert_eq!(
        scope.hosts,
        Some(vec![HostPattern::read("files.example.org").unwrap()])
    );
    let network: IpNet = "192.0.2.0/24".parse().unwrap();
    assert_eq!(scope.networks, Some(std::iter::once(network).collect()));
    assert!(!scope.read_only);
    let reads = read(&[("read_only", "on")]).unwrap().scope();
    assert_eq!(
        reads,
        Scope {
            read_only: true,
            ..Scope::default()
        }
    );
    let most = "192.0.2.1 ".repeat(32);
    assert_eq!(read(&[("networks", &most)]).unwrap().networks.len(), 32);
}

#[test]
fn a_day_that_ends_at_this_moment_is_over() {
    let form = || Form::new(vec![("date".to_owned(), "2027-01-31".to_owned())]);
    let end = Timestamp::from_seconds(1_801_440_000);
    let over = Err(Refusal::InvalidLimit("date", "2027-01-31".to_owned()));
    assert_eq!(Limits::read(&form(), end), over);
    assert!(Limits::read(&form(), end.minus(Span::micros(1))).is_ok());
}

#[test]
fn what_is_filled_in_says_when_it_ends_and_both_at_once_say_nothing() {
    let (date, days) = (("date", "2027-01-31"), ("unused_days", "90"));
    let at = Ends::At(Timestamp::from_seconds(1_801_440_000));
    let cases = [
        (vec![date, ("unused_days", " ")], at),
        (vec![("date", ""), days], Ends::Unused(Span::days(90))),
        (vec![("ends", "never"), date, days], Ends::Never),
        (vec![("ends", "date"), date, days], at),
    ];
    for (fields, ends) in cases {
        assert_eq!(read(&fields).unwrap().ends, ends, "{fields:?}");
    }
    let both = Err(Refusal::InvalidLimit("ends", String::new()));
    assert_eq!(read(&[date, days]), both);
}

#[test]
fn a_date_ends_with_its_day() {
    for (date, seconds) in [
        ("1970-01-01", 86_400),
        ("2000-02-29", 951_868_800),
        ("2026-12-31", 1_798_761_600),
        ("2027-01-31", 1_801_440_000),
    ] {
        assert_eq!(
            end_of_day(date),
            Some(Timestamp::from_seconds(seconds)),
            "{date}"
        );
    }
    assert_eq!(end_of_day("2100-02-29"), None);
}
