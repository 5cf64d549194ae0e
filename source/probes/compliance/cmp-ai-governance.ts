import {dataMapOf} from '../../facts/data-map/data-map-of.ts';
import {type Facts, factsNamed} from '../../facts/facts.ts';
import {askToConfirm, papersOf} from '../../facts/papers.ts';
import {distinct} from '../../facts/places.ts';
import type {Place} from '../../safe-text.ts';
import {gap, type Probe, pass, unknown} from '../probe.ts';
import {listed} from '../when.ts';

const names = /(?:^|\/)(?:ai[-_]?card|model[-_]?card|ai[-_](?:policy|governance|use|usage))\.(?:mdx?|ya?ml|txt)$/iu;
const titles = /\b(?:ai|model) card\b|\bai (?:governance|policy|use policy)\b|use of (?:ai|artificial intelligence)/iu;
const evaluating =
	/^(?:promptfoo|deepeval|ragas|braintrust|autoevals|evalite|inspect-ai|inspect_ai|trulens|trulens-eval|langsmith|@langchain\/evals|giskard|phoenix-evals|arize-phoenix)$/u;
const evaluations =
	/(?:^|\/)(?:evals?|evaluations?|llm[-_]tests)\/[^.]{1,200}\.(?:[cm]?[jt]sx?|py|ya?ml|jsonl?|csv)$|(?:^|\/)promptfooconfig\.ya?ml$|\.eval\.[cm]?[jt]s$/iu;
/** Fewer words than this cannot say who owns what. */
const fewestWords = 60;

const probe: Probe = facts => {
	const models = dataMapOf(facts).thirdParties.filter(({role}) => role === 'models');
	const used = distinct([...models.flatMap(({places}) => places), ...factsNamed(facts, 'llm').flatMap(({evidence}) => evidence)]);
	const [card] = papersOf(facts, names, titles);
	const measured = evaluationsIn(facts);
	if (card?.unconfirmed !== undefined)
		return unknown(`${card.path} says what the model does, and nobody confirmed it yet`, [card.unconfirmed, ...used], {
			asks: askToConfirm(card),
		});
	if (card !== undefined && card.blanks.length > 0)
		return gap(`${card.path} still has ${card.blanks.length === 1 ? 'a blank' : `${card.blanks.length} blanks`} to fill in`, card.blanks);
	const whose =
		models.length === 0
			? 'a model'
			: listed(
					models.slice(0, 3).map(({name}) => name),
					'and',
				);
	if (card !== undefined && (card.document?.words ?? 0) >= fewestWords && measured.length > 0)
		return pass(`${card.path} says who answers for what the model does, and its answers are measured`, [card.firstLine, ...measured]);
	const lacks = [
		...(card === undefined ? ['no page says who answers for what it decides'] : []),
		...(measured.length === 0 ? ['nothing measures whether its answers are right'] : []),
	];
	return unknown(`${whose} ${models.length > 1 ? 'are' : 'is'} asked by the code${lacks.length === 0 ? '' : `; ${listed(lacks, 'and')}`}`, [
		...used,
		...(card === undefined ? [] : [card.firstLine]),
		...measured,
	]);
};

export default probe;

const evaluationsIn = ({packages, files}: Facts): readonly Place[] =>
	distinct([
		...packages.flatMap(({dependencies}) => dependencies.filter(({name}) => evaluating.test(name))),
		...files
			.filter(({path, role}) => evaluations.test(path) && role !== 'vendored' && role !== 'generated')
			.map(({firstLine}) => firstLine),
	]).slice(0, 3);
