//! `import`

use data_encoding::{BASE32_NOPAD, BASE64, HEXLOWER};
use serde_json::{Value, json};

use super::on_every_engine;
use crate::program::Program;

const SECRETS: [&[u8]; 4] = [
    b"the secret of one tok",
    b"the secret of another",
    b"the secret of a third",
    b"the secret of the app",
];

fn hex(n: usize) -> String {
    HEXLOWER.encode(SECRETS[n])
}

/// A list as a spreadsheet writes it, with rows that can't be taken.
fn csv() -> String {
    let [one, two, three, _] = [0, 1, 2, 3].map(hex);
    format!(
        "Serial;Type;Secret;Digits;Period;Counter;User\n\
         N-1;TOTP;{one};6;60;;ada\nN-2;HOTP;{two};8;;17;bea\nN-3;HOTP;{three};6;;;nobody\nN-4;HOTP;{three};9;;;ada\n\
         N-5;TOTP;deadbeef;6;30;;ada\n# N-6;TOTP;{three};6;30;;ada\nN-7;TOTP;{one};6;30;;bea\n"
    )
}

fn write(program: &Program, name: &str, text: &str) {
    std::fs::write(program.path(name), text).unwrap();
}

fn results(report: &Value) -> Vec<(u64, &str)> {
    let rows = report["rows"].as_array().unwrap();
    let result = |row: &'_ Value| row["result"].as_str().map(str::to_owned).unwrap();
    rows.iter()
        .map(|row| (row["line"].as_u64().unwrap(), result(row).leak() as &str))
        .collect()
}

/// Nothing of what was printed tells a secret.
fn tells_no_secret(text: &str) {
    for secret in SECRETS {
        for writing in [HEXLOWER.encode(secret), BASE32_NOPAD.encode(secret)] {
            assert!(
                !text.to_lowercase().contains(&writing.to_lowercase()),
                "{text}"
            );
        }
    }
}

#[test]
fn csv_is_imported_row_by_row_and_bad_rows_are_told() {
    on_every_engine(|program| {
        program.add("ada");
        program.add("bea");
        write(program, "tokens.csv", &csv());
        let told = [
            (2, "added"),
            (3, "added"),
            (4, "unknown-account"),
            (5, "unreadable"),
            (6, "unreadable"),
            (8, "already-here"),
        ];
        let dry = program.run("import tokens tokens.csv --dry-run --json");
        assert_eq!(dry.code, 1, "{}", dry.err);
        assert_eq!(
            dry.err,
            "countersign: 3 rows can't be taken; the report says why.\n"
        );
        let report: Value = serde_json::from_str(&dry.out).unwrap();
        assert_eq!(
            (&report["dry_run"], results(&report)),
            (&json!(true), told.to_vec())
        );
        assert_eq!(program.json("user factors ada --json"), json!([]));

        let done = program.run("import tokens tokens.csv");
        assert_eq!(done.code, 1, "{}", done.err);
        for part in [
            "N-1",
            "totp",
            "added",
            "There is no such account.",
            "too short",
            "2 added, 1 here already, 3 not taken.",
        ] {
            assert!(done.out.contains(part), "{part}: {}", done.out);
        }
        let again = program.run("import tokens tokens.csv --json");
        let report: Value = serde_json::from_str(&again.out).unwrap();
        assert_eq!(
            (
                &report["added"],
                &report["already_here"],
                &report["refused"]
            ),
            (&json!(0), &json!(3), &json!(3))
        );
        for said in [&dry.out, &done.out, &done.err, &again.out] {
            tells_no_secret(said);
        }
        let has = program.json("user factors bea --json");
        assert_eq!(
            (
                &has[0]["kind"],
                &has[0]["name"],
                has.as_array().unwrap().len()
            ),
            (&json!("hotp"), &json!("N-2"), 1)
        );
        let events = program.done("audit list --account ada --json");
        assert_eq!(
            events.matches("factor.added-by-administrator").count(),
            1,
            "{events}"
        );
        tells_no_secret(&events);
    });
}

#[test]
fn links_and_an_export_are_told_apart_by_themselves() {
    on_every_engine(|program| {
        program.add("ada --email ada@example.org");
        let link = |n: usize, rest: &str| {
            format!(
                "otpauth://{rest}?secret={}",
                BASE32_NOPAD.encode(SECRETS[n])
            )
        };
        let links = format!(
            "{}\n{}\n",
            link(0, "totp/Old:ada"),
            link(1, "hotp/Old:ada%40example.org")
        );
        let done = program.run_with("import tokens - --json", &links);
        assert_eq!((done.code, done.err.as_str()), (0, ""));
        let report: Value = serde_json::from_str(&done.out).unwrap();
        assert_eq!(results(&report), [(1, "added"), (2, "added")]);
        assert_eq!(report["rows"][1]["account"], "ada", "found by her address");

        // One entry: secret, label, and that it goes by time.
        let mut entry = vec![0x0a, u8::try_from(SECRETS[3].len()).unwrap()];
        entry.extend(SECRETS[3]);
        entry.extend([0x12, 1, b'x', 0x30, 2]);
        let mut message = vec![0x0a, u8::try_from(entry.len()).unwrap()];
        message.extend(entry);
        let data = BASE64
            .encode(&message)
            .replace('+', "%2B")
            .replace('/', "%2F");
        write(
            program,
            "export.txt",
            &format!("otpauth-migration://offline?data={data}\n"),
        );
        let said = program.done("import tokens export.txt --account ada");
        assert!(
            said.contains("1 added, 0 here already, 0 not taken."),
            "{said}"
        );
        assert_eq!(
            program
                .json("user factors ada --json")
                .as_array()
                .unwrap()
                .len(),
            3
        );
    });
}

#[test]
fn what_is_no_list_is_refused_in_one_line() {
    on_every_engine(|program| {
        program.add("ada");
        std::fs::write(program.path("binary"), [0xff, 0, 1]).unwrap();
        write(program, "empty", "\n# nothing\n");
        write(program, "long", &"a".repeat(4 * 1024 * 1024 + 1));
        write(program, "one", &format!("x,{},TOTP,6,30", hex(0)));
        for (line, said) in [
            ("missing", "missing can't be read:"),
            ("binary", "binary isn't text in UTF-8."),
            ("empty", "empty holds no tokens."),
            ("long", "long is too long:"),
            ("one --account nobody", "There is no account \"nobody\"."),
        ] {
            let refused = program.refused(&format!("import tokens {line}"));
            assert!(refused.starts_with(said), "{line}: {refused}");
        }
        let done = program.run("import tokens one");
        assert!(
            done.code == 1 && done.out.contains("It doesn't say whose it is."),
            "{}",
            done.out
        );
    });
}

#[test]
fn a_cell_of_any_length_is_reported_as_the_others_are() {
    on_every_engine(|program| {
        program.add("ada");
        let long = "x".repeat(70_000);
        let text = format!(
            "Serial;Type;Secret;User\nN-1;TOTP;{};{long}\n{long};TOTP;{};ada\nN-3;{long};{};ada\n",
            hex(0),
            hex(1),
            hex(2)
        );
        write(program, "tokens.csv", &text);
        let done = program.run("import tokens tokens.csv");
        assert_eq!(
            done.err,
            "countersign: 2 rows can't be taken; the report says why.\n"
        );
        assert!(
            done.out
                .ends_with("1 added, 0 here already, 2 not taken.\n")
        );
        // The long one costs its own line, not every line.
        assert!(done.out.len() < 2 * long.len(), "{}", done.out.len());
        let again = program.run("import tokens tokens.csv --json");
        let report: Value = serde_json::from_str(&again.out).unwrap();
        let told = [
            (2, "unknown-account"),
            (3, "already-here"),
            (4, "unreadable"),
        ];
        assert_eq!(results(&report), told);
    });
}
