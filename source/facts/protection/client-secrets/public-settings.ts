import type {Facts} from '../../facts.ts';
import {type FileFact, marksOf} from '../../files.ts';
import {packageOf} from '../../packages.ts';
import {isReached} from '../../reached.ts';
import {type ClientSecret, isShipped} from './client-secret.ts';
import {isServerKey} from './server-keys.ts';

/** Settings with a public name and a server's key. */
export function publicSettingsIn(facts: Facts): readonly ClientSecret[] {
	const reads = marksOf(facts, 'setting.read', ['app']).filter(
		({file, value = ''}) => isServerKey(value) && isReached(file, facts.reached) !== false,
	);
	return reads.map(({path, line, text, value = '', file}): ClientSecret => {
		const alone = isLeftAlone(file, facts);
		return {
			path,
			line,
			text,
			is: isShipped(file) && !alone ? 'shipped' : 'unclear',
			said: alone
				? `${value} is put into the page as soon as something imports ${path}, which nothing does today`
				: isShipped(file)
					? `${value} is put into the page, and everyone who opens it can read it`
					: `${value} has a name that puts it into the page, though only server code was seen to read it`,
		};
	});
}

/** What finds pages by their place in a folder. */
const findsPages =
	/^(?:next|nuxt|astro|gatsby|vike|vite-plugin-(?:pages|ssr)|unplugin-vue-router|@tanstack\/(?:router-plugin|react-start|start)|@remix-run\/.+|@react-router\/.+|@sveltejs\/kit|@generouted\/.+|expo-router|@umijs\/.+|umi)$/u;

/** A screen of an application whose screens are all imported by name, and this one by nothing: it is not in the bundle. */
function isLeftAlone({path}: FileFact, {packages, files, program}: Facts): boolean {
	if (!/\/(?:pages|screens|views)\//u.test(path)) return false;
	const own = packageOf(path, packages);
	const names = packages
		.filter(one => one.path === own || one.path === '.')
		.flatMap(({dependencies}) => dependencies.map(({name}) => name));
	if (!names.some(name => name === 'vite' || name === 'react-scripts') || names.some(name => findsPages.test(name))) return false;
	return !files.some(one => program.scopes.modules.importsOf(one.path).includes(path));
}
