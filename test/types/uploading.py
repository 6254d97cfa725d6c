# pyright: strict
"""What a type checker knows of uploads. Never run; ``# error: word`` marks what must fail."""

import io
from pathlib import Path

from typing_extensions import assert_type

from apivideo.apis import PlayerThemesApi, VideosApi
from apivideo.model import PlayerTheme, Video, VideoId
from apivideo.uploads import Part, ProgressiveSession, plan


def a_file_is_a_path_bytes_or_open_in_binary_mode(videos: VideosApi) -> None:
    videos.upload("vi", "film.mp4")
    videos.upload("vi", Path("film.mp4"))
    videos.upload("vi", b"film")
    videos.upload("vi", io.BytesIO(b"film"))
    with open("film.mp4", "rb") as file:
        assert_type(videos.upload("vi", file), Video)
    with open("film.mp4") as text:
        videos.upload("vi", text)  # error: TextIOWrapper
    videos.upload("vi", 5)  # error: PathLike
    videos.upload("vi", ["film.1", "film.2"])
    videos.upload_thumbnail("vi", ["film.png"])  # error: list
    videos.upload("vi")  # error: file


def a_listener_takes_two_numbers(videos: VideosApi) -> None:
    def progress(sent: int, total: int) -> None:
        print(sent, total)

    def one_number(sent: int) -> None:
        print(sent)

    videos.upload("vi", "film.mp4", _progress_listener=progress)
    videos.upload("vi", "film.mp4", _progress_listener=None)
    videos.upload_with_upload_token("to", "film.mp4", _progress_listener=print)
    videos.upload("vi", "film.mp4", _progress_listener=one_number)  # error: _progress_listener
    videos.upload("vi", "film.mp4", _progress_listner=progress)  # error: _progress_listner
    videos.upload_thumbnail("vi", "a.jpg", _progress_listener=progress)  # error: _progress_listener


def a_token_upload_may_name_its_video(videos: VideosApi) -> None:
    assert_type(videos.upload_with_upload_token("to", "film.mp4", video_id="vi"), Video)
    videos.upload_with_upload_token("to", "film.mp4", videoId="vi")  # error: videoId


def a_form_has_its_fields(themes: PlayerThemesApi) -> None:
    assert_type(themes.upload_logo("pl", "logo.png", link="https://a.example"), PlayerTheme)
    themes.upload_logo("pl", "logo.png", url="https://a.example")  # error: url


def a_session_knows_what_its_parts_answer(videos: VideosApi) -> None:
    session = videos.create_upload_progressive_session("vi")

    assert_type(session, ProgressiveSession[Video, VideoId])
    assert_type(session.upload_part("part-1.mp4"), VideoId)
    assert_type(session.upload_last_part("part-2.mp4"), Video)
    assert_type(session.uploadPart(b"part"), VideoId)
    assert_type(session.uploadLastPart(b"part"), Video)
    session.upload_part(5)  # error: PathLike
    session.upload_next_part("part-2.mp4")  # error: upload_next_part
    videos.create_upload_with_upload_token_progressive_session("to", "vi").upload_part(b"part")


def a_plan_is_made_of_parts() -> None:
    for part in plan(100, 5):
        assert_type(part, Part)
        assert_type(part.length, int)
