"""What reading a page of 100 videos costs beside parsing its JSON."""

import datetime
import gc
import json
import pathlib

from side_by_side import medians, report

from apivideo.model import Video, VideosListResponse

EXAMPLES = pathlib.Path(__file__).parent.parent / "test" / "data" / "examples"


def page() -> str:
    """A page of 100 videos as text, made of the examples."""
    document = json.loads((EXAMPLES / "VideosApi" / "list" / "200.json").read_text())
    videos = document["data"]
    document["data"] = [
        dict(videos[0], videoId=f"vi{i}", createdAt=videos[0]["publishedAt"]) for i in range(100)
    ]
    return json.dumps(document)


def main() -> None:
    text = page()
    gc.disable()

    def dicts_two() -> None:
        for video in json.loads(text)["data"]:
            _ = (video["videoId"], video["title"])

    def models_two() -> None:
        for video in VideosListResponse.from_json(json.loads(text)).data:
            _ = (video.video_id, video.title)

    def dicts_all() -> None:
        for video in json.loads(text)["data"]:
            named_dict(video)

    def models_all() -> None:
        for video in VideosListResponse.from_json(json.loads(text)).data:
            named_model(video)

    plain, built = medians(
        lambda: json.loads(text), lambda: VideosListResponse.from_json(json.loads(text)), rounds=200
    )
    report("page of 100 videos, built", built, plain, 1.1)
    plain, two = medians(dicts_two, models_two, rounds=200)
    report("page of 100 videos, two fields read", two, plain, 1.25)
    plain, everything = medians(dicts_all, models_all, rounds=200)
    report("page of 100 videos, all fields read", everything, plain, 1.4)


def named_dict(video: dict) -> object:
    """All fields of a video by name over dicts; what may be absent is None."""
    get, parse = video.get, datetime.datetime.fromisoformat
    words = (video["videoId"], get("title"), get("description"), get("tags"), get("playerId"))
    flags = (get("public"), get("panoramic"), get("mp4Support"))
    dates = [parse(get(name)) for name in ("publishedAt", "createdAt", "updatedAt")]
    pairs = [(one.get("key"), one.get("value")) for one in get("metadata")]
    of = get("assets").get
    assets = (of("hls"), of("iframe"), of("player"), of("thumbnail"), of("mp4"))
    return words, flags, dates, pairs, assets, get("source").get("uri")


def named_model(video: Video) -> object:
    """The same over models."""
    words = (video.video_id, video.title, video.description, video.tags, video.player_id)
    flags = (video.public, video.panoramic, video.mp4_support)
    dates = [video.published_at, video.created_at, video.updated_at]
    pairs = [(one.key, one.value) for one in video.metadata]
    of = video.assets
    assets = (of.hls, of.iframe, of.player, of.thumbnail, of.mp4)
    return words, flags, dates, pairs, assets, video.source.uri


if __name__ == "__main__":
    main()
