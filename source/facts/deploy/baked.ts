import type {Place} from '../../safe-text.ts';
import type {ImageFile} from './deploy.ts';
import {shippedSteps} from './image.ts';
import {assignedIn} from './image-file.ts';

const secretName = /(?:^|_)(?:SECRET(?:_KEY)?|PASSWORD|PASSWD|PASSPHRASE|TOKEN|PRIVATE_KEY|API_?KEY|ACCESS_KEY|ENCRYPTION_KEY)$/u;
const publicName = /^(?:NEXT_PUBLIC|VITE|REACT_APP|NUXT_PUBLIC|PUBLIC|EXPO_PUBLIC|GATSBY)_|PUBLISHABLE|ANON/u;
const notASecret =
	/^$|^(?:true|false|none|null|disabled|\d+)$|dummy|placeholder|build|example|fake|not[-_ ]?(?:a|real|used|secret|needed|set)|replace|your[-_]|^x+$|^<|^\/|\bphase\b|temp|ignored|unused|^test$/iu;

/** A credential that stands in what is shipped, and whether it is written here or given by whoever builds. */
export type Baked = Place & {readonly name: string; readonly given: boolean};

/** Credentials that an image keeps in its environment, for everyone who can pull it. */
export function bakedIn(image: Pick<ImageFile, 'stages'>, target: string | undefined): readonly Baked[] {
	const steps = shippedSteps(image, target);
	const asked = new Set(
		steps
			.filter(({word}) => word === 'ARG')
			.flatMap(step => assignedIn(step).flatMap(({name, value}) => (value === undefined ? [name] : []))),
	);
	return steps
		.filter(({word}) => word === 'ENV')
		.flatMap(step =>
			assignedIn(step)
				.filter(({name, value = ''}) => secretName.test(name) && !publicName.test(name) && value.length > 0)
				.flatMap(({name, value = ''}): readonly Baked[] => {
					const from = /^\$\{?(?<name>\w+)\}?$/u.exec(value)?.groups?.name;
					const place = {path: step.path, line: step.line, text: step.text, name};
					if (from !== undefined) return asked.has(from) ? [{...place, given: true}] : [];
					return value.includes('$') || notASecret.test(value) || value.length < 6 ? [] : [{...place, given: false}];
				}),
		);
}
