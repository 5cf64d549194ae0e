export const dynamic = 'force-dynamic';

/** This process answers. It asks nobody else: a database that is down is no reason to restart it. */
export function GET() {
  return Response.json({status: 'ok'}, {headers: {'Cache-Control': 'no-store'}});
}
