import type {PlainFacts} from '../../facts/facts.ts';

const address = /^(?:DATABASE|DB|POSTGRES(?:QL)?|PG|NEON)(?:_\w+)?_?(?:URL|URI|DSN)$/u;
const otherAddress = /TEST|SHADOW|REPLICA|PUBLIC/u;
const part = /^(?:POSTGRES|PG|DB|DATABASE)_?(?<what>HOST|SERVER|PORT|USER|USERNAME|PASSWORD|PASS|NAME|DB|DATABASE)$/u;
const parts: Readonly<Record<string, 'host' | 'port' | 'user' | 'password' | 'name'>> = {
	HOST: 'host',
	SERVER: 'host',
	PORT: 'port',
	USER: 'user',
	USERNAME: 'user',
	PASSWORD: 'password',
	PASS: 'password',
	NAME: 'name',
	DB: 'name',
	DATABASE: 'name',
};

/** The settings that the code reads to reach its database: one address, or its parts; empty for what it does not read. */
export function databaseSettings(facts: PlainFacts): {readonly [name: string]: string} {
	const names = facts.settings.named.map(({name}) => name);
	const whole = names.find(name => address.test(name) && !otherAddress.test(name)) ?? '';
	const found = {whole, host: '', port: '', user: '', password: '', name: ''};
	if (whole !== '') return found;
	for (const name of names) {
		const what = parts[part.exec(name)?.groups?.what ?? ''];
		if (what !== undefined && found[what] === '') found[what] = name;
	}
	return found.host === '' || found.user === '' || found.password === '' || found.name === '' ? {...found, host: ''} : found;
}
