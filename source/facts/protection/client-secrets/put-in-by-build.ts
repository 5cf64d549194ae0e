import {lastOf} from '../../code/code.ts';
import type {Facts} from '../../facts.ts';
import {marksOf} from '../../files.ts';
import {givenIn} from '../given.ts';
import {type ClientSecret, isShipped} from './client-secret.ts';
import {isHarmless, isVendorKey, namesServerKey} from './server-keys.ts';

const bundler = /(?:^|\/)(?:vite|next|nuxt|astro|webpack|rsbuild|craco|vue)\.config\.[cm]?[jt]s$/u;
const inlined = /^(?:(?:process\.env|import\.meta\.env)\.)?(?<name>[A-Z][A-Z0-9_]{3,60})$/u;

/** Settings that a bundler's configuration puts into the page under another name. */
export function putInByBuild(facts: Facts): readonly ClientSecret[] {
	const client = new Set(
		marksOf(facts, 'setting.read', ['app'])
			.filter(({file}) => isShipped(file))
			.map(({value}) => value ?? ''),
	);
	return facts.files
		.filter(({path, code}) => code !== undefined && bundler.test(path))
		.flatMap(({path, code}) =>
			code === undefined
				? []
				: givenIn(code).flatMap((one): readonly ClientSecret[] => {
						const name = inlined.exec(one.name)?.groups?.name;
						if (
							name === undefined ||
							!one.under.some(key => key === 'define' || key === 'env') ||
							!(namesServerKey(name) || name === 'API_KEY')
						)
							return [];
						const call = one.value.is === 'call' ? code.calls[one.value.call] : undefined;
						const sources = [one.value, ...(call?.args ?? [])].flatMap(value => (value.is === 'name' ? [lastOf(value.name)] : []));
						if (name === 'API_KEY' && !sources.some(source => isVendorKey(source))) return [];
						if (isHarmless(name) || !client.has(name)) return [];
						return [
							{
								path,
								line: one.line,
								text: one.text,
								is: 'shipped',
								said: `${name} is put into the page by the build, and everyone who opens it can read it`,
							},
						];
					}),
		);
}
