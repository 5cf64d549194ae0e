import type {FileScope} from '../../entry-points/scope.ts';
import type {Given, Origin} from '../origin.ts';
import type {Origins} from '../origins.ts';
import {originOf} from '../tests.ts';
import type {Way} from './way.ts';
import {saysRecordIsMissing} from './weight.ts';

const turning: ReadonlySet<Way['rejection']> = new Set<Way['rejection']>(['denied', 'failed', 'elsewhere']);
const open: ReadonlySet<Origin['is']> = new Set<Origin['is']>(['unknown', 'credential', 'parameter']);
/** That it is not there, not now, or not in this form, is said to everybody alike. */
const toEverybody = /\b(?:4(?:0[4-9]|1[0-9]|2[0-9])|5\d\d)\b/u;

/**
 * What must be the request, for a refusal whose reason could not be followed: empty when it asks for what is sent along by itself.
 * Undefined when the reason is known to be another: the caller's own word, a setting, a record that is missing.
 */
export function unexplained(way: Way, scope: FileScope, here: number, at: number, origins: Origins): readonly Given[] | undefined {
	if (!turning.has(way.rejection) || way.when.length === 0) return undefined;
	if (toEverybody.test(way.text) || saysRecordIsMissing(way.text)) return undefined;
	const each = way.when.map(name => originOf(name, scope, here, way.line, origins));
	if (each.some(({is}) => !open.has(is))) return undefined;
	const given = each.flatMap(({parameter}) => parameter ?? []);
	if (given.some(({of}) => of !== at)) return undefined;
	const asksCaller = way.rejection === 'denied' || each.some(({is}) => is === 'credential' || is === 'parameter');
	return asksCaller ? given : undefined;
}
