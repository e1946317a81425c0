"""The log as one JSON object a line, with the id of the request it is about, and nothing of who asked."""

import json
import logging
import random
import re
from contextvars import ContextVar
from datetime import UTC, datetime

#: What a proxy may give as the id of a request; anything else is not believed and not written anywhere.
ID = re.compile(r"[0-9A-Za-z-]{8,64}")
_request_id = ContextVar("request_id", default="")


class RequestIdMiddleware:
    """Outermost: gives each request an id, the proxy's where it has one, and says it in the answer."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        given = request.headers.get("X-Request-ID", "")
        token = _request_id.set(given if ID.fullmatch(given) else f"{random.getrandbits(64):016x}")
        try:
            response = self.get_response(request)
            response["X-Request-ID"] = _request_id.get()
            return response
        finally:
            _request_id.reset(token)


class JsonFormatter(logging.Formatter):
    """Only what is named here is written: what a library adds to a record (`extra`) may be anybody's."""

    def format(self, record):
        said = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
        }
        if _request_id.get():
            said["request"] = _request_id.get()
        if record.exc_info and record.exc_info[0]:
            said["traceback"] = record.exc_text or self.formatException(record.exc_info)
        return json.dumps(said, ensure_ascii=False)
