//! What stands in the DNS of a domain's mail, asked of a resolver that `dnspython` is.

use std::io::{BufRead, BufReader};
use std::net::{Ipv4Addr, UdpSocket};
use std::process::{Child, Command, Stdio};

use post::dns::Resolvers;
use post::records::{Record, State, ask, wanted};
use testing::SeededRandom;

struct Resolver(Child);

impl Drop for Resolver {
    fn drop(&mut self) {
        drop(self.0.kill());
        drop(self.0.wait());
    }
}

fn resolver(known: &[String]) -> (Resolver, Resolvers) {
    let built = std::env::current_exe().unwrap();
    let installed = built.ancestors().nth(3).unwrap().join("mail");
    let mut child = Command::new("python3")
        .args(["-c", include_str!("resolver.py")])
        .args(known)
        .env("PYTHONPATH", installed)
        .stdout(Stdio::piped())
        .spawn()
        .expect("python3 isn't installed");
    let mut line = String::new();
    let mut out = BufReader::new(child.stdout.take().unwrap());
    out.read_line(&mut line).unwrap();
    let port: u16 = line
        .trim()
        .parse()
        .expect("./test installs what this needs");
    let resolvers = Resolvers::at((Ipv4Addr::LOCALHOST, port).into());
    (Resolver(child), resolvers)
}

#[tokio::test]
async fn a_record_is_there_or_not_or_another_or_nobody_knows() {
    if std::env::var_os("COUNTERSIGN_TEST_QUICK").is_some_and(|value| value == "1") {
        eprintln!("left out, since COUNTERSIGN_TEST_QUICK is 1");
        return;
    }
    let key = format!("v=DKIM1; k=rsa; p={}", "A".repeat(392));
    let of = |kind, name: &str, text: &str| Record {
        kind,
        name: name.to_owned(),
        text: text.to_owned(),
    };
    let known = [
        "example.org v=spf1 mx -all".to_owned(),
        "_dmarc.example.org v=DMARC1; p=reject".to_owned(),
        format!("a._domainkey.example.org {key}"),
        "b._domainkey.example.org v=DKIM1; p=BBBB".to_owned(),
        "other.example nothing".to_owned(),
        "broken.example fails".to_owned(),
        "long.example long".to_owned(),
    ];
    let (_held, resolvers) = resolver(&known);
    let random = SeededRandom::new(1);
    let [spf, dmarc] = wanted("example.org", "mx", None).try_into().unwrap();
    for (record, state) in [
        (spf, State::There),
        (dmarc, State::There),
        (
            of("DMARC", "_dmarc.deep.down.example.org", ""),
            State::There,
        ),
        (of("SPF", "other.example", ""), State::Absent),
        (of("SPF", "absent.example", ""), State::Absent),
        (of("DMARC", "_dmarc.absent.example", ""), State::Absent),
        (of("SPF", "broken.example", ""), State::Unknown),
        (of("SPF", "long.example", ""), State::TooLong),
        (of("DKIM", "long.example", &key), State::TooLong),
        (of("DKIM", "a._domainkey.example.org", &key), State::There),
        (of("DKIM", "b._domainkey.example.org", &key), State::Other),
        (of("DKIM", "c._domainkey.example.org", &key), State::Absent),
        (of("DKIM", "other.example", &key), State::Absent),
    ] {
        let found = ask(&record, &resolvers, &random).await;
        assert_eq!(found, state, "{record:?}");
    }
}

#[tokio::test]
async fn a_resolver_that_is_silent_is_no_error() {
    let silent = UdpSocket::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
    let resolvers = Resolvers::at(silent.local_addr().unwrap());
    let [spf, _] = wanted("example.org", "mx", None).try_into().unwrap();
    let random = SeededRandom::new(1);
    assert_eq!(ask(&spf, &resolvers, &random).await, State::Unknown);
}
