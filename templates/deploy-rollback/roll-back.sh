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
