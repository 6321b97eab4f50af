"""Reports of every kind, open in a browser."""

import json
import os
import subprocess
import tempfile
import unittest
from collections import Counter
from pathlib import Path

import inputs
from browser import Browser

HERE = Path(__file__).parent
MEASURE = (HERE / "measure.js").read_text()


class Report:
    """A report in the browser, and the JSON lines of the same run."""

    def __init__(self, browser, folder, name, text, *arguments):
        self.name, self.path = name, folder / f"{name}.html"
        lines = folder / f"{name}.jsonl"
        self._run("--report", str(self.path), "-o", str(lines), *arguments, text=text)
        self.records = [json.loads(line) for line in lines.read_text().splitlines()]
        self.failures = [record for record in self.records if record["reason"]]
        self.summary = self._run("--format", "summary", *arguments, text=text)
        self.page = browser.open(self.path)

    @staticmethod
    def _run(*arguments, text):
        run = subprocess.run([os.environ["SMTPCODES"], "classify", *arguments], input=text, encoding="utf-8",
                             capture_output=True, check=False)
        if run.returncode != 0:
            raise RuntimeError(f"classify ended with {run.returncode}: {run.stderr}")
        return run.stdout

    def measure(self, call):
        return self.page.ask(f"{MEASURE}.{call}")

    def count(self, key):
        """Counts failures, all and hard, by a key of theirs or by what a function makes of one."""
        get = key if callable(key) else lambda record: record[key]
        return (Counter(get(record) for record in self.failures),
                Counter(get(record) for record in self.failures if record["bounce"] == "hard"))


class Reports(unittest.TestCase):
    """Tests that look at reports of every kind."""

    @classmethod
    def setUpClass(cls):
        folder = Path(cls.enterClassContext(tempfile.TemporaryDirectory()))
        browser = cls.browser = cls.enterClassContext(Browser())
        cls.folder = folder
        json_lines = ("--from", "jsonl")
        cls.month = Report(browser, folder, "month", inputs.postfix())
        cls.hostile = Report(browser, folder, "hostile", inputs.hostile(), *json_lines)
        cls.replies = Report(browser, folder, "replies", (HERE / "../../examples/replies.txt").read_text(),
                             "--from", "replies")
        cls.empty = Report(browser, folder, "empty", "")
        cls.single = Report(browser, folder, "single", inputs.timed("2026-11-24T01:00:00Z"), *json_lines)
        cls.day = Report(browser, folder, "day", inputs.timed(*inputs.ONE_DAY), *json_lines)
        cls.years = Report(browser, folder, "years", inputs.timed(*inputs.YEARS), *json_lines)
        cls.winter = Report(browser, folder, "winter", inputs.timed(*inputs.WINTER), *json_lines)
        cls.all = [cls.month, cls.hostile, cls.replies, cls.empty, cls.single, cls.day, cls.years, cls.winter]

    def setUp(self):
        for report in self.all:
            report.page.look(1100)
            report.measure("unfold(false)")
