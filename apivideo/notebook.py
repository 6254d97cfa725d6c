"""What a notebook shows of a model: a table of a list, of metrics, or of what can be played.

A notebook is saved with what it shows, and shared. So secrets are left out, and an address with
the token of a private video is neither loaded nor linked: it is shown with the token masked.
"""

import re
from html import escape
from typing import Dict, Iterable, List, Optional

from apivideo._http.message import SECRET_MEMBERS, mask_url
from apivideo.model_base import Model, cut

COLUMNS = 8
LONGEST = 80  # characters of a text
THUMBNAIL, PLAYER = "assets.thumbnail", "assets.player"
ADDRESS = re.compile(r"https?://[^\s\"'<>]+\Z", re.IGNORECASE)


def html_of(model: Model) -> Optional[str]:
    """Return what a notebook shows, or None where ``repr`` does as well."""
    cells = _cells(model)
    items = next((value for name, value, _ in model._told() if name == "data"), None)
    if isinstance(items, list):
        rows = [_cells(one) for one in items if isinstance(one, Model)]
        names = _ordered(name for row in rows for name in row)[:COLUMNS]
        about = ", ".join(f"{name}: {cell}" for name, cell in cells.items())
        lines = [_line("td", (row.get(name, "") for name in names)) for row in rows]
        return _table([_line("th", names), *lines], about) if names else None
    if "data" in cells or PLAYER in cells:
        return _table(_line("td", (name, cells[name])) for name in _ordered(cells))
    return None


def _cells(model: Model, before: str = "") -> Dict[str, str]:
    """Return the plain values as HTML, by names such as ``source.uri``; no secrets."""
    cells: Dict[str, str] = {}
    for name, value, secret in model._told():
        shown = before + escape(name)
        if secret or name in SECRET_MEMBERS:
            continue
        if isinstance(value, Model):
            cells.update(_cells(value, shown + "."))
        elif isinstance(value, list) and all(isinstance(one, str) for one in value):
            cells[shown] = _text(", ".join(value))
        elif not isinstance(value, (list, dict, type(None))):
            text = str(value)
            is_open = ADDRESS.match(text) is not None and mask_url(text) == text
            if shown != THUMBNAIL:
                cells[shown] = _link(text) if is_open else _text(text)
            elif is_open:
                image = '<img src="{}" alt="" width="160" referrerpolicy="no-referrer">'
                cells[shown] = image.format(escape(text))
    return cells


def _text(text: str) -> str:
    return escape(cut(mask_url(text), LONGEST))


def _link(address: str) -> str:
    return f'<a href="{escape(address)}" target="_blank">{_text(address)}</a>'


def _ordered(names: Iterable[str]) -> List[str]:
    """Return each name once: the image first, other addresses than that of the player last."""
    ranks = {THUMBNAIL: 0, PLAYER: 2}
    return sorted(dict.fromkeys(names), key=lambda one: ranks.get(one, 1 + 2 * ("assets." in one)))


def _line(tag: str, cells: Iterable[str]) -> str:
    return "<tr>{}</tr>".format("".join(f"<{tag}>{cell}</{tag}>" for cell in cells))


def _table(lines: Iterable[str], about: str = "") -> str:
    return f"<table><caption>{about}</caption>{''.join(lines)}</table>"
