"""What only people who are signed in may call, asked as a stranger and signed in. It needs the application running on your own machine:

    BASE_URL=http://localhost:8000 SIGNED_IN="authorization: Bearer ..." python -m unittest checks/strangers.py

SIGNED_IN is a header that a signed-in browser or program sends (the tools of the browser show it, cookie: ... works too).
"""

import os
import unittest
from urllib import error, parse, request

BASE = os.environ.get("BASE_URL", "http://localhost:8000")
SIGNED_IN = os.environ.get("SIGNED_IN", "")
# These addresses change data: they are asked with ids that nobody has, and only where nothing real can be hurt.
IS_HERE = parse.urlsplit(BASE).hostname in ("localhost", "127.0.0.1", "::1")
ASKED = [
<% for one in askedInPython %>
    (<%= one.method | py %>, <%= one.path | py %>),
<% end %>
]


class Stay(request.HTTPRedirectHandler):
    def redirect_request(self, *given):
        return None


def status(method, path, headers):
    body = None if method in ("GET", "HEAD") else b"{}"
    asked = request.Request(
        parse.urljoin(BASE, path), data=body, method=method, headers={"content-type": "application/json", **headers}
    )
    try:
        with request.build_opener(Stay).open(asked, timeout=20) as answer:
            return answer.status
    except error.HTTPError as refused:
        refused.close()
        return refused.code


class Strangers(unittest.TestCase):
    def setUp(self):
        self.assertTrue(IS_HERE, f"{BASE} is not your own machine: this is not run there")

    def test_strangers_are_turned_away(self):
        for method, path in ASKED:
            with self.subTest(f"{method} {path}"):
                code = status(method, path, {})
                self.assertTrue(code in (401, 403) or 300 <= code < 400, f"a stranger was answered {code}, and should be told 401")

    @unittest.skipIf(SIGNED_IN == "", "SIGNED_IN is not given")
    def test_people_who_are_signed_in_get_through(self):
        name, _, value = SIGNED_IN.partition(":")
        for method, path in ASKED:
            with self.subTest(f"{method} {path}"):
                code = status(method, path, {name.strip(): value.strip()})
                self.assertNotEqual(code, 401, "somebody who is signed in was told 401: is SIGNED_IN still good?")
                self.assertFalse(300 <= code < 400, f"somebody who is signed in was sent elsewhere ({code})")


if __name__ == "__main__":
    unittest.main()
