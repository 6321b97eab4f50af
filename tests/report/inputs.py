"""Inputs that reports are made of: what people have, and what nobody should have."""

import json
import random
from datetime import datetime, timedelta

# domain, its host, how often, and what it says: code, text
PLACES = [
    ("gmail.com", "gmail-smtp-in.l.google.com[192.0.2.27]:25", 30, [
        ("5.1.1", "host {host} said: 550-5.1.1 The email account that you tried to reach does not exist. Please try"
                  " 550-5.1.1 double-checking the recipient's email address for typos. 550 5.1.1 - gsmtp"
                  " (in reply to RCPT TO command)"),
        ("5.7.26", "host {host} said: 550-5.7.26 Your email has been blocked because the sender is unauthenticated."
                   " 550 5.7.26 - gsmtp (in reply to end of DATA command)"),
        ("4.2.2", "host {host} said: 452-4.2.2 The recipient's inbox is out of storage space. 452 4.2.2 - gsmtp"
                  " (in reply to RCPT TO command)"),
    ]),
    ("outlook.com", "outlook-com.olc.protection.outlook.com[192.0.2.33]:25", 22, [
        ("5.5.0", "host {host} said: 550 5.5.0 Requested action not taken: mailbox unavailable"
                  " (in reply to RCPT TO command)"),
        ("5.7.1", "host {host} said: 550 5.7.1 Unfortunately, messages from [192.0.2.25] weren't sent. Please contact"
                  " your Internet service provider since part of their network is on our block list (S3150)."
                  " (in reply to MAIL FROM command)"),
    ]),
    ("yahoo.com", "mta5.am0.yahoodns.net[198.51.100.4]:25", 14, [
        ("4.7.0", "host {host} said: 421 4.7.0 [TSS04] Messages from 192.0.2.25 temporarily deferred due to"
                  " unexpected volume or user complaints (in reply to MAIL FROM command)"),
        ("5.0.0", "host {host} said: 554 delivery error: dd This user doesn't have a yahoo.com account"
                  " (in reply to end of DATA command)"),
    ]),
    ("example.net", "mx.example.net[203.0.113.9]:25", 9, [
        ("5.7.1", "host {host} said: 554 5.7.1 Service unavailable; Client host [192.0.2.25] blocked using"
                  " zen.spamhaus.org (in reply to RCPT TO command)"),
        ("4.2.0", "host {host} said: 450 4.2.0 <{to}>: Recipient address rejected: Greylisted"
                  " (in reply to RCPT TO command)"),
    ]),
    ("example.org", "none", 6, [
        ("4.4.1", "connect to mx.example.org[203.0.113.80]:25: Connection timed out"),
        ("5.4.4", "Host or domain name not found. Name service error for name=example.org type=A: Host not found"),
    ]),
    ("kleinbetrieb-mit-sehr-langem-namen-und-noch-laengerer-abteilung.example", "mx.example[203.0.113.81]:25", 3, [
        ("5.2.2", "host {host} said: 552 5.2.2 <{to}>: Recipient mailbox is full (in reply to RCPT TO command)"),
        ("5.7.1", "host {host} said: 554 5.7.1 This message has been blocked because it contains spam"
                  " (in reply to end of DATA command)"),
        ("5.0.0", "host {host} said: 550 No (in reply to end of DATA command)"),
    ]),
]

EVIL = "</style><script>document.title='ran'</script><img src=http://192.0.2.1/x onerror=\"document.title='ran'\">"
HIDDEN = "\x00\x1b[2J\u202egnp.exe\u2066\u200b\x7f\u0085"


def postfix(failures=4000, days=30):
    """A log of Postfix: a working month with its weekends and one bad day."""
    chance, start = random.Random(7), datetime(2026, 10, 26)
    weights = [place[2] for place in PLACES] + [16]
    lines = []
    for _ in range(failures):
        day = chance.choices(range(days), [
            (1 if (start + timedelta(at)).weekday() < 5 else 0.3) * (2.5 if at == 17 else 1) for at in range(days)])[0]
        time = start + timedelta(days=day, seconds=chance.randrange(86400))
        place = chance.choices([*PLACES, None], weights)[0]
        domain, host, _, replies = place or PLACES[3]
        if place is None:
            domain = f"customer{chance.randrange(400)}.example"
        to = f"user{chance.randrange(9999)}@{domain}"
        code, text = chance.choice(replies)
        status = "bounced" if code[0] == "5" else "deferred"
        said = text.format(host=host, to=to)
        lines.append((time, f"{time:%Y-%m-%dT%H:%M:%S}+00:00 mail postfix/smtp[77]: {chance.randrange(16**10):010X}:"
                            f" to=<{to}>, relay={host}, delay=1.2, delays=0.1/0/1/0.1, dsn={code},"
                            f" status={status} ({said})"))
    return "\n".join(line for _, line in sorted(lines)) + "\n"


def hostile():
    """JSON lines in which everything that others wrote is meant to hurt."""
    records = [
        {"text": f"550 5.1.1 user unknown {EVIL}", "recipient": f"a@{EVIL}.example", "remote_host": EVIL},
        {"text": f"552 5.2.2 mailbox full {HIDDEN}", "recipient": f"b@{HIDDEN}.example"},
        {"text": "554 5.7.1 spam " + "x" * 10_000, "recipient": "c@" + "long-" * 2_000 + ".example"},
        {"text": "550 " + "y" * 5_000 + " no such user", "recipient": "d@xn--" + "a" * 240 + ".example"},
        {"text": "550 5.7.1 \u0645\u0631\u062d\u0628\u0627 &lt;b&gt; &#60; " + "e\u0301\u0323\u0335" * 200,
         "recipient": "e@\u0645\u062b\u0627\u0644.example"},
        {"text": "450 javascript:alert(1) ' onload=x \" style=position:fixed", "recipient": "f@\"onclick=x .example"},
    ]
    for at, record in enumerate(records):
        record["time"] = f"2026-11-{20 + at}T0{at}:00:00Z"
    return "".join(json.dumps(record) + "\n" for record in records)


def timed(*times):
    """JSON lines of one failure at each time; None is a failure that tells none."""
    return "".join(
        json.dumps({"text": "550 5.1.1 user unknown", "recipient": "ann@example.com", "time": time}) + "\n"
        for time in times)


ONE_DAY = [f"2026-11-24T{hour:02}:{minute:02}:00Z" for hour in range(7, 20) for minute in range(0, 60, 61 - hour * 3)]
YEARS = [f"{year}-{month:02}-05T00:00:00Z" for year in range(2016, 2027) for month in range(1, 1 + year % 13)]
WINTER = [f"Dec {day} 10:00:00" for day in range(20, 32)] + [f"Jan  {day} 10:00:00" for day in range(1, 9)] + [None] * 3
