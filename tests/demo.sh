# What "make demo" shows. BIN: folder of the environment's programs; DEMO: folder for the output.
set -eu
tool="$BIN/pysched-gen"
rm -rf "$DEMO"
mkdir -p "$DEMO"

say() { printf '\n\033[1m%s\033[0m\n' "$*"; }
[ -t 1 ] || say() { printf '\n%s\n' "$*"; }

say "1. A package from the snippets of a local scheduler"
"$tool" generate snippets/local -o "$DEMO/houdini"

say "2. A package from a node dumped in Houdini, into the same directory"
"$tool" inspect tests/data/farmq_dump.json
"$tool" generate tests/data/farmq_dump.json -o "$DEMO/houdini"

say "3. Both are up to date"
"$tool" generate snippets/local tests/data/farmq_dump.json -o "$DEMO/houdini" --check
echo "--check: clean"

say "4. What was written"
(cd "$DEMO/houdini" && find . -type f | LC_ALL=C sort | sed 's,^\./,    ,')

say "5. The package proves itself against a stand-in of PDG"
"$tool" verify "$DEMO/houdini" --scheduler localrunner

say "6. It cooks a graph of 24 items with real processes"
"$tool" cook "$DEMO/houdini" --scheduler localrunner --items 24 --depth 3 --fan 2 \
    --command 'sleep 0.05' --set pdg_tickperiod=0.05 -o "$DEMO/report"

say "When each item waited and ran, on which worker:"
echo "    $PWD/$DEMO/report/timeline.html"

say "Put the package on HOUDINI_PATH:"
echo "    HOUDINI_PATH=\"$PWD/$DEMO/houdini;&\" houdini"
