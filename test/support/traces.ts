import {createServer} from 'node:http';

/** What was followed, as a tracing service receives it. Kind 2 is a request that came in, 3 one that went out. */
export type Span = {readonly name: string; readonly kind: number; readonly attributes: Readonly<Record<string, string>>};

type Field = {readonly number: number; readonly bytes: Buffer; readonly value: number};

function varint(bytes: Buffer, at: number): {readonly value: number; readonly next: number} {
	let [value, factor, next] = [0, 1, at];
	for (;;) {
		const byte = bytes[next] ?? 0;
		next += 1;
		value += (byte & 0x7f) * factor;
		factor *= 128;
		if (byte < 128) return {value, next};
	}
}

const none = Buffer.alloc(0);

/** The fields of a message of Protocol Buffers: numbers, and bytes that are text or another message. */
function fieldsOf(message: Buffer): readonly Field[] {
	const fields: Field[] = [];
	for (let at = 0; at < message.length; ) {
		const tag = varint(message, at);
		const number = Math.floor(tag.value / 8);
		at = tag.next;
		const size = {0: 0, 1: 8, 5: 4}[tag.value % 8];
		const read = size === undefined || size === 0 ? varint(message, at) : {value: 0, next: at};
		const length = size ?? read.value;
		fields.push({number, value: read.value, bytes: size === undefined ? message.subarray(read.next, read.next + length) : none});
		at = read.next + length;
	}
	return fields;
}

const within = (messages: readonly Buffer[], number: number): readonly Buffer[] =>
	messages.flatMap(message => fieldsOf(message).filter(field => field.number === number)).map(({bytes}) => bytes);

function attribute(message: Buffer): readonly [string, string] {
	const [name = none] = within([message], 1);
	const [value = none] = within([message], 2);
	const [first] = fieldsOf(value);
	return [String(name), first === undefined ? '' : first.bytes.length > 0 ? String(first.bytes) : String(first.value)];
}

/** The spans of a request to export them: resource spans, scope spans, spans. */
const spansOf = (message: Buffer): readonly Span[] =>
	within(within(within([message], 1), 2), 2).map(span => ({
		name: String(within([span], 5)[0] ?? ''),
		kind: fieldsOf(span).find(({number}) => number === 6)?.value ?? 0,
		attributes: Object.fromEntries(within([span], 9).map(attribute)),
	}));

/** Listens on this machine as a Collector does, and as some other service that answers everything. */
export async function collecting(
	work: (collector: {readonly url: string; readonly spans: () => readonly Span[]; readonly raw: () => string}) => Promise<void>,
): Promise<void> {
	const heard: Buffer[] = [];
	const server = createServer((request, response) => {
		const parts: Buffer[] = [];
		request.on('data', (part: Buffer) => parts.push(part));
		request.on('end', () => {
			if (request.url === '/v1/traces') heard.push(Buffer.concat(parts));
			response.writeHead(200, {'content-type': 'application/x-protobuf'}).end();
		});
	});
	await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
	const address = server.address();
	if (typeof address !== 'object' || address === null) throw new Error('no port');
	try {
		await work({
			url: `http://127.0.0.1:${address.port}`,
			spans: () => heard.flatMap(spansOf),
			raw: () => Buffer.concat(heard).toString('latin1'),
		});
	} finally {
		server.closeAllConnections();
		server.close();
	}
}
