# Generated from openapi.yaml by ``python -m generator``. Do not edit.

from typing import Dict, List, Mapping, Optional

from apivideo.model.metadata import Metadata
from apivideo.model.video_clip import VideoClip
from apivideo.model.video_watermark import VideoWatermark
from apivideo.model_base import Literal, Model, field, pairs_as_dict


class VideoCreationPayload(Model):
    """Details of a new video container. The source, `clip` and `watermark` cannot be changed later,
    the rest can.
    """

    title: str = field("title")
    """Name shown to viewers and searched by the `title` filter of the video list."""

    description: Optional[str] = field("description", default=None)
    """Free text about the content of the video."""

    source: Optional[str] = field("source", default=None)
    """URL of a video to fetch, or id of a video to copy. No upload follows in that case; leave it
    out to upload a file within 7 days.
    """

    public: Optional[bool] = field("public", default=None)
    """Whether anyone with the address can watch the video. Default is `True`; `False` makes each
    playback need a token from the `assets` of the video.
    """

    panoramic: Optional[bool] = field("panoramic", default=None)
    """Whether the video is a 360 degree recording. Default is `False`."""

    mp4_support: Optional[bool] = field("mp4Support", default=None)
    """Whether to offer an MP4 version, with a download button in the player. Default is `True`;
    when `False`, `assets.mp4` does not exist.
    """

    player_id: Optional[str] = field("playerId", default=None)
    """Id of the player theme to show the video with."""

    tags: Optional[List[str]] = field("tags", default=None)
    """Words to find the video by with the `tags` filter."""

    metadata: Optional[List[Metadata]] = field("metadata", default=None)
    """Key and value pairs to find the video by with the `metadata` filter."""

    clip: Optional[VideoClip] = field("clip", default=None)
    """Part of the source to keep. Leave it out to keep all of it; it cannot be changed after
    creation.
    """

    watermark: Optional[VideoWatermark] = field("watermark", default=None)
    """Watermark to burn into the picture, and where. It cannot be changed or removed after
    creation.
    """

    language: Optional[
        Literal[
            "ar",
            "ca",
            "cs",
            "da",
            "de",
            "el",
            "en",
            "es",
            "fa",
            "fi",
            "fr",
            "he",
            "hi",
            "hr",
            "hu",
            "it",
            "ja",
            "ko",
            "ml",
            "nl",
            "nn",
            "no",
            "pl",
            "pt",
            "ru",
            "sk",
            "sl",
            "te",
            "tr",
            "uk",
            "ur",
            "vi",
            "zh",
        ]
    ] = field("language", default=None)
    """Language spoken in the video, for the transcript. Left out, it is detected from the first 30
    seconds, and an unsure detection gives no transcript; `None` names no language.
    """

    transcript: Optional[bool] = field("transcript", default=None)
    """Whether to generate a transcript, which becomes a caption of the video. Leaving it out means
    `False`.
    """

    transcript_summary: Optional[bool] = field("transcriptSummary", default=None)
    """Whether to generate a summary of the video from its transcript."""

    transcript_summary_attributes: Optional[List[Literal["abstract", "takeaways"]]] = field(
        "transcriptSummaryAttributes", default=None
    )
    """Parts of the summary to generate with `transcript_summary`. Leave it out to get both."""

    @property
    def metadata_dict(self) -> Dict[str, str]:
        """`metadata` as a dict: a copy to read, and a dict may be assigned."""
        return pairs_as_dict(self.metadata)

    @metadata_dict.setter
    def metadata_dict(self, pairs: Mapping[str, str]) -> None:
        self["metadata"] = pairs
