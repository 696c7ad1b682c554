#!/usr/bin/env bash
# Records a first hour with the command line in a real terminal (tmux), against the sandbox and its invented data, and prints it as Markdown:
#   mvn package -pl cli -am && cli/src/test/terminal/first-hour.sh > docs/first-hour.md
# Needs tmux, curl and jq.
set -euo pipefail
cd "$(dirname "$0")/../../.."
jar=$PWD/target/flaskdata.jar
script=$PWD/src/main/script/flaskdata
home=$(mktemp -d)
socket=flaskdata-first-hour-$$
mkdir -p "$home/bin" "$home/.config/flaskdata"
cp "$script" "$home/bin/flaskdata"
ln -s "$jar" "$home/bin/flaskdata.jar"
"$home/bin/flaskdata" sandbox --seed large:400 --json > "$home/.ready" 2> "$home/.sandbox" &
sandbox=$!
end() {
  tmux -L "$socket" kill-server 2> /dev/null || true
  kill "$sandbox" 2> /dev/null || true
  wait "$sandbox" 2> /dev/null || true
  rm -rf "$home"
}
trap end EXIT
until [ -s "$home/.ready" ]; do kill -0 "$sandbox"; sleep 0.2; done
api=$(jq -r .api "$home/.ready")
printf '[default]\napi-url = %s\nidp-url = %s\nemail = api@sandbox.flaskdata.test\npassword-file = ~/.password\nzone = Asia/Jerusalem\nedc = demo\nstudy = 1000001\n' \
  "$api" "$(jq -r .idp "$home/.ready")" > "$home/.config/flaskdata/config"
printf sandbox > "$home/.password"

tmux -L "$socket" -f /dev/null new-session -d -x 118 -y 200 -s hour \
  "cd '$home' && exec env -i HOME='$home' PATH='$home/bin:$PATH' TERM=screen LANG=C.UTF-8 PS1='\$ ' bash --norc --noprofile"
# Home's name is of this machine and this run; so are addresses.
shown() {
  tmux -L "$socket" capture-pane -p -J -t hour | sed -e "s#$home#~#g" -e 's#127\.0\.0\.1:[0-9]*#127.0.0.1:18080#g' -e 's/[[:space:]]*$//' | sed -e '/./,$!d'
}
prompted() { [ "$(shown | sed '/^$/d' | tail -n 1)" = '$' ]; }
settle() { for _ in $(seq 600); do sleep 0.2; if prompted; then return; fi; done; echo "It doesn't end" >&2; shown >&2; exit 1; }
fresh() { tmux -L "$socket" send-keys -t hour C-l; sleep 0.3; tmux -L "$socket" clear-history -t hour; }
block() { printf '\n```\n'; shown | sed -e :a -e '/^\n*$/{$d;N;ba' -e '}' | sed -e '${/^\$$/d' -e '}'; printf '```\n'; }
# A title, and commands, each typed when the one before has ended.
step() {
  printf '\n## %s\n' "$1"
  shift
  settle
  fresh
  for command; do tmux -L "$socket" send-keys -t hour -l "$command"; tmux -L "$socket" send-keys -t hour Enter; sleep 0.3; settle; done
  block
}
fault() { curl -sf -X POST "$api/__sandbox/faults" -H 'Content-Type: application/json' -d "$1" > /dev/null; }

cat <<'INTRO'
# A first hour

Recorded by `cli/src/test/terminal/first-hour.sh` in a terminal of tmux, against the [sandbox](sandbox.md) and its invented data. [The command line](cli.md) has all commands.
INTRO
step 'Who and where' 'grep -v url ~/.config/flaskdata/config' 'flaskdata check'
step 'Which tables' 'flaskdata tables | cut -c1-110 | head -n 6'
step 'Extract into Parquet' 'flaskdata extract table study_subject -o subjects.parquet'

printf '\n## Killed, and resumed\n\nThe server is slow; the bar has rows, bytes and rate. Then the process is killed from elsewhere.\n'
settle; fresh
fault '{"path":"/edc/study/extract-data","kind":"slow-body","amount":100,"times":1}'
tmux -L "$socket" send-keys -t hour -l 'flaskdata extract table cc_event_data -o today/ --format parquet'
tmux -L "$socket" send-keys -t hour Enter
for _ in $(seq 100); do sleep 0.2; if shown | grep -q 'rows.*KB'; then break; fi; done
sleep 1
block
kill -9 "$(pgrep -P "$(tmux -L "$socket" display-message -p -t hour '#{pane_pid}')")"
step 'The same again' 'ls today/' 'flaskdata extract table study_subject cc_event_data -o today/ --format parquet --resume' \
  'flaskdata extract table study_subject cc_event_data -o today/ --format parquet --resume' \
  'flaskdata extract table study_subject cc_event_data -o today/ --format parquet --resume --where study_id=3'
step 'A mirror, twice' 'flaskdata sync study_subject study_event crf --to mirror/' 'flaskdata sync study_subject study_event crf --to mirror/'
printf 'subject,SYSBP,WEIGHT\n001-001,133,70.50\n001-002,hihg,71.20\n' > "$home/vitals.csv"
step 'Insert, with an error' 'flaskdata extract table cc_event_data -o monday.jsonl -q' 'cat vitals.csv' \
  "flaskdata forms insert vitals.csv --event Screening --crf 'Vital Signs'" 'sed -i s/hihg/128/ vitals.csv' \
  "flaskdata forms insert vitals.csv --event Screening --crf 'Vital Signs' -q" "flaskdata forms insert vitals.csv --event Screening --crf 'Vital Signs' -q"
step 'What changed' 'flaskdata extract table cc_event_data -o tuesday.jsonl -q' 'flaskdata diff monday.jsonl tuesday.jsonl --key item_data_id'
step 'Mistyped' 'flaskdata extrct table crf' 'flaskdata extract table crf --edk demo' 'echo $?'
