"""Small servers that Postfix talks to: they answer from tables and end with the process."""

import socketserver
import threading


class ThreadingTcp(socketserver.ThreadingTCPServer):
    daemon_threads = True
    allow_reuse_address = True


class ThreadingUnix(socketserver.ThreadingUnixStreamServer):
    daemon_threads = True


def start(server):
    """Serves in a thread of its own until the process ends."""
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server


def start_tcp(handler, address="127.0.0.1"):
    """Starts a server on a free loopback port and returns the port."""
    return start(ThreadingTcp((address, 0), handler)).server_address[1]
