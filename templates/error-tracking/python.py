"""Sends errors to an error tracker. Started before the application is made."""

import logging
import os

import sentry_sdk

_started = False


def start_error_tracking() -> None:
    global _started
    # Some frameworks run their file from the top again, Streamlit with every click: it is started once.
    if _started:
        return
    _started = True
    dsn = os.environ.get("SENTRY_DSN")
    if not dsn:
        # On your own machine, and in tests, nothing is sent.
        logging.getLogger(__name__).warning("SENTRY_DSN is not set: when something breaks, nobody is told.")
        return
    sentry_sdk.init(
        dsn=dsn,
        environment=os.environ.get("SENTRY_ENVIRONMENT", "production"),
        release=os.environ.get("SENTRY_RELEASE"),
        # Nothing that belongs to your customers leaves with an error: no names, cookies or bodies.
        send_default_pii=False,
        max_request_body_size="never",
        include_local_variables=False,
        # The share of requests that is followed, to see where their time goes; 0 sends errors alone.
        traces_sample_rate=0,
    )
