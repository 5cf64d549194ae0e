import {moduleLevel} from '../../../facts/code/code.ts';
import {folderOf} from '../../../facts/modules/paths.ts';
import type {Source} from './sources.ts';

const urlsFile = /(?:^|\/)urls\.py$/u;
const settingsFile = /(?:^|\/)(?:settings\.py|settings\/[^/]+\.py)$/u;
const includes = /(?:^|\.)(?:include|site\.urls)$/u;

/** The root list of addresses of a Django project: the one that its settings name, else the one that stands beside the settings. */
export function djangoUrls(sources: readonly Source[]): readonly Source[] {
	const lists = sources.filter(
		({path, code}) => urlsFile.test(path) && code.variables.some(({names, in: at}) => at === moduleLevel && names.includes('urlpatterns')),
	);
	if (lists.length < 2) return lists;
	const named = sources
		.filter(({path}) => settingsFile.test(path))
		.flatMap(({code}) => code.variables.filter(({names}) => names.includes('ROOT_URLCONF')))
		.flatMap(({value}) => (value.is === 'text' ? [value.text.replaceAll('.', '/')] : []));
	const root = lists.filter(({path}) => named.some(one => `/${path}`.endsWith(`/${one}.py`)));
	if (root.length > 0) return root;
	const beside = new Set(sources.filter(({path}) => settingsFile.test(path)).map(({path}) => folderOf(path).replace(/\/settings$/u, '')));
	const near = lists.filter(({path}) => beside.has(folderOf(path)));
	return near.length > 0 ? near : lists.filter(({code}) => code.calls.some(({to}) => includes.test(to)));
}
