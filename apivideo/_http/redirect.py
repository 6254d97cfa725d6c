"""Where a redirect leads to."""

from typing import Any, Optional
from urllib.parse import urljoin, urlsplit

from apivideo._http.message import Request

MOST_REDIRECTS = 4


def redirected(request: Request, response: Any) -> Optional[str]:
    """Return the URL to request instead, or None: only a GET is redirected, on the same host.

    Another host would be sent the credentials of the service, so there the response counts as an
    error.
    """
    location = response.headers.get("Location")
    if request.method != "GET" or response.status not in (301, 302, 303, 307, 308) or not location:
        return None
    try:
        url = urljoin(request.url, location)
        old, new = urlsplit(request.url), urlsplit(url)
    except ValueError:  # not a URL
        return None
    return url if (old.scheme, old.netloc) == (new.scheme, new.netloc) else None
