import type {Facts} from '../../facts.ts';
import {marksOf} from '../../files.ts';
import type {UncheckedTls} from './unchecked.ts';

const forDevelopers =
	/(?:^|[/._-])(?:dev|development|devcontainer|local|test|tests|testing|e2e|ci|example|examples|sample|override)(?=[/._-]|$)/iu;

/** Connections that settings, commands and addresses of databases speak of. */
export const inSettings = (facts: Facts): readonly UncheckedTls[] => [
	...marksOf(facts, 'tls.unchecked', ['app', 'config'])
		.filter(({path, file}) => file.code === undefined && !forDevelopers.test(path) && !path.startsWith('.github/'))
		.map(
			({path, line, text}): UncheckedTls => ({
				path,
				line,
				text,
				severity: 'high',
				said: 'the whole program is told not to ask who is at the other end of its connections',
			}),
		),
	...facts.commands
		.filter(
			({command, stage, role, name}) =>
				/NODE_TLS_REJECT_UNAUTHORIZED=['"]?0/u.test(command) &&
				(stage === 'start' || /^start/u.test(name ?? '')) &&
				!/dev|test/iu.test(name ?? '') &&
				role !== 'test',
		)
		.map(
			({path, line, text}): UncheckedTls => ({
				path,
				line,
				text,
				severity: 'high',
				said: 'the program is started without asking who is at the other end of its connections',
			}),
		),
	...marksOf(facts, 'tls.unchecked-database', ['app', 'config'])
		.filter(
			({path, value = ''}) =>
				value.includes('.') &&
				!/^(?:127\.|10\.|192\.168\.|172\.)|\.(?:local|internal|localhost|test|svc)$|example|host\.docker|yourdomain|\.svc\./u.test(value) &&
				!forDevelopers.test(path),
		)
		.map(
			({path, line, text}): UncheckedTls => ({
				path,
				line,
				text,
				severity: 'high',
				said: 'a database over the network is used without asking who is at the other end',
			}),
		),
];
