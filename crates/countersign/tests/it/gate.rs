//! A program behind a real nginx that asks the gate, as docs/running.md says.

use std::process::Command;

use testing::{Engine, run};

use crate::program::{PASSWORD, Program};
use crate::support::browser::Browser;
use crate::support::nginx::{Nginx, free_port};
use crate::support::node::Node;
use crate::support::site::HTTPS;

const FILES: &str = "https://files.example.test";

/// The servers of a protected host and of the program behind it, which says who came.
fn servers(port: u16, behind: u16) -> String {
    format!(
        "server {{
            listen 127.0.0.1:{port};
            server_name files.example.test wiki.example.test;
            location / {{
                auth_request /countersign-check;
                auth_request_set $user $upstream_http_remote_user;
                auth_request_set $name $upstream_http_remote_name;
                auth_request_set $email $upstream_http_remote_email;
                auth_request_set $groups $upstream_http_remote_groups;
                auth_request_set $id $upstream_http_countersign_id;
                auth_request_set $sign_in $upstream_http_location;
                error_page 401 = @sign_in;
                proxy_set_header Remote-User $user;
                proxy_set_header Remote-Name $name;
                proxy_set_header Remote-Email $email;
                proxy_set_header Remote-Groups $groups;
                proxy_set_header Countersign-Id $id;
                proxy_set_header Authorization \"\";
                proxy_pass http://127.0.0.1:{behind};
            }}
            location = /countersign-check {{
                internal;
                proxy_pass http://countersign/gate/check?for=nginx;
                proxy_pass_request_body off;
                proxy_set_header Content-Length \"\";
                proxy_set_header Connection \"\";
                proxy_set_header Host auth.example.test;
                proxy_set_header X-Original-Method $request_method;
                proxy_set_header X-Original-URL https://$host$request_uri;
                proxy_set_header X-Forwarded-Method \"\";
                proxy_set_header X-Forwarded-Host \"\";
                proxy_set_header X-Forwarded-Uri \"\";
                proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;
            }}
            location @sign_in {{
                if ($sign_in) {{ return 302 $sign_in; }}
                add_header WWW-Authenticate 'Basic realm=\"Countersign\", charset=\"UTF-8\"' always;
                return 401 \"Use a device password: https://auth.example.test/settings/devices\\n\";
            }}
            location = /.well-known/countersign/enter {{
                proxy_pass http://countersign;
                proxy_set_header Host $host;
                proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;
            }}
        }}
        server {{
            listen 127.0.0.1:{behind};
            location / {{
                return 200 \"user=$http_remote_user groups=$http_remote_groups authorization=$http_authorization path=$uri\\n\";
            }}
        }}"
    )
}

#[test]
fn behind_nginx_people_and_clients_reach_a_program_that_knows_nothing_of_it() {
    run(Engine::Sqlite, async |_place| {
        let mut program = Program::new();
        let hosts = "[[gate.host]]\nhost = \"files.example.test\"\nassurance = \"single\"\n\
                     [[gate.host.rule]]\npath = \"/public/\"\nmethods = [\"GET\"]\nallow = \"anyone\"\n\
                     [[gate.host]]\nhost = \"wiki.example.test\"\n";
        std::fs::write(program.path("countersign.toml"), hosts).unwrap();
        program.add("anna");
        program.set("COUNTERSIGN_LISTEN", "127.0.0.1:0");
        program.set("COUNTERSIGN_PUBLIC_URL", HTTPS);
        program.set("COUNTERSIGN_TRUSTED_PROXIES", "127.0.0.2");
        let node = Node::start(&program);
        let (port, behind) = (free_port(), free_port());
        let _nginx = Nginx::start(&program, port, node.port(), &servers(port, behind)).await;

        // A person: led to sign in, handed over, there.
        let mut home = Browser::new(port, HTTPS).from([127, 0, 0, 7]);
        let mut there = Browser::new(port, FILES)
            .from([127, 0, 0, 7])
            .with("Accept", "text/html");
        let stopped = there.get("/docs").await.is(302);
        let entrance = stopped.location().strip_prefix(FILES).unwrap().to_owned();
        assert_eq!(entrance, "/.well-known/countersign/enter?next=/docs");
        let away = there.get(&entrance).await.is(303);
        let to_us = away.location().strip_prefix(HTTPS).unwrap().to_owned();
        home.get(&to_us)
            .await
            .leads("/login?next=https%3A//files.example.test/docs");
        home.post("/login", &[("username", "anna"), ("password", PASSWORD)])
            .await
            .is(303);
        let back = home.get(&to_us).await.is(303);
        let with_ticket = back.location().strip_prefix(FILES).unwrap().to_owned();
        there
            .get(&with_ticket)
            .await
            .leads("https://files.example.test/docs");
        there
            .get("/docs")
            .await
            .is(200)
            .has("user=anna groups= authorization= path=/docs");

        // What comes from outside as an identity, in any spelling, never arrives.
        for name in ["Remote-User", "remote-user", "REMOTE-USER", "Remote_User"] {
            let mut forger = Browser::new(port, FILES).with(name, "root");
            forger.get("/public/x").await.is(200).has("user= groups=");
            there
                .with(name, "root")
                .get("/docs")
                .await
                .is(200)
                .has("user=anna groups=");
        }
        // What isn't read alike by all doesn't pass, though a rule opens what it looks like.
        for path in [
            "/public/../docs",
            "/public/%2e%2e/docs",
            "/public//x",
            "/public/..%2fdocs",
            "/public/x;y",
        ] {
            let seen = Browser::new(port, FILES).get(path).await;
            assert_eq!(seen.status, 403, "{path}");
        }
        let forged =
            Browser::new(port, FILES).with("X-Original-URL", "https://files.example.test/public/x");
        let seen = forged.clone().get("/docs").await.is(302);
        assert!(
            seen.location().ends_with("next=/docs"),
            "{}",
            seen.location()
        );
        let forged = Browser::new(port, FILES).with("X-Forwarded-Uri", "/public/x");
        let seen = forged.clone().get("/docs").await.is(302);
        assert!(
            seen.location().ends_with("next=/docs"),
            "{}",
            seen.location()
        );

        // A real client.
        let curl = |more: &[&str], path: &str| {
            let done = Command::new("curl")
                .args([
                    "-s",
                    "-w",
                    " %{http_code}",
                    "-H",
                    "Host: files.example.test",
                ])
                .args(more)
                .arg(format!("http://127.0.0.1:{port}{path}"))
                .output()
                .unwrap();
            String::from_utf8(done.stdout).unwrap()
        };
        let right = format!("anna:{PASSWORD}");
        assert_eq!(
            curl(&["-u", &right], "/dav"),
            "user=anna groups= authorization= path=/dav\n 200"
        );
        let refused = "Use a device password: https://auth.example.test/settings/devices\n 401";
        assert_eq!(curl(&["-u", "anna:something else"], "/dav"), refused);
        assert_eq!(curl(&[], "/dav"), refused);
        assert!(curl(&[], "/public/x").ends_with(" 200"));

        // One factor is too little at the wiki; signing out ends it everywhere at once.
        let mut wiki = Browser::new(port, "https://wiki.example.test").with("Accept", "text/html");
        wiki.get("/").await.is(302);
        home.post("/logout", &[]).await.is(303);
        there.get("/docs").await.is(302);
    });
}
