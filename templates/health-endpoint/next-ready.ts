<% for one in imports %>
import <% if one.default %><%= one.local %><% else %>{<%= one.name %><% if one.renamed %> as <%= one.local %><% end %>}<% end %> from '<%= one.module %>';
<% end %>
<% if imports %>

<% end %>
export const dynamic = 'force-dynamic';

<% if asks %>
/** This application can do its work: its database answers in time. Nothing private is answered. */
export async function GET() {
  const works = await answersInTime(askDatabase);
  return Response.json({status: works ? 'ok' : 'unavailable'}, {status: works ? 200 : 503, headers: {'Cache-Control': 'no-store'}});
}

async function askDatabase()<% if typed %>: Promise<unknown><% end %> {
<% if asks == prisma %>
  return <%= handle %>.$queryRaw`SELECT 1`;
<% elif asks == prisma-documents %>
  return <%= handle %>.$runCommandRaw({ping: 1});
<% elif asks == drizzle %>
  return <%= handle %>.execute(sql`SELECT 1`);
<% elif asks == drizzle-lite %>
  return <%= handle %>.run(sql`SELECT 1`);
<% elif asks == sequelize %>
  return <%= handle %>.authenticate();
<% elif asks == query %>
  return <%= handle %>.query('SELECT 1');
<% elif asks == knex %>
  return <%= handle %>.raw('SELECT 1');
<% elif asks == mysql %>
  return <%= handle %>.promise().query('SELECT 1');
<% elif asks == sql %>
  return <%= handle %>`SELECT 1`;
<% elif asks == mongo %>
  return <%= handle %>.db().command({ping: 1});
<% elif asks == mongo-promise %>
  return (await <%= handle %>).db().command({ping: 1});
<% elif asks == execute %>
  return <%= handle %>.execute('SELECT 1');
<% elif asks == prepare %>
  return <%= handle %>.prepare('SELECT 1').get();
<% elif asks == mongoose %>
<% if handle %>
  await <%= handle %>();
<% end %>
  return mongoose.connection.getClient().db().command({ping: 1});
<% elif asks == function %>
  return <%= handle %>('SELECT 1');
<% elif asks == supabase %>
  return <%= handle %>.from('<%= table %>').select('*').limit(1).throwOnError();
<% else %>
  const supabase = await <%= handle %>();
  return supabase.from('<%= table %>').select('*').limit(1).throwOnError();
<% end %>
}

<% if typed %>
<% include in-time.ts %>
<% else %>
<% include in-time.js %>
<% end %>
<% else %>
/** This application answers. It stores nothing itself, so there is nothing else to look at; ask here what it cannot work without. */
export function GET() {
  return Response.json({status: 'ok'}, {headers: {'Cache-Control': 'no-store'}});
}
<% end %>
