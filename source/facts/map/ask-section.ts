import type {PlainFacts} from '../facts.ts';
import {type MapRow, type MapSection, many} from './map.ts';
import {callerOf, effectsOf, isMoving} from './who.ts';

const mostAsked = 12;

/** What only a person can say, from what code leaves open. */
export function askSection({entryPoints, guards, schema}: PlainFacts): MapSection {
	const open = entryPoints.points.filter(point => callerOf(point) === 'anyone' && isMoving(point) && !point.publicByName);
	const rows: readonly MapRow[] = [
		...open.map(point => ({
			cells: [
				`Is ${[point.method, point.route].join(' ').trim()} meant to be called by anyone? It ${effectsOf(point)[0] ?? 'changes something'}.`,
			],
			place: {path: point.path, line: point.line, text: point.text},
		})),
		...guards
			.filter(({known, uses}) => known === 'learned' && uses > 0)
			.map(({name, uses, path, line, text}) => ({
				cells: [
					`Does ${name} turn away who may not pass? It stands in front of ${many(uses, 'entry point')}. What you find out can be said in .shipworthy/guards.yaml.`,
				],
				place: {path, line, text},
			})),
		...schema.tables
			.filter(({rowSecurity}) => rowSecurity?.state === 'unknown')
			.map(({name, path, line, text}) => ({
				cells: [`Is row security on for ${name}? Its migrations decide it as they run.`],
				place: {path, line, text},
			})),
	];
	return {
		id: 'ask',
		title: 'Ask whoever knows',
		lead: rows.length === 0 ? 'Code left no question of this kind open.' : `${many(rows.length, 'question')} that code leaves open.`,
		columns: [''],
		rows: rows.slice(0, mostAsked),
	};
}
