import type {Reader, Step} from '../../../source/facts/entry-points/registered.ts';
import {modulesOf} from '../../../source/facts/modules/modules-of.ts';
import {packagesOf} from '../../../source/facts/packages.ts';
import {inMemory} from '../../../source/repository/repository.ts';
import {filesOf} from '../../support/facts.ts';

/** What a reader finds in some files, a line for each: what is called, what answers, what stands in front. */
export function registeredBy(
	reader: Reader,
	contents: Readonly<Record<string, string>>,
): {readonly found: readonly string[]; readonly unread: readonly string[]} {
	const repository = inMemory(contents);
	const files = filesOf(repository);
	const packages = packagesOf(repository);
	const modules = modulesOf(repository, files, packages);
	const {found, unread} = reader({files, packages, modules, text: repository.text});
	const shown = ({path, value}: Step): string => {
		const code = modules.codeOf(path);
		if (value.is === 'name') return value.name;
		if (value.is === 'call') return `${code?.calls[value.call]?.to}()`;
		if (value.is === 'function') return code?.functions[value.function]?.name ?? '';
		return value.is === 'class' ? (code?.classes[value.class]?.name ?? '') : value.is;
	};
	return {
		found: found.map(one =>
			[
				[one.kind === 'http' ? '' : one.kind, one.method, one.route].filter(part => part !== '').join(' '),
				one.handler === undefined ? '?' : shown(one.handler),
				[...one.before.map(shown), ...one.given.map(({kind, name}) => `${kind}:${name}`)].join(', '),
				...one.unresolved,
			].join(' | '),
		),
		unread: unread.map(one => `${one.framework}: ${one.because}`),
	};
}
