"""Whether this process answers, and whether it can do its work: what a load balancer and a monitor ask."""

<% if asks %>
<% if waits or framework == fastapi %>
import asyncio
<% end %>
import logging
<% if waits == false %>
from concurrent.futures import ThreadPoolExecutor
<% end %>

<% end %>
<% if framework == fastapi %>
from fastapi.responses import JSONResponse
<% elif framework == flask %>
from flask import jsonify
<% else %>
<% if asks %>
from django.db import connection
<% end %>
from django.http import JsonResponse
<% end %>

NO_STORE = {"Cache-Control": "no-store"}
<% if asks %>

# So long the database has to answer, in seconds. Keep it below the patience of what asks this address.
PATIENCE = 2
<% if waits == false %>

# One thread: a database that hangs is not asked again and again by everyone who wants to know.
_asking = ThreadPoolExecutor(max_workers=1, thread_name_prefix="health")
<% end %>
_log = logging.getLogger(__name__)
<% end %>


<% if framework == fastapi %>
def live():
    """This process answers. It asks nobody else: a database that is down is no reason to restart this server."""
    return JSONResponse({"status": "ok"}, headers=NO_STORE)
<% if asks %>


async def ready(ask):
    """This server can do its work: `ask` asks the database for something small, and fails when it does not answer."""
    try:
<% if waits %>
        await asyncio.wait_for(ask(), PATIENCE)
<% else %>
        await asyncio.wait_for(asyncio.wrap_future(_asking.submit(ask)), PATIENCE)
<% end %>
    except Exception as error:
        _log.error("The database does not answer: %s", type(error).__name__)
        return JSONResponse({"status": "unavailable"}, status_code=503, headers=NO_STORE)
    return JSONResponse({"status": "ok"}, headers=NO_STORE)
<% end %>
<% elif framework == flask %>
def live():
    """This process answers. It asks nobody else: a database that is down is no reason to restart this server."""
    return jsonify(status="ok"), 200, NO_STORE
<% if asks %>


def ready(ask):
    """This server can do its work: `ask` asks the database for something small, and fails when it does not answer."""
    question = _asking.submit(ask)
    try:
        question.result(timeout=PATIENCE)
    except Exception as error:
        question.cancel()
        _log.error("The database does not answer: %s", type(error).__name__)
        return jsonify(status="unavailable"), 503, NO_STORE
    return jsonify(status="ok"), 200, NO_STORE
<% end %>
<% else %>
def live(request):
    """This process answers. It asks nobody else: a database that is down is no reason to restart this server."""
    return JsonResponse({"status": "ok"}, headers=NO_STORE)
<% if asks %>


def ready(request):
    """This server can do its work: its database answers in time."""
    question = _asking.submit(_ask_database)
    try:
        question.result(timeout=PATIENCE)
    except Exception as error:
        question.cancel()
        _log.error("The database does not answer: %s", type(error).__name__)
        return JsonResponse({"status": "unavailable"}, status=503, headers=NO_STORE)
    return JsonResponse({"status": "ok"}, headers=NO_STORE)


def _ask_database():
    # In a thread of its own Django opens a connection of its own: it is closed again.
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    finally:
        connection.close()
<% end %>
<% end %>
