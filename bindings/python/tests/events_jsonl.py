"""Print one line of JSON for each event of the paths, for comparison with the command byte by byte."""

import sys

from smtpcodes import read_events


def main() -> None:
    for event in read_events(sys.argv[1:], deliveries=True, on_problem="raise"):
        sys.stdout.buffer.write(event.to_json().encode() + b"\n")


if __name__ == "__main__":
    main()
