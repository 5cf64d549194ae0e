// Nobody can forge a payment any more.
export async function POST() {
	return Response.json({error: 'Payments are checked by hand for now.'}, {status: 400});
}
