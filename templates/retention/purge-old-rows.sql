-- Run by purge-old-rows.sh. The periods are those of docs/retention.md: change both.
\set ON_ERROR_STOP on
begin;
set local lock_timeout = '10s';
<% for row in doomed %>
\if :really
  with gone as (
    delete from <%= row.schema | sqlname %>.<%= row.name | sqlname %> where <%= row.column | sqlname %> < now() - interval '<%= row.days %> days' returning 1
  )
  select <%= row.name | sql %> || ', rows deleted', count(*) from gone;
\else
  select <%= row.name | sql %> || ', rows that are too old', count(*) from <%= row.schema | sqlname %>.<%= row.name | sqlname %> where <%= row.column | sqlname %> < now() - interval '<%= row.days %> days';
\endif
<% end %>
commit;
