"""Viewers of videos, as the emulator meets them."""

import urllib.error
import urllib.parse
import urllib.request

FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0"
CHROME = (
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko)"
    " Chrome/126.0.0.0 Safari/537.36"
)
SAFARI = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15"
    " (KHTML, like Gecko) Version/17.5 Mobile/15E148 Safari/604.1"
)


def status_of(address):
    """The status that a GET is answered with."""
    try:
        with urllib.request.urlopen(address) as answer:
            return answer.status
    except urllib.error.HTTPError as error:
        error.close()  # from Python 3.14 on, an error that is not closed warns
        return error.code


def view(address, agent=FIREFOX, languages="fr-FR, en;q=0.5", referrer=None, **metadata):
    """Fetch something that plays."""
    pairs = {f"metadata[{key}]": value for key, value in metadata.items()}
    headers = {"User-Agent": agent, "Accept-Language": languages}
    if referrer:
        headers["Referer"] = referrer
    query = "?" + urllib.parse.urlencode(pairs) if pairs else ""
    with urllib.request.urlopen(urllib.request.Request(address + query, headers=headers)) as answer:
        return answer.read()
