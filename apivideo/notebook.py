"""What a notebook shows of a model: a table of a list, of metrics, or of what can be played.

A notebook is saved with what it shows, and shared. So secrets are left out, and an address with
the token of a private video is neither loaded nor linked: it is shown with the token masked.
"""

import re
from html import escape
from itertools import chain
from typing import Dict, Optional

from apivideo._http.message import SECRET_MEMBERS, mask_url
from apivideo.model_base import Model, cut

COLUMNS = 8
LONGEST = 80  # characters of a text
THUMBNAIL, PLAYER = "assets.thumbnail", "assets.player"
ADDRESS = re.compile(r"https?://[^\s\"'<>]+\Z", re.IGNORECASE)
IMAGE = '<img src="{}" alt="" width="160" referrerpolicy="no-referrer">'
LINK = '<a href="{}" target="_blank">{}</a>'


def html_of(model: Model) -> Optional[str]:
    """Return what a notebook shows, or None where ``repr`` does as well."""
    cells, head = _cells(model), ""
    items = next((value for name, value, _ in model._told() if name == "data"), None)
    if isinstance(items, list):
        rows = [_cells(one) for one in items if isinstance(one, Model)]
        names = sorted(dict.fromkeys(chain.from_iterable(rows)), key=_rank)[:COLUMNS]
        lines = [[row.get(name, "") for name in names] for row in rows]
        about = ", ".join(f"{name}: {cell}" for name, cell in cells.items())
        head = f"<caption>{about}</caption><tr><th>{'</th><th>'.join(names)}</th></tr>"
    else:
        names = sorted(cells, key=_rank) if "data" in cells or PLAYER in cells else []
        lines = [[name, cells[name]] for name in names]
    body = "".join(f"<tr><td>{'</td><td>'.join(line)}</td></tr>" for line in lines)
    return f"<table>{head}{body}</table>" if names else None


def _cells(model: Model, before: str = "") -> Dict[str, str]:
    """Return the plain values as HTML, by names such as ``source.uri``; no secrets."""
    cells: Dict[str, str] = {}
    for name, value, secret in model._told():
        shown = before + escape(name)
        if secret or name in SECRET_MEMBERS:
            continue
        if isinstance(value, list) and all(isinstance(one, str) for one in value):
            value = ", ".join(value)
        if isinstance(value, Model):
            cells.update(_cells(value, shown + "."))
        elif not isinstance(value, (list, dict, type(None))):
            text = mask_url(str(value))
            is_open = ADDRESS.match(text) is not None and text == value
            if shown == THUMBNAIL:
                cells.update({shown: IMAGE.format(escape(text))} if is_open else {})
            else:
                cell = escape(cut(text, LONGEST))
                cells[shown] = LINK.format(escape(text), cell) if is_open else cell
    return cells


def _rank(name: str) -> int:
    """Return where a column stands: the image first, other addresses than the player last."""
    return {THUMBNAIL: 0, PLAYER: 2}.get(name, 3 if name.startswith("assets.") else 1)
