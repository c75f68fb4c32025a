"""A client of the standard library alone: it sends name and secret when it is challenged, not before."""
import socket
import sys
import urllib.error
import urllib.request

port, url, name = sys.argv[1:]

# In place of a name server. (A forward proxy won't do: asking a second time through one, urllib puts the
# whole URL where the path belongs, and Apache refuses that.)
connect = socket.create_connection
socket.create_connection = lambda _, timeout, __: connect(("127.0.0.1", int(port)), timeout, ("127.0.0.7", 0))

known = urllib.request.HTTPPasswordMgrWithDefaultRealm()
known.add_password(None, url, name, sys.stdin.read())
direct = urllib.request.ProxyHandler({})
opener = urllib.request.build_opener(direct, urllib.request.HTTPBasicAuthHandler(known))
try:
    print(opener.open(url, timeout=10).read().decode(), end="")
except urllib.error.HTTPError as e:
    sys.exit(f"{e}: {e.read().decode()}")
