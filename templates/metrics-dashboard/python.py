"""Counts what the server does, for Prometheus: docs/metrics.md says what each number means and who may read them."""

import hashlib
import hmac
import os
import time

from prometheus_client import CONTENT_TYPE_LATEST, REGISTRY, CollectorRegistry, <% if model %>Counter, <% end %>Gauge, Histogram, generate_latest

DURATIONS = Histogram(
    "http_request_duration_seconds",
    "How long requests took, by route and status",
    # The route as it is written in code, never the address that was asked: every new address would be a number of its own for ever.
    ["method", "route", "status_code"],
    buckets=[0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 5, 10, 30],
)
UNDER_WAY = Gauge("http_requests_in_flight", "Requests that are being answered", multiprocess_mode="livesum")
<% if model %>
# What models are asked for. Use it with what the answer says it used: MODEL_TOKENS.labels(model, "input").inc(usage.input_tokens)
MODEL_TOKENS = Counter("model_tokens", "Tokens that models used", ["model", "kind"])
<% end %>
<% if queue %>
# What waits in queues. Set it where the queue is: JOBS_WAITING.labels("mail").set(waiting), every 15 seconds.
JOBS_WAITING = Gauge("jobs_waiting", "Jobs that wait to be done", ["queue"], multiprocess_mode="max")
<% end %>

METHODS = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"}


def _counted(method, route, status, began):
    # Anybody may invent a method, too.
    DURATIONS.labels(method if method in METHODS else "other", route or "none", str(status)).observe(time.perf_counter() - began)


def _sha(text):
    return hashlib.sha256(text.encode()).digest()


def _may_read(authorization):
    """Only who knows METRICS_TOKEN may read the numbers. While it is not set, nobody may."""
    token = os.environ.get("METRICS_TOKEN")
    return bool(token) and hmac.compare_digest(_sha(authorization or ""), _sha(f"Bearer {token}"))


def _numbers():
    # With several workers each counts for itself: they put their numbers into this folder, and all are added up.
    if not os.environ.get("PROMETHEUS_MULTIPROC_DIR"):
        return generate_latest(REGISTRY)
    from prometheus_client.multiprocess import MultiProcessCollector

    everybody = CollectorRegistry()
    MultiProcessCollector(everybody)
    return generate_latest(everybody)


<% if framework == fastapi %>
class MeasureRequests:
    """Counts every request of this server, and shows the numbers at /metrics to who knows METRICS_TOKEN."""

    def __init__(self, app):
        self.app = app

    async def __call__(self, scope, receive, send):
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        if scope["path"] == "/metrics":
            await self._show(scope, send)
            return
        began = time.perf_counter()
        status = 500

        async def seen(message):
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        with UNDER_WAY.track_inprogress():
            try:
                await self.app(scope, receive, seen)
            finally:
                route = getattr(scope.get("route"), "path", None)
                _counted(scope["method"], route and scope.get("root_path", "") + route, status, began)

    async def _show(self, scope, send):
        given = dict(scope["headers"]).get(b"authorization", b"").decode("latin-1")
        allowed = _may_read(given)
        headers = [(b"content-type", CONTENT_TYPE_LATEST.encode())] if allowed else []
        await send({"type": "http.response.start", "status": 200 if allowed else 404, "headers": headers})
        await send({"type": "http.response.body", "body": _numbers() if allowed else b""})
<% elif framework == flask %>
def measure_requests(app):
    """Counts every request of this server, and shows the numbers at /metrics to who knows METRICS_TOKEN."""
    from flask import Response, g, request

    @app.before_request
    def begin():
        g.measured_since = time.perf_counter()
        UNDER_WAY.inc()

    @app.teardown_request
    def end(_error):
        if g.pop("measured_since", None) is not None:
            UNDER_WAY.dec()

    @app.after_request
    def count(response):
        if "measured_since" in g:
            _counted(request.method, request.url_rule and request.url_rule.rule, response.status_code, g.measured_since)
        return response

    @app.get("/metrics")
    def show_metrics():
        if not _may_read(request.headers.get("authorization")):
            return Response(status=404)
        return Response(_numbers(), content_type=CONTENT_TYPE_LATEST)
<% else %>
class MeasureRequests:
    """Counts every request of this server. It stands first in MIDDLEWARE."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        began = time.perf_counter()
        status = 500
        with UNDER_WAY.track_inprogress():
            try:
                response = self.get_response(request)
                status = response.status_code
                return response
            finally:
                match = request.resolver_match
                _counted(request.method, match and "/" + match.route, status, began)


def show_metrics(request):
    """Shows the numbers to who knows METRICS_TOKEN."""
    from django.http import HttpResponse

    if not _may_read(request.headers.get("authorization")):
        return HttpResponse(status=404)
    return HttpResponse(_numbers(), content_type=CONTENT_TYPE_LATEST)
<% end %>
