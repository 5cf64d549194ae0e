"""Settings that must be there."""

import os


def required_setting(name: str) -> str:
    """The value of a setting that must be there. Stops the start when it is missing."""
    value = os.environ.get(name, "")
    if value == "":
        raise RuntimeError(
            f"{name} is not set. Set it where this runs. For a secret: openssl rand -hex 32"
        )
    return value
