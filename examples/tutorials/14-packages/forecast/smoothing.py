"""Plain functions: they can be tested without any flow."""


def smoothed(values, window):
    """The averages of `window` values each."""
    return [sum(values[at : at + window]) / window for at in range(len(values) - window + 1)]
