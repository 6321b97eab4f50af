"""Prints how many texts a second flufl.bounce reads: python3 flufl_bounce.py TEXTS SECONDS

TEXTS holds one JSON string a line. flufl.bounce reads mails only, so each text stands in a small delivery report;
making and parsing those mails is not timed. It tells the address and whether the failure is permanent, no reason.
"""

import email
import json
import sys
import time

from flufl.bounce import all_failures

REPORT = """\
From: MAILER-DAEMON@example.net
Subject: Undelivered Mail Returned to Sender
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b"

--b

<ann@example.com>: {text}

--b
Content-Type: message/delivery-status

Reporting-MTA: dns; relay.example.net

Final-Recipient: rfc822; ann@example.com
Action: failed
Status: 5.0.0
Diagnostic-Code: smtp; {text}

--b--
"""


def main() -> None:
    file, seconds = sys.argv[1], float(sys.argv[2])
    with open(file, encoding="utf-8") as lines:
        texts = [" ".join(json.loads(line).split()) for line in lines]
    mails = [email.message_from_string(REPORT.format(text=text)) for text in texts]
    count, start = 0, time.perf_counter()
    while time.perf_counter() - start < seconds:
        for mail in mails:
            all_failures(mail)
            count += 1
            if count % 100 == 0 and time.perf_counter() - start >= seconds:
                break
    print(f"{count / (time.perf_counter() - start):.1f}")


if __name__ == "__main__":
    main()
