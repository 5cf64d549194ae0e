import type {Facts} from '../../facts.ts';
import {isReached} from '../../reached.ts';
import {isPlaceholder} from '../../secrets/placeholder.ts';
import {givenIn} from '../given.ts';
import {runningFiles} from '../running.ts';
import {isPasswordName} from '../secret-names.ts';
import {type ClientSecret, isShipped} from './client-secret.ts';

/** Keys of a known form in files that browsers load. */
export const writtenKeys = (facts: Facts): readonly ClientSecret[] =>
	facts.files
		.filter(
			file =>
				isShipped(file) &&
				file.side === 'client' &&
				file.secrets.length > 0 &&
				(file.language === 'html' || isReached(file, facts.reached) !== false),
		)
		.flatMap(({secrets}) =>
			secrets
				.filter(({weight, seen}) => (weight === 'live' || weight === 'limited') && seen === 'shape')
				.map(
					({path, line, text, what, value}): ClientSecret => ({
						path,
						line,
						text,
						is: 'shipped',
						said: `${what} (${value}) stands in code that every visitor loads`,
					}),
				),
		);

const looksChosen = /^(?=.*[A-Z\d])(?=.*[a-z])[\w!@#$%^&*?.-]{6,60}$/u;
const pretended = /example|placeholder|dummy|mock|demo|label|hint|field|input|type|error|message/iu;

/** A password that is written into code that browsers load. */
export const writtenPasswords = (facts: Facts): readonly ClientSecret[] =>
	runningFiles(facts)
		.filter(({file, path}) => file.side === 'client' && !/(?:^|[/._-])(?:i18n|locales?|langs?|translations?|messages)[/._-]/u.test(path))
		.flatMap(({path, code}) =>
			givenIn(code)
				.filter(
					({name, value, under, call}) =>
						call === undefined &&
						under.length < 2 &&
						isPasswordName(name) &&
						value.is === 'text' &&
						looksChosen.test(value.text) &&
						!pretended.test(name) &&
						!isPlaceholder(value.text) &&
						!/password/iu.test(value.text),
				)
				.map(
					({line, text, name}): ClientSecret => ({
						path,
						line,
						text,
						is: 'unclear',
						said: `a password (${name}) stands in code that every visitor loads, and whether it opens anything cannot be seen`,
					}),
				),
		);
