import {moduleLevel} from '../../../facts/code/code.ts';
import type {PlainFacts} from '../../../facts/facts.ts';
import {below, folderOf} from '../../../facts/modules/paths.ts';
import type {CodeNow} from '../../view.ts';
import {djangoUrls} from '../web/django.ts';
import type {SharedFile} from '../web/shared-file.ts';
import type {Source} from '../web/sources.ts';

const settingsFile = /(?:^|\/)(?:settings\.py|settings\/[^/]+\.py)$/u;
const shared = /redis|memcache|DatabaseCache|FileBasedCache/iu;
const plainFolder = /^[\w/]+$/u;

/** A file beside a Django project's list of addresses, which all of its applications name from the folder of `manage.py`. */
export function djangoFile(facts: PlainFacts, sources: readonly Source[], name: string): SharedFile | undefined {
	const [urls] = djangoUrls(sources);
	const starts = facts.files.flatMap(({path}) => (/(?:^|\/)manage\.py$/u.test(path) ? [folderOf(path)] : []));
	const folder = urls && folderOf(urls.path);
	const root = folder === undefined ? undefined : starts.find(one => one === '' || `${folder}/`.startsWith(`${one}/`));
	if (folder === undefined || root === undefined || !plainFolder.test(folder)) return undefined;
	const file = below(folder, name);
	const module = (root === '' ? file : file.slice(root.length + 1)).replaceAll('/', '.');
	return {
		file,
		ending: 'py',
		commonjs: false,
		isDeno: false,
		brings: (_, wanted) => wanted.map(one => ({name: one, from: {package: module}})),
	};
}

/** What to know of the cache that Django counts in: nothing where its settings name one that all processes share. */
export function djangoCache(facts: PlainFacts, code: CodeNow): readonly string[] {
	const kept = facts.files
		.filter(({path}) => settingsFile.test(path))
		.flatMap(({path}) => code(path)?.variables ?? [])
		.filter(one => one.in === moduleLevel && one.names.includes('CACHES'));
	return kept.some(({value}) => shared.test(JSON.stringify(value)))
		? []
		: [
				'It counts in the cache of Django, which lies in the memory of each process as long as CACHES in the settings names no other: with several processes each counts for itself. Name Redis there (django.core.cache.backends.redis.RedisCache), and all count together.',
			];
}
