"""Videos: create, read, list, change, delete."""

import json

import pytest


def patch(client, video, **members):
    return client.send("PATCH", "/videos/" + video["videoId"], json.dumps(members))


def titles(answer):
    return [video["title"] for video in answer.json["data"]]


def test_a_new_video_has_the_defaults(client, emulator):
    answer = client.post("/videos", {"title": "film"})

    video = answer.json
    assert answer.status == 201
    assert video["videoId"].startswith("vi")
    assert (video["public"], video["panoramic"], video["mp4Support"]) == (True, False, True)
    assert (video["tags"], video["metadata"], video["description"]) == ([], [], "")
    assert video["createdAt"] == video["publishedAt"] == "2020-09-13T12:26:40+00:00"
    assert video["source"] == {"uri": f"/videos/{video['videoId']}/source"}
    assert video["assets"]["mp4"] == f"{emulator.url}/vod/{video['videoId']}/mp4/source.mp4"
    assert client.get("/videos/" + video["videoId"]).json == video


def test_what_is_told_is_kept(client):
    members = {
        "title": "film",
        "description": "about",
        "public": True,
        "tags": ["a", "b"],
        "metadata": [{"key": "k", "value": "v"}],
        "playerId": "pl1",
        "language": "no",
    }

    video = client.post("/videos", members).json

    assert {key: video[key] for key in members} == members
    assert video["languageOrigin"] == "api"


def test_addresses_are_those_the_client_used(client):
    video = client.create()

    answer = client.get("/videos/" + video["videoId"], Host="films.example:81")

    assert answer.json["assets"]["player"].startswith("http://films.example:81/vod/")


def test_a_missing_title_and_other_faults_are_told_together(client):
    answer = client.post("/videos", {"tags": "a", "public": 1, "colour": "red"})

    problems = {problem["name"]: problem["type"] for problem in answer.json["problems"]}
    assert (answer.status, answer.slug) == (400, "attribute-required")
    assert answer.json["name"] == "title"
    assert set(problems) == {"title", "tags", "public", "colour"}


@pytest.mark.parametrize(
    "members, name",
    [
        ({"metadata": [{"key": "k", "value": 1}]}, "metadata[0][value]"),
        ({"tags": ["a", 2]}, "tags[1]"),
        ({"language": "xx"}, "language"),
        ({"language": []}, "language"),
        ({"playerId": None}, "playerId"),
        ({"clip": {"start": "1"}}, "clip[start]"),
        ({"source": "vi-unknown"}, "source"),
        ({"transcriptSummaryAttributes": ["all"]}, "transcriptSummaryAttributes[0]"),
    ],
)
def test_a_bad_attribute_is_named(client, members, name):
    answer = client.post("/videos", dict(members, title="film"))

    assert (answer.status, answer.slug, answer.json["name"]) == (400, "invalid-attribute", name)


@pytest.mark.parametrize("body", [b"", b"[]", b"{", b"\xff", b'{"title": NaN}', b"[" * 100_000])
def test_a_body_that_is_no_object_is_refused(client, body):
    answer = client.send("POST", "/videos", body)

    assert (answer.status, answer.slug) == (400, "invalid-payload")


def test_an_update_keeps_what_it_does_not_name(client, clock):
    video = client.create(tags=["a"], playerId="pl1", description="about")
    clock.now += 5

    changed = patch(client, video, tags=["b"], playerId=None).json

    assert changed["tags"] == ["b"]
    assert changed["description"] == "about"
    assert "playerId" not in changed
    assert changed["createdAt"] == video["createdAt"]
    assert changed["updatedAt"] == "2020-09-13T12:26:45+00:00"
    assert client.get("/videos/" + video["videoId"]).json == changed


@pytest.mark.parametrize("members", [{"source": "x"}, {"clip": {}}, {"title": None}])
def test_an_update_cannot_do_everything(client, members):
    answer = patch(client, client.create(), **members)

    assert (answer.status, answer.slug) == (400, "invalid-attribute")


def test_a_deleted_video_is_gone(client, settings):
    video = client.create()
    client.upload(video["source"]["uri"], b"data")

    assert client.send("DELETE", "/videos/" + video["videoId"]).status == 204
    answer = client.get("/videos/" + video["videoId"])

    assert (answer.status, answer.slug) == (404, "resource-not-found")
    assert answer.json["name"] == "videoId"
    assert client.send("DELETE", "/videos/" + video["videoId"]).status == 404
    assert list((settings.directory / "files").iterdir()) == []


def test_pages_tell_where_they_lie(client):
    for number in range(5):
        client.create(str(number))

    answer = client.get("/videos?currentPage=2&pageSize=2&sortBy=title")

    pagination = answer.json["pagination"]
    links = {link["rel"]: link["uri"] for link in pagination.pop("links")}
    assert titles(answer) == ["2", "3"]
    assert pagination == {
        "currentPage": 2,
        "currentPageItems": 2,
        "pageSize": 2,
        "pagesTotal": 3,
        "itemsTotal": 5,
    }
    assert set(links) == {"self", "first", "previous", "next", "last"}
    assert titles(client.get(links["next"])) == ["4"]
    assert titles(client.get("/videos?currentPage=9")) == []


def test_links_are_absent_at_the_ends(client):
    links = client.get("/videos").json["pagination"]["links"]

    assert [link["rel"] for link in links] == ["self", "first", "last"]


@pytest.mark.parametrize(
    "query, bounds",
    [
        ("currentPage=0", {"min": 1}),
        ("pageSize=0", {"min": 1, "max": 100}),
        ("pageSize=101", {"min": 1, "max": 100}),
    ],
)
def test_a_page_out_of_range_is_refused(client, query, bounds):
    answer = client.get("/videos?" + query)

    assert answer.status == 400
    assert answer.json["range"] == bounds
    assert "type" not in answer.json


@pytest.mark.parametrize("query", ["page=1", "currentPage=x", "sortBy=size", "sortOrder=up"])
def test_a_bad_parameter_is_refused(client, query):
    answer = client.get("/videos?" + query)

    assert (answer.status, answer.slug) == (400, "request-invalid-query-parameter")
    assert answer.json["name"] == query.partition("=")[0]


@pytest.mark.parametrize(
    "query, expected",
    [
        ("", "dusk noon dawn"),
        ("sortBy=title", "dawn dusk noon"),
        ("sortBy=title&sortOrder=desc", "noon dusk dawn"),
        ("sortBy=createdAt&sortOrder=asc", "dawn noon dusk"),
        ("title=d", "dusk dawn"),
        ("title=night", ""),
        ("description=sun", "dawn"),
        ("tags[]=sky", "dusk dawn"),
        ("tags%5B%5D=sky&tags%5B%5D=early", "dawn"),
        ("metadata[by]=Ann", "dusk noon"),
        ("metadata[by]=Ann&metadata[for]=Ben", "dusk"),
        ("metadata[by][]=Ann", "dusk noon"),
        ("metadata[by][]=Ann&metadata[by][]=Bob", ""),
        ("title=dusk&tags[]=early", ""),
        ("liveStreamId=li1", ""),
    ],
)
def test_filters_and_order(client, query, expected):
    ann, ben = {"key": "by", "value": "Ann"}, {"key": "for", "value": "Ben"}
    client.create("dawn", tags=["sky", "early"], description="the sun")
    client.create("noon", metadata=[ann])
    client.create("dusk", tags=["sky"], metadata=[ben, ann])

    assert titles(client.get("/videos?" + query)) == expected.split()


def test_a_copy_has_the_bytes_of_the_other(client, clock):
    video = client.create()
    client.upload(video["source"]["uri"], b"0123456789")

    answer = client.post("/videos", {"title": "copy", "source": video["videoId"]})
    client.send("DELETE", "/videos/" + video["videoId"])
    clock.now += 10

    assert answer.status == 202
    assert client.media(answer.json["assets"]["mp4"]).data == b"0123456789"
    refused = client.upload(answer.json["source"]["uri"], b"x")
    assert refused.slug == "video-source-already-copied"
