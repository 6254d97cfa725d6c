"""Debian's Chromium without a window, steered over a pipe; what it says of a page."""

import base64
import fcntl
import json
import os
import select
import shutil
import signal
import tempfile
import time

PROGRAM = shutil.which("chromium") if hasattr(os, "posix_spawn") else None  # PyPy has none
WHY_NOT = "there is no chromium here"
LONGEST_WAIT = 60  # seconds
LOWEST_DESCRIPTOR = 10  # those below are for the standard streams and the pipe
FLAGS = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --mute-audio"
    " --disable-background-networking --disable-component-update --disable-sync"
    " --disable-dev-shm-usage --remote-debugging-pipe"
).split()


class Chromium:
    """A browser, for as long as the ``with`` block runs."""

    def __enter__(self):
        self._profile = tempfile.mkdtemp(prefix="chromium-")
        commands, self._commands = _pipe()
        self._messages, messages = _pipe()
        null = os.open(os.devnull, os.O_RDWR)
        self._process = os.posix_spawn(
            PROGRAM,
            [PROGRAM, *FLAGS, "--user-data-dir=" + self._profile, "about:blank"],
            os.environ,
            file_actions=[
                (os.POSIX_SPAWN_DUP2, null, 0),
                (os.POSIX_SPAWN_DUP2, null, 1),
                (os.POSIX_SPAWN_DUP2, null, 2),
                (os.POSIX_SPAWN_DUP2, commands, 3),
                (os.POSIX_SPAWN_DUP2, messages, 4),
            ],
            setpgroup=0,
        )
        for descriptor in (commands, messages, null):
            os.close(descriptor)
        self._number = 0
        self._read = b""
        return self

    def __exit__(self, *exception):
        os.killpg(self._process, signal.SIGKILL)
        os.waitpid(self._process, 0)
        os.close(self._commands)
        os.close(self._messages)
        shutil.rmtree(self._profile, ignore_errors=True)

    def open(self, address, width=1440, height=900, dark=False):
        """A page of that size, once it is loaded."""
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        attached = self.call("Target.attachToTarget", targetId=target, flatten=True)
        page = Page(self, attached["sessionId"])
        page.call(
            "Emulation.setDeviceMetricsOverride",
            width=width,
            height=height,
            deviceScaleFactor=1,
            mobile=False,
        )
        page.call("Emulation.setScrollbarsHidden", hidden=True)
        scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        page.call("Emulation.setEmulatedMedia", features=[scheme])
        page.call("Page.navigate", url=address)  # there when it responds
        page("new Promise(done => document.readyState == 'complete' ? done() : onload = done)")
        return page

    def call(self, method, session=None, **parameters):
        self._number += 1
        message = {"id": self._number, "method": method, "params": parameters}
        if session:
            message["sessionId"] = session
        os.write(self._commands, json.dumps(message).encode() + b"\0")
        deadline = time.monotonic() + LONGEST_WAIT
        while True:
            response = json.loads(self._next(deadline))
            if response.get("id") == self._number:
                assert "error" not in response, response["error"]
                return response["result"]

    def _next(self, deadline):
        while b"\0" not in self._read:
            ready, _, _ = select.select([self._messages], [], [], deadline - time.monotonic())
            assert ready, "the browser does not respond"
            data = os.read(self._messages, 65536)
            assert data, "the browser is gone"
            self._read += data
        message, _, self._read = self._read.partition(b"\0")
        return message


class Page:
    """A page; called with JavaScript, it evaluates it and waits for its promise."""

    def __init__(self, browser, session):
        self._browser = browser
        self._session = session

    def __call__(self, expression):
        response = self.call(
            "Runtime.evaluate", expression=expression, awaitPromise=True, returnByValue=True
        )
        assert "exceptionDetails" not in response, response["exceptionDetails"]
        return response["result"].get("value")

    def call(self, method, **parameters):
        """Call a method of the DevTools protocol."""
        return self._browser.call(method, self._session, **parameters)

    def press(self, key, code):
        """Press a key and let it go."""
        text = {"text": "\r"} if key == "Enter" else {"text": key} if len(key) == 1 else {}
        pressed = {"key": key, "code": key, "windowsVirtualKeyCode": code}
        self.call("Input.dispatchKeyEvent", type="keyDown", **pressed, **text)
        self.call("Input.dispatchKeyEvent", type="keyUp", **pressed)

    def screenshot(self):
        """The page as a PNG."""
        return base64.b64decode(self.call("Page.captureScreenshot", format="png")["data"])


def _pipe():
    """The ends of a pipe, high enough not to be in the way of those that the browser wants."""
    ends = []
    for descriptor in os.pipe():
        ends.append(fcntl.fcntl(descriptor, fcntl.F_DUPFD_CLOEXEC, LOWEST_DESCRIPTOR))
        os.close(descriptor)
    return ends
