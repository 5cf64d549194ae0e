import {builtinModules} from 'node:module';
import type {Resolved} from './modules.ts';

const builtins = new Set(builtinModules);
const remote =
	/^(?:npm:\/?|jsr:\/?|https?:\/\/(?:esm\.sh|esm\.run|cdn\.skypack\.dev|unpkg\.com|cdn\.jsdelivr\.net\/npm|deno\.land\/x|ga\.jspm\.io\/npm:)\/?)(?<rest>[^?#]+)/u;
const denoStandard = /^https?:\/\/deno\.land\/(?<rest>std(?:@[^/]*)?\/[^?#]*)/u;
const version = /(?<=.)@[^/]*/gu;
const scheme = /^[a-z][a-z\d+.-]*:/iu;
const packageName = /^(?:@[\w.~-]+\/)?[\w.~-]+$/u;

/** The package that a specifier names, with the part of it; node's own modules are named without `node:`. Undefined for what cannot be a package. */
export function packageOfSpecifier(source: string): Extract<Resolved, {to: 'package'}> | undefined {
	if (source.startsWith('node:')) return split(source.slice('node:'.length));
	const address = denoStandard.exec(source)?.groups?.rest ?? remote.exec(source)?.groups?.rest;
	if (address !== undefined) return split(address.replace(/^v\d+\//u, '').replace(version, ''));
	if (scheme.test(source)) return {to: 'package', name: source.replace(/[?#].*$/u, ''), part: ''};
	const parted = split(source);
	return packageName.test(parted.name) ? parted : undefined;
}

function split(source: string): Extract<Resolved, {to: 'package'}> {
	const parts = source.split('/');
	const length = source.startsWith('@') ? 2 : 1;
	return {to: 'package', name: parts.slice(0, length).join('/'), part: parts.slice(length).join('/')};
}

/** Whether Node itself brings the module. */
export const isBuiltin = (source: string): boolean => source.startsWith('node:') || builtins.has(source);
