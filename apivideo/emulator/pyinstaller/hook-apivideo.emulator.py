"""Run by PyInstaller when a program imports the emulator: the data files that it needs."""

from PyInstaller.utils.hooks import collect_data_files

datas = collect_data_files("apivideo.emulator")
