"""Counts how often an address tries something, and refuses more than a limit allows."""

from __future__ import annotations

import ipaddress
import logging
import time
<% if pythonKind == flask %>
from functools import wraps
<% elif pythonKind == django %>
from functools import wraps
from inspect import iscoroutinefunction
<% end %>
<% if not shared %>
<% if pythonKind != django %>
from threading import Lock
<% end %>
<% end %>
<% if pythonKind == django %>

from asgiref.sync import sync_to_async
from django.core.cache import cache
from django.http import JsonResponse
<% elif pythonKind == fastapi %>

from fastapi import HTTPException, Request
<% else %>

from flask import current_app, jsonify, request
<% end %>
<% if store.module %>

from <%= store.module %> import <%= store.name %><% if store.renamed %> as <%= store.local %><% end %>
<% end %>

log = logging.getLogger(__name__)

TOO_MANY = "Too many tries. Please wait a while."


<% if pythonKind == fastapi %>
def rate_limit(name: str, times: int, seconds: int):
    """Gives a dependency that answers 429 to an address that comes more often than the limit allows."""

    <% if store.asks == awaited %>async <% end %>def limited(request: Request) -> None:
        connected = request.client.host if request.client else ""
        caller = <% if header %>request.headers.get("<%= header %>") or <% end %>_caller_behind_proxies(connected, request.headers.get("x-forwarded-for", ""))
        wait = <% if store.asks == awaited %>await <% end %>_seconds_to_wait(name, times, seconds, caller)
        if wait > 0:
            raise HTTPException(status_code=429, detail=TOO_MANY, headers={"Retry-After": str(wait)})

    return limited
<% elif pythonKind == flask %>
def rate_limit(name: str, times: int, seconds: int, reads: bool = False):
    """Answers 429 to an address that comes more often than the limit allows. Stands below the route; what only reads is not counted unless it says so."""

    def around(handler):
        @wraps(handler)
        def limited(*args, **kwargs):
            if reads or request.method not in ("GET", "HEAD", "OPTIONS"):
                caller = <% if header %>request.headers.get("<%= header %>") or <% end %>_caller_behind_proxies(request.remote_addr or "", request.headers.get("X-Forwarded-For", ""))
                wait = _seconds_to_wait(name, times, seconds, caller)
                if wait > 0:
                    response = jsonify({"error": TOO_MANY})
                    response.status_code = 429
                    response.headers["Retry-After"] = str(wait)
                    return response
            return current_app.ensure_sync(handler)(*args, **kwargs)

        return limited

    return around
<% else %>
def rate_limit(name: str, times: int, seconds: int, reads: bool = False):
    """Answers 429 to an address that comes more often than the limit allows. What only reads is not counted unless it says so."""

    def refusal(request):
        if not reads and request.method in ("GET", "HEAD", "OPTIONS"):
            return None
        connected = request.META.get("REMOTE_ADDR", "")
        caller = <% if header %>request.headers.get("<%= header %>") or <% end %>_caller_behind_proxies(connected, request.headers.get("X-Forwarded-For", ""))
        wait = _seconds_to_wait(name, times, seconds, caller)
        return JsonResponse({"error": TOO_MANY}, status=429, headers={"Retry-After": str(wait)}) if wait > 0 else None

    def around(view):
        @wraps(view)
        def limited(request, *args, **kwargs):
            return refusal(request) or view(request, *args, **kwargs)

        @wraps(view)
        async def limited_async(request, *args, **kwargs):
            return await sync_to_async(refusal)(request) or await view(request, *args, **kwargs)

        return limited_async if iscoroutinefunction(view) else limited

    return around
<% end %>


<% if pythonKind == django %>
def _seconds_to_wait(name: str, times: int, seconds: int, caller: str) -> int:
    """How long somebody has to wait; 0 when it is their turn. Where the cache does not answer, everyone may pass."""
    now = time.time()
    period = int(now // seconds)
    key = f"limit:{name}:{period}:{_network(caller)}"
    try:
        tries = 1 if cache.add(key, 1, timeout=seconds) else cache.incr(key)
    except Exception as error:
        log.error("nothing is limited (%s): %s", name, error)
        return 0
    return 0 if tries <= times else max(1, round((period + 1) * seconds - now))
<% elif shared %>
<% if store.asks == awaited %>async <% end %>def _seconds_to_wait(name: str, times: int, seconds: int, caller: str) -> int:
    """How long somebody has to wait; 0 when it is their turn. Where Redis does not answer, everyone may pass."""
    now = time.time()
    period = int(now // seconds)
    key = f"limit:{name}:{period}:{_network(caller)}"
    try:
        tries = <% if store.asks == awaited %>await <% end %><%= store.local %>.incr(key)
        if tries == 1:
            <% if store.asks == awaited %>await <% end %><%= store.local %>.expire(key, seconds)
    except Exception as error:
        log.error("nothing is limited (%s): %s", name, error)
        return 0
    return 0 if tries <= times else max(1, round((period + 1) * seconds - now))
<% else %>
# Counted in this process alone: several of them count each for itself, and a restart forgets.
_counted: dict[str, tuple[int, float]] = {}
# So many addresses are remembered at most.
_MOST = 50_000
_lock = Lock()


def _seconds_to_wait(name: str, times: int, seconds: int, caller: str) -> int:
    """How long somebody has to wait; 0 when it is their turn."""
    now = time.monotonic()
    key = f"{name} {_network(caller)}"
    with _lock:
        tries, until = _counted.get(key, (0, 0.0))
        if until <= now:
            _counted.pop(key, None)
            # The oldest are forgotten first.
            while len(_counted) >= _MOST:
                _counted.pop(next(iter(_counted)))
            tries, until = 0, now + seconds
        _counted[key] = (tries + 1, until)
    return 0 if tries < times else max(1, round(until - now))
<% end %>


# Networks that nobody outside has: who connects from there is a proxy of one's own.
_OWN = [
    ipaddress.ip_network(network)
    for network in (
        "127.0.0.0/8",
        "10.0.0.0/8",
        "172.16.0.0/12",
        "192.168.0.0/16",
        "169.254.0.0/16",
        "100.64.0.0/10",
        "::1/128",
        "fc00::/7",
    )
]


def _address(text: str):
    try:
        address = ipaddress.ip_address(text)
    except ValueError:
        return None
    return getattr(address, "ipv4_mapped", None) or address


def _is_own(text: str) -> bool:
    address = _address(text)
    return address is not None and any(address in network for network in _OWN)


def _caller_behind_proxies(connected: str, forwarded: str) -> str:
    """Who calls: who connects, or, where that is a proxy, the last address that it wrote down itself. What stands before that, the caller may have made up."""
    hops = [hop.strip() for hop in forwarded.split(",") if hop.strip()]
    caller = connected
    while hops and _is_own(caller):
        caller = hops.pop()
    return caller


def _network(caller: str) -> str:
    """Whoever has an address of version 6 has billions of them: its network counts."""
    address = _address(caller)
    if address is None:
        return caller
    return str(ipaddress.ip_network((address, 64 if address.version == 6 else 32), strict=False).network_address)
