"""Tags: the words that videos carry, counted (docs/service.md, section 5)."""

from __future__ import annotations

from werkzeug.wrappers import Request, Response

from apivideo.emulator.http import paging
from apivideo.emulator.http.service import Service, json_response

COUNTED = """
SELECT tag.value AS value, count(DISTINCT documents.id) AS videos
FROM documents, json_each(document, '$.tags') AS tag
WHERE kind = 'video' AND instr(folded(tag.value), folded(?)) > 0
GROUP BY tag.value
"""


def list_all(service: Service, request: Request) -> Response:
    """A page of the tags whose text contains ``value``, whatever its case and accents."""
    rows = service.store.read(COUNTED, (request.args.get("value", ""),))
    tags = [{"value": row["value"], "videoCount": row["videos"]} for row in rows]
    return json_response(paging.sorted_page(tags, request, "value"))
