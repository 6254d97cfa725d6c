"""A model gives the payload that changes it, and a payload tells what would change."""

from typing import Any, Callable, List, NamedTuple

import pytest
from support import description
from support.description import resolved

import apivideo
from apivideo import model
from apivideo.exceptions import ApiTypeError
from apivideo.model import (
    CaptionsUpdatePayload,
    LiveStream,
    LiveStreamUpdatePayload,
    Metadata,
    RestreamsRequestObject,
    Video,
    VideoUpdatePayload,
)
from apivideo.model_base import Model

VIDEO = {
    "videoId": "vi1",
    "title": "Snow",
    "description": None,
    "tags": ["winter"],
    "metadata": [{"key": "k", "value": "v"}],
    "public": True,
    "assets": {"player": "https://embed.example/vi1"},
}

UPDATES = [one for one in description.OPERATIONS if one.method_name == "update"]
RESPONSES = [one for one in description.answers() if one.operation in UPDATES and one.status < 300]


def video(**changes: Any) -> Video:
    return Video.from_json(dict(VIDEO, **changes))


# ---- what can be changed ----------------------------------------------------------------------


def test_a_video_gives_a_payload_of_what_it_has_and_can_be_changed():
    payload = video().to_update()

    assert payload == VideoUpdatePayload(
        title="Snow", tags=["winter"], metadata={"k": "v"}, public=True
    )


def test_what_is_changed_in_the_payload_leaves_the_model_alone():
    one = video()
    payload = one.to_update()

    payload.tags.append("cold")
    payload.metadata[0].value = "w"

    assert one == video()


def test_what_was_changed_in_the_model_is_in_the_payload():
    one = video()

    one.metadata.append(Metadata(key="l", value="w"))

    assert one.to_update().metadata_dict == {"k": "v", "l": "w"}


@pytest.mark.parametrize("response", RESPONSES, ids=lambda one: one.id)
def test_the_payload_of_a_response_has_each_attribute_that_both_have(response):
    one = getattr(model, response.schema).from_json(response.document)
    (body,) = [each for each in response.operation.parameters if each.place == "body"]

    payload = one.to_update()

    changeable = resolved(body.schema)["properties"]
    assert type(payload).__name__ == body.json_name
    assert payload.to_json() == {
        name: value
        for name, value in response.document.items()
        if name in changeable and value is not None
    }
    assert payload.diff(one).keys() == []


def test_every_model_that_an_update_returns_gives_a_payload():
    names = {one.schema for one in RESPONSES}

    assert len(names) == len(UPDATES) >= 5
    assert all(hasattr(getattr(model, name), "to_update") for name in names)


# ---- what would change ------------------------------------------------------------------------


@pytest.mark.parametrize(
    "change, sent",
    [
        (lambda payload: None, {}),
        (lambda payload: setattr(payload, "title", "Ice"), {"title": "Ice"}),
        (lambda payload: setattr(payload, "title", "Snow"), {}),
        (lambda payload: setattr(payload, "public", False), {"public": False}),
        (lambda payload: setattr(payload, "player_id", "pl"), {"playerId": "pl"}),
        (lambda payload: setattr(payload, "player_id", None), {}),
        (lambda payload: setattr(payload, "description", None), {}),
        (lambda payload: setattr(payload, "tags", []), {"tags": []}),
        (lambda payload: payload.tags.append("cold"), {"tags": ["winter", "cold"]}),
        (lambda payload: setattr(payload, "transcript", True), {"transcript": True}),
        (lambda payload: delattr(payload, "title"), {}),
        (
            lambda payload: setattr(payload.metadata[0], "value", "w"),
            {"metadata": [{"key": "k", "value": "w"}]},
        ),
    ],
)
def test_only_what_differs_is_sent(change: Callable[[Any], Any], sent):
    payload = video().to_update()

    change(payload)

    assert payload.diff(video()).to_json() == sent


def test_a_payload_that_was_made_by_hand_is_compared_as_well():
    payload = VideoUpdatePayload(title="Snow", tags=["winter", "cold"])

    changed = payload.diff(video())

    assert changed == VideoUpdatePayload(tags=["winter", "cold"])
    assert changed.keys() == ["tags"]
    assert payload.to_json() == {"title": "Snow", "tags": ["winter", "cold"]}


def test_an_attribute_that_is_there_is_removed_by_null():
    payload = video(playerId="pl").to_update()

    payload.player_id = None

    assert payload.diff(video(playerId="pl")).to_json() == {"playerId": None}


def test_a_member_that_no_version_of_ours_knows_is_sent_if_it_differs():
    payload = VideoUpdatePayload.from_payload({"brandNew": 1}, "payload")

    assert payload.diff(video()).to_json() == {"brandNew": 1}


@pytest.mark.parametrize(
    "payload, other, message",
    [
        (VideoUpdatePayload(), LiveStream.from_json({}), "VideoUpdatePayload changes no LiveStr"),
        (LiveStreamUpdatePayload(), video(), "LiveStreamUpdatePayload changes no Video"),
        (CaptionsUpdatePayload(), {"default": True}, "CaptionsUpdatePayload changes no dict"),
        (VideoUpdatePayload(), VideoUpdatePayload(), "changes no VideoUpdatePayload"),
    ],
)
def test_a_payload_is_compared_with_what_it_changes_alone(payload, other, message):
    with pytest.raises(ApiTypeError, match=message):
        payload.diff(other)


# ---- against the service ----------------------------------------------------------------------


class Resource(NamedTuple):
    """How to make and change one object."""

    make: Callable[[apivideo.AuthenticatedApiClient], Model]
    key: Callable[[Any], List[str]]
    api: str
    changes: Any


def caption(client: apivideo.AuthenticatedApiClient) -> Model:
    video_id = client.videos.create(title="Snow").video_id
    made = client.captions.upload(video_id, "en", b"WEBVTT\n")
    vars(made)["of"] = video_id
    return made


RESOURCES = [
    Resource(
        lambda client: client.videos.create(title="Snow", tags=["a"], metadata={"k": "v"}),
        lambda one: [one.video_id],
        "videos",
        {"title": "Ice", "metadata_dict": {"k": "w"}},
    ),
    Resource(
        lambda client: client.live_streams.create(
            name="Concert",
            restreams=[RestreamsRequestObject(name="a", server_url="rtmp://a/b", stream_key="c")],
        ),
        lambda one: [one.live_stream_id],
        "live_streams",
        {"name": "Show"},
    ),
    Resource(
        lambda client: client.player_themes.create(name="Dark"),
        lambda one: [one.player_id],
        "player_themes",
        {"force_loop": True},
    ),
    Resource(caption, lambda one: [vars(one)["of"], "en"], "captions", {"default": True}),
]


@pytest.mark.parametrize("resource", RESOURCES, ids=lambda one: one.api)
@pytest.mark.parametrize("only_changes", [True, False])
def test_the_service_takes_the_whole_payload_and_its_difference(client, resource, only_changes):
    api = getattr(client, resource.api)
    one = resource.make(client)
    payload = one.to_update()
    for name, value in resource.changes.items():
        setattr(payload, name, value)

    changed = api.update(*resource.key(one), payload.diff(one) if only_changes else payload)

    assert {name: getattr(changed, name) for name in resource.changes} == resource.changes
    assert payload.diff(changed).keys() == []
    assert changed.to_update() == payload


def test_a_payload_without_a_change_may_be_sent(client):
    one = client.videos.create(title="Snow")

    same = client.videos.update(one.video_id, one.to_update().diff(one))

    assert same.title == "Snow"


# ---- pairs as a dict --------------------------------------------------------------------------


def test_pairs_read_as_a_dict():
    assert video().metadata_dict == {"k": "v"}
    assert video(metadata=None).metadata_dict == {}
    assert video(metadata=[None, {"key": "l", "value": ""}]).metadata_dict == {"l": ""}
    assert Video.from_json({}).metadata_dict == {}


def test_the_dict_is_a_copy():
    one = video()

    one.metadata_dict["k"] = "w"

    assert one == video()


def test_a_dict_is_written_as_pairs():
    payload = video().to_update()

    payload.metadata_dict = dict(payload.metadata_dict, author="me")

    assert payload.metadata == [Metadata(key="k", value="v"), Metadata(key="author", value="me")]
    assert payload.diff(video()).to_json() == {
        "metadata": [{"key": "k", "value": "v"}, {"key": "author", "value": "me"}]
    }


def test_the_dict_that_is_written_is_checked():
    with pytest.raises(ApiTypeError, match=r"VideoUpdatePayload.metadata\['k'\] must be a str"):
        VideoUpdatePayload().metadata_dict = {"k": 5}


def test_the_dict_is_no_member_of_its_own():
    assert "metadata_dict" not in video()
    assert "metadata_dict" not in video().to_dict()
    with pytest.raises(ApiTypeError, match="metadata_dict"):
        VideoUpdatePayload(metadata_dict={})
