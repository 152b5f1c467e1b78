"""gunicorn's access log, with no secret in it."""

from typing import Any

from gunicorn.glogging import Logger

from kontaktlaege.log import masked


class AccessLogger(Logger):
    """Chosen by `--logger-class`, in the image and in the demo."""

    def atoms(self, resp: Any, req: Any, environ: Any, request_time: Any) -> dict[str, Any]:
        """What a line of the access log is made of."""
        found: dict[str, Any] = super().atoms(resp, req, environ, request_time)
        return {name: masked(value) if isinstance(value, str) else value for name, value in found.items()}
