"""A file that is not taken in."""


class Refused(Exception):
    """`sentence` tells the person, in Danish, what is wrong with the file and what to do."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence
