"""What a report says: its numbers are those of the rows and of the summary, and its charts are as large as they say."""

import json
import os
import re
import subprocess

from reports import Reports

# Charts are drawn to a thousandth of their size, and browsers round to parts of a pixel.
NEAR = 0.004


def number(text):
    return int(text.replace(",", ""))


class Numbers(Reports):
    def near(self, found, expected, what):
        self.assertAlmostEqual(found, expected, delta=NEAR, msg=what)

    def test_the_numbers_are_those_of_the_rows(self):
        for report in self.month, self.hostile, self.replies, self.single, self.winter:
            with self.subTest(report=report.name):
                figures = {name: number(count) for name, count in report.measure("figures()").items()}
                hard = sum(record["bounce"] == "hard" for record in report.failures)
                self.assertEqual(figures, {"failures": len(report.failures), "hard": hard,
                                           "soft": len(report.failures) - hard})
                self.assertIn(f"{len(report.records):,} repl", report.measure("text()"))

    def test_the_numbers_are_those_of_the_summary(self):
        sections = {"reasons": "Causes", "fault": "Whose fault", "providers": "Providers",
                    "block-lists": "Block lists", "domains": "Receiving domains"}
        for report in self.month, self.replies:
            with self.subTest(report=report.name):
                for section, heading in sections.items():
                    rows = re.search(rf"^{heading}\n((?:  .*\n)+)", report.summary + "\n", re.M)
                    bars = report.measure(f"bars('{section}')")
                    if rows is None:
                        self.assertEqual(bars, [], section)
                        continue
                    told = re.findall(r"^ +([\d,]+) +([\d.]+%)", rows[1], re.M)
                    self.assertTrue(told)
                    self.assertEqual([(bar["count"], bar["share"]) for bar in bars][:len(told)], told, section)

    def test_bars_are_as_long_as_their_numbers(self):
        def domain(record):
            return (record["recipient"] or "").rpartition("@")[2] or None

        for report in self.month, self.replies, self.hostile:
            with self.subTest(report=report.name):
                for section, key in {"reasons": "reason", "fault": "fault", "providers": "provider",
                                     "block-lists": "blocklist", "domains": domain}.items():
                    counts, hard = report.count(key)
                    counts.pop(None, None)
                    bars = report.measure(f"bars('{section}')")
                    top = sorted(counts.values(), reverse=True)
                    top = top if section in ("reasons", "fault") else top[:15]
                    self.assertEqual([number(bar["count"]) for bar in bars], top, section)
                    for bar in bars:
                        count = number(bar["count"])
                        self.near(bar["hard"] + bar["soft"], count / top[0], bar)
                        of_hard, of_soft = map(number, re.findall(r"[\d,]*\d", bar["words"]))
                        self.assertEqual(of_hard + of_soft, count)
                        self.near(bar["hard"], of_hard / top[0], bar)
                        self.assertEqual(bar["share"], f"{100 * count / len(report.failures):.1f}%")
                        name = bar["label"].replace(" ", "_") if section in ("reasons", "fault") else bar["label"]
                        if name in counts:
                            self.assertEqual((count, of_hard), (counts[name], hard[name]))

    def test_columns_are_as_high_as_their_numbers(self):
        days, hard = self.month.count(lambda record: record["time"][:10])
        first, *sparks = self.month.measure("columns()")
        top = number(self.month.measure("axis()"))
        self.assertEqual(len(first), len(days))
        self.assertGreaterEqual(top, max(days.values()))
        for at, (column, day) in enumerate(zip(first, sorted(days), strict=True)):
            self.near(column["hard"], hard[day] / top, column)
            self.near(column["soft"], (days[day] - hard[day]) / top, column)
            self.near(column["bottom"], 1, column)
            self.near(column["left"], (at + 0.1) / 30, column)
            self.assertIn(f": {days[day]}, {hard[day]} hard, {days[day] - hard[day]} soft", column["title"])
        reasons = [reason for reason, _ in self.month.count("reason")[0].most_common(10)]
        highest = self.month.measure("highest()")
        self.assertEqual(len(sparks), len(reasons))
        for spark, reason, (name, most) in zip(sparks, reasons, highest, strict=True):
            found, _ = self.month.count(
                lambda record, reason=reason: record["time"][:10] if record["reason"] == reason else None)
            found.pop(None, None)
            self.assertEqual((name.replace(" ", "_"), number(most)), (reason, max(found.values())))
            self.assertEqual(len(spark), len(found), reason)
            for column, day in zip(spark, sorted(found), strict=True):
                self.near(column["one"], found[day] / max(found.values()), (reason, column))

    def test_tables_hold_what_the_charts_show(self):
        days, hard = self.month.count(lambda record: record["time"][:10])
        whole, reasons = self.month.measure("tables()")
        self.assertEqual([[*map(number, row[1:])] for row in whole[1:]],
                         [[days[day], hard[day], days[day] - hard[day]] for day in sorted(days)])
        self.assertEqual([number(row[1]) for row in whole[1:]],
                         [sum(map(number, row[1:])) for row in reasons[1:]], "there are fewer than ten reasons")

    def test_time_is_shown_in_steps_that_fit(self):
        for report, unit, steps, columns, period in (
            (self.month, "day", 30, 30, "Mon 26 Oct 2026 to Tue 24 Nov 2026"),
            (self.single, "hour", 24, 1, "Tue 24 Nov 2026"),
            (self.day, "hour", 24, 13, "Tue 24 Nov 2026"),
            (self.years, "year", 11, 11, "Tue 5 Jan 2016 to Thu 5 Nov 2026"),
            (self.winter, "day", 20, 20, "20 Dec to 8 Jan"),
        ):
            with self.subTest(report=report.name):
                text = report.measure("text()")
                self.assertIn(f"Failures and delays by {unit}:", text)
                self.assertIn(f" \u00b7 {period}", text)
                self.assertEqual(len(report.measure("tables()")[0]) - 1, steps)
                self.assertEqual(len(report.measure("columns()")[0]), columns)
        self.assertIn("3 failures tell no time", self.winter.measure("text()"))
        self.assertIn("does not say when", self.replies.measure("text()"))
        self.assertIn("There was no reply in the input.", self.empty.measure("text()"))

    def test_what_the_sender_can_mend_comes_first(self):
        order = ["Yours to mend", "Addresses to stop mailing", "Passes, or is for others to mend",
                 "To be read by a person"]
        for report in self.month, self.replies, self.hostile:
            with self.subTest(report=report.name):
                groups = report.measure("causes()")
                self.assertEqual([group["heading"] for group in groups],
                                 [words for words in order if words in {group["heading"] for group in groups}])
                counts, hard = report.count("reason")
                fault = {record["reason"]: record["fault"] for record in report.failures}
                listed = [cause["reason"] for group in groups for cause in group["causes"]]
                self.assertEqual(sorted(listed), sorted(counts))
                for group in groups:
                    found = [cause["reason"] for cause in group["causes"]]
                    numbers = [counts[reason] for reason in found]
                    self.assertEqual(numbers, sorted(numbers, reverse=True), group["heading"])
                    for reason in found:
                        ours = fault[reason] in ("sender", "sender_infrastructure", "content")
                        expected = (order[0] if ours else order[1] if hard[reason] else
                                    order[3] if fault[reason] == "unknown" else order[2])
                        self.assertEqual(group["heading"], expected, reason)

    def test_each_cause_has_advice_and_examples_with_the_words_that_decided(self):
        for report in self.month, self.replies:
            with self.subTest(report=report.name):
                spans = {(record["reason"], part) for record in report.failures if record["span"]
                         for part in record["text"].encode()[slice(*record["span"])].decode().splitlines()}
                marked = 0
                for cause in (cause for group in report.measure("causes()") for cause in group["causes"]):
                    self.assertTrue(1 <= cause["examples"] <= 3, cause)
                    self.assertIn("Whose fault: ", cause["text"])
                    told = subprocess.run([os.environ["SMTPCODES"], "explain", "--json", cause["reason"]],
                                          capture_output=True, check=True, encoding="utf-8").stdout
                    meaning = re.search(r'"meaning":\s*"((?:[^"\\]|\\.)*)"', told)[1]
                    self.assertIn(json.loads(f'"{meaning}"'), cause["text"])
                    for mark in cause["marks"]:
                        self.assertIn((cause["reason"], mark), spans)
                    marked += len(cause["marks"])
                self.assertGreater(marked, 5)
