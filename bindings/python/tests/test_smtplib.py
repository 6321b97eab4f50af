"""What smtplib raises when a real server refuses."""

from __future__ import annotations

import asyncio
import smtplib
import threading
from collections.abc import Iterator

import pytest

import smtpcodes
from smtpcodes import Command, Reason, classify, classify_recipients, reply_bytes

UNKNOWN = b"550-5.1.1 The email account that you tried to reach does not exist.\r\n550 5.1.1 User unknown\r\n"
FULL = b"452 4.2.2 Mailbox full\r\n"
NOT_MAIL = b"553 5.1.8 Sender address rejected: Domain not found\r\n"
SPAM = b"554 5.7.1 Message rejected as spam\r\n"
LOGIN = b"535 5.7.8 Authentication credentials invalid\r\n"
BUSY = b"421 4.3.2 Service not available, closing transmission channel\r\n"


class Server:
    """A server on the loopback that refuses by what the addresses say."""

    def __init__(self, greeting: bytes = b"220 mx.example.com ESMTP\r\n") -> None:
        self.greeting = greeting
        self.loop = asyncio.new_event_loop()
        ready = threading.Event()
        self.thread = threading.Thread(target=self.run, args=(ready,))
        self.thread.start()
        assert ready.wait(10)

    def run(self, ready: threading.Event) -> None:
        async def serve() -> None:
            self.stop = asyncio.Event()
            server = await asyncio.start_server(self.session, "127.0.0.1", 0)
            self.port = server.sockets[0].getsockname()[1]
            ready.set()
            await self.stop.wait()
            server.close()

        self.loop.run_until_complete(serve())
        self.loop.close()

    def close(self) -> None:
        self.loop.call_soon_threadsafe(self.stop.set)
        self.thread.join(10)

    async def session(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(self.greeting)
        in_data = False
        while line := await reader.readline():
            word = line[:4].upper().strip()
            if in_data:
                if line == b".\r\n":
                    in_data = False
                    writer.write(SPAM)
                continue
            if word == b"EHLO":
                writer.write(b"250-mx.example.com\r\n250 AUTH PLAIN\r\n")
            elif word == b"AUTH":
                writer.write(LOGIN)
            elif word == b"MAIL":
                writer.write(NOT_MAIL if b"bad@" in line else b"250 2.1.0 Ok\r\n")
            elif word == b"RCPT":
                writer.write(UNKNOWN if b"unknown@" in line else FULL if b"full@" in line else b"250 2.1.5 Ok\r\n")
            elif word == b"DATA":
                in_data = True
                writer.write(b"354 Go on\r\n")
            elif word == b"QUIT":
                writer.write(b"221 2.0.0 Bye\r\n")
                break
            else:
                writer.write(b"250 2.0.0 Ok\r\n")
        await writer.drain()
        writer.close()


@pytest.fixture
def client() -> Iterator[smtplib.SMTP]:
    server = Server()
    try:
        with smtplib.SMTP("127.0.0.1", server.port, local_hostname="client.example.com", timeout=10) as smtp:
            yield smtp
    finally:
        server.close()


def test_refused_sender(client: smtplib.SMTP) -> None:
    with pytest.raises(smtplib.SMTPSenderRefused) as caught:
        client.sendmail("bad@example.com", ["ann@example.net"], "hello")
    assert reply_bytes(caught.value) == NOT_MAIL.strip()
    assert classify(caught.value) == classify(NOT_MAIL.strip(), command=Command.MAIL)
    assert classify(caught.value).reason is Reason.SENDER_REJECTED


def test_all_recipients_refused(client: smtplib.SMTP) -> None:
    with pytest.raises(smtplib.SMTPRecipientsRefused) as caught:
        client.sendmail("ann@example.com", ["unknown@example.net", "full@example.net"], "hello")
    found = classify_recipients(caught.value)
    assert {address: c.reason for address, c in found.items()} == {
        "unknown@example.net": Reason.MAILBOX_UNKNOWN,
        "full@example.net": Reason.MAILBOX_FULL,
    }
    assert found["unknown@example.net"] == classify(UNKNOWN.strip(), command=Command.RCPT)
    with pytest.raises(TypeError, match=r"smtpcodes\.classify_recipients\(\)"):
        classify(caught.value)  # type: ignore[arg-type]


def test_refused_data(client: smtplib.SMTP) -> None:
    with pytest.raises(smtplib.SMTPDataError) as caught:
        client.sendmail("ann@example.com", ["bob@example.net"], "hello")
    assert classify(caught.value).reason is Reason.SPAM_CONTENT


def test_refused_login(client: smtplib.SMTP) -> None:
    with pytest.raises(smtplib.SMTPAuthenticationError) as caught:
        client.login("ann", "secret")
    assert classify(caught.value).reason is Reason.CREDENTIALS_REJECTED


def test_pairs_of_code_and_message(client: smtplib.SMTP) -> None:
    client.ehlo()
    client.mail("ann@example.com")
    pair = client.rcpt("unknown@example.net")
    assert classify(pair) == classify(UNKNOWN.strip()) and reply_bytes(pair) == UNKNOWN.strip()
    some = {"unknown@example.net": pair}
    assert classify_recipients(some, remote_host="mx.example.net")["unknown@example.net"].reason is Reason.MAILBOX_UNKNOWN


def test_refused_connection() -> None:
    server = Server(greeting=BUSY)
    try:
        with pytest.raises(smtplib.SMTPConnectError) as caught:
            smtplib.SMTP("127.0.0.1", server.port, local_hostname="client.example.com", timeout=10)
    finally:
        server.close()
    assert classify(caught.value).reason is Reason.SERVICE_UNAVAILABLE


def test_codes_that_are_none() -> None:
    # smtplib says -1 for a line that begins with no number.
    assert reply_bytes((-1, b"who are you")) == b"who are you"
    assert classify((-1, "550 user unknown")).reply_code == 550
    assert classify(smtplib.SMTPResponseException(999, b"user unknown")).reply_code is None
    assert reply_bytes((250, "")) == b"250 " and reply_bytes("é") == "é".encode() and reply_bytes(b"\xff") == b"\xff"


def test_a_class_of_ones_own() -> None:
    class Refused(smtplib.SMTPSenderRefused):
        pass

    refused = Refused(553, b"5.1.8 Sender address rejected: Domain not found", "bad@example.com")
    assert classify(refused) == classify(NOT_MAIL.strip(), command="MAIL")


@pytest.mark.parametrize("error", [smtplib.SMTPServerDisconnected("gone"), smtplib.SMTPNotSupportedError("no")])
def test_exceptions_without_a_reply(error: smtplib.SMTPException) -> None:
    with pytest.raises(TypeError, match="carries no reply of a server"):
        classify(error)  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="a mapping of replies"):
        classify_recipients(error)  # type: ignore[arg-type]


def test_smtpcodes_does_not_need_smtplib(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(__import__("sys").modules, "smtplib")
    with pytest.raises(TypeError, match="expected str, bytes"):
        smtpcodes.classify(object())  # type: ignore[arg-type]
