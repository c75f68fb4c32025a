//! TLS without a proxy in front: what is spoken, what is renewed, what is refused. With certificates that
//! `openssl` makes, asked by `curl` and by `openssl s_client`.

mod place;
mod refused;
mod renewed;
mod spoken;
