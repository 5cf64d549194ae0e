"""Stands in front of what handles messages of Stripe: it is reached by messages that Stripe signed<% if once %>, and by each of them once<% end %>."""

from __future__ import annotations

import hashlib
import hmac
<% if once %>
import json
import logging
<% end %>
import os
import time
from functools import wraps
<% if framework == fastapi %>
from inspect import Parameter, Signature, iscoroutinefunction, signature
from typing import get_type_hints

from fastapi import Request, Response
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import JSONResponse, PlainTextResponse
<% elif framework == flask %>

from flask import current_app, request
<% else %>

from django.http import HttpResponse<% if once %>, JsonResponse<% end %>

<% if once %>
from django.db import connection
<% end %>
<% end %>
<% if asks == engine or asks == session %>
from sqlalchemy import text
<% elif asks == awaited %>
from sqlalchemy import text
<% end %>
<% if once %>

log = logging.getLogger(__name__)
<% end %>


<% if framework == fastapi %>
def stripe_webhook(<% if once %>database<% end %>):
    """Stands right above the function that handles messages of Stripe."""

    def around(handler):
        hints = get_type_hints(handler, include_extras=True)
        own = [one.replace(annotation=hints.get(one.name, one.annotation)) for one in signature(handler).parameters.values()]
        known = next((one.name for one in own if one.annotation is Request), None)

        async def handle(args, kwargs):
            if iscoroutinefunction(handler):
                return await handler(*args, **kwargs)
            return await run_in_threadpool(handler, *args, **kwargs)

        @wraps(handler)
        async def checked(*args, **kwargs):
            request = kwargs[known] if known else kwargs.pop("stripe_request")
            secret = os.environ.get("<%= secret %>")
            if not secret:
                return PlainTextResponse("<%= secret %> is not set", status_code=500)
            raw = await request.body()
            if not _is_signed(raw, request.headers.get("stripe-signature", ""), secret):
                return PlainTextResponse("the signature is wrong", status_code=400)
<% if once %>
            name = _id_of(raw)
            state = await <% if asks == awaited %>_claim(database, name)<% else %>run_in_threadpool(_claim, database, name)<% end %>

            if state == "done":
                return JSONResponse({"received": True, "known": True})
            if state == "busy":
                return PlainTextResponse("it is being handled: send it again later", status_code=409)
            went = False
            try:
                response = await handle(args, kwargs)
                went = not isinstance(response, Response) or response.status_code < 400
                return response
            finally:
                await <% if asks == awaited %>_settle(database, name, went)<% else %>run_in_threadpool(_settle, database, name, went)<% end %>

<% else %>
            return await handle(args, kwargs)
<% end %>

        # The framework reads here what the function is to be given.
        asked = [] if known else [Parameter("stripe_request", Parameter.KEYWORD_ONLY, annotation=Request)]
        checked.__signature__ = Signature([*own, *asked])
        return checked

    return around
<% elif framework == flask %>
def stripe_webhook(<% if once %>database<% end %>):
    """Stands right above the function that handles messages of Stripe."""

    def around(handler):
        @wraps(handler)
        def checked(*args, **kwargs):
            secret = os.environ.get("<%= secret %>")
            if not secret:
                return "<%= secret %> is not set", 500
            raw = request.get_data()
            if not _is_signed(raw, request.headers.get("Stripe-Signature", ""), secret):
                return "the signature is wrong", 400
<% if once %>
            name = _id_of(raw)
            state = _claim(database, name)
            if state == "done":
                return {"received": True, "known": True}
            if state == "busy":
                return "it is being handled: send it again later", 409
            went = False
            try:
                response = current_app.make_response(current_app.ensure_sync(handler)(*args, **kwargs))
                went = response.status_code < 400
                return response
            finally:
                _settle(database, name, went)
<% else %>
            return current_app.ensure_sync(handler)(*args, **kwargs)
<% end %>

        return checked

    return around
<% else %>
def stripe_webhook():
    """Stands right above the function that handles messages of Stripe."""

    def around(handler):
        @wraps(handler)
        def checked(*args, **kwargs):
            request = next(one for one in args if hasattr(one, "META"))
            secret = os.environ.get("<%= secret %>")
            if not secret:
                return HttpResponse("<%= secret %> is not set", status=500)
            raw = request.body
            if not _is_signed(raw, request.META.get("HTTP_STRIPE_SIGNATURE", ""), secret):
                return HttpResponse("the signature is wrong", status=400)
<% if once %>
            name = _id_of(raw)
            state = _claim(connection, name)
            if state == "done":
                return JsonResponse({"received": True, "known": True})
            if state == "busy":
                return HttpResponse("it is being handled: send it again later", status=409)
            went = False
            try:
                response = handler(*args, **kwargs)
                went = response.status_code < 400
                return response
            finally:
                _settle(connection, name, went)
<% else %>
            return handler(*args, **kwargs)
<% end %>

        return checked

    return around
<% end %>


# A message that is older, in seconds, may have been recorded by somebody and is refused.
OLDEST = 300


def _is_signed(raw: bytes, header: str, secret: str) -> bool:
    """Whether Stripe signed exactly these characters, not long ago: https://docs.stripe.com/webhooks/signature"""
    parts = [part.strip().partition("=") for part in header.split(",")]
    sent = next((value for name, _, value in parts if name == "t"), "")
    if not sent.isdigit() or abs(time.time() - int(sent)) > OLDEST:
        return False
    wanted = hmac.new(secret.encode(), f"{sent}.".encode() + raw, hashlib.sha256).hexdigest()
    given = [value for name, _, value in parts if name == "v1"]
    return any(hmac.compare_digest(wanted.encode(), value.encode()) for value in given)
<% if once %>


def _id_of(raw: bytes) -> str:
    """The id of a message. What Stripe signed has one."""
    name = json.loads(raw).get("id")
    if not isinstance(name, str):
        raise ValueError("a message of Stripe without an id")
    return name


<% if asks == engine %>
def _ask(engine, statement: str, name: str):
    with engine.begin() as connection:
        result = connection.execute(text(statement), {"id": name})
        return result.fetchall() if result.returns_rows else []
<% elif asks == session %>
def _ask(database, statement: str, name: str):
    with database.engine.begin() as connection:
        result = connection.execute(text(statement), {"id": name})
        return result.fetchall() if result.returns_rows else []
<% elif asks == awaited %>
async def _ask(engine, statement: str, name: str):
    async with engine.begin() as connection:
        result = await connection.execute(text(statement), {"id": name})
        return result.fetchall() if result.returns_rows else []
<% elif asks == pool %>
def _ask(pool, statement: str, name: str):
    with pool.connection() as connection:
        cursor = connection.execute(statement, {"id": name})
        return cursor.fetchall() if cursor.description else []
<% elif asks == opened %>
def _ask(open_database, statement: str, name: str):
    connection = open_database()
    try:
        with connection, connection.cursor() as cursor:
            cursor.execute(statement, {"id": name})
            return cursor.fetchall() if cursor.description else []
    finally:
        connection.close()
<% else %>
def _ask(connection, statement: str, name: str):
    with connection.cursor() as cursor:
        cursor.execute(statement, {"id": name})
        return cursor.fetchall() if cursor.description else []
<% end %>


<% if asks == awaited %>async <% end %>def _claim(database, name: str) -> str:
    """Takes a message for this process, unless it was handled, or somebody else handles it at this moment."""
    # A claim that nobody settled belongs to a process that died: after ten minutes another one may take it.
    claimed = <% if asks == awaited %>await <% end %>_ask(
        database,
        "INSERT INTO webhook_events (id) VALUES (<% if named %>:id<% else %>%(id)s<% end %>)"
        " ON CONFLICT (id) DO UPDATE SET claimed_at = now()"
        " WHERE webhook_events.done_at IS NULL AND webhook_events.claimed_at < now() - interval '10 minutes'"
        " RETURNING id",
        name,
    )
    if claimed:
        return "mine"
    done = <% if asks == awaited %>await <% end %>_ask(database, "SELECT id FROM webhook_events WHERE id = <% if named %>:id<% else %>%(id)s<% end %> AND done_at IS NOT NULL", name)
    return "done" if done else "busy"


<% if asks == awaited %>async <% end %>def _settle(database, name: str, went: bool) -> None:
    """Remembers that a message was handled; one that failed is forgotten, so that it is handled when Stripe sends it again."""
    statement = (
        "UPDATE webhook_events SET done_at = now() WHERE id = <% if named %>:id<% else %>%(id)s<% end %>"
        if went
        else "DELETE FROM webhook_events WHERE id = <% if named %>:id<% else %>%(id)s<% end %> AND done_at IS NULL"
    )
    try:
        <% if asks == awaited %>await <% end %>_ask(database, statement, name)
    except Exception as error:
        log.error("webhook_events says nothing of %s: %s", name, error)
<% end %>
