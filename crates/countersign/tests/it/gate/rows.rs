//! The table: what nobody sends who means well. Whatever is put in as somebody's identity, or as another
//! request than this one, says "forged".

/// Targets of a request without a session. The marked ones are as good as they look.
#[rustfmt::skip]
pub const TARGETS: &[&[u8]] = &[
    // As it should be: these reach the program.
    b"/public/", b"/public/x", b"/public/x?y=/docs", b"/public/x?y=../../docs", b"/public/x?../docs",
    b"/public/%78", b"/%70ublic/x", b"/public/a%20b", b"/public/%C3%A5r", b"/public/100%25",
    b"/public/x?for=nginx", b"/public/x?redirect=1&for=nginx", b"/public/a,b:c@d",
    // Elsewhere, plainly.
    b"/", b"/docs", b"/public", b"/Public/x", b"/publicity", b"/docs?/public/", b"/docs?path=/public/x",
    b"/inside/x", b"/docs?for=nginx", b"/docs?redirect=1", b"/docs/public/", b"/docs?x=/gate/check",
    b"/countersign-check", b"/countersign-check?for=nginx", b"/gate/check", b"/gate/check?for=nginx",
    b"/gate/check/public/x", b"/@sign_in", b"/.well-known/countersign/enter/../../../docs",
    b"/.well-known/countersign/enter/docs", b"/.well-known/countersign/enter;/docs",
    b"/.well-known/countersign/enter%2f..%2f..%2f..%2fdocs", b"/.well-known/countersign/%65nter",
    b"/.well-known/countersign//enter", b"/.WELL-KNOWN/countersign/enter", b"/docs/../.well-known/countersign/enter",
    b"/.well-known/countersign/enter%00/docs", b"/.well-known/countersign/enter%20", b"/.well-known/countersign/enter.",
    // Up and out, in every encoding.
    b"/public/../docs", b"/public/./../docs", b"/public/..", b"/public/.", b"/public/x/../../docs",
    b"/public/%2e%2e/docs", b"/public/%2E%2e/docs", b"/public/.%2e/docs", b"/public/%2e./docs", b"/public/%2e/x",
    b"/public/..%2fdocs", b"/public/%2e%2e%2fdocs", b"/public%2f..%2fdocs", b"/public/..%5cdocs",
    b"/public/..\\docs", b"/public\\..\\docs", b"/public/\\../docs", b"/public/%5c..%5c..%5cdocs",
    b"/public/..%252fdocs", b"/public/%252e%252e/docs", b"/public/%252e%252e%252fdocs",
    b"/public/%25252e%25252e/docs", b"/public/%c0%ae%c0%ae/docs", b"/public/..%c0%afdocs",
    b"/public/%e0%80%ae%e0%80%ae/docs", b"/public/%u002e%u002e/docs", b"/public/%25u002e%25u002e/docs",
    b"/public/..%ef%bc%8fdocs", b"/public/%ef%bc%8e%ef%bc%8e/docs", b"/public/...%2fdocs", b"/public/..../docs",
    b"/public/..%20/docs", b"/public/.%20./docs", b"/public/..%09/docs", b"/public/..%0d%0a/docs", b"/public/..%00/docs",
    b"/docs/../public/x", b"/docs/%2e%2e/public/x", b"/docs/..%2fpublic/x", b"/../public/x", b"/../../docs",
    // Path parameters.
    b"/public/..;/docs", b"/public/..;x=y/docs", b"/public/.;/docs", b"/public;/../docs", b"/public/..%3b/docs",
    b"/public/%2e%2e;/docs", b"/docs;/public/x", b"/public/x;y", b"/public/x%3by", b";/public/x",
    // Slashes.
    b"//", b"//docs", b"//public/x", b"/public//x", b"/public//../docs", b"/public///", b"/docs//../public/x",
    b"//files.example.test/public/x", b"///public/x", b"/%2fpublic/x", b"%2fpublic/x", b"/%2f%2fpublic/x",
    b"/public%2fx", b"/public/%2f/x", b"\\public/x", b"/\\public/x", b"//public/../docs",
    // Ends and gaps.
    b"/public/x%00", b"/public/%00/../docs", b"/docs%00/public/x", b"/public/x\0", b"/public/x\x01y", b"/public/x\x7f",
    b"/public/x%0d%0aX: y", b"/public/x%0aHost: docs", b"/docs%0a/public/x", b"/public/\xff", b"/public/\xc0\xae\xc0\xae/docs",
    b"/public/%ff", b"/public/%", b"/public/%2", b"/public/%zz/../docs", b"/public/\xc3\xa5", b"/public/x#/../docs",
    b"/public/#/docs", b"/docs#/public/x", b"/docs%23/public/x", b"/docs%3f/public/x", b"/public/x%3f/../docs", b"/public/x%23y",
    b"/docs?/../public/x", b"/docs?#/public/x", b"?/public/x", b"*", b"public/x", b"", b".", b"/public/\"<>`",
    b"/public/[x]", b"/public/{x}|^",
    // Another form of target.
    b"http://files.example.test/docs", b"http://files.example.test/public/x", b"https://files.example.test/public/x",
    b"http://forged.example.test/public/x", b"http://auth.example.test/docs", b"http://files.example.test/public/../docs",
    b"http://files.example.test@forged.example.test/public/x", b"http://files.example.test", b"http:///public/x",
    b"https://files.example.test:443/public/x", b"http://files.example.test\\@forged/docs", b"HTTP://FILES.EXAMPLE.TEST/docs",
    b"ftp://files.example.test/public/x", b"//files.example.test:443/docs",
];

/// Header lines, sent to `/public/x` and to `/docs`, by nobody and by somebody signed in.
#[rustfmt::skip]
pub const HEADERS: &[&[u8]] = &[
    // Identity.
    b"Remote-User: forged", b"remote-user: forged", b"REMOTE-USER: forged", b"Remote_User: forged",
    b"remote_user: forged", b"REMOTE_USER: forged", b"Remote.User: forged", b"Remote!User: forged",
    b"Remote~User: forged", b"Remote+User: forged", b"Remote User: forged", b"Remote-User : forged", b" Remote-User: forged",
    b"Remote-User: \r\nRemote-User: forged", b"Remote-User: forged\r\nRemote-User: forged",
    b"Remote-User: forged\r\nRemote_User: forged", b"Remote-User:\r\n forged", b"Remote-User:forged",
    b"X: y\r\n Remote-User: forged", b"X: y\nRemote-User: forged", b"X: y\rRemote-User: forged",
    b"Remote-Name: forged", b"Remote_Name: forged", b"Remote-Email: forged", b"Remote_Email: forged",
    b"Remote-Groups: forged", b"Remote_Groups: forged", b"Remote-Groups: staff,forged", b"Remote-Groups: forged\r\nRemote-Groups: forged",
    b"Countersign-Id: forged", b"Countersign_Id: forged", b"countersign-id: forged", b"Countersign.Id: forged",
    b"Countersign-Assertion: forged", b"Countersign_Assertion: forged", b"COUNTERSIGN-ASSERTION: forged",
    b"Countersign-Assertion: forged\r\nCountersign_Assertion: forged",
    b"Connection: close, Remote-User\r\nRemote-User: forged", b"Connection: Remote-User, Countersign-Id",
    b"Connection: Remote-User, Remote-Name, Remote-Email, Remote-Groups, Countersign-Id, Countersign-Assertion",
    b"Trailer: Remote-User\r\nTE: trailers", b"Transfer-Encoding: chunked\r\nTrailer: Remote-User\r\n\r\n0\r\nRemote-User: forged",
    // What only a proxy says.
    b"X-Original-URL: https://files.example.test/public/forged", b"X-Original-URL: /public/forged",
    b"X-Original-Method: GET\r\nX-Original-URL: https://files.example.test/public/forged",
    b"x_original_url: https://files.example.test/public/forged", b"X.Original.URL: /public/forged",
    b"X-Original-URI: /public/forged", b"X-Rewrite-URL: /public/forged", b"X_Rewrite_URL: /public/forged",
    b"X-Forwarded-Uri: /public/forged", b"X_Forwarded_Uri: /public/forged", b"x-forwarded-uri: /public/forged\r\nX-Forwarded-Uri: /public/forged",
    b"X-Forwarded-Method: forged", b"X-Forwarded-Host: forged.example.test", b"X_Forwarded_Host: forged.example.test",
    b"X-Forwarded-Host: files.example.test, forged", b"X-Forwarded-Proto: forged", b"X-Forwarded-Prefix: /public/forged",
    b"X-Forwarded-Server: forged", b"X-Forwarded-Port: forged",
    b"X-Forwarded-Method: GET\r\nX-Forwarded-Proto: https\r\nX-Forwarded-Host: files.example.test\r\nX-Forwarded-Uri: /public/forged",
    b"X-Forwarded-Host: files.example.test\r\nX-Original-URL: https://files.example.test/public/forged\r\nX-Original-Method: GET",
    b"Connection: close, X-Forwarded-Uri, X-Forwarded-Host, X-Forwarded-Method, X-Forwarded-Proto",
    b"Connection: close, X-Original-URL, X-Original-Method, X-Forwarded-For", b"Connection: close, Host, Cookie, Authorization",
    b"Forwarded: for=198.51.100.66;host=forged", b"Via: 1.1 forged",
    // Where somebody says to come from.
    b"X-Forwarded-For: 198.51.100.66", b"X-Forwarded-For: 198.51.100.66\r\nX-Forwarded-For: 198.51.100.66", b"x_forwarded_for: forged",
    b"X-Forwarded-For: 198.51.100.66, 127.0.0.1", b"X-Forwarded-For: forged", b"X-Forwarded-For: ", b"X-Real-IP: 198.51.100.66",
    // Methods, upgrades, other ways round.
    b"X-HTTP-Method-Override: DELETE", b"X-HTTP-Method: PUT", b"X-Method-Override: PROPFIND", b"Expect: 100-continue", b"Max-Forwards: 0",
    b"Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABkAAQAAP__",
    b"Connection: Upgrade\r\nUpgrade: h2c", b"Connection: Upgrade\r\nUpgrade: websocket, h2c", b"Connection: Upgrade\r\nUpgrade: TLS/1.0",
    b"Connection: Upgrade\r\nUpgrade: websocket\r\nUpgrade: h2c", b"Connection: Upgrade\r\nUpgrade: forged",
    // Other hosts, beside the right one.
    b"Host: forged.example.test", b"Host: files.example.test", b"Host : forged.example.test", b"host: forged.example.test", b" Host: forged.example.test",
    // Credentials that are none.
    b"Authorization: Basic Zm9yZ2VkOmZvcmdlZA==", b"Authorization: Basic", b"Authorization: Bearer forged",
    b"Authorization: Basic Zm9yZ2VkOmZvcmdlZA==\r\nAuthorization: Basic Zm9yZ2VkOmZvcmdlZA==",
    b"Cookie: __Host-countersign-gate=forged", b"Cookie: __Host-countersign=forged; a=b", b"Cookie: countersign-gate=forged\r\nCookie: __Host-countersign-gate=forged",
];

/// Hosts in place of the right one, before `/docs` and `/public/x`.
pub const HOSTS: &[&[u8]] = &[
    b"FILES.EXAMPLE.TEST",
    b"files.example.test.",
    b"files.example.test:443",
    b"files.example.test:80",
    b"files.example.test:8232",
    b"files.example.test:",
    b"files.example.test:x",
    b"forged.example.test",
    b"auth.example.test",
    b"auth.example.test.",
    b"",
    b"files.example.test/public/",
    b"files.example.test/public/x?",
    b"files.example.test#",
    b"files.example.test@forged",
    b"forged@files.example.test",
    b"files.example.test, forged",
    b"files.example.test forged",
    b"files..example.test",
    b"127.0.0.1",
    b"[::1]",
    b"files.example.test\0",
    b"files.example.test\\",
    b"files.example.test%00",
    b"\xff",
    b"*.example.test",
    b"localhost",
];

/// Whole exchanges: what may be read as one request or as two.
#[rustfmt::skip]
pub const WHOLE: &[&[u8]] = &[
    b"GET /public/x HTTP/1.1\r\nHost: files.example.test\r\n\r\nGET /docs HTTP/1.1\r\nHost: files.example.test\r\nRemote-User: forged\r\nConnection: close\r\n\r\n",
    b"POST /public/x HTTP/1.1\r\nHost: files.example.test\r\nContent-Length: 6\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGGET /docs HTTP/1.1\r\nHost: files.example.test\r\nRemote-User: forged\r\n\r\n",
    b"POST /public/x HTTP/1.1\r\nHost: files.example.test\r\nTransfer-Encoding: chunked\r\nContent-Length: 4\r\n\r\n5c\r\nGET /docs HTTP/1.1\r\nHost: files.example.test\r\nRemote-User: forged\r\nContent-Length: 15\r\n\r\nx=1\r\n0\r\n\r\n",
    b"POST /public/x HTTP/1.1\r\nHost: files.example.test\r\nTransfer-Encoding: xchunked\r\n\r\n0\r\n\r\nGET /docs HTTP/1.1\r\nHost: files.example.test\r\n\r\n",
    b"POST /public/x HTTP/1.1\r\nHost: files.example.test\r\nTransfer-Encoding : chunked\r\nContent-Length: 3\r\n\r\n0\r\n\r\nGET /docs HTTP/1.1\r\nHost: files.example.test\r\n\r\n",
    b"POST /public/x HTTP/1.1\r\nHost: files.example.test\r\nTransfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\nContent-Length: 5\r\n\r\n0\r\n\r\nGET /docs HTTP/1.1\r\nHost: files.example.test\r\n\r\n",
    b"POST /public/x HTTP/1.1\r\nHost: files.example.test\r\nTransfer-Encoding: identity, chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\nGET /docs HTTP/1.1\r\nHost: files.example.test\r\n\r\n",
    b"POST /public/x HTTP/1.1\r\nHost: files.example.test\r\nTransfer-Encoding:\x0bchunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\nGET /docs HTTP/1.1\r\nHost: files.example.test\r\n\r\n",
    b"POST /public/x HTTP/1.1\r\nHost: files.example.test\r\nTransfer_Encoding: chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\nGET /docs HTTP/1.1\r\nHost: files.example.test\r\n\r\n",
    b"POST /public/x HTTP/1.1\r\nHost: files.example.test\r\nX: y\nTransfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\nGET /docs HTTP/1.1\r\nHost: files.example.test\r\n\r\n",
    b"POST /public/x HTTP/1.1\r\nHost: files.example.test\r\nContent-Length: 0\r\nContent-Length: 64\r\n\r\nGET /docs HTTP/1.1\r\nHost: files.example.test\r\nRemote-User: forged\r\n\r\n",
    b"POST /public/x HTTP/1.1\r\nHost: files.example.test\r\nContent-Length: 0, 0\r\n\r\nGET /docs HTTP/1.1\r\nHost: files.example.test\r\n\r\n",
    b"POST /public/x HTTP/1.1\r\nHost: files.example.test\r\nContent-Length: +5\r\n\r\nabcdeGET /docs HTTP/1.1\r\nHost: files.example.test\r\n\r\n",
    b"POST /public/x HTTP/1.1\r\nHost: files.example.test\r\nContent-Length: 0x5\r\n\r\nabcdeGET /docs HTTP/1.1\r\nHost: files.example.test\r\n\r\n",
    b"POST /public/x HTTP/1.1\r\nHost: files.example.test\r\nContent-Length: -1\r\n\r\nGET /docs HTTP/1.1\r\nHost: files.example.test\r\n\r\n",
    b"POST /public/x HTTP/1.1\r\nHost: files.example.test\r\nTransfer-Encoding: chunked\r\n\r\n0;x=\"\r\n\r\nGET /docs HTTP/1.1\r\nHost: files.example.test\r\n\r\n\"\r\n\r\n",
    b"POST /public/x HTTP/1.1\r\nHost: files.example.test\r\nTransfer-Encoding: chunked\r\n\r\n2;\nxx\r\n0\r\n\r\nGET /docs HTTP/1.1\r\nHost: files.example.test\r\n\r\n",
    b"POST /public/x HTTP/1.1\r\nHost: files.example.test\r\nTransfer-Encoding: chunked\r\n\r\n0\r\nRemote-User: forged\r\nX-Forwarded-Uri: /forged\r\n\r\n",
    b"GET /public/x HTTP/1.1\r\nHost: files.example.test\r\nContent-Length: 60\r\n\r\nGET /docs HTTP/1.1\r\nHost: files.example.test\r\nX: aaaaaaaaa\r\n\r\n",
    b"GET /public/x HTTP/1.0\r\nHost: files.example.test\r\nConnection: keep-alive\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /docs HTTP/1.1\r\nHost: files.example.test\r\n\r\n",
    b"GET /public/x HTTP/1.1\r\nHost: files.example.test\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 8\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\nGET /docs HTTP/1.1\r\nHost: files.example.test\r\n\r\n",
    b"GET /docs HTTP/1.1\r\nHost: files.example.test\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n",
    b"GET /public/x HTTP/1.1\r\nHost: files.example.test\r\nExpect: 100-continue\r\nContent-Length: 45\r\n\r\nGET /docs HTTP/1.1\r\nHost: files.example.test\r\n\r\n",
    b"GET /public/x HTTP/1.0\r\n\r\n", b"GET /docs HTTP/1.0\r\n\r\n", b"GET /docs HTTP/1.1\r\n\r\n", b"GET /public/x\r\n\r\n",
    b"GET /docs HTTP/1.1 HTTP/1.1\r\nHost: files.example.test\r\n\r\n", b"GET  /docs HTTP/1.1\r\nHost: files.example.test\r\n\r\n",
    b"GET\t/docs\tHTTP/1.1\r\nHost: files.example.test\r\n\r\n", b"GET /public/x /docs HTTP/1.1\r\nHost: files.example.test\r\n\r\n",
    b"\r\nGET /docs HTTP/1.1\r\nHost: files.example.test\r\n\r\n", b"GET /docs HTTP/2.0\r\nHost: files.example.test\r\n\r\n",
    b"GET /docs HTTP/1.1\nHost: files.example.test\n\n", b"get /docs HTTP/1.1\r\nHost: files.example.test\r\n\r\n",
    b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", b"CONNECT files.example.test:443 HTTP/1.1\r\nHost: files.example.test:443\r\n\r\nGET /docs HTTP/1.1\r\nHost: files.example.test\r\n\r\n",
    b"CONNECT /public/x HTTP/1.1\r\nHost: files.example.test\r\n\r\nGET /docs HTTP/1.1\r\nHost: files.example.test\r\n\r\n",
    b"OPTIONS * HTTP/1.1\r\nHost: files.example.test\r\nConnection: close\r\n\r\n", b"TRACE /docs HTTP/1.1\r\nHost: files.example.test\r\nConnection: close\r\n\r\n",
    b"TRACE /public/x HTTP/1.1\r\nHost: files.example.test\r\nConnection: close\r\n\r\n", b"FORGED /docs HTTP/1.1\r\nHost: files.example.test\r\nConnection: close\r\n\r\n",
    b"PROPFIND /docs HTTP/1.1\r\nHost: files.example.test\r\nConnection: close\r\n\r\n", b"G\0T /docs HTTP/1.1\r\nHost: files.example.test\r\n\r\n",
    b"GET /public/x HTTP/1.1\r\nHost: forged.example.test\r\nHost: files.example.test\r\nConnection: close\r\n\r\n",
    b"GET http://forged.example.test/public/x HTTP/1.1\r\nHost: files.example.test\r\nConnection: close\r\n\r\n",
    b"GET http://files.example.test/docs HTTP/1.1\r\nHost: auth.example.test\r\nConnection: close\r\n\r\n",
    b"GET http://auth.example.test/docs HTTP/1.1\r\nHost: files.example.test\r\nConnection: close\r\n\r\n",
    b"GET http://auth.example.test/.well-known/countersign/enter HTTP/1.1\r\nHost: files.example.test\r\nConnection: close\r\n\r\n",
];
