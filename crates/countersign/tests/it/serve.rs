//! The server as a program: its first start, its set-up link, its end, and commands beside it.

use std::io::{BufRead, BufReader, Read, Write};
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

use testing::Engine;

use crate::http::Browser;
use crate::program::{PASSWORD, Program};

fn mode(path: &Path) -> u32 {
    path.metadata().unwrap().permissions().mode() & 0o777
}

/// Every page that needs a session sends everybody else to the sign-in.
fn is_signed_in(browser: &mut Browser) -> bool {
    let page = browser.get("/confirm");
    assert!(matches!(page.status, 200 | 303), "{}", page.text);
    !page.location().starts_with("/login")
}

fn path_of(link: &str) -> &str {
    link.split_at(link.find("/setup/").unwrap()).1
}

fn a_first_start(engine: Engine) {
    let Some(program) = Program::on(engine) else {
        return;
    };
    let server = program.serve("");
    assert_eq!(server.place, format!("http://localhost:{}", server.port()));
    let first = server.link.clone().unwrap();
    assert!(first.starts_with(&format!("{}/setup/", server.place)));
    let file = program.path("data/setup-link");
    assert_eq!(std::fs::read_to_string(&file).unwrap().trim(), first);
    assert_eq!(mode(&program.path("data")), 0o700);
    for entry in std::fs::read_dir(program.path("data")).unwrap() {
        let path = entry.unwrap().path();
        assert_eq!(mode(&path), 0o600, "{}", path.display());
    }
    let token = first.rsplit_once('/').unwrap().1.to_owned();
    let ended = server.end("-TERM");
    assert_eq!(ended.code, 0, "{}", ended.err);
    assert!(ended.err.contains("\"event\":\"started\""), "{}", ended.err);
    assert!(!ended.err.contains(&token), "the log holds the link");

    // A fresh link, and the one before is void.
    let server = program.serve("");
    let second = server.link.clone().unwrap();
    let mut browser = Browser::at(server.port());
    assert_eq!(browser.get(path_of(&first)).status, 410);
    assert_eq!(browser.get(path_of(&second)).status, 200);
    assert_eq!(
        browser.get(path_of(&second)).status,
        200,
        "looking uses nothing"
    );
    let fields = [("username", "ada"), ("password", PASSWORD)];
    let made = browser.post(path_of(&second), &fields);
    assert_eq!(
        (made.status, made.location()),
        (303, "/settings/security"),
        "{}",
        made.text
    );
    assert!(is_signed_in(&mut browser));
    assert_eq!(browser.post(path_of(&second), &fields).status, 410);
    assert_eq!(server.end("-INT").code, 0);

    // With an account there is none, and the file has gone.
    let server = program.serve("");
    assert_eq!(server.link, None);
    assert!(!file.exists());
    assert_eq!(server.end("-TERM").out, "");
}

#[test]
fn a_first_start_on_sqlite() {
    a_first_start(Engine::Sqlite);
}

#[test]
fn a_first_start_on_postgres() {
    a_first_start(Engine::Postgres);
}

fn commands_beside_a_server(engine: Engine) {
    let Some(program) = Program::on(engine) else {
        return;
    };
    let server = program.serve("");
    let link = server.link.clone().unwrap();
    let mut browser = Browser::at(server.port());
    let fields = [("username", "bo"), ("password", PASSWORD)];
    assert_eq!(browser.post("/login", &fields).status, 422);
    program.add("bo --admin");
    assert_eq!(browser.get(path_of(&link)).status, 410, "void");
    let signed_in = browser.post("/login", &fields);
    assert_eq!((signed_in.status, signed_in.location()), (303, "/"));
    assert!(is_signed_in(&mut browser));

    let sessions = program.json("session list bo --json");
    let id = sessions[0]["id"].as_str().unwrap();
    assert_eq!(sessions.as_array().unwrap().len(), 1);
    assert!(sessions[0]["seen"].as_str().unwrap().ends_with('Z'));
    assert!(program.done("session list bo").contains(id));
    program.done(&format!("session end bo {id}"));
    assert!(!is_signed_in(&mut browser), "ended at once");
    assert!(
        program
            .refused(&format!("session end bo {id}"))
            .contains("There is no session")
    );

    browser.post("/login", &fields);
    assert!(is_signed_in(&mut browser));
    program.done("session end bo --all");
    assert!(!is_signed_in(&mut browser));

    browser.post("/login", &fields);
    assert!(is_signed_in(&mut browser));
    let said = program.refused("session end --everyone");
    assert!(said.starts_with("No terminal to ask at."), "{said}");
    assert!(is_signed_in(&mut browser));
    let said = program.done("session end --everyone --yes");
    assert!(said.starts_with("Sessions ended: 1."), "{said}");
    assert!(!is_signed_in(&mut browser));

    browser.post("/login", &fields);
    program.refused("database new-epoch");
    let said = program.done("database new-epoch --yes");
    assert!(
        said.starts_with("Sessions ended: 1. Unfinished sign-ins ended: 0."),
        "{said}"
    );
    assert!(said.contains("Invites voided: 0."), "{said}");
    assert!(!is_signed_in(&mut browser));
    let events = program.json("audit list --json");
    for action in ["session.everyone-ended", "database.new-epoch"] {
        let all = events.as_array().unwrap();
        assert!(
            all.iter().any(|event| event["action"] == action),
            "{action}"
        );
    }

    browser.post("/login", &fields);
    program.add("eve --admin");
    program.done("user disable bo");
    assert!(!is_signed_in(&mut browser));
    assert_eq!(browser.post("/login", &fields).status, 422);
    let events = program.json("audit list --account bo --json");
    let actions: Vec<_> = events
        .as_array()
        .unwrap()
        .iter()
        .map(|event| event["action"].as_str().unwrap())
        .collect();
    for action in ["account.added", "sign-in.new-browser", "account.disabled"] {
        assert!(actions.contains(&action), "{actions:?}");
    }
}

#[test]
fn V7_4_5_commands_beside_a_server_on_sqlite() {
    commands_beside_a_server(Engine::Sqlite);
}

#[test]
fn V7_4_5_commands_beside_a_server_on_postgres() {
    commands_beside_a_server(Engine::Postgres);
}

#[test]
fn a_taken_port_is_refused_and_leaves_the_first_ones_link() {
    let program = Program::new();
    let server = program.serve("");
    let said = program.refused(&format!("serve --listen localhost:{}", server.port()));
    assert!(
        said.starts_with("--listen names localhost:") && said.contains("in use"),
        "{said}"
    );
    let link = server.link.clone().unwrap();
    assert_eq!(Browser::at(server.port()).get(path_of(&link)).status, 200);
}

#[test]
fn a_public_url_is_in_the_link_beside_where_it_listens() {
    let mut program = Program::new();
    // No proxy is believed, and that is said.
    program.set("COUNTERSIGN_TRUSTED_PROXIES", "");
    let server = program.serve("--public-url https://id.example.org --listen 127.0.0.1:0");
    let (address, url) = server.place.split_once(" for ").unwrap();
    assert!(address.starts_with("127.0.0.1:"));
    assert_eq!(url, "https://id.example.org");
    let link = server.link.clone().unwrap();
    assert!(link.starts_with("https://id.example.org/setup/"), "{link}");
}

#[test]
fn metrics_that_are_set_have_to_be_there() {
    let mut program = Program::new();
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let at = taken.local_addr().unwrap().to_string();
    program.set("COUNTERSIGN_METRICS_LISTEN", &at);
    let said = program.run("serve");
    assert_eq!(said.code, 1);
    let sentence = format!("COUNTERSIGN_METRICS_LISTEN names {at}");
    assert!(said.err.contains(&sentence), "{}", said.err);
}

#[test]
fn the_set_up_link_is_shown_at_a_terminal_and_nowhere_else() {
    let program = Program::new();
    let server = program.serve("");
    let link = server.link.clone().unwrap();
    let ended = server.end("-TERM");
    let token = path_of(&link);
    assert!(
        !(ended.out + &ended.err).contains(token),
        "it would stay in a journal"
    );

    // At a terminal, which another program plays here. `exec`, as a shell that stayed would be
    // ended by Ctrl-C too, and dash then says 130 whatever the program said.
    let line = format!("exec {} serve", env!("CARGO_BIN_EXE_countersign"));
    let mut terminal = std::process::Command::new("script")
        .args(["-qefc", &line, "/dev/null"])
        .envs(program.variables.iter().cloned())
        .current_dir(program.path(""))
        .stdin(std::process::Stdio::piped())
        .stdout(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    let mut out = BufReader::new(terminal.stdout.take().unwrap());
    let mut said = String::new();
    while !said.contains("It also stands in data/setup-link.") {
        assert_ne!(out.read_line(&mut said).unwrap(), 0, "{said}");
    }
    let link = std::fs::read_to_string(program.path("data/setup-link")).unwrap();
    let sentence = format!("Set up Countersign: {}", link.trim());
    // Ctrl-C, as whoever sits there ends it.
    let mut keys = terminal.stdin.take().unwrap();
    keys.write_all(b"\x03").unwrap();
    let ended = terminal.wait().unwrap();
    out.read_to_string(&mut said).unwrap();
    assert!(ended.success(), "{ended}: {said}");
    assert!(said.contains(&sentence), "{said}");
}

#[test]
fn an_open_data_folder_is_told() {
    let program = Program::new();
    std::fs::create_dir(program.path("data")).unwrap();
    std::fs::set_permissions(program.path("data"), std::fs::Permissions::from_mode(0o755)).unwrap();
    let ended = program.serve("").end("-TERM");
    assert!(ended.err.contains("chmod 700 data"), "{}", ended.err);
}
