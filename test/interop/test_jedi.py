"""Editors and notebooks that complete with jedi find what there is; rlcompleter does too."""

import rlcompleter

import pytest

import apivideo

jedi = pytest.importorskip("jedi")

CLIENT = "import apivideo\nclient = apivideo.AuthenticatedApiClient('key')\n"


@pytest.fixture(scope="module", autouse=True)
def own_cache(tmp_path_factory):
    """A cache of what jedi has read that no other process writes."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(jedi.settings, "cache_directory", str(tmp_path_factory.mktemp("jedi")))
        yield


def completed(code):
    """The names that jedi offers at the end of *code*."""
    lines = (CLIENT + code).splitlines()
    found = jedi.Script("\n".join(lines)).complete(len(lines), len(lines[-1]))
    return {one.name for one in found}


@pytest.mark.parametrize(
    "code, names",
    [
        ("apivideo.", "AuthenticatedApiClient NotFoundException items wait_until_playable"),
        ("client.", "videos live_streams captions analytics with_options close"),
        ("client.videos.", "list create upload with_raw_response"),
        ("client.videos.create(tit", "title="),
        ("client.videos.list(sort", "sort_by= sort_order="),
        ("client.videos.upload('vi', 'film.mp4', pro", "progress="),
        ("client.videos.upload('vi', 'film.mp4', re", "resume="),
        ("client.videos.get('vi', _req", "_request_timeout="),
        ("client.videos.create(title='a', idem", "idempotency_key="),
        ("client.videos.get('vi').", "video_id title assets to_dict"),
        ("client.videos.get('vi').to_update().", "title tags metadata_dict diff"),
        ("payload = client.videos.get('vi').to_update()\npayload.metadata_dict.", "items keys"),
        ("payload = client.videos.get('vi').to_update()\npayload.diff(video).", "title to_json"),
        ("client.videos.get('vi').assets.", "player hls mp4 thumbnail"),
        ("client.videos.list().", "data auto_paging_iter next_page total"),
        ("client.videos.list().next_page().", "data has_next_page"),
        ("for video in client.videos.list().data:\n    video.", "video_id title assets"),
        ("client.videos.with_raw_response.get('vi').", "status headers rate_limit parse"),
        ("client.videos.with_raw_response.get('vi').parse().", "video_id title assets"),
        ("client.with_options(timeout=5).videos.", "list create upload"),
        ("from apivideo.apis import VideosApi\nVideosApi(client).", "list create upload"),
        ("from apivideo.model import VideoCreationPayload\nVideoCreationPayload(ti", "title="),
    ],
)
def test_jedi_completes(code, names):
    assert set(names.split()) <= completed(code)


def test_internals_are_no_names_of_a_client():
    internals = {"async_calls", "auth", "path", "session"}

    assert completed("client.") & internals == set()
    assert internals.isdisjoint(dir(apivideo.AuthenticatedApiClient("key")))


@pytest.mark.parametrize(
    "text, name",
    [
        ("client.vid", "client.videos"),
        ("client.videos.cre", "client.videos.create("),
        ("video.ti", "video.title"),
    ],
)
def test_the_prompt_completes(text, name):
    with apivideo.ApiClient() as client:
        video = apivideo.model.Video.from_json({"videoId": "vi", "title": "a"})
        completer = rlcompleter.Completer({"client": client, "video": video})

        found = [completer.complete(text, number) for number in range(20)]

    assert name in [one and one.rstrip(")") for one in found]
