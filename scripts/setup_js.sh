#!/bin/sh
# Fill node_modules/ with the programs that check the JavaScript, and the proxy of the tests' JupyterHub, at the versions of
# package-lock.json.
# Only `make test` needs them. Usage: sh scripts/setup_js.sh     The full output is kept in .cache/setup_js.log.
set -u
log=.cache/setup_js.log

missing() {
    echo "The JavaScript cannot be checked: $1" >&2
    echo "Get Node.js 18.18 or newer with npm. On Debian and Ubuntu: sudo apt install nodejs npm. With conda: conda install nodejs." >&2
    echo "Then run make test again." >&2
    exit 1
}

command -v node >/dev/null || missing "Node.js (the program node) was not found."
command -v npm >/dev/null || missing "npm was not found."
# Written for the oldest Node.js, too.
node -e 'var v = process.versions.node.split("."); process.exit(v[0] > 18 || (v[0] == 18 && v[1] >= 18) ? 0 : 1)' ||
    missing "this Node.js is $(node --version), which is too old."

mkdir -p .cache
if ! npm ci >"$log" 2>&1 </dev/null; then
    echo "Set-up stopped: npm could not install the programs that check the JavaScript." >&2
    tail -n 12 "$log" | sed 's/^/    /' >&2
    echo "The full output is in $log." >&2
    exit 1
fi
touch node_modules/.complete
