-- How often models were asked in a day: by each caller, and in all. Only the server's own key reaches it.
create table if not exists public.model_use (
  day date not null,
  caller text not null,
  calls integer not null,
  primary key (day, caller)
);

alter table public.model_use enable row level security;
revoke all on public.model_use from anon, authenticated;

-- Counts one request and says how many there were today. Who is above the limit takes nothing of what is there for others.
create or replace function public.count_model_use(who text, most integer)
returns json
language plpgsql
security definer
set search_path = ''
as $$
declare
  today date := (now() at time zone 'utc')::date;
  own integer;
  in_all integer;
begin
  insert into public.model_use as used (day, caller, calls)
  values (today, 'caller ' || who, 1)
  on conflict (day, caller) do update set calls = used.calls + 1
  returning calls into own;
  insert into public.model_use as used (day, caller, calls)
  values (today, 'all', case when own > most then 0 else 1 end)
  on conflict (day, caller) do update set calls = used.calls + excluded.calls
  returning calls into in_all;
  return json_build_object('own', own, 'all', in_all);
end;
$$;

revoke all on function public.count_model_use(text, integer) from public, anon, authenticated;
grant execute on function public.count_model_use(text, integer) to service_role;
