#!/bin/sh
# Builds the wheel, installs it in an environment of its own and runs every test of the Python package.
# Arguments go to pytest. PYTHON names another interpreter than python3.
set -eu

here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
target=${CARGO_TARGET_DIR:-$here/../../target}
mkdir -p "$target"
target=$(CDPATH='' cd -- "$target" && pwd)
python=${PYTHON:-python3}

missing() {
    echo "test.sh: $1 is missing; install it with: $2" >&2
    exit 1
}

command -v cargo >/dev/null || missing "cargo (Rust 1.95 or later)" "curl -sSf https://sh.rustup.rs | sh"
command -v "$python" >/dev/null || missing "$python (3.10 or later)" "sudo apt-get install python3"
"$python" -c 'import sys; sys.exit(sys.version_info < (3, 10))' ||
    missing "Python 3.10 or later ($("$python" --version 2>&1) is older)" "sudo apt-get install python3"
"$python" -c 'import venv, ensurepip' 2>/dev/null || missing "the module venv of $python" "sudo apt-get install python3-venv"

# Made anew when the interpreter or the requirements change.
venv=$target/python-tests
wanted=$("$python" --version; cat "$here/requirements.txt")
if [ "$wanted" != "$(cat "$venv/made-for" 2>/dev/null)" ]; then
    rm -rf "$venv"
    "$python" -m venv "$venv"
    "$venv/bin/python" -m pip install --quiet --disable-pip-version-check -r "$here/requirements.txt"
    printf '%s\n' "$wanted" >"$venv/made-for"
fi

rm -rf "$venv/wheels"
(cd "$here" && CARGO_TARGET_DIR=$target "$venv/bin/maturin" build --quiet --release --interpreter "$venv/bin/python" --out "$venv/wheels")
"$venv/bin/python" -m pip install --quiet --disable-pip-version-check --force-reinstall --no-deps "$venv"/wheels/*.whl

cd "$here"
"$venv/bin/python" -m mypy --strict python/smtpcodes
exec "$venv/bin/python" -m pytest "$@"
