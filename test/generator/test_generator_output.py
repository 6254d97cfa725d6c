"""Writing, comparing and the command."""

import json

import pytest
import yaml

from generator import __main__ as command
from generator import output


@pytest.fixture
def described(tiny, tmp_path):
    """The arguments that make the command use a tiny description and a folder of its own."""
    path = tmp_path / "tiny.yaml"
    path.write_text(yaml.safe_dump(tiny), encoding="utf-8")
    return ["--description", str(path), "--output", str(tmp_path / "out")]


def test_what_was_written_is_fresh(described, capsys):
    assert command.main(described) == 0
    assert command.main([*described, "--check"]) == 0
    assert "files changed" in capsys.readouterr().out


def test_nothing_changes_the_second_time(described, capsys):
    command.main(described)
    capsys.readouterr()

    command.main(described)

    assert capsys.readouterr().out.startswith("0 of ")


def test_a_check_shows_what_is_stale_and_writes_nothing(described, tmp_path, capsys):
    command.main(described)
    model = tmp_path / "out/apivideo/model/reel.py"
    stale = model.read_text(encoding="utf-8").replace("title: Optional[str]", "title: str")
    model.write_text(stale, encoding="utf-8")
    capsys.readouterr()

    assert command.main([*described, "--check"]) == 1

    shown = capsys.readouterr().out
    assert "apivideo/model/reel.py is not what the generator makes:" in shown
    assert '\n-    title: str = field("title", default=None)\n' in shown
    assert '\n+    title: Optional[str] = field("title", default=None)\n' in shown
    assert shown.endswith("1 file differs; run `python -m generator`.\n")
    assert model.read_text(encoding="utf-8") == stale


@pytest.mark.parametrize("path", ["apivideo/model/old.py", "docs/reference/old/page.md"])
def test_a_file_that_is_not_generated_is_stale_and_goes(path, described, tmp_path):
    command.main(described)
    left = tmp_path / "out" / path
    left.parent.mkdir(exist_ok=True)
    left.write_text("old\n", encoding="utf-8")

    assert command.main([*described, "--check"]) == 1
    command.main(described)

    assert not left.exists()
    assert command.main([*described, "--check"]) == 0


def test_files_beside_the_generated_folders_stay(described, tmp_path):
    kept = tmp_path / "out/apivideo/convert.py"
    kept.parent.mkdir(parents=True)
    kept.write_text("kept\n", encoding="utf-8")

    command.main(described)

    assert kept.read_text(encoding="utf-8") == "kept\n"


def test_a_changed_line_ending_is_a_difference(described, tmp_path):
    command.main(described)
    model = tmp_path / "out/apivideo/model/reel.py"
    model.write_bytes(model.read_bytes().replace(b"\n", b"\r\n"))

    assert command.main([*described, "--check"]) == 1


def test_a_refusal_is_one_line_and_writes_nothing(described, tmp_path, capsys):
    (tmp_path / "tiny.yaml").write_text("openapi: 3.1.0\nx-new: 1\n", encoding="utf-8")

    assert command.main(described) == 2

    assert capsys.readouterr().err.endswith(
        "tiny.yaml: x-new: this keyword is not understood here\n"
    )
    assert not (tmp_path / "out").exists()


def test_the_description_is_written_as_json_with_each_operation_on_a_line(
    described, tiny, tmp_path
):
    tiny["info"]["description"] = "Keeps films: ☐ «off», 2024-05-28."
    (tmp_path / "tiny.yaml").write_text(yaml.safe_dump(tiny, sort_keys=False), encoding="utf-8")

    command.main(described)

    written = (tmp_path / "out/apivideo/emulator/data/openapi.json").read_text(encoding="utf-8")
    read = json.loads(written)
    assert read.pop("x-generated")
    assert read == tiny and list(read) == list(tiny)
    operation = json.dumps(tiny["paths"]["/reels/{reelId}"]["get"])
    assert f'"paths": {{"/reels/{{reelId}}": {{"get": {operation}}}}},' in written.splitlines()


def test_every_file_says_where_it_comes_from(described, tmp_path):
    command.main(described)

    for path, text in output.present(tmp_path / "out").items():
        assert "Generated from openapi.yaml by ``python -m generator``" in text.splitlines()[0], (
            path
        )
