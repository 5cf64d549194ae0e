#!/bin/sh
# Brings an earlier release of <%= app | comment %> back. Users see it at once.
#
<% if platform == helm or platform == k8s %>
#   sh scripts/roll-back.sh                    lists what runs, and changes nothing
#   sh scripts/roll-back.sh NAME               lists the releases of one
#   sh scripts/roll-back.sh NAME REVISION      brings that one back
<% else %>
#   sh scripts/roll-back.sh            lists the releases there are, and changes nothing
#   sh scripts/roll-back.sh RELEASE    brings that one back
<% end %>
#
# Before: does the database still fit the older program? docs/releases.md says how to tell.
set -eu
<% if platform == helm or platform == k8s %>
name=${1:-}
release=${2:-}
<% else %>
release=${1:-}
<% end %>

<% if platform == netlify %>
: "${SITE_ID:?Set SITE_ID first: netlify status prints it}"

<% elif platform == render %>
: "${RENDER_API_KEY:?Set RENDER_API_KEY first: Account Settings, API Keys}"
: "${RENDER_SERVICE:?Set RENDER_SERVICE first: srv-… in the address of its page in the dashboard}"
command -v jq >/dev/null || { echo 'Install jq first: it reads what Render answers.' >&2; exit 1; }
api=https://api.render.com/v1/services/$RENDER_SERVICE
render() {
  curl --fail --silent --show-error --max-time 30 --header "Authorization: Bearer $RENDER_API_KEY" --header 'Content-Type: application/json' "$@"
}

<% elif platform == railway %>
: "${RAILWAY_TOKEN:?Set RAILWAY_TOKEN first: a project token of the environment, from Project Settings, Tokens}"
: "${RAILWAY_SERVICE:?Set RAILWAY_SERVICE first: the name of the service}"

<% elif platform == compose %>
cd "$(dirname "$0")/.."
if [ -n "$(git status --porcelain --untracked-files=no)" ]; then
  echo 'Something here was changed by hand (git status). Keep it or drop it first: nothing was changed.' >&2
  exit 1
fi

<% end %>
if [ -z "$release" ]; then
<% if platform == vercel %>
  vercel ls --environment production
  echo 'RELEASE is the address of the last good one.'
<% elif platform == netlify %>
  netlify api listSiteDeploys --data "{\"site_id\": \"$SITE_ID\", \"per_page\": 10}"
  echo 'RELEASE is the "id" of the last good one.'
<% elif platform == cloudflare %>
  npx wrangler deployments list
  echo 'RELEASE is the version id of the last good one.'
<% elif platform == fly %>
  fly releases --image
  echo 'RELEASE is the image of the last good one, such as registry.fly.io/NAME:deployment-…'
<% elif platform == render %>
  render "$api/deploys?limit=10" | jq --raw-output '.[].deploy | [.id, .status, .createdAt, ((.commit.message // "") | split("\n")[0])] | @tsv'
  echo 'RELEASE is the dep-… of the last good one.'
<% elif platform == dokku %>
  git log --first-parent --date=local --format='%h %cd %s' -n 10
  echo 'RELEASE is the commit of the last good one.'
<% elif platform == railway %>
  railway deployment list --service "$RAILWAY_SERVICE"
  echo 'RELEASE is the id of the last good one.'
<% elif platform == heroku %>
  heroku releases --num 10
  echo 'RELEASE is the last good one, such as v41.'
<% elif platform == appengine %>
  gcloud app versions list --sort-by='~version.createTime' --limit=10
  echo 'RELEASE is the version of the last good one.'
<% elif platform == helm %>
  if [ -z "$name" ]; then helm list; else helm history "$name" --max 10; fi
<% elif platform == k8s %>
  if [ -z "$name" ]; then kubectl get deployments; else kubectl rollout history deployment/"$name"; fi
<% elif platform == compose %>
  git log --first-parent --date=local --format='%h %cd %s' -n 10
  echo 'RELEASE is the commit of the last good one.'
<% end %>
  exit 0
fi

<% if platform == render or platform == railway %>
case "$release" in
  *[!A-Za-z0-9-]*) echo 'That is not the id of a release: nothing was changed.' >&2; exit 1 ;;
esac

<% end %>
<% if platform == helm or platform == k8s %>
printf 'Bring revision %s of %s back? Users see it at once. Type yes: ' "$release" "$name"
<% else %>
printf 'Bring %s back? Users see it at once. Type yes: ' "$release"
<% end %>
read -r answer
if [ "$answer" != yes ]; then
  echo 'Nothing was changed.'
  exit 1
fi

started=$(date +%s)
<% if platform == vercel %>
vercel rollback "$release"
<% elif platform == netlify %>
netlify api restoreSiteDeploy --data "{\"site_id\": \"$SITE_ID\", \"deploy_id\": \"$release\"}"
<% elif platform == cloudflare %>
npx wrangler rollback "$release" --message 'taken back by scripts/roll-back.sh'
<% elif platform == fly %>
fly deploy --image "$release"
fly status
<% elif platform == render %>
deploy=$(render --request POST --data "{\"deployId\": \"$release\"}" "$api/rollback" | jq --raw-output .id)
waited=0
while :; do
  status=$(render "$api/deploys/$deploy" | jq --raw-output .status)
  echo "Render: $status"
  case "$status" in
    live) break ;;
    *failed | canceled | deactivated) echo 'Render did not bring it back: its page says why.' >&2; exit 1 ;;
  esac
  waited=$((waited + 1))
  if [ "$waited" -ge 60 ]; then
    echo 'It is not live after 10 minutes: look at its page in the dashboard.' >&2
    exit 1
  fi
  sleep "${PAUSE:-10}"
done
echo 'Automatic deploys stay on: switch them off in Settings until the fix is in, or the next push brings the bad one back.'
<% elif platform == railway %>
answer=$(curl --fail --silent --show-error --max-time 30 --header "Project-Access-Token: $RAILWAY_TOKEN" --header 'Content-Type: application/json' \
  --data "{\"query\": \"mutation { deploymentRollback(id: \\\"$release\\\") }\"}" https://backboard.railway.com/graphql/v2)
case "$answer" in
  *'"errors"'*) echo "Railway did not bring it back: $answer" >&2; exit 1 ;;
esac
railway deployment list --service "$RAILWAY_SERVICE"
echo 'Automatic deploys stay on: disconnect the branch in Settings until the fix is in, or the next push brings the bad one back.'
<% elif platform == dokku %>
commit=$(git rev-parse --verify --quiet "$release^{commit}") || { echo 'There is no such commit here: nothing was changed.' >&2; exit 1; }
branch=$(git ls-remote --heads dokku | sed -n 's|.*refs/heads/||p' | head -n 1)
git push --force dokku "$commit:refs/heads/${branch:?The remote dokku holds no branch: git remote -v says where it points}"
<% elif platform == heroku %>
heroku rollback "$release"
heroku ps
<% elif platform == appengine %>
gcloud app services set-traffic default --splits "$release=1" --quiet
<% elif platform == helm %>
helm rollback "$name" "$release" --wait --timeout 5m
<% elif platform == k8s %>
kubectl rollout undo deployment/"$name" --to-revision="$release"
kubectl rollout status deployment/"$name" --timeout=5m
<% elif platform == compose %>
git switch --detach "$release"
docker compose<% for file in compose %> -f <%= file %><% end %> up --detach --build
docker compose<% for file in compose %> -f <%= file %><% end %> ps
<% end %>

<% if site %>
# For at most 2 minutes: a release needs a moment to start.
tries=0
<% if bare %>
# A service without pages answers 404 at its bare address when it is well: all but 5xx and silence is an answer.
until curl --silent --show-error --location --max-time 10 --output /dev/null --write-out '%{http_code}\n' <%= ask | sh %> | grep -q '^[1-4]'; do
<% else %>
until curl --fail --silent --show-error --location --max-time 10 --output /dev/null <%= ask | sh %>; do
<% end %>
  tries=$((tries + 1))
  if [ "$tries" -ge 12 ]; then
    echo 'It was taken back, and it still does not answer: the release is not the cause, or not the only one.' >&2
    exit 1
  fi
  sleep "${PAUSE:-10}"
done
echo "It answers again after $(($(date +%s) - started)) seconds. Do once, as a user, what people come for."
<% else %>
echo "Done after $(($(date +%s) - started)) seconds. Open the site, and do once, as a user, what people come for."
<% end %>
