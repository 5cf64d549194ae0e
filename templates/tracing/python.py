"""Follows each request through this server, so that a slow one shows where its time went: docs/tracing.md.

Without an address to send to it does nothing, and needs none of its packages.
"""

import logging
import os
import re
from urllib.parse import urlsplit

_log = logging.getLogger(__name__)
_started = False

# Questions whether it works are asked all day long, and tell nothing.
QUIET = ",".join(rf"{route}/?(?:\?.*)?$" for route in [<% for one in quiet %>"<%= one.route %>"<% if one.more %>, <% end %><% end %>])

# What says who somebody is, or may hold a key, stays here: addresses of callers, their browsers, everything behind a question mark.
PERSONAL = {
    "client.address",
    "client.port",
    "enduser.id",
    "http.client_ip",
    "http.target",
    "http.user_agent",
    "net.peer.ip",
    "net.peer.port",
    "url.query",
    "user_agent.original",
}
MAIL = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}")


def _share() -> float:
    """The share of requests that is followed: 1 is every one, 0.1 is one in ten.

    Every one is right where a Collector sorts them out (monitoring/otel-collector.yaml). Without a Collector, follow fewer.
    """
    try:
        asked = float(os.environ.get("OTEL_TRACES_SAMPLER_ARG") or 1)
    except ValueError:
        return 1.0
    return asked if 0 <= asked <= 1 else 1.0


def _without_people(given, server):
    """What is known of a call, without what belongs to the people who make it."""
    kept = {}
    for name, value in (given or {}).items():
        if name in PERSONAL or (server and name in ("http.url", "network.peer.address", "network.peer.port")):
            continue
        # Where the route is known, the path adds only what was typed into it; of a call that goes out the host is enough.
        if name == "url.path" and (not server or "http.route" in given):
            continue
        if name in ("http.url", "url.full") and isinstance(value, str):
            address = urlsplit(value)
            value = f"{address.scheme}://{address.hostname or ''}"
        kept[name] = MAIL.sub("[e-mail]", value) if isinstance(value, str) else value
    return kept

<% if framework == fastapi %>

class _SendAtTheEnd:
    """Sends what was not sent yet when the server stops: it may be ended by the signal right after this."""

    def __init__(self, app, flush):
        self.app = app
        self.flush = flush

    async def __call__(self, scope, receive, send):
        async def last(message):
            if message["type"] == "lifespan.shutdown.complete":
                self.flush(5000)
            await send(message)

        await self.app(scope, receive, last if scope["type"] == "lifespan" else send)

<% end %>

def start_tracing(<% if framework != django %>app<% end %>):
    global _started
    endpoint = os.environ.get("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT") or os.environ.get("OTEL_EXPORTER_OTLP_ENDPOINT")
    if not endpoint or _started:
        return
    _started = True
    # The names of today, not those of before 2024.
    os.environ.setdefault("OTEL_SEMCONV_STABILITY_OPT_IN", "http")

    from opentelemetry import trace
    from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
<% for one in instruments %>
    from <%= one.from %> import <%= one.name %>
<% end %>
    from opentelemetry.sdk.resources import Resource
    from opentelemetry.sdk.trace import Event, ReadableSpan, TracerProvider
    from opentelemetry.sdk.trace.export import BatchSpanProcessor, SpanExporter
    from opentelemetry.sdk.trace.sampling import ParentBased, TraceIdRatioBased
    from opentelemetry.trace import SpanKind, Status

    class WithoutPeople(SpanExporter):
        """Sends what was seen, without what belongs to people."""

        def __init__(self, to):
            self._to = to

        def export(self, spans):
            return self._to.export([self._cleaned(span) for span in spans])

        def shutdown(self):
            self._to.shutdown()

        def force_flush(self, timeout_millis=30000):
            return self._to.force_flush(timeout_millis)

        def _cleaned(self, span):
            said = span.status.description
            return ReadableSpan(
                name=span.name.split("?", 1)[0],
                context=span.context,
                parent=span.parent,
                resource=span.resource,
                attributes=_without_people(span.attributes, span.kind is SpanKind.SERVER),
                events=[Event(one.name, _without_people(one.attributes, True), one.timestamp) for one in span.events],
                links=span.links,
                kind=span.kind,
                status=Status(span.status.status_code, MAIL.sub("[e-mail]", said)) if said else span.status,
                start_time=span.start_time,
                end_time=span.end_time,
                instrumentation_scope=span.instrumentation_scope,
            )

    by_share = TraceIdRatioBased(_share())
    named = {"service.name": os.environ.get("OTEL_SERVICE_NAME") or <%= service | py %>}
<% if release %>
    if os.environ.get("<%= release %>"):
        named["service.version"] = os.environ["<%= release %>"]
<% end %>
    provider = TracerProvider(
        # And what OTEL_RESOURCE_ATTRIBUTES says besides.
        resource=Resource.create(named),
        # A header of a stranger does not decide whether a request is followed.
        sampler=ParentBased(by_share, remote_parent_sampled=by_share, remote_parent_not_sampled=by_share),
    )
    provider.add_span_processor(BatchSpanProcessor(WithoutPeople(OTLPSpanExporter())))
    trace.set_tracer_provider(provider)
<% for one in instruments %>
    <%= one.starts | comment %>
<% end %>
<% if framework == fastapi %>
    app.add_middleware(_SendAtTheEnd, flush=provider.force_flush)
<% end %>
    _log.info("requests are followed, and sent to %s", urlsplit(endpoint).hostname)
