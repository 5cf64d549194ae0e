#!/bin/sh
# Checks the rules and who receives what, and tests both, before they are loaded. Needs promtool (of Prometheus)<% if pager %> and amtool (of Alertmanager)<% end %>.
set -eu
cd "$(dirname "$0")"
promtool check rules slo.rules.yml
promtool test rules slo.test.yml
<% if pager %>
amtool check-config alertmanager.yml
# Each kind of alert reaches whom it should.
amtool config routes test --config.file=alertmanager.yml --verify.receivers=page severity=page service=<%= slug %>
amtool config routes test --config.file=alertmanager.yml --verify.receivers=ticket severity=ticket service=<%= slug %>
amtool config routes test --config.file=alertmanager.yml --verify.receivers=ticket service=another
<% end %>
