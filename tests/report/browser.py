"""Drives Chromium over a pipe, by its debugging protocol: one JSON message after another, each ended by a NUL."""

import base64
import json
import os
import select
import shutil
import subprocess
import tempfile
from pathlib import Path

# Nothing of the browser itself may use the network either.
FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync",
    "--disable-background-networking", "--disable-component-update", "--disable-dev-shm-usage",
    "--hide-scrollbars", "--disable-renderer-backgrounding",
    "--disable-backgrounding-occluded-windows", "--remote-debugging-pipe",
)
# Seconds after which a browser that says nothing is given up.
PATIENCE = 120
# The browser reads from 3 and writes to 4.
THEIR_END = 'exec "$@" 3<&"$IN" 4>&"$OUT"'


class Page:
    """What a page did from when it was opened, and what can be asked of it."""

    def __init__(self, browser, session):
        self._browser, self._session = browser, session
        self.requests, self.blocked, self.scripts, self.complaints = {}, [], [], []

    def call(self, method, **parameters):
        return self._browser.call(method, self._session, **parameters)

    def ask(self, expression):
        """Gives the value of an expression of JavaScript, which runs beside the page and not as a part of it."""
        result = self.call("Runtime.evaluate", expression=expression, returnByValue=True)
        if "exceptionDetails" in result:
            raise RuntimeError(f"{expression}: {result['exceptionDetails']}")
        return result["result"].get("value")

    def look(self, width, dark=False, media=""):
        """Shows the page at a width, in a colour scheme, on a medium."""
        self.call("Emulation.setDeviceMetricsOverride", width=width, height=844, deviceScaleFactor=1,
                  mobile=width < 600)
        scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        self.call("Emulation.setEmulatedMedia", media=media, features=[scheme])

    def picture(self, height=None):
        """Gives the page as PNG, as far down as `height`."""
        # what stands behind another page is not always drawn
        self.call("Page.bringToFront")
        size = self.call("Page.getLayoutMetrics")["cssContentSize"]
        clip = {"x": 0, "y": 0, "width": size["width"], "height": height or size["height"], "scale": 1}
        picture = self.call("Page.captureScreenshot", clip=clip, captureBeyondViewport=True)
        return base64.b64decode(picture["data"])

    def paper(self):
        """Gives the page as PDF on A4."""
        pdf = self.call("Page.printToPDF", paperWidth=8.27, paperHeight=11.69, preferCSSPageSize=True,
                        printBackground=False)
        return base64.b64decode(pdf["data"])


class Browser:
    """A browser with a profile of its own, which ends with the block."""

    def __enter__(self):
        program = shutil.which("chromium")
        if program is None:
            raise SystemExit("there is no browser; install it with: apt-get install -y chromium")
        self._profile = tempfile.TemporaryDirectory(ignore_cleanup_errors=True)
        their_in, self._out = os.pipe()
        self._in, their_out = os.pipe()
        environment = {**os.environ, "IN": str(their_in), "OUT": str(their_out), "HOME": self._profile.name}
        command = [program, *FLAGS, f"--user-data-dir={self._profile.name}/profile"]
        self._process = subprocess.Popen(
            ["bash", "-c", THEIR_END, "bash", *command], env=environment, pass_fds=(their_in, their_out),
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        os.close(their_in)
        os.close(their_out)
        self._number, self._rest, self._pages = 0, b"", {}
        return self

    def __exit__(self, *_):
        try:
            self.call("Browser.close")
            self._process.wait(timeout=20)
        except (OSError, RuntimeError, subprocess.TimeoutExpired):
            self._process.kill()
            self._process.wait()
        os.close(self._in)
        os.close(self._out)
        self._profile.cleanup()

    def open(self, path):
        """Opens a file and waits until it is shown."""
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        session = self.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        page = self._pages[session] = Page(self, session)
        for domain in ("Page", "Runtime", "Network", "Log", "Debugger"):
            page.call(f"{domain}.enable")
        page.look(1100)
        page.scripts.clear()
        page.call("Page.navigate", url=Path(path).resolve().as_uri())
        for _ in range(10_000):
            if page.ask("document.readyState === 'complete' && location.protocol === 'file:'"):
                return page
        raise RuntimeError(f"{path} does not load")

    def call(self, method, session=None, **parameters):
        """Calls a method and gives its result; what happens meanwhile is noted on its page."""
        self._number += 1
        message = {"id": self._number, "method": method, "params": parameters}
        if session:
            message["sessionId"] = session
        os.write(self._out, json.dumps(message).encode() + b"\0")
        while True:
            answer = self._next()
            if answer.get("id") != self._number:
                self._note(answer)
            elif "error" in answer:
                raise RuntimeError(f"{method}: {answer['error']}")
            else:
                return answer["result"]

    def _next(self):
        while b"\0" not in self._rest:
            if not select.select([self._in], [], [], PATIENCE)[0]:
                raise RuntimeError(f"the browser has said nothing for {PATIENCE} seconds")
            more = os.read(self._in, 1 << 16)
            if not more:
                raise RuntimeError("the browser has ended")
            self._rest += more
        message, _, self._rest = self._rest.partition(b"\0")
        return json.loads(message)

    def _note(self, event):
        page = self._pages.get(event.get("sessionId"))
        if page is None:
            return
        parameters = event["params"]
        match event["method"]:
            case "Network.requestWillBeSent":
                page.requests[parameters["requestId"]] = parameters["request"]["url"]
            case "Network.loadingFailed" if parameters.get("blockedReason"):
                page.blocked.append(parameters["requestId"])
            case "Debugger.scriptParsed" if parameters["url"]:
                page.scripts.append(parameters["url"])
            case "Log.entryAdded":
                page.complaints.append(parameters["entry"]["text"])
            case "Runtime.consoleAPICalled" | "Runtime.exceptionThrown" | "Page.javascriptDialogOpening":
                page.complaints.append(json.dumps(parameters))
