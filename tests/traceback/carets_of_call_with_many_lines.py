def fails(*args, **kwargs):
    raise ValueError("many lines")


fails(
    1,
    2,
    key=fails.__name__.upper(),
)
