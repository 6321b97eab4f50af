"""Print one line of JSON for each classify vector, in order, for comparison with the other languages byte by byte."""

import sys

from vectors import cases, classification, data


def main() -> None:
    for case in cases("classify"):
        line = classification(case, data(case)).to_json()
        sys.stdout.buffer.write(line.encode() + b"\n")


if __name__ == "__main__":
    main()
