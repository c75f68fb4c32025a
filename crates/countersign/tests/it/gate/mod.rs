//! A program behind each real proxy that asks the gate, with the configurations of deploy.

/// A test behind each proxy: `behind_apache`, and so on.
macro_rules! behind_each {
    ($walk:ident) => {
        behind_each! {$walk:
            behind_apache Apache, behind_caddy Caddy, behind_envoy Envoy,
            behind_haproxy Haproxy, behind_nginx Nginx, behind_traefik Traefik
        }
    };
    ($walk:ident: $($name:ident $kind:ident),*) => {$(
        #[test]
        fn $name() {
            $walk(Kind::$kind);
        }
    )*};
}

mod apart;
mod assertions;
mod clients;
mod cookies;
mod down;
mod forbidden;
mod hostile;
mod idle;
mod outside;
mod place;
mod readings;
mod refusals;
mod rows;
mod unruled;
mod uploads;
mod walk;
