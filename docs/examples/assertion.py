"""Checks the header Countersign-Assertion, as docs/assertion.md tells.

    pip install 'PyJWT[crypto]'     # tested with 2.15, which first has all that is used here

    checker = Checker("https://auth.example.org", "files.example.org")
    claims = checker.check(assertion, "GET", "/docs")  # else a jwt.PyJWTError

Run as a program it reads assertions, one a line:

    python3 assertion.py https://auth.example.org GET https://files.example.org/docs
"""

import json
import sys
import threading
import time
from urllib.parse import urlsplit

import jwt

TYPE = "countersign-assertion+jwt"
CLAIMS = ["iss", "sub", "aud", "htm", "htu", "iat", "exp", "jti"]
LEEWAY = 5


class Checker:
    """For one protected host. One for the whole program: it keeps keys, and what was used."""

    def __init__(self, issuer, host):
        self.issuer = issuer
        self.host = host
        # Anybody can make up a key's name: for one that isn't known the keys are fetched once a minute.
        self.keys = jwt.PyJWKClient(
            f"{issuer}/.well-known/jwks.json", lifespan=3600, timeout=5, cooldown_duration=60
        )
        self.used = {}
        self.lock = threading.Lock()

    def check(self, assertion, method, path):
        """The claims, if this was made for this request; the path is as it was sent, without its query."""
        head = jwt.get_unverified_header(assertion)
        if head.get("typ") != TYPE or head.get("alg") != "EdDSA":
            raise jwt.InvalidTokenError("not an assertion")
        claims = jwt.decode(
            assertion,
            self.keys.get_signing_key(head.get("kid")),
            algorithms=["EdDSA"],
            issuer=self.issuer,
            audience=self.host,
            leeway=LEEWAY,
            options={"require": CLAIMS, "strict_aud": True},
        )
        if (claims["htm"], claims["htu"]) != (method, path):
            raise jwt.InvalidTokenError("for another request")
        # The same GET or HEAD may bring the same one again.
        if method not in ("GET", "HEAD"):
            self.use(claims)
        return claims

    def use(self, claims):
        """Once only. Where the program runs as several processes, keep this in a place that they share."""
        with self.lock:
            over = time.time() - LEEWAY
            self.used = {jti: exp for jti, exp in self.used.items() if exp >= over}
            if claims["jti"] in self.used:
                raise jwt.InvalidTokenError("used before")
            self.used[claims["jti"]] = claims["exp"]


def main():
    issuer, method, url = sys.argv[1:]
    parts = urlsplit(url)
    checker = Checker(issuer, parts.netloc)
    for line in sys.stdin:
        try:
            print(json.dumps(checker.check(line.strip(), method, parts.path)))
        except jwt.PyJWTError as e:
            print(f"refused: {e}")


if __name__ == "__main__":
    main()
