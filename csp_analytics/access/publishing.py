"""What officers see of other areas in a round: a rule that an administrator sets."""

from __future__ import annotations

NAMED, ALIASES, GROUP = "named", "aliases", "group"
PUBLISHING = (NAMED, ALIASES, GROUP)
USUAL = NAMED  # a round without a rule
TOLD = {
    NAMED: "Officers see every area by name.",
    ALIASES: "Officers see the other areas as Area A, Area B ... without their evidence, plans and figures of context.",
    GROUP: "Officers see their own area, and of the others only figures of groups of five areas or more.",
}
