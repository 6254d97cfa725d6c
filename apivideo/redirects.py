"""Where an answer leads on to."""

from typing import Any, Optional
from urllib.parse import urljoin, urlsplit

from apivideo.messages import Request

MOST_REDIRECTS = 4


def redirected(request: Request, answer: Any) -> Optional[str]:
    """The address to ask instead: only for a GET, and only on the same host.

    Elsewhere the credentials would leave the service, so the answer counts as a refusal.
    """
    place = answer.headers.get("Location")
    if request.method != "GET" or answer.status not in (301, 302, 303, 307, 308) or not place:
        return None
    try:
        url = urljoin(request.url, place)
        old, new = urlsplit(request.url), urlsplit(url)
    except ValueError:  # no address at all
        return None
    return url if (old.scheme, old.netloc) == (new.scheme, new.netloc) else None
