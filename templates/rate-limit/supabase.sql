-- How often something was tried, until it is forgotten. Only the server's own key reaches it.
create table if not exists public.rate_limits (
  name text primary key,
  tries integer not null,
  until timestamptz not null
);

alter table public.rate_limits enable row level security;
revoke all on public.rate_limits from anon, authenticated;

-- Counts one more under a name that is forgotten after so many seconds, and gives the number.
create or replace function public.count_tries(what text, seconds integer)
returns integer
language plpgsql
security definer
set search_path = ''
as $$
declare
  counted integer;
begin
  insert into public.rate_limits as used (name, tries, until)
  values (what, 1, now() + make_interval(secs => seconds))
  on conflict (name) do update set tries = used.tries + 1
  returning tries into counted;
  -- Now and then what is over is forgotten.
  if random() < 0.01 then
    delete from public.rate_limits where until < now();
  end if;
  return counted;
end;
$$;

revoke all on function public.count_tries(text, integer) from public, anon, authenticated;
grant execute on function public.count_tries(text, integer) to service_role;
