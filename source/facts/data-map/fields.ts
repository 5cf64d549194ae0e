import {type Class, lastOf, type Value} from '../code/code.ts';
import type {Facts} from '../facts.ts';
import {marksOf} from '../files.ts';
import {packageOf} from '../packages.ts';
import {isReached} from '../reached.ts';
import {type Personal, personalIn} from '../schema/personal.ts';
import type {PersonalField} from './data-map.ts';

type Known = Pick<Facts, 'files' | 'schema' | 'reached' | 'packages'>;

/** The most sensitive first. */
const order: readonly Personal[] = ['health', 'biometric', 'child', 'identity', 'payment', 'credential', 'contact', 'location', 'name'];
const rank = ({kind}: PersonalField): number => order.indexOf(kind);

/** What describes the data that a request brings: in Python by its base, in TypeScript by its decorated fields. */
const requests: ReadonlySet<string> = new Set([
	'BaseModel',
	'Schema',
	'Serializer',
	'ModelSerializer',
	'Form',
	'ModelForm',
	'FlaskForm',
	'UserCreationForm',
]);

const isRequest = ({bases}: Class): boolean =>
	bases.some((base: Value) => (base.is === 'name' || base.is === 'generic') && requests.has(lastOf(base.name)));

/** Every column, field of a form and field of a request that says something about a person, the most sensitive first. */
export function personalFieldsOf(facts: Known): readonly PersonalField[] {
	return [...columnsOf(facts), ...formFieldsOf(facts), ...requestFieldsOf(facts)].toSorted((one, other) => rank(one) - rank(other));
}

function columnsOf({schema}: Known): readonly PersonalField[] {
	return schema.tables.flatMap(table =>
		table.columns.flatMap(({name, personal, path, line, text}): readonly PersonalField[] =>
			personal === undefined
				? []
				: [
						{
							path,
							line,
							text,
							name,
							kind: personal,
							in: 'table',
							of: table.name,
							confidence: table.made === 'migrations' || table.made === 'code' ? 'high' : 'medium',
							package: table.package,
						},
					],
		),
	);
}

function formFieldsOf(facts: Known): readonly PersonalField[] {
	return marksOf(facts, 'data.personal.form').flatMap(({path, line, text, value = '', file}): readonly PersonalField[] => {
		const kind = kindOfField(value);
		return kind === undefined || isReached(file, facts.reached) === false
			? []
			: [{path, line, text, name: value, kind, in: 'form', of: '', confidence: 'medium', package: packageOf(path, facts.packages)}];
	});
}

/** The types of an input say what it asks for as its name does. */
const kindOfField = (value: string): Personal | undefined =>
	value.toLowerCase() === 'tel' ? 'contact' : value.toLowerCase() === 'name' ? undefined : personalIn(value, '');

function requestFieldsOf(facts: Known): readonly PersonalField[] {
	return facts.files.flatMap(({path, role, language, code}) =>
		role !== 'app' || language !== 'py' || code === undefined
			? []
			: code.classes.filter(isRequest).flatMap(one =>
					one.fields.flatMap(({name, line, text}): readonly PersonalField[] => {
						const kind = personalIn(name, one.name);
						return kind === undefined
							? []
							: [
									{
										path,
										line,
										text,
										name,
										kind,
										in: 'request',
										of: one.name,
										confidence: 'medium',
										package: packageOf(path, facts.packages),
									},
								];
					}),
				),
	);
}
