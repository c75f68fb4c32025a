//! What messages cost: a sign-in while 100,000 of them wait for a mail server that is away, how many leave in a
//! second where one answers, and what memory that takes.

use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::time::Instant;

use door::Actor;
use door::administration::NewAccount;
use testing::Engine;

use crate::process::held;
use crate::site::Site;
use crate::{Row, crowd, in_turn, sign_in};

const WAITING: usize = 100_000;
const LEAVING: usize = 30_000;
const PEOPLE: usize = 200;

/// How many each of them has.
const ADDRESSES: usize = 3;

/// Has so many messages queued, to people of that name with three addresses each.
async fn queue(site: &Site, messages: usize, name: &str) {
    let (door, cli) = (&site.running.door, Actor::COMMAND_LINE);
    for n in 0..messages.div_ceil(ADDRESSES) {
        let name = format!("{name}{n}");
        let new = NewAccount {
            emails: (0..ADDRESSES)
                .map(|place| format!("{name}@{place}.example.org"))
                .collect(),
            name: name.clone(),
            ..NewAccount::default()
        };
        door.add_account(&cli, new).await.unwrap();
        door.unlock_account(&cli, &name).await.unwrap();
    }
}

fn mail(port: &str) -> [(&'static str, &str); 4] {
    [
        ("mail.server", "127.0.0.1"),
        ("mail.port", port),
        ("mail.tls", "none"),
        ("mail.from", "id@example.org"),
    ]
}

/// A mail server that takes whatever it is handed, and forgets it: its port.
fn sink() -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            std::thread::spawn(move || take(stream.unwrap()));
        }
    });
    port
}

fn take(stream: TcpStream) -> std::io::Result<()> {
    let (mut out, mut lines) = (stream.try_clone()?, BufReader::new(stream).lines());
    out.write_all(b"220 sink\r\n")?;
    let (mut is_text, mut next) = (false, lines.next());
    while let Some(line) = next.transpose()? {
        let answer: &[u8] = match (is_text, line.get(..4).unwrap_or(&line)) {
            (true, ".") => b"250 taken\r\n",
            (true, _) => b"",
            (false, "EHLO") => b"250-sink\r\n250 8BITMIME\r\n",
            (false, "DATA") => b"354 go\r\n",
            (false, "QUIT") => b"221 bye\r\n",
            (false, _) => b"250 ok\r\n",
        };
        is_text = if is_text { line != "." } else { line == "DATA" };
        out.write_all(answer)?;
        next = lines.next();
    }
    Ok(())
}

/// A sign-in beside messages that wait, against one where none do.
async fn beside() -> Row {
    let away = mail("1");
    let (without, with) = (Site::by_hand(&away).await, Site::by_hand(&away).await);
    queue(&with, WAITING, "anna").await;
    let (few, many) = (
        crowd::gather(&without, PEOPLE).await,
        crowd::gather(&with, PEOPLE).await,
    );
    let (figure, ceiling, ratio) = tokio::task::spawn_blocking(move || {
        let turn = |site: &Site, people: &[crowd::Person]| {
            site.place.clock().advance(domain::Span::seconds(60));
            sign_in::round(site, people)
        };
        in_turn(7, || turn(&with, &many), || turn(&without, &few))
    })
    .await
    .unwrap();
    Row {
        what: format!("sign-ins while {WAITING} messages wait (SQLite)"),
        figure: format!("{figure:.1} a second"),
        ceiling: format!("none waiting, {ceiling:.1} a second"),
        ratio: format!("{ratio:.2}"),
        target: "at least 0.97",
    }
}

/// Messages that leave, against handing the mail server as many bytes by one connection would be: told as it is.
async fn leaving(engine: Engine, name: &str) -> Row {
    let port = sink().to_string();
    let site = Site::with(engine, &mail(&port), "").await;
    queue(&site, LEAVING, "anna").await;
    let door = &site.running.door;
    // Whatever the first ones fill stays.
    door.send_messages().await.unwrap();
    queue(&site, LEAVING, "bea").await;
    let (before, begun) = (held("self"), Instant::now());
    let waiting = async || {
        let all = door.waiting_messages().await.unwrap();
        all.iter().map(|one| one.messages).sum::<i64>()
    };
    let at_first = waiting().await;
    while waiting().await > 0 {
        door.send_messages().await.unwrap();
    }
    let rate = at_first as f64 / begun.elapsed().as_secs_f64();
    Row {
        what: format!("messages to a mail server on this machine ({name})"),
        figure: format!("{rate:.0} a second of {at_first}"),
        ceiling: format!(
            "memory before, {before:.0} MiB; after, {:.0} MiB",
            held("self")
        ),
        ratio: format!("{:.2}", held("self") / before),
        target: "at most 1.10 times the memory",
    }
}

pub async fn measure() -> Vec<Row> {
    vec![
        beside().await,
        leaving(Engine::Sqlite, "SQLite").await,
        leaving(Engine::Postgres, "PostgreSQL").await,
    ]
}
