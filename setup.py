"""How the package is built: what ships, what it needs, what it says of itself."""

import os
import re

from setuptools import find_packages, setup

HERE = os.path.dirname(os.path.abspath(__file__))


def read(name):
    with open(os.path.join(HERE, name), encoding="utf-8") as file:
        return file.read()


def version():
    """The version as text: importing the package would need what it depends on."""
    return re.search(r'^__version__ = "(.+)"$', read("apivideo/__init__.py"), re.MULTILINE).group(1)


def requirements():
    lines = read("requirements.txt").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


setup(
    name="api.video",
    version=version(),
    description="A typed Python client of the api.video API that uploads videos of any size",
    long_description=read("README.md"),
    long_description_content_type="text/markdown",
    author="the apivideo authors",
    license="MIT",
    keywords="api.video video upload streaming live hls api client",
    packages=find_packages(include=["apivideo", "apivideo.*"]),
    package_data={
        "apivideo": ["py.typed"],
        "apivideo.emulator": ["data/*"],
        "apivideo.emulator.dashboard": ["static/*", "templates/*"],
        "apivideo.emulator.playback": ["static/*", "templates/*"],
    },
    zip_safe=False,  # type checkers read py.typed from a folder
    python_requires=">=3.6",
    install_requires=requirements(),
    extras_require={
        "emulator": [
            requirement + '; python_version >= "3.9"'
            for requirement in (
                "Jinja2>=3.1,<4",
                "Werkzeug>=3",
                "jsonschema>=4.18,<5",
                "imagesize>=1.5,<3",
                "multipart>=1.3,<3",
            )
        ],
        "media": ['av>=15; python_version >= "3.9"'],
        "pandas": ["pandas>=1.1"],
        "progress": ["tqdm>=4.60"],
        "socks": ["PySocks>=1.7,<2"],
    },
    entry_points={
        "pytest11": ["apivideo_emulator = apivideo.emulator.pytest_plugin"],
        "pyinstaller40": ["hook-dirs = apivideo.emulator.pyinstaller:hook_dirs"],
    },
    classifiers=[
        "Development Status :: 4 - Beta",
        "Intended Audience :: Developers",
        "Operating System :: OS Independent",
        "Programming Language :: Python :: 3",
        "Programming Language :: Python :: 3 :: Only",
        "Programming Language :: Python :: 3.6",
        "Programming Language :: Python :: 3.7",
        "Programming Language :: Python :: 3.8",
        "Programming Language :: Python :: 3.9",
        "Programming Language :: Python :: 3.10",
        "Programming Language :: Python :: 3.11",
        "Programming Language :: Python :: 3.12",
        "Programming Language :: Python :: 3.13",
        "Programming Language :: Python :: 3.14",
        "Programming Language :: Python :: Implementation :: CPython",
        "Programming Language :: Python :: Implementation :: PyPy",
        "Topic :: Internet :: WWW/HTTP",
        "Topic :: Multimedia :: Video",
        "Typing :: Typed",
    ],
)
