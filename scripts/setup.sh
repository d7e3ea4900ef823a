#!/bin/sh
# Fill .venv from requirements.lock (every file checked against its hash), then add this package, editable.
# uv does it in seconds; where uv cannot be had, or fails (a company mirror known only to pip, say), pip does it.
# Usage: sh scripts/setup.sh PYTHON     The full output is kept in .cache/setup.log.
set -u
python=$1
stamp=.venv/.complete
log=.cache/setup.log
began=$(date +%s)
mkdir -p .cache
: >"$log"

fail() {
    echo "Set-up stopped: $1" >&2
    tail -n 12 "$log" | sed 's/^/    /' >&2
    echo "The full output is in $log." >&2
    exit 1
}

quietly() { echo "+ $*" >>"$log"; "$@" >>"$log" 2>&1 </dev/null; }

# A .venv that was moved, or whose Python is gone or too old, is made anew.
if [ -d .venv ]; then
    if [ -f "$stamp" ] && [ "$(cat "$stamp")" != "$(pwd)" ]; then rm -rf .venv; fi
    .venv/bin/python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || rm -rf .venv
fi
rm -f "$stamp"

echo "Setting up in .venv (once; a minute or two, depending on your connection) ..."
uv=uv
quietly uv --version || uv=
if [ ! -d .venv ]; then
    if [ -n "$uv" ]; then
        quietly uv venv --python "$python" .venv || fail "uv could not make .venv."
    else
        quietly "$python" -m venv .venv ||
            fail "$python could not make .venv. On Debian and Ubuntu: apt install python3-venv"
    fi
fi

with_pip() {
    .venv/bin/python -m pip --version >>"$log" 2>&1 || quietly .venv/bin/python -m ensurepip || return 1
    quietly .venv/bin/python -m pip install --disable-pip-version-check "$@"
}

if [ -z "$uv" ]; then
    # uv itself, at the version and with the hashes of the lock.
    awk '/^[^ #]/ { ours = /^uv==/ } ours && !/#/' requirements.lock >.cache/uv.lock
    with_pip --no-deps --require-hashes -r .cache/uv.lock && uv=.venv/bin/uv
fi

filled=
if [ -n "$uv" ]; then
    # Compiled now, once: otherwise every kernel and command compiles pandas again where Python may not write (CI).
    quietly env UV_COMPILE_BYTECODE="${UV_COMPILE_BYTECODE:-1}" "$uv" pip sync --python .venv/bin/python --require-hashes requirements.lock &&
        quietly "$uv" pip install --python .venv/bin/python --no-deps --no-build-isolation -e . && filled=yes
fi
if [ -z "$filled" ]; then
    with_pip --require-hashes -r requirements.lock || fail "a package could not be installed."
    with_pip --no-deps --no-build-isolation -e . || fail "this package could not be installed."
fi

pwd >"$stamp"
echo "Ready after $(($(date +%s) - began)) s."
