"""Writes one record per line, which a machine can read, with the id of the request that it belongs to and without secrets."""

import json
import logging
<% if onPython != django %>
import os
<% end %>
import re
<% if onPython != django %>
import sys
<% end %>
import time
from contextvars import ContextVar
from uuid import uuid4

# The id of the request that is being answered, to hand on to jobs and to other services; empty outside of one.
request_id: ContextVar[str] = ContextVar("request_id", default="")
log = logging.getLogger("request_log")

# Fields whose names end like this never reach the log, nor do those that are called so. Add those of your own product.
HIDDEN_ENDINGS = re.compile(
    r"(?:password|passwd|passphrase|secret|token|apikey|privatekey|secretkey|accesskey|authorization|cookies?|credentials?"
    r"|sessionid|jwt|cardnumber|iban|email|phone|phonenumber|firstname|lastname|fullname|surname|street|address"
    r"|birthday|birthdate|dateofbirth)$"
)
HIDDEN_NAMES = re.compile(r"^(?:auth|pin|otp|cvc|cvv|ssn|ip|dob|zip|mobile)$")
# The same where it stands in the middle of text.
HIDDEN_IN_TEXT = [
    (re.compile(r"\b(Bearer|Basic)\s+[\w.~+/=-]+", re.IGNORECASE), r"\1 [hidden]"),
    (re.compile(r"\beyJ[\w-]+\.[\w-]+\.[\w-]+"), "[hidden]"),
    (re.compile(r"\b(?:sk|pk|rk|whsec|ghp|xoxb|xoxp)[_-][\w-]{8,}"), "[hidden]"),
    (re.compile(r"://[^\s:/@]{0,100}:[^\s@/]{1,200}@"), "://[hidden]@"),
    (
        re.compile(r"\b(password|passwd|secret|token|api[_-]?key)([\"']?\s{0,4}[=:]\s{0,4}[\"']?)[^\s\"'&,;]+", re.IGNORECASE),
        r"\1\2[hidden]",
    ),
    (re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}"), "[e-mail]"),
]
LONGEST_TEXT = 8000
MOST_FIELDS = 50
DEEPEST = 4
# What logging itself puts on each line; all else was given by whoever wrote it.
OWN = set(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName", "color_message"}


def clean_text(text):
    text = text[:LONGEST_TEXT]
    for found, instead in HIDDEN_IN_TEXT:
        text = found.sub(instead, text)
    return text


def is_hidden(name):
    plain = re.sub(r"[^a-z]", "", str(name).lower())
    return bool(HIDDEN_ENDINGS.search(plain) or HIDDEN_NAMES.search(plain))


def clean(value, depth=0):
    """A copy of what is to be logged, without secrets and without what says who somebody is."""
    if value is None or isinstance(value, (bool, int, float)):
        return value
    if isinstance(value, dict) and depth < DEEPEST:
        some = list(value.items())[:MOST_FIELDS]
        return {
            str(name): "[hidden]" if is_hidden(name) and not isinstance(one, (bool, type(None))) else clean(one, depth + 1)
            for name, one in some
        }
    if isinstance(value, (list, tuple, set)) and depth < DEEPEST:
        return [clean(one, depth + 1) for one in list(value)[:MOST_FIELDS]]
    return clean_text(str(value))


class JsonFormatter(logging.Formatter):
    """Makes one record of a line. Values that are given as extra={...} are fields of their own."""

    def format(self, record):
        line = {
            "time": time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(record.created)) + f".{int(record.msecs):03d}Z",
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": clean_text(record.getMessage()),
        }
        if request_id.get():
            line["request_id"] = request_id.get()
        given = {name: value for name, value in vars(record).items() if name not in OWN and name not in line}
        line.update(clean(given))
        if record.exc_info:
            line["error"] = clean_text(self.formatException(record.exc_info))
        return json.dumps(line, default=str)


<% if onPython != django %>
def configure_logging():
    """Sends each line of every logger through the formatter. LOG_LEVEL says from which level on; a person at a terminal reads plain lines."""
    handler = logging.StreamHandler(sys.stdout)
    handler.setFormatter(logging.Formatter("%(levelname)s %(name)s: %(message)s") if sys.stdout.isatty() else JsonFormatter())
    level = logging.getLevelName(os.environ.get("LOG_LEVEL", "info").upper())
    logging.basicConfig(level=level if isinstance(level, int) else logging.INFO, handlers=[handler], force=True)
<% if onPython == fastapi %>
    # The server brings handlers of its own; its line for each request is replaced by one that carries the id.
    for name in ("uvicorn", "uvicorn.error", "uvicorn.access"):
        logging.getLogger(name).handlers.clear()
        logging.getLogger(name).propagate = True
    logging.getLogger("uvicorn.access").setLevel(logging.WARNING)
<% else %>
    # The line of the development server is replaced by one that carries the id.
    logging.getLogger("werkzeug").setLevel(logging.WARNING)
<% end %>


<% end %>
def id_for(given):
    """An id that came with a request is kept when it looks harmless: anything else could forge lines of the log, or fill it."""
    return given if re.fullmatch(r"[A-Za-z0-9._-]{8,64}", given) else str(uuid4())


def path_of(path):
    """Long parts of a path are often secrets."""
    return re.sub(r"[^/]{40,}", "[cut]", path)[:300]


def answered(method, path, status, began):
    """One line for each request that was answered."""
    log.log(
        logging.ERROR if status >= 500 else logging.INFO,
        "request",
        extra={"method": method, "path": path_of(path), "status": status, "ms": round((time.perf_counter() - began) * 1000)},
    )


class RequestLog:
    """Stands in front of everything else: gives each request an id, answers with it, and writes one line when it is done."""

<% if onPython == fastapi %>
    def __init__(self, app):
        self.app = app

    async def __call__(self, scope, receive, send):
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        given = next((value.decode("latin-1") for name, value in scope["headers"] if name == b"x-request-id"), "")
        chosen = id_for(given)
        began = time.perf_counter()
        status = 500
        token = request_id.set(chosen)

        async def answer(message):
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                message = {**message, "headers": [*message.get("headers", []), (b"x-request-id", chosen.encode())]}
            await send(message)

        try:
            await self.app(scope, receive, answer)
        except Exception:
            log.exception("request failed")
            raise
        finally:
            answered(scope["method"], scope["path"], status, began)
            request_id.reset(token)
<% elif onPython == flask %>
    def __init__(self, app):
        self.app = app

    def __call__(self, environ, start_response):
        chosen = id_for(environ.get("HTTP_X_REQUEST_ID", ""))
        began = time.perf_counter()
        status = 500
        # It stays until the next request: what is sent bit by bit is written after this returns.
        request_id.set(chosen)

        def begin(line, headers, *more):
            nonlocal status
            status = int(line[:3])
            return start_response(line, [*headers, ("x-request-id", chosen)], *more)

        try:
            return self.app(environ, begin)
        except Exception:
            log.exception("request failed")
            raise
        finally:
            answered(environ.get("REQUEST_METHOD", ""), environ.get("PATH_INFO", ""), status, began)
<% else %>
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        chosen = id_for(request.headers.get("x-request-id", ""))
        began = time.perf_counter()
        status = 500
        token = request_id.set(chosen)
        try:
            response = self.get_response(request)
            response["x-request-id"] = chosen
            status = response.status_code
            return response
        finally:
            answered(request.method, request.path, status, began)
            request_id.reset(token)
<% end %>
