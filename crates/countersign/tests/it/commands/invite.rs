//! `user invite`

use serde_json::json;
use testing::Engine;

use super::on_every_engine;
use crate::program::Program;

#[test]
fn an_invite_is_a_link_beneath_the_public_url() {
    let mut program = Program::new();
    let said = program.refused("user invite bo");
    assert!(said.contains("Set \"public_url\"."), "{said}");
    program.set("COUNTERSIGN_LISTEN", "localhost:8232");
    let link = program.done("user invite bo");
    assert!(link.starts_with("http://localhost:8232/invite/"), "{link}");
    program.set("COUNTERSIGN_PUBLIC_URL", "https://id.example.org");
    let shown = program.json("user invite bo --json");
    let link = shown["link"].as_str().unwrap();
    assert!(link.starts_with("https://id.example.org/invite/"), "{link}");
    assert_eq!(shown["hours"], 168);
    let shown = program.json("user show bo --json");
    assert_eq!(
        (&shown["has_password"], &shown["invited"]),
        (&json!(false), &json!(true))
    );
    for line in ["user list", "user show bo"] {
        let text = program.done(line);
        assert!(text.contains("invited, not come yet"), "{text}");
    }
    // Whoever never came has never used the name.
    program.done("user delete bo --yes");
    program.done("user invite bo");
    assert!(
        program
            .refused("user invite bo --admin")
            .contains("can't change that")
    );
    program.done("user invite eve --admin");
    assert_eq!(program.json("user show eve --json")["admin"], true);
    assert!(
        program
            .refused("user invite a/b")
            .starts_with("You can't use that name")
    );
}

#[test]
fn everybody_in_a_file_is_invited_and_what_is_wrong_with_one_keeps_no_other_out() {
    for engine in Engine::all() {
        let Some(mut program) = Program::on(*engine) else {
            continue;
        };
        program.set("COUNTERSIGN_LISTEN", "localhost:8232");
        program.done("database migrate");
        program.add("root --admin --email root@example.org");
        program.done("group add staff");
        // Somebody was here under that name, and left.
        program.add("gone");
        program.done("user delete gone --yes");
        let people = "\u{feff}name,display_name,email,groups,language\n\
            åsa,,,,\n\
            bo,\"Bo \"\"B\"\" Berg\",bo@example.org,staff,sv\n\
            cy,,root@example.org,,\n\
            di,,,nobody,\n\
            ed,,,,tlh\n\
            fia,Fia,fia@example.org,\"staff; staff\",\n\
            gone,,,,\n\
            too,many,columns,in,this,one\n";
        std::fs::write(program.path("people.csv"), people).unwrap();
        let results = |line: &str| {
            let said = program.run(line);
            let all: serde_json::Value = serde_json::from_str(&said.out).unwrap();
            let result = |row: &serde_json::Value| row["result"].as_str().unwrap().to_owned();
            let rows: Vec<String> = all["rows"].as_array().unwrap().iter().map(result).collect();
            (said.code, rows.join(" "), all)
        };
        let dry = results("user invite --file people.csv --dry-run --json");
        let refused =
            "refused would-be-invited refused refused refused would-be-invited refused refused";
        assert_eq!((dry.0, dry.1.as_str()), (1, refused), "{}", dry.2);
        assert_eq!(
            program.json("user list --json").as_array().unwrap().len(),
            1,
            "nothing was done"
        );
        let done = results("user invite --file people.csv --json");
        assert_eq!(
            (done.0, done.1),
            (1, refused.replace("would-be-invited", "invited")),
            "{}",
            done.2
        );
        let link = done.2["rows"][1]["link"].as_str().unwrap();
        assert!(link.starts_with("http://localhost:8232/invite/"), "{link}");
        let bo = program.json("user show bo --json");
        assert_eq!(
            (&bo["display_name"], &bo["groups"]),
            (&json!("Bo \"B\" Berg"), &json!(["staff"]))
        );
        assert_eq!(bo["emails"][0]["address"], "bo@example.org");
        let text = program.run("user invite --file people.csv").out;
        assert!(
            text.contains("There's no group called") && text.contains("0 invited, 8 not."),
            "{text}"
        );
        for (file, says) in [
            ("name,phone\nbo,1\n", "has a column \"phone\""),
            ("email\nbo@example.org\n", "has no column \"name\""),
        ] {
            std::fs::write(program.path("wrong.csv"), file).unwrap();
            let said = program.refused("user invite --file wrong.csv");
            assert!(said.contains(says), "{said}");
        }
        assert!(
            program
                .refused("user invite --file none.csv")
                .contains("can't be read")
        );
    }
}

#[test]
fn what_is_to_be_sent_by_mail_waits_until_mail_was_seen_to_leave() {
    on_every_engine(|program| {
        let said = program.refused("user invite bo --email bo@example.org --send");
        assert!(said.contains("countersign mail test"), "{said}");
        assert_eq!(
            program.json("user list --json").as_array().unwrap().len(),
            0
        );
    });
}
