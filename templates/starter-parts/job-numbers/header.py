class JobNumbers:
    """The numbers that a farm gave to jobs of a client, which it may give to others later.

    One that was killed gives its last again, and all count from the beginning one day.
    """

    def __init__(self) -> None:
        self._names: dict[str, str] = {}
        self._lost: set[str] = set()

    def note(self, number: str, name: str) -> None:
        """Take note that `number` is that of the job `name`."""
        self._names[number] = name
        self._lost.discard(number)

    def is_own(self, number: str, name: str) -> bool:
        """Return whether the job that has a number now, and is called `name`, is the client's."""
        is_own = name == self._names.get(number)
        if not is_own:
            self._lost.add(number)
        return is_own

    def is_lost(self, number: str) -> bool:
        """Return whether a number was seen to be somebody else's by now."""
        return number in self._lost
