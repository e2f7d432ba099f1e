"""The addresses of a room as people outside this machine reach it."""

from __future__ import annotations

import ipaddress
import os
import socket
from urllib.parse import urlsplit


def base(asked: str) -> str:
    """Where this server is reached, without a slash at the end.

    Args:
        asked: the address that a browser asked; CSP_PUBLIC_ADDRESS goes before it, where a proxy stands in between.
    """
    said = os.environ.get("CSP_PUBLIC_ADDRESS") or asked
    parts = urlsplit(said)
    return f"{parts.scheme}://{parts.netloc}{parts.path.rstrip('/') if said != asked else ''}"


def join_at(root: str) -> str:
    """The short address on the wall, as people type it."""
    return f"{root.partition('://')[2]}/join"


def join_link(root: str, code: str) -> str:
    """What the QR code opens."""
    return f"{root}/join/{code}"


def wall_link(root: str, code: str) -> str:
    """The wall page."""
    return f"{root}/wall/{code}"


def lead_link(root: str, key: str) -> str:
    """The facilitator link; whoever has it controls the room."""
    return f"{root}/lead/{key}"


def lead_cookie(code: str) -> str:
    """Name of the cookie that holds the secret in the facilitator's browser."""
    return f"csp_lead_{code.lower()}"


def key_in(said: str) -> str:
    """The secret in a facilitator link that was pasted, whatever stands around it."""
    return said.strip().rstrip("/").rpartition("/")[2]


def unreachable(root: str) -> str:
    """A sentence when phones cannot reach an address because it means this machine alone; else empty."""
    name, port = urlsplit(root).hostname or "", urlsplit(root).port
    if not _this_machine_alone(name):
        return ""
    here = _address_in_network()
    instead = f"http://{here}{f':{port}' if port else ''}" if here else "this computer's name"
    return (
        f"Phones cannot reach {name}: it means this computer alone. Start the dashboard for the network (with sign-in, "
        "or with CSP_OPEN=anyone-who-reaches-it, and --server.address=0.0.0.0: see docs/sign-in.md), then open this "
        f"page at {instead}, on the network that the phones are in."
    )


def _this_machine_alone(name: str) -> bool:
    try:
        return ipaddress.ip_address(name).is_loopback
    except ValueError:
        return name == "localhost" or name.endswith(".localhost")


def _address_in_network() -> str:
    """The address of this machine in its network, empty when it has none. Nothing is sent."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asking:
        try:
            asking.connect(("192.0.2.1", 9))  # an address for documentation, which nobody has
            found = str(asking.getsockname()[0])
        except OSError:
            return ""
    return "" if ipaddress.ip_address(found).is_loopback else found
