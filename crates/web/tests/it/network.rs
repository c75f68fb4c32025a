//! The listeners, over real sockets: bounds on heads, slow visitors, the end. They wait in real time and
//! never ask the database, so one engine is enough.

use std::net::{SocketAddr, TcpListener as StdListener};
use std::time::Duration;

use testing::{Engine, Place, run};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

use crate::site::House;

struct Running {
    pages: SocketAddr,
    metrics: SocketAddr,
    stop: Vec<oneshot::Sender<()>>,
    tasks: Vec<JoinHandle<()>>,
}

fn listener() -> (StdListener, SocketAddr) {
    let listener = StdListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    (listener, address)
}

fn start(house: &House) -> Running {
    let ((one, pages), (two, metrics)) = (listener(), listener());
    let (stop_one, stopped_one) = oneshot::channel();
    let (stop_two, stopped_two) = oneshot::channel();
    let (first, second) = (house.web.clone(), house.web.clone());
    let tasks = vec![
        tokio::spawn(async move {
            let stop = async { stopped_one.await.unwrap() };
            web::serve(vec![one], None, first, stop).await.unwrap();
        }),
        tokio::spawn(async move {
            let stop = async { stopped_two.await.unwrap() };
            web::serve_metrics(vec![two], second, stop).await.unwrap();
        }),
    ];
    Running {
        pages,
        metrics,
        stop: vec![stop_one, stop_two],
        tasks,
    }
}

/// What comes back until the connection ends.
async fn send(to: SocketAddr, request: &str) -> String {
    let mut stream = TcpStream::connect(to).await.unwrap();
    stream.write_all(request.as_bytes()).await.unwrap();
    rest(stream).await
}

async fn rest(mut stream: TcpStream) -> String {
    let mut answer = Vec::new();
    // A connection that is cut off counts as ended.
    let read = tokio::time::timeout(Duration::from_secs(20), stream.read_to_end(&mut answer));
    assert!(read.await.is_ok(), "the connection stayed open");
    String::from_utf8_lossy(&answer).into_owned()
}

const GET: &str = "GET /login HTTP/1.1\r\nHost: localhost:8232\r\nConnection: close\r\n";

#[test]
fn L28_heads_are_bounded_and_slow_ones_cut_off() {
    run(Engine::Sqlite, async |place: Place| {
        let house = House::plain(place).await;
        let running = start(&house);
        let good = send(running.pages, &format!("{GET}\r\n")).await;
        assert!(good.starts_with("HTTP/1.1 200"), "{good}");
        let many: String = (0..1_000).map(|n| format!("x-{n}: y\r\n")).collect();
        let large = format!("x: {}\r\n", "y".repeat(100_000));
        for (head, said) in [
            (format!("{GET}{many}\r\n"), "HTTP/1.1 431"),
            (format!("{GET}{large}\r\n"), "HTTP/1.1 431"),
            ("GET /login HTTP/1.1\r\n\r\n".to_owned(), "HTTP/1.1 400"),
            ("nonsense\r\n\r\n".to_owned(), "HTTP/1.1 400"),
        ] {
            // What was sent beyond the bound may end the connection before the answer is read.
            let seen = send(running.pages, &head).await;
            assert!(seen.is_empty() || seen.starts_with(said), "{seen}");
        }
        // Nothing, half a head, the beginning of HTTP/2, half a form: none keeps a place for long.
        let form = "POST /login HTTP/1.1\r\nHost: localhost:8232\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 99\r\n\r\nuser";
        let slow = ["", "GET /login HT", "PRI * HTT", form];
        let all = slow.map(|start| tokio::spawn(async move { send(running.pages, start).await }));
        for one in all {
            let seen = one.await.unwrap();
            assert!(
                seen.is_empty() || seen.starts_with("HTTP/1.1 408"),
                "{seen}"
            );
        }
        let good = send(running.pages, &format!("{GET}\r\n")).await;
        assert!(good.starts_with("HTTP/1.1 200"));
    });
}

#[test]
fn metrics_have_a_listener_of_their_own_and_hold_no_name() {
    run(Engine::Sqlite, async |place: Place| {
        let house = House::plain(place).await;
        house.add("anna").await;
        let mut browser = house.browser("192.0.2.1");
        browser.sign_in("anna").await;
        browser
            .post("/login", &[("username", "anna"), ("password", "x")])
            .await;
        let running = start(&house);
        let close = "Host: x\r\nConnection: close\r\n\r\n";
        let seen = send(
            running.metrics,
            &format!("GET /metrics HTTP/1.1\r\n{close}"),
        )
        .await;
        for line in [
            "countersign_requests_total{method=\"POST\",route=\"/login\",status=\"303\"} 1",
            "countersign_sign_ins_total{outcome=\"in\"} 1",
            "countersign_sign_ins_total{outcome=\"refused\"} 1",
            "countersign_refusals_total{refusal=\"refusal-wrong-sign-in\"} 1",
        ] {
            assert!(seen.contains(line), "{line} in {seen}");
        }
        assert!(!seen.contains("anna") && !seen.contains("192.0.2"));
        let other = send(running.metrics, &format!("GET /login HTTP/1.1\r\n{close}")).await;
        assert!(other.starts_with("HTTP/1.1 404"));
        let public = send(
            running.pages,
            "GET /metrics HTTP/1.1\r\nHost: localhost:8232\r\nConnection: close\r\n\r\n",
        )
        .await;
        assert!(public.starts_with("HTTP/1.1 404"));
    });
}

#[test]
fn at_the_end_idle_connections_are_closed_and_nobody_new_comes() {
    run(Engine::Sqlite, async |place: Place| {
        let house = House::plain(place).await;
        let running = start(&house);
        let mut idle = TcpStream::connect(running.pages).await.unwrap();
        idle.write_all(b"GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n")
            .await
            .unwrap();
        let mut first = [0; 12];
        idle.read_exact(&mut first).await.unwrap();
        assert_eq!(&first, b"HTTP/1.1 200");
        for stop in running.stop {
            stop.send(()).unwrap();
        }
        for task in running.tasks {
            tokio::time::timeout(Duration::from_secs(9), task)
                .await
                .unwrap()
                .unwrap();
        }
        rest(idle).await;
        assert!(TcpStream::connect(running.pages).await.is_err());
        let mut browser = house.browser("192.0.2.1");
        browser.get("/readyz").await.is(503);
        browser.get("/healthz").await.is(200);
    });
}
