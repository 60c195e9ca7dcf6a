#!/bin/sh
# Measures the answers against mails that other people collected, where they are at hand: ../shared beside the repository.
# Fails where a share of right answers falls below the one in Tests/corpus-thresholds.csv.
set -eu
cd "$(dirname "$0")/.."
shared=../shared
if [ ! -d "$shared/corpus" ] || [ ! -f "$shared/tools/score.py" ]; then
    echo "SKIPPED: the corpus is not at hand ($shared): nothing was measured against it."
    exit 0
fi
if ! command -v python3 >/dev/null; then
    echo "SKIPPED: python3 is not at hand: nothing was measured against the corpus."
    exit 0
fi
# Who has built it already says where it is.
if [ -z "${UNDELIVERED:-}" ]; then
    swift build -c release --product undelivered >/dev/null
    UNDELIVERED="$(swift build -c release --show-bin-path)/undelivered"
fi
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

diagnose() {
    # 1 and 65 are honest answers about single mails.
    "$UNDELIVERED" diagnose --format ndjson "$@" 2>"$folder/errors" || [ $? -eq 1 ] || [ $? -eq 65 ] ||
        { cat "$folder/errors" >&2; echo "FAILED: undelivered ended with an error on the corpus"; exit 1; }
}

diagnose "$shared/corpus/mails" >"$folder/mails.ndjson"
# As mails of systems that no pack knows: with nothing but what servers have in common.
"$UNDELIVERED" pack compile RulePacks/Standard RulePacks/Blocklists --output "$folder/standard.image" >/dev/null
diagnose --image "$folder/standard.image" "$shared/corpus/mails" >"$folder/unknown.ndjson"
python3 -c 'import json, sys
for line in open(sys.argv[1]): print(" ".join(json.loads(line)["text"].split()))' "$shared/corpus/replies.jsonl" >"$folder/replies.txt"
diagnose --replies "$folder/replies.txt" >"$folder/replies.ndjson"
for answers in mails unknown; do
    python3 "$shared/tools/score.py" "$shared/corpus/truth.jsonl" "$folder/$answers.ndjson" --json >"$folder/$answers.json"
done
python3 "$shared/tools/score.py" "$shared/corpus/replies.jsonl" "$folder/replies.ndjson" --json >"$folder/replies.json"

python3 - "$folder" Tests/corpus-thresholds.csv <<'PYTHON'
import csv, json, sys
folder, thresholds = sys.argv[1:]
failed = False
for row in csv.DictReader(open(thresholds)):
    right, asked = json.load(open(f"{folder}/{row['input']}.json"))["all"][row["measure"]]
    percent, limit = 100 * right / asked, float(row["percent"])
    # The share of mails left undecided is better the lower it is.
    good = percent <= limit if row["measure"] == "undecided" else percent >= limit
    failed = failed or not good
    print(f"{'ok    ' if good else 'FAILED'} {row['input']:8}{row['measure']:11}{right:5} of {asked:4} {percent:6.1f} %  ({row['percent']} % wanted)")
sys.exit(failed)
PYTHON
echo "Corpus: every share is as good as it has to be."
