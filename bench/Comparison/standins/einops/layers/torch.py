class Rearrange:
    def __init__(self, *_, **__):
        raise NotImplementedError("the comparison has no einops")
