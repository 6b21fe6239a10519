#!/bin/sh
# One person's way through a running Matinee, with curl alone: they come, rate, are recommended to, and go.
#
#   tests/e2e/journey.sh http://127.0.0.1:8000 [DATA_DIR]
#
# The service has a catalogue and a release, as after `matinee demo`. DATA_DIR: its folder, in which nothing of the
# person must be left. It ends with code 0 where all of it is as it should be.
set -eu

api="$1/api/v1"
home="${2:-}"
name="traveller$$x$(date +%s)"
password="seven quiet lamps over $name"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
token=""

say() { printf '%-46s %s\n' "$1" "$2"; }
fail() { echo "FAILED: $1" >&2; [ -s "$work/answer" ] && head -c 600 "$work/answer" >&2; echo >&2; exit 1; }

# ask METHOD PATH WANTED_STATUS [JSON]: the body is left in $work/answer
ask() {
    method=$1 path=$2 wanted=$3 body=${4:-}
    set -- -sS -o "$work/answer" -w '%{http_code}' -X "$method"
    [ -n "$token" ] && set -- "$@" -H "Authorization: Bearer $token"
    [ -n "$body" ] && set -- "$@" -H 'Content-Type: application/json' --data "$body"
    got=$(curl "$@" "$api$path") || fail "$method $path: no answer"
    [ "$got" = "$wanted" ] || fail "$method $path: $got in the place of $wanted"
}

# pick EXPRESSION: of the answer, read as JSON into `it`
pick() { python3 -c 'import json, sys; it = json.load(open(sys.argv[1])); print(eval(sys.argv[2]))' "$work/answer" "$1"; }

ask GET /health/ready 200
say "ready" "$(pick 'it["status"]')"

ask GET "/recommendations?k=10" 401
say "recommendations without a name" "refused"

ask POST /auth/register 202 "{\"username\": \"$name\", \"email\": \"$name@films.example\", \"password\": \"$password\"}"
ask POST /auth/login 200 "{\"username\": \"$name\", \"password\": \"$password\"}"
token=$(pick 'it["token"]')
ask GET /auth/me 200
say "logged in as" "$(pick 'it["username"]')"

ask GET /onboarding/grid 200
grid=$(pick '" ".join(str(one["id"]) for one in it["items"])')
set -- $grid
[ $# -ge 6 ] || fail "the grid has $# titles"
sixth=$6
stars=5
for title in $1 $2 $3 $4 $5; do
    ask PUT "/ratings/$title" 200 "{\"stars\": $stars}"
    [ "$stars" = 5 ] && stars=4.5 || stars=5
done
ask GET /me/ratings 200
say "rated" "$(pick 'len(it["items"])') titles"

ask GET "/recommendations?k=10" 200
[ "$(pick 'len(it["items"])')" = 10 ] || fail "not ten recommendations"
[ "$(pick 'all(one["reasons"] for one in it["items"])')" = True ] || fail "a recommendation without a reason"
[ "$(pick 'it["source"]')" = personalised ] || fail "not personalised"
before=$(pick '[one["id"] for one in it["items"]]')
say "recommended" "$(pick '", ".join(one["title"] for one in it["items"][:3])'), ..."
say "because" "$(pick 'it["items"][0]["reasons"][0]["text"]')"
first=$(pick 'it["items"][0]["id"]')
ask GET "/recommendations/$first/why" 200

ask PUT "/ratings/$sixth" 200 '{"stars": 5}'
ask GET "/recommendations?k=10" 200
moved=$(pick "sum(one['id'] != was for one, was in zip(it['items'], $before))")
[ "$moved" -gt 0 ] || fail "a sixth rating changes nothing"
say "after a sixth rating" "another title in $moved of ten places"

ask GET /me/ratings 200
mine=$(pick 'json.dumps([{"title_id": one["title"]["id"], "stars": one["stars"]} for one in it["items"]])')
ask POST /recommend/compare 200 "{\"models\": [\"ease\", \"ials\"], \"k\": 10, \"ratings\": $mine}"
say "two models compared" "overlap $(pick 'it["overlap"]')"

ask GET /me/export 200
[ "$(pick 'len(it["ratings"])')" = 6 ] || fail "the export has not six ratings"
say "exported" "$(pick 'len(it)') lists"

ask DELETE /me 204
ask GET /auth/me 401
token=""
ask POST /auth/login 401 "{\"username\": \"$name\", \"password\": \"$password\"}"
if [ -n "$home" ]; then
    left=$(grep -r -l -a "$name" "$home" || true)
    [ -z "$left" ] || fail "something is left in: $left"
    say "gone" "nothing of '$name' in $home"
fi
