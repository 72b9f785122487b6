"""Asset libraries, binary and expanded."""
