"""What models may cost: so many requests of one caller and of all in a day, so long an answer, and a switch."""

from __future__ import annotations

import logging
import os
from datetime import datetime, timezone
<% if pythonKind == flask %>from functools import wraps
<% end %>from threading import Lock

<% if pythonKind == fastapi %>from fastapi import HTTPException, Request
<% else %>from flask import jsonify, request
<% end %>
log = logging.getLogger(__name__)


def _figure(name: str, otherwise: int) -> int:
    value = os.environ.get(name, "")
    return int(value) if value.isdigit() and int(value) > 0 else otherwise


# The longest answer, in tokens. Models that think before they answer spend part of it on that.
ANSWER_TOKENS = _figure("MODEL_MAX_TOKENS", 4000)

_lock = Lock()
_day = ""
_in_all = 0
_by_caller: dict[str, int] = {}


def _refusal(caller: str) -> tuple[int, str] | None:
    """Counts one request of today. Gives what to answer to who is above the limits."""
    global _day, _in_all
    if os.environ.get("MODEL_OFF") == "1":
        return 503, "This is switched off at the moment. Try again later."
    with _lock:
        today = datetime.now(timezone.utc).date().isoformat()
        if _day != today:
            _day, _in_all = today, 0
            _by_caller.clear()
        own = _by_caller.get(caller, 0) + 1
        # Who is refused fills no memory and takes nothing of what is there for others.
        if own > _figure("MODEL_CALLS_PER_USER_PER_DAY", 50):
            return 429, "You have used what there is for one day. Try again tomorrow."
        if _in_all >= _figure("MODEL_CALLS_PER_DAY", 1000):
            log.error("MODEL_CALLS_PER_DAY is used up: models are not asked any more today")
            return 503, "Too many people ask today. Try again tomorrow."
        _in_all += 1
        _by_caller[caller] = own
    return None


<% if pythonKind == fastapi %>async def daily_model_quota(request: Request) -> None:
    """Counts the caller and refuses above the day's limits: a dependency of every route that asks a model."""
    # Who is counted: the signed-in user where a middleware put one on the request, else the address.
    user = getattr(request.state, "user", None)
    address = request.client.host if request.client else "unknown"
    refused = _refusal(str(getattr(user, "id", None) or address))
    if refused is not None:
        raise HTTPException(status_code=refused[0], detail=refused[1])
<% else %>def daily_model_quota(handler):
    """Counts the caller and refuses above the day's limits: stands below the route of every function that asks a model."""

    @wraps(handler)
    def counted(*args, **kwargs):
        # Who is counted: the address. Put the id of the signed-in user here, where you know it.
        refused = _refusal(request.remote_addr or "unknown")
        if refused is not None:
            return jsonify({"error": refused[1]}), refused[0]
        return handler(*args, **kwargs)

    return counted
<% end %>
