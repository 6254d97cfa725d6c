"""What a notebook shows of a model."""

import subprocess
import sys
from html.parser import HTMLParser
from typing import List, Tuple

import pytest
from support import description

from apivideo import model
from apivideo.model import (
    AnalyticsAggregatedMetricsResponse,
    AnalyticsMetricsBreakdownResponse,
    LiveStream,
    TokenListResponse,
    Video,
    VideosListResponse,
    Webhook,
    WebhooksListResponse,
)
from apivideo.model_base import Model

THUMBNAIL = "https://vod.api.video/vod/vi1/thumbnail.jpg"
PLAYER = "https://embed.api.video/vod/vi1"
VIDEO = {
    "videoId": "vi1",
    "title": "Snow & <b>ice</b>",
    "public": True,
    "tags": ["winter", "cold"],
    "source": {"uri": "/videos/vi1/source"},
    "assets": {"iframe": f'<iframe src="{PLAYER}">', "player": PLAYER, "thumbnail": THUMBNAIL},
}


class Seen(HTMLParser):
    """What a browser makes of some HTML: its rows of text, links and images."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.rows = []  # type: List[List[str]]
        self.links = []  # type: List[str]
        self.images = []  # type: List[str]
        self.tags = set()
        self.caption = ""
        self.inside = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attributes: List[Tuple[str, str]]) -> None:
        self.tags.add(tag)
        self.inside = tag
        if tag == "tr":
            self.rows.append([])
        if tag in ("td", "th"):
            self.rows[-1].append("")
        self.links += [value for name, value in attributes if name == "href"]
        self.images += [value for name, value in attributes if name == "src"]

    def handle_data(self, text: str) -> None:
        if self.inside == "caption":
            self.caption += text
        else:
            self.rows[-1][-1] += text


def seen(one: Model) -> Seen:
    return Seen(one._repr_html_())


def everything_open(html: Seen) -> List[str]:
    return html.links + html.images


def test_a_video_has_its_thumbnail_its_values_and_links():
    html = seen(Video.from_json(VIDEO))

    assert html.images == [THUMBNAIL]
    assert html.links == [PLAYER]
    assert html.rows == [
        ["assets.thumbnail", ""],
        ["video_id", "vi1"],
        ["title", "Snow & <b>ice</b>"],
        ["public", "True"],
        ["tags", "winter, cold"],
        ["source.uri", "/videos/vi1/source"],
        ["assets.player", PLAYER],
        ["assets.iframe", f'<iframe src="{PLAYER}">'],
    ]


def test_a_live_stream_has_all_but_its_keys():
    html = seen(
        LiveStream.from_json(
            {
                "name": "Concert",
                "broadcasting": True,
                "streamKey": "s3cret",
                "restreams": [{"streamKey": "s3cret"}],
                "assets": {"player": PLAYER, "thumbnail": THUMBNAIL},
            }
        )
    )

    assert html.images == [THUMBNAIL]
    assert html.rows[1:] == [
        ["name", "Concert"],
        ["broadcasting", "True"],
        ["assets.player", PLAYER],
    ]


def test_a_page_is_a_table_with_its_numbers():
    page = VideosListResponse.from_json(
        {
            "data": [VIDEO, {"videoId": "vi2", "playerId": "pl"}, None],
            "pagination": {"currentPage": 1, "itemsTotal": 7, "pagesTotal": 3, "links": []},
        }
    )

    html = seen(page)

    assert html.caption == "current_page: 1, items_total: 7, pages_total: 3"
    assert html.rows == [
        "assets.thumbnail video_id title public tags source.uri player_id assets.player".split(),
        ["", "vi1", "Snow & <b>ice</b>", "True", "winter, cold", "/videos/vi1/source", "", PLAYER],
        ["", "vi2", "", "", "", "", "pl", ""],
    ]
    assert html.images == [THUMBNAIL]


def test_metrics_are_tables():
    context = {"metric": "play", "breakdown": "country", "timeframe": {"from": "2024-05-28"}}
    breakdown = AnalyticsMetricsBreakdownResponse.from_json(
        {"context": context, "data": [{"dimensionValue": "FR", "metricValue": 0}]}
    )
    total = AnalyticsAggregatedMetricsResponse.from_json({"context": context, "data": 346.5})

    assert seen(breakdown).caption.startswith("context.metric: play, context.breakdown: country, ")
    assert seen(breakdown).rows == [["dimension_value", "metric_value"], ["FR", "0"]]
    assert seen(total).rows[0] == ["context.metric", "play"]
    assert seen(total).rows[-1] == ["data", "346.5"]


@pytest.mark.parametrize(
    "one",
    [
        Webhook.from_json({"url": PLAYER}),
        Video.from_json({}),
        VideosListResponse.from_json({"data": []}),
    ],
)
def test_what_has_no_good_table_is_left_to_repr(one):
    assert one._repr_html_() is None


SUCCESSES = [one for one in description.answers() if one.schema and one.status < 300]


@pytest.mark.parametrize("response", SUCCESSES, ids=lambda one: one.id)
def test_every_page_is_a_table(response):
    one = getattr(model, response.schema).from_json(response.document)

    html = one._repr_html_()

    if hasattr(one, "data") and one.data:
        assert len(Seen(html).rows) >= 2
        assert max(map(len, Seen(html).rows)) <= 8
    else:
        assert html is None or one.assets.player in Seen(html).links


# ---- what a saved notebook gives away ---------------------------------------------------------


@pytest.mark.parametrize(
    "player, thumbnail",
    [
        (f"{PLAYER}?token=t0k3n", "https://vod.api.video/vod/vi1/token/t0k3n/thumbnail.jpg"),
        (f"{PLAYER}?a=b&TOKEN=t0k3n&c=d", f"{THUMBNAIL}?X-Amz-Signature=t0k3n"),
        ("https://me:t0k3n@embed.example/vi1", "https://t0k3n@vod.example/vi1.jpg"),
    ],
)
def test_an_address_with_a_token_is_neither_loaded_nor_linked(player, thumbnail):
    assets = {"player": player, "thumbnail": thumbnail, "iframe": f'<iframe src="{player}">'}
    video = Video.from_json({"videoId": "vi1", "assets": assets})
    page = VideosListResponse.from_json({"data": [dict(VIDEO, assets=assets)]})

    for one in (video, page):
        html = seen(one)
        assert everything_open(html) == []
        assert "t0k3n" not in one._repr_html_()


@pytest.mark.parametrize("address", ["javascript:alert(1)", "data:text/html,a", "//a.example/b"])
def test_only_addresses_of_the_web_are_opened(address):
    video = Video.from_json({"assets": {"player": address, "thumbnail": address}})

    assert everything_open(seen(video)) == []


def test_no_secret_is_in_it():
    tokens = TokenListResponse.from_json({"data": [{"token": "s3cret", "ttl": 5}]})
    hooks = WebhooksListResponse.from_json(
        {"data": [{"webhookId": "w", "signatureSecret": "s3cret", "url": f"{PLAYER}?key=s3cret"}]}
    )
    unknown = Video.from_json(dict(VIDEO, token="s3cret", apiKey=["s3cret"], x={"token": "s3cret"}))

    for one in (tokens, hooks, unknown):
        assert "s3cret" not in one._repr_html_()
    assert seen(tokens).rows == [["ttl"], ["5"]]


EVIL = "\"'><script>alert(1)</script><img src=x onerror=alert(1)>"


def test_no_value_and_no_name_is_html():
    assets = {"player": f"https://a.example/{EVIL}", "thumbnail": f"https://a.example/{EVIL}"}
    evil = {"videoId": EVIL, "tags": [EVIL], EVIL: EVIL, "assets": assets, "source": {EVIL: EVIL}}
    page = {"data": [evil], "pagination": {"itemsTotal": EVIL}, EVIL: EVIL}

    for one in (Video.from_json(evil), VideosListResponse.from_json(page)):
        html = seen(one)
        assert html.tags <= {"table", "caption", "tr", "th", "td"}
        assert everything_open(html) == []


def test_what_cannot_be_read_is_no_error():
    odd = {"videoId": 5, "createdAt": "soon", "assets": {"player": 7}, "tags": [1], "source": "x"}

    assert ["created_at", "soon"] in seen(Video.from_json(odd)).rows
    assert VideosListResponse.from_json({"data": {"token": "s3cret"}})._repr_html_() is None
    assert VideosListResponse.from_json({"data": [{"tags": 5}, 7]})._repr_html_() is None


def test_a_long_text_is_cut():
    video = Video.from_json(dict(VIDEO, description="It was cold. " * 100))

    (shown,) = [row[1] for row in seen(video).rows if row[0] == "description"]
    assert shown.startswith("It was cold.") and shown.endswith("...")
    assert len(shown) <= 80


def test_nothing_of_it_is_imported_before_a_notebook_asks():
    code = (
        "import sys, apivideo\n"
        "video = apivideo.model.Video.from_json({})\n"
        "repr(video)\n"
        "sys.exit('apivideo.notebook' in sys.modules)"
    )

    assert subprocess.call([sys.executable, "-c", code]) == 0
