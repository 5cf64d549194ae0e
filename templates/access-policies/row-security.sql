-- The public key of Supabase stands in every browser. From here on it reaches a row only where a policy below lets it.
-- The server's own key (service_role) passes all of this: keep it on the server.
<% for table in tables %>

-- <%= table.name | comment %>: <% if table.is == person %>each row belongs to one person<% elif table.is == group %>each row belongs to the members of a group<% else %>nothing says whose a row is, so nobody reaches it with the public key<% end %>

<% if table.enable %>
alter table <%= table.schema | sqlname %>.<%= table.name | sqlname %> enable row level security;
<% end %>
<% for policy in table.mend %>
-- This policy let in too many.
<% if table.is != unknown %>
alter policy <%= policy.name | sqlname %> on <%= table.schema | sqlname %>.<%= table.name | sqlname %> to authenticated<% if policy.command != insert %>
  using (<% include condition.sql %>)<% end %><% if policy.command == insert or policy.command == update or policy.command == all %>
  with check (<% include condition.sql %>)<% end %>;
<% else %>
alter policy <%= policy.name | sqlname %> on <%= table.schema | sqlname %>.<%= table.name | sqlname %> to service_role;
<% end %>
<% end %>
<% for policy in table.create %>
<% if policy.command == all %>
create policy <%= policy.name | sqlname %> on <%= table.schema | sqlname %>.<%= table.name | sqlname %> for select to anon, authenticated using (true);
<% elif policy.command == insert %>
create policy <%= policy.name | sqlname %> on <%= table.schema | sqlname %>.<%= table.name | sqlname %> for insert to authenticated
  with check (<% include condition.sql %>);
<% elif policy.command == update %>
create policy <%= policy.name | sqlname %> on <%= table.schema | sqlname %>.<%= table.name | sqlname %> for update to authenticated
  using (<% include condition.sql %>) with check (<% include condition.sql %>);
<% else %>
create policy <%= policy.name | sqlname %> on <%= table.schema | sqlname %>.<%= table.name | sqlname %> for <%= policy.command %> to authenticated
  using (<% include condition.sql %>);
<% end %>
<% end %>
<% if table.limited %>
-- <%= table.rights | comment %>: only the server may set what gives people rights or money.
revoke <% if table.inserts %>insert, <% end %>update on <%= table.schema | sqlname %>.<%= table.name | sqlname %> from anon, authenticated;
grant <% if table.inserts %>insert (<% for column in table.columns %><%= column.name | sqlname %><% if column.more %>, <% end %><% end %>), <% end %>update (<% for column in table.columns %><%= column.name | sqlname %><% if column.more %>, <% end %><% end %>) on <%= table.schema | sqlname %>.<%= table.name | sqlname %> to authenticated;
<% end %>
<% end %>
