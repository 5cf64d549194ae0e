import type {Place} from '../../safe-text.ts';
import {mayHold} from '../code/lazy.ts';
import type {Facts} from '../facts.ts';
import {wordsOf} from '../guards/words.ts';
import {isReached} from '../reached.ts';
import {addressIn} from './host.ts';
import {writtenIn} from './values.ts';

const localhost = /:\/\/(?:localhost|127\.0\.0\.1)\b/u;

/** Lists of the pages that may ask from a browser in which every one is on a developer's own machine. */
export const localOriginsOf = (facts: Facts): readonly Place[] =>
	facts.files.flatMap(file => {
		const {code, path} = file;
		if (code === undefined || file.role !== 'app' || file.side === 'client' || isReached(file, facts.reached) === false) return [];
		if (!mayHold(code, localhost)) return [];
		return writtenIn(code).flatMap(({value, under, givenTo, besides, when, line, text}) => {
			if (value.is !== 'list' || value.items.length === 0 || besides.length > 0 || when.length > 0) return [];
			const call = givenTo === undefined ? undefined : code.calls[givenTo.call];
			const said = wordsOf([...under, call?.to ?? ''].join(' '));
			if (
				!said.some(word => word === 'origin' || word === 'origins' || word === 'cors') ||
				said.some(word => /^(?:dev|local|test)/u.test(word))
			)
				return [];
			const isLocal = value.items.every(item => item.is === 'text' && addressIn(item.text)?.kind === 'local');
			return isLocal ? [{path, line, text}] : [];
		});
	});
