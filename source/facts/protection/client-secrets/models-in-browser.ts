import {entryOf, firstOf, type Value} from '../../code/code.ts';
import type {Facts} from '../../facts.ts';
import {runningFiles} from '../running.ts';
import {type ClientSecret, isShipped} from './client-secret.ts';

const fromEnvironment = /(?:process\.env|import\.meta\.env|env)\.(?<name>\w+)/u;
const models =
	/^https:\/\/(?:api\.openai\.com|api\.anthropic\.com|generativelanguage\.googleapis\.com|api\.groq\.com|api\.mistral\.ai|openrouter\.ai|api\.deepseek\.com|api\.perplexity\.ai|api\.resend\.com|api\.sendgrid\.com|api\.elevenlabs\.io|api\.replicate\.com)\//u;

/** Clients of models that are told to run in a browser, and calls to models from one. */
export const modelsInBrowser = (facts: Facts): readonly ClientSecret[] =>
	runningFiles(facts)
		.filter(({file}) => isShipped(file))
		.flatMap(({path, code}): readonly ClientSecret[] => {
			const keyOf = (value: Value | undefined): string =>
				value?.is === 'name' ? (fromEnvironment.exec(value.name)?.groups?.name ?? '') : '';
			const clients = code.calls.flatMap((call): readonly ClientSecret[] => {
				const [options] = call.args;
				const allowed = entryOf(options, 'dangerouslyAllowBrowser');
				if (allowed?.is !== 'literal' || allowed.value !== true) return [];
				const key = keyOf(entryOf(options, 'apiKey'));
				return [
					{
						path,
						line: call.line,
						text: call.text,
						is: key === '' ? 'unclear' : 'shipped',
						said:
							key === ''
								? 'a client of a model runs in the browser, and where its key comes from could not be seen'
								: `a client of a model runs in the browser with ${key}, which everyone who opens the page can read`,
					},
				];
			});
			const calls = code.calls
				.filter(
					({to, args}) =>
						(to === 'fetch' || firstOf(to) === 'axios') &&
						args.some(arg => (arg.is === 'text' || arg.is === 'template') && models.test(arg.text)),
				)
				.map(
					({line, text}): ClientSecret => ({
						path,
						line,
						text,
						is: 'unclear',
						said: 'the browser calls a paid service itself, and where the key comes from could not be seen',
					}),
				);
			return [...clients, ...calls];
		});
