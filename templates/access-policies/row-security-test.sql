-- Two people and somebody without sign-in: each reaches only what is theirs. Nothing stays behind: it all runs in one transaction.
-- Run it on a local copy, never on the live database: supabase test db, or psql with -f and this file. Every line must begin with "ok".
begin;

create function pg_temp.add(statement text) returns void language plpgsql as $$
begin
  -- Neither keys nor triggers ask for other rows here.
  set local session_replication_role = replica;
  execute statement;
  set local session_replication_role = origin;
exception when check_violation or invalid_text_representation or datatype_mismatch then
  raise warning 'no row could be made for the test, so what it says of that table means nothing: %', sqlerrm;
end $$;

-- How many rows a statement reaches for this person: 0 when it is refused, -1 when only something else stopped it.
create function pg_temp.reaches(person text, as_role text, statement text) returns bigint language plpgsql as $$
declare
  reached bigint;
begin
  perform set_config('request.jwt.claims', json_build_object('sub', nullif(person, ''), 'role', as_role)::text, true);
  perform set_config('request.jwt.claim.sub', person, true);
  perform set_config('role', as_role, true);
  begin
    execute statement;
    get diagnostics reached = row_count;
  exception when insufficient_privilege then
    reached := 0;
  when others then
    reached := -1;
  end;
  perform set_config('role', 'none', true);
  return reached;
end $$;

\o /dev/null
<% for row in rows %>
select pg_temp.add(<%= row | sql %>);
<% end %>
\o

select '1..<%= count %>';
<% for attempt in attempts %>
select case when pg_temp.reaches(<%= attempt.who | sql %>, <%= attempt.role | sql %>, <%= attempt.statement | sql %>) = <%= attempt.reaches %> then '' else 'not ' end
  || <%= attempt.said | sql %>;
<% end %>

rollback;
