def named_amounts(text: str) -> dict[str, float]:
    """Give the amounts of `GPU=1 fast_disk=0.5`; raises ValueError where it is not that."""
    amounts = {}
    for word in text.split():
        name, _, amount = word.partition("=")
        try:
            amounts[name] = float(amount)
        except ValueError:
            raise ValueError(f"Resources: {word!r} is not NAME=NUMBER") from None
    return amounts
