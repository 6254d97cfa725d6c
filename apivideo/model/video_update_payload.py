# Generated from openapi.yaml by ``python -m generator``. Do not edit.

from typing import Dict, List, Mapping, Optional

from apivideo.model.metadata import Metadata
from apivideo.model_base import Literal, UpdatePayload, field, pairs_as_dict


class VideoUpdatePayload(UpdatePayload):
    """The changes to make to a video. Properties left out keep their value; arrays are replaced
    whole. The source, `clip` and `watermark` cannot be changed after creation.
    """

    player_id: Optional[str] = field("playerId", default=None)
    """The player theme to show the video with. `None` detaches the current theme; leaving it out
    keeps it.
    """

    title: Optional[str] = field("title", default=None)
    """The name of the video, matched by the title filter of the video list. Leaving it out keeps
    the current one.
    """

    description: Optional[str] = field("description", default=None)
    """Free text about the video. Leaving it out keeps the current one."""

    public: Optional[bool] = field("public", default=None)
    """Whether the asset URLs work for everybody. With `False` each read of the video puts a new
    private token into every URL of `assets`.
    """

    panoramic: Optional[bool] = field("panoramic", default=None)
    """Marks the video as panoramic (360 degrees)."""

    mp4_support: Optional[bool] = field("mp4Support", default=None)
    """Whether an MP4 version is offered: `True` fills `assets.mp4` and shows a download button in
    the player.
    """

    tags: Optional[List[str]] = field("tags", default=None)
    """Words to find the video by. The list replaces the current one, so send back the tags that
    must stay.
    """

    metadata: Optional[List[Metadata]] = field("metadata", default=None)
    """Key and value pairs of your own. The list replaces the current one, so send back the pairs
    that must stay.
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
    """The language spoken in the video; changing it triggers a new transcript. When no language is
    named a transcript relies on detection from the first 30 seconds and is not made when that is
    uncertain; `None` is accepted and names no language.
    """

    transcript: Optional[bool] = field("transcript", default=None)
    """`True` generates a transcript, which becomes a caption of the video when it is ready."""

    transcript_summary: Optional[bool] = field("transcriptSummary", default=None)
    """`True` generates a summary from the transcript. Refused with 409 while the video already has
    a summary or one is in progress; delete that one first or wait.
    """

    transcript_summary_attributes: Optional[List[Literal["abstract", "takeaways"]]] = field(
        "transcriptSummaryAttributes", default=None
    )
    """The parts to generate when `transcript_summary` is `True`: `abstract` is a text of 20 to 300
    words, `takeaways` a list of at most 3 points. Leaving it out generates both.
    """

    @property
    def metadata_dict(self) -> Dict[str, str]:
        """`metadata` as a dict: a copy to read, and a dict may be assigned."""
        return pairs_as_dict(self.metadata)

    @metadata_dict.setter
    def metadata_dict(self, pairs: Mapping[str, str]) -> None:
        self["metadata"] = pairs
