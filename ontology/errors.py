"""What a person can mend, as against a defect."""


class Unusable(Exception):
    """Wrong usage, or input that cannot be used; the message says in a line what happened, to which file, and what to do.

    Every error of that kind is one, and the command line shows any of them as a line and ends with status 2.
    """
