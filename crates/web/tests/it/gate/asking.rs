//! What a proxy may say, and from where.

use std::net::IpAddr;

use http::{HeaderMap, Request};
use testing::{Place, on_both};

use super::{FILES, house};

on_both! {
    async fn L21_L41_what_is_not_understood_is_refused_and_never_let_through(place: Place) {
        let house = house(place).await;
        let original = [("x-original-method", "GET"), ("x-original-url", "https://files.example.org/public/x")];
        let forwarded = [
            ("x-forwarded-method", "GET"), ("x-forwarded-proto", "https"),
            ("x-forwarded-host", FILES), ("x-forwarded-uri", "/public/x"),
        ];
        let ask = async |path: &str, peer: &str, headers: &[(&'static str, &str)]| {
            let mut request = Request::new(http_body_util::Full::new(bytes::Bytes::new()));
            *request.uri_mut() = path.parse().unwrap();
            let mut map = HeaderMap::new();
            map.insert("host", "auth.example.org".parse().unwrap());
            for (name, value) in headers {
                map.append(*name, value.parse().unwrap());
            }
            *request.headers_mut() = map;
            let peer: IpAddr = peer.parse().unwrap();
            web::respond(house.web.clone(), peer, request).await.status().as_u16()
        };
        let with = |headers: &[(&'static str, &'static str)], more: &[(&'static str, &'static str)]| [headers, more].concat();
        let near = "127.0.0.1";
        assert_eq!(ask("/gate/check", near, &original).await, 200);
        assert_eq!(ask("/gate/check", near, &forwarded).await, 200);
        let envoy = [("x-forwarded-proto", "https")];
        assert_eq!(ask("/gate/check/public/x", near, &envoy).await, 403, "asked for our own host");
        assert_eq!(ask("/gate/check", "198.51.100.1", &original).await, 400, "no proxy of ours");
        #[rustfmt::skip]
        let wrong = [
            Vec::new(),
            with(&original, &forwarded),
            with(&original, &[("x-forwarded-uri", "/public/x")]),
            with(&forwarded, &[("x-original-url", "https://files.example.org/public/x")]),
            with(&original, &[("x-original-url", "https://files.example.org/public/x")]),
            with(&forwarded, &[("x-forwarded-host", FILES)]),
            original[..1].to_vec(),
            original[1..].to_vec(),
            forwarded[..3].to_vec(),
            forwarded[1..].to_vec(),
            with(&original[..1], &[("x-original-url", "/public/x")]),
            with(&original[..1], &[("x-original-url", "https://files.example.org/public/../x")]),
            with(&original[..1], &[("x-original-url", "https://files.example.org//public/x")]),
            with(&original[..1], &[("x-original-url", "https://files.example.org/public/%2e%2e/x")]),
            with(&original[..1], &[("x-original-url", "https://files.example.org/public%2fx")]),
            with(&original[..1], &[("x-original-url", "ftp://files.example.org/public/x")]),
            with(&original[1..], &[("x-original-method", "G ET")]),
        ];
        for headers in wrong {
            assert_eq!(ask("/gate/check", near, &headers).await, 400, "{headers:?}");
            assert_eq!(ask("/gate/check?for=nginx", near, &headers).await, 403, "{headers:?}");
        }
        let unknown = with(&original[..1], &[("x-original-url", "https://other.example.org/")]);
        assert_eq!(ask("/gate/check", near, &unknown).await, 403);
        assert_eq!(ask("/gate/enter?host=other.example.org&nonce=x", near, &[]).await, 404);
        assert_eq!(ask("/gate/enter?host=files.example.org&nonce=x", near, &[]).await, 410);
        assert_eq!(ask("/.well-known/countersign/enter", near, &[]).await, 404, "on our own host");
    }
}
