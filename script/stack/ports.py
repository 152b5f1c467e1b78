"""Free loopback ports."""

import socket

LOOPBACK = "127.0.0.1"


def free_port() -> int:
    """A port nobody listens on right now. The caller tries again if someone was faster."""
    with socket.socket() as probe:
        probe.bind((LOOPBACK, 0))
        port: int = probe.getsockname()[1]
        return port


def listen_from(wanted: int, tries: int = 50) -> socket.socket:
    """A listening socket on `wanted` or the next free port, so that nobody can take it before the web server."""
    for port in range(wanted, min(wanted + tries, 65536)):
        listener = socket.socket()
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((LOOPBACK, port))
            listener.listen(512)
        except OSError:
            listener.close()
            continue
        return listener
    raise OSError(f"Ingen ledig port fra {wanted} til {wanted + tries - 1}.")
