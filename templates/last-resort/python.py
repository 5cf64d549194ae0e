"""Answers what no route caught, in plain words and with a number that is in the log."""

import logging
from uuid import uuid4

<% if framework == fastapi %>from fastapi import Request
from fastapi.responses import JSONResponse

log = logging.getLogger(__name__)


async def last_resort(request: Request, error: Exception) -> JSONResponse:
    # The error itself stays in the log: it may tell strangers how this is built.
    number = str(uuid4())
    log.error("%s %s failed, number %s", request.method, request.url.path, number, exc_info=error)
    return JSONResponse(
        status_code=500,
        content={"error": "Something went wrong on our side. Tell us the number if it happens again.", "number": number},
    )
<% else %>from flask import jsonify, request
from werkzeug.exceptions import HTTPException

log = logging.getLogger(__name__)


def last_resort(error: Exception):
    # Answers that were meant (404, 403 and the like) stay as they are.
    if isinstance(error, HTTPException):
        return error
    # The error itself stays in the log: it may tell strangers how this is built.
    number = str(uuid4())
    log.error("%s %s failed, number %s", request.method, request.path, number, exc_info=error)
    answer = {"error": "Something went wrong on our side. Tell us the number if it happens again.", "number": number}
    return jsonify(answer), 500
<% end %>
