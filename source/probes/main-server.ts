import type {App} from '../facts/apps.ts';
import {isBeside} from '../facts/beside.ts';
import type {Facts} from '../facts/facts.ts';
import {type Answer, pass} from './probe.ts';

/** The pass of the product's own server, which says what is open in a small one beside it; undefined unless that is all that is open. */
export function passOfMain(judged: readonly {readonly app: App; readonly answer: Answer}[], facts: Facts): Answer | undefined {
	const main = judged.find(({answer}) => answer.outcome === 'pass');
	if (main === undefined) return undefined;
	const others = judged.filter(({answer}) => answer.outcome !== 'pass');
	const small = others.find(({answer}) => answer.outcome === 'gap');
	return small !== undefined && others.every(({app}) => isBeside(app, main.app, facts))
		? pass(`${main.answer.because}; beside it, ${small.answer.because}`, main.answer.places, {confidence: 'medium'})
		: undefined;
}
