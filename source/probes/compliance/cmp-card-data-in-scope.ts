import {type CardUse, cardsIn} from '../../facts/cards/cards.ts';
import {factsNamed} from '../../facts/facts.ts';
import {marksOf} from '../../facts/files.ts';
import {distinct} from '../../facts/places.ts';
import {isReached} from '../../facts/reached.ts';
import {unreadLanguage} from '../../facts/unread.ts';
import {gap, notApplicable, type Probe, pass, unknown} from '../probe.ts';
import {listed} from '../when.ts';

const probe: Probe = facts => {
	const cards = cardsIn(facts);
	if (cards.length > 0) return gap(becauseOf(cards), distinct(cards));
	const pays = factsNamed(facts, 'pay.any').flatMap(({evidence}) => evidence);
	const language = unreadLanguage(facts);
	if (pays.length === 0)
		return language === undefined
			? notApplicable('nothing takes payments and no field asks for a card')
			: unknown(`code in ${language} is not read yet`);
	if (language !== undefined) return unknown(`payments are taken, and code in ${language} is not read yet`, distinct(pays));
	const hosted = marksOf(facts, 'card.hosted').filter(({file}) => isReached(file, facts.reached) !== false);
	return pass(
		hosted.length > 0
			? 'cards are entered in pages or fields of the payment provider, and none of your own asks for one'
			: 'payments go through a provider, and no field, table or call of your own holds a card number',
		distinct([...hosted, ...pays]),
	);
};

export default probe;

const words: Readonly<Record<CardUse['how'], string>> = {
	table: 'are stored in a table of your own',
	call: 'are handed to the payment provider by your own code',
	request: 'come in with requests to your own server',
	form: 'are typed into a form of your own',
};

function becauseOf(cards: readonly CardUse[]): string {
	const hows = [...new Set(cards.map(({how}) => how))];
	return `card numbers ${listed(
		hows.map(how => words[how]),
		'and',
	)}`;
}
