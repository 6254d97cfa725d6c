"""Run by PyInstaller when a program imports the emulator: the data files that it needs."""

from pathlib import Path

from PyInstaller.utils.hooks import collect_data_files

DESCRIPTION = Path(__file__).resolve().parents[3] / "openapi.yaml"  # in a checkout

datas = collect_data_files("apivideo.emulator") + collect_data_files("openapi_schema_validator")
if DESCRIPTION.is_file():
    datas.append((str(DESCRIPTION), "apivideo/emulator"))
