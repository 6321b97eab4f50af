"""What a report looks like and what it does: nothing runs, nothing is fetched, everything can be read everywhere.

With $PICTURES, a folder, it leaves there what it saw, for people to look at.
"""

import os
import re
import subprocess
from pathlib import Path

import inputs
from reports import Reports

# As far down as the picture of the README goes.
PICTURED = 1060
WIDTHS = (1100, 600, 390, 320)
TITLE = "Mail that was refused or delayed"
HIDDEN = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]")


class Page(Reports):
    def test_no_script_runs_and_nothing_is_fetched(self):
        for report in self.all:
            with self.subTest(report=report.name):
                self.assertEqual(list(report.page.requests.values()), [report.path.resolve().as_uri()])
                self.assertEqual(report.page.scripts, [])
                self.assertEqual(report.page.complaints, [])
                self.assertEqual(report.page.ask("document.title"), TITLE)
                self.assertEqual(report.measure("foreign()"), [])
                self.assertEqual(report.measure("acting()"), [])

    def test_the_policy_stops_what_would_get_through(self):
        """Puts into a page what escaping keeps out: with the policy nothing happens, and without it all is noticed."""
        evil = ("<script>document.title = 'ran'</script><img src='nowhere.png' onerror=\"document.title = 'ran'\">"
                "<link rel=stylesheet href='nowhere.css'>")
        page = self.month.path.read_text().replace("</main>", f"{evil}</main>")
        policy = re.search('<meta http-equiv="Content-Security-Policy"[^>]*>', page)[0]
        stopped, free = self.folder / "stopped.html", self.folder / "free.html"
        stopped.write_text(page)
        free.write_text(page.replace(policy, ""))

        stopped = self.browser.open(stopped)
        self.assertEqual(stopped.ask("document.title"), TITLE)
        self.assertEqual(len(stopped.blocked), 2)
        self.assertEqual(len(stopped.requests), 1 + 2, stopped.requests)
        self.assertNotEqual(stopped.complaints, [])
        free = self.browser.open(free)
        self.assertEqual(free.ask("document.title"), "ran")
        self.assertNotEqual(free.scripts, [])
        self.assertEqual((len(free.requests), free.blocked), (1 + 2, []))

    def test_what_servers_wrote_is_shown_literally(self):
        text = self.hostile.measure("text()")
        self.assertIn(f"550 5.1.1 user unknown {inputs.EVIL}", text)
        self.assertIn("\u2400\u241b[2J\\u{202e}gnp.exe\\u{2066}\\u{200b}\u2421\\u{85}", text)
        self.assertIn("&lt;b&gt; &#60;", text)
        self.assertIsNone(HIDDEN.search(text))

    def test_nothing_is_wider_than_the_screen(self):
        for report in self.all:
            with self.subTest(report=report.name):
                report.measure("unfold(true)")
                for width in WIDTHS:
                    report.page.look(width)
                    self.assertEqual(report.page.ask("innerWidth"), width)
                    self.assertEqual(report.measure("tooWide()"), [], f"at {width}")

    def test_everything_can_be_read_in_light_and_dark_and_on_paper(self):
        for report in self.all:
            with self.subTest(report=report.name):
                report.measure("unfold(true)")
                for dark, media in ((False, ""), (True, ""), (False, "print"), (True, "print")):
                    report.page.look(1100, dark, media)
                    pale = report.measure("pale()")
                    self.assertGreater(pale["looked"], 4)
                    self.assertEqual(pale["found"], [], f"dark: {dark}, on: {media or 'screen'}")
                    self.assertEqual(pale["dark"], dark and media != "print")

    def test_everything_is_said_in_words_too(self):
        for report in self.all:
            with self.subTest(report=report.name):
                self.assertEqual(report.measure("unspoken()"), [])

    def test_links_lead_somewhere(self):
        for report in self.all:
            with self.subTest(report=report.name):
                links = report.measure("links()")
                self.assertEqual((links["broken"], links["doubled"]), ([], []))
                for address, relation in links["away"]:
                    self.assertRegex(address, r"\Ahttps?://[a-z]")
                    self.assertEqual(relation, "noreferrer noopener")
        self.assertIn("https://support.google.com/a/answer/3726730",
                      [address for address, _ in self.month.measure("links()")["away"]])
        self.assertEqual(self.hostile.measure("links()")["away"], [])

    def test_it_can_be_printed(self):
        for report, most in ((self.month, 9), (self.hostile, 6), (self.single, 2), (self.empty, 1)):
            with self.subTest(report=report.name):
                report.page.look(1100)
                paper = self.folder / f"{report.name}.pdf"
                paper.write_bytes(report.page.paper())
                text = subprocess.run(["pdftotext", "-layout", str(paper), "-"], capture_output=True, check=True,
                                      encoding="utf-8").stdout
                pages = text.removesuffix("\f").split("\f")
                self.assertTrue(1 <= len(pages) <= most, f"{len(pages)} pages")
                self.assertEqual([at for at, page in enumerate(pages) if not page.strip()], [], "empty pages")
                self.assertIn(TITLE, pages[0])
                for words in ("What to fix first", "Whose fault") if report.failures else ("no reply",):
                    self.assertIn(words, text)

    def test_pictures_for_people(self):
        picture = self.month.page.picture(PICTURED)
        self.assertTrue(picture.startswith(b"\x89PNG") and len(picture) > 20_000)
        if folder := os.environ.get("PICTURES"):
            Path(folder, "report.png").write_bytes(picture)
            for report in self.all:
                for width in (1100, 390):
                    for dark in (False, True):
                        report.page.look(width, dark)
                        name = f"{report.name}-{width}-{'dark' if dark else 'light'}.png"
                        Path(folder, name).write_bytes(report.page.picture())
