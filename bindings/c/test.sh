#!/bin/sh
# Tests the C library: its symbols, its header in C and C++, the vectors, NULL everywhere, the example, the installation.
#
# Programs are built by gcc, clang and g++, against the shared and the static library, with the address and the
# undefined-behaviour sanitizer. CARGO_TARGET_DIR is respected. Nothing is skipped: what is missing fails the run.
set -eu

case "${CARGO_TARGET_DIR:=}" in
'') CARGO_TARGET_DIR=$(cd "$(dirname "$0")/../.." && pwd)/target ;;
/*) ;;
*) CARGO_TARGET_DIR=$PWD/$CARGO_TARGET_DIR ;;
esac
export CARGO_TARGET_DIR
cd "$(dirname "$0")"

missing=
need() {
    command -v "$1" >/dev/null 2>&1 || {
        echo "bindings/c/test.sh needs $1; install it with: $2" >&2
        missing=yes
    }
}
need cargo "curl https://sh.rustup.rs -sSf | sh"
need gcc "apt-get install gcc libc6-dev"
need g++ "apt-get install g++"
need clang "apt-get install clang"
need nm "apt-get install binutils"
need readelf "apt-get install binutils"
need make "apt-get install make"
need pkg-config "apt-get install pkg-config"
[ -z "$missing" ] || exit 1

out=$CARGO_TARGET_DIR/c-tests
rm -rf "$out"
mkdir -p "$out"
say() { echo "c: $*"; }
fail() {
    echo "bindings/c/test.sh: $*" >&2
    exit 1
}
trivial='int main(void) { return 0; }'
for compiler in gcc clang; do
    echo "$trivial" | $compiler -fsanitize=address,undefined -x c - -o "$out/trivial" 2>"$out/trivial.log" || {
        cat "$out/trivial.log" >&2
        fail "$compiler cannot link its sanitizers; install them with: apt-get install libclang-rt-14-dev libasan8 libubsan1"
    }
done

cargo build --quiet --package smtpcodes-c
soname_of() { readelf -d "$1" | sed -n 's/.*SONAME.*\[\(.*\)\]/\1/p'; }
libraries=$out/libraries
mkdir "$libraries"
cp "$CARGO_TARGET_DIR/debug/libsmtpcodes.so" "$CARGO_TARGET_DIR/debug/libsmtpcodes.a" "$libraries"
ln -s libsmtpcodes.so "$libraries/$(soname_of "$libraries/libsmtpcodes.so")"
system="-lgcc_s -lutil -lrt -lpthread -lm -ldl -lc"

say "exported symbols are those of symbols.txt, and the header and tests/null.c have them all"
nm -D --defined-only "$libraries/libsmtpcodes.so" | awk '{ print $3 }' | LC_ALL=C sort >"$out/symbols.txt"
diff -u symbols.txt "$out/symbols.txt" ||
    fail "the exported symbols differ; if that is meant, copy $out/symbols.txt to bindings/c/symbols.txt"
while read -r symbol; do
    grep -q "\b$symbol(" include/smtpcodes.h || fail "include/smtpcodes.h does not declare $symbol"
    grep -q "\b$symbol(" tests/null.c || fail "tests/null.c does not call $symbol"
done <symbols.txt

# compile NAME COMPILER LIBRARY PROGRAM: builds PROGRAM against the shared or the static LIBRARY and names it NAME.
# A literal of ISO C holds no more than 4095 bytes, and vectors are longer; everything else is strict.
compile() {
    case $3 in
    shared) link="-L$libraries -Wl,-rpath,$libraries -lsmtpcodes -lpthread" ;;
    static) link="$libraries/libsmtpcodes.a $system" ;;
    esac
    # The compiler's words and the libraries are lists; its -x holds up to the next one.
    # shellcheck disable=SC2086
    $2 -Wall -Wextra -Werror -pedantic -Wno-overlength-strings -g -fsanitize=address,undefined \
        -fno-sanitize-recover=all -Iinclude "$4" -x none -o "$out/$1" $link
}

run() {
    "$@" >"$out/stdout" 2>"$out/stderr" || {
        cat "$out/stdout" "$out/stderr" >&2
        fail "$* failed"
    }
}

for language in "gcc -std=c11 -x c" "clang -std=c11 -x c" "g++ -std=c++11 -x c++"; do
    for library in shared static; do
        compiler=${language%% *}
        for program in null api vectors jsonl; do
            name=$program-$compiler-$library
            compile "$name" "$language" "$library" tests/$program.c
            run "$out/$name"
        done
        say "$compiler, $library library: $(cd "$out" && "./vectors-$compiler-$library")"
        cp "$out/stdout" "$out/$compiler-$library.jsonl"
        cmp "$out/gcc-shared.jsonl" "$out/$compiler-$library.jsonl" || fail "two builds answer differently"
    done
done
cp "$out/gcc-shared.jsonl" "$out/classify.jsonl"

say "the example, from an installation"
place=$out/installed
run make --no-print-directory install PROFILE=dev PREFIX="$place"
version=$(cargo pkgid | sed 's/.*[@#]//')
soname=$(soname_of "$place/lib/libsmtpcodes.so")
case $version in
0.*) expected=libsmtpcodes.so.${version%.*} ;;
*) expected=libsmtpcodes.so.${version%%.*} ;;
esac
[ "$soname" = "$expected" ] || fail "the soname is '$soname', not $expected"
[ -L "$place/lib/$soname" ] && [ -f "$place/lib/libsmtpcodes.so.$version" ] || fail "links are missing in $place/lib"
export PKG_CONFIG_PATH="$place/lib/pkgconfig"
[ "$(pkg-config --modversion smtpcodes)" = "$version" ] || fail "smtpcodes.pc has another version than $version"
# shellcheck disable=SC2046
gcc -Wall -Wextra -Werror examples/explain.c $(pkg-config --cflags --libs smtpcodes) -o "$out/explain"
# shellcheck disable=SC2046
gcc examples/explain.c $(pkg-config --cflags smtpcodes) "$place/lib/libsmtpcodes.a" \
    $(pkg-config --libs-only-l --static smtpcodes | sed 's/-lsmtpcodes//') -o "$out/explain-static"
reply="550 5.1.1 <ann@example.com>: user unknown"
LD_LIBRARY_PATH="$place/lib" "$out/explain" "$reply" gmail-smtp-in.l.google.com >"$out/explained"
"$out/explain-static" "$reply" gmail-smtp-in.l.google.com | cmp - "$out/explained" ||
    fail "the example answers differently with the static library"
for words in "reason   mailbox_unknown: " "address  The address is dead" "by       Gmail" 'because  "'; do
    grep -qF "$words" "$out/explained" || fail "the example does not print '$words'"
done
run make --no-print-directory uninstall PREFIX="$place"
[ -z "$(find "$place" -type f -o -type l)" ] || fail "make uninstall leaves files in $place"
say "ok"
