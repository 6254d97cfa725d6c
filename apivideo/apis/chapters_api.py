# Generated from openapi.yaml by ``python -m generator``. Do not edit.

from typing import TYPE_CHECKING, Optional

from apivideo.endpoint import Bounds, Endpoint, RawEndpoint, operation, raw
from apivideo.model.chapter import Chapter
from apivideo.model.chapters_list_response import ChaptersListResponse
from apivideo.options import CallOptions, FileSource, Unpack

if TYPE_CHECKING:
    from typing import Final


class ChaptersApi(Endpoint):
    """Attach WebVTT chapter lists to a video, one file per language."""

    @operation()
    def get(self, video_id: str, language: str, **options: "Unpack[CallOptions]") -> Chapter:
        """Get a chapter list.

        Returns the chapter list of a video in one language, as the address of its file.

        Args:
            video_id: Id of the video the chapters belong to.
            language: Language of the chapter titles, as a BCP 47 tag such as `fr`.
        """
        return self.api_client.call(
            "GET",
            "/videos/{video_id}/chapters/{language}",
            path_params={"video_id": video_id, "language": language},
            returns=Chapter,
            **options,
        )

    @operation()
    def upload(
        self, video_id: str, language: str, file: FileSource, **options: "Unpack[CallOptions]"
    ) -> Chapter:
        """Upload a chapter file.

        Adds a WebVTT file as the chapter list of a video in one language; there is one file per
        language, which another upload replaces. The content is not checked: a malformed file is
        accepted and then not shown.

        Args:
            video_id: Id of the video the chapters belong to.
            language: Language of the chapter titles, as a BCP 47 tag such as `fr`.
            file: The chapters as a WebVTT file (`.vtt`) in UTF-8. A malformed file is accepted too
                but not shown to viewers.
        """
        return self.api_client.call(
            "POST",
            "/videos/{video_id}/chapters/{language}",
            path_params={"video_id": video_id, "language": language},
            file=file,
            returns=Chapter,
            repeatable=True,
            **options,
        )

    @operation()
    def delete(self, video_id: str, language: str, **options: "Unpack[CallOptions]") -> None:
        """Delete a chapter list.

        Deletes the chapter list of a video in one language. Responds with 204, without a body.

        Args:
            video_id: Id of the video the chapters belong to.
            language: Language of the chapter titles, as a BCP 47 tag such as `fr`.
        """
        return self.api_client.call(
            "DELETE",
            "/videos/{video_id}/chapters/{language}",
            path_params={"video_id": video_id, "language": language},
            **options,
        )

    @operation(current_page=Bounds(1), page_size=Bounds(1, 100))
    def list(
        self,
        video_id: str,
        *,
        current_page: Optional[int] = None,
        page_size: Optional[int] = None,
        **options: "Unpack[CallOptions]",
    ) -> ChaptersListResponse:
        """List the chapter lists of a video.

        Returns one page of the chapter lists of a video, one entry per language.

        Args:
            video_id: Id of the video the chapters belong to.
            current_page: Number of the page to return, counted from 1; 1 when left out.
            page_size: Number of entries on a page, from 1 to 100; 25 when left out.
        """
        query = {"currentPage": current_page, "pageSize": page_size}
        return self.api_client.call(
            "GET",
            "/videos/{video_id}/chapters",
            path_params={"video_id": video_id},
            query=query,
            returns=ChaptersListResponse,
            **options,
        )

    @property
    def with_raw_response(self) -> "RawChaptersApi":
        """The same methods, each of which returns its result in a RawResponse."""
        return RawChaptersApi(self.api_client)


class RawChaptersApi(RawEndpoint):
    """The methods of ChaptersApi, each of which returns its result in a RawResponse."""

    get: "Final" = raw(ChaptersApi.get)
    upload: "Final" = raw(ChaptersApi.upload)
    delete: "Final" = raw(ChaptersApi.delete)
    list: "Final" = raw(ChaptersApi.list)
