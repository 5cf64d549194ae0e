import * as v from 'valibot';
import {parseDocument} from 'yaml';

const ecosystems = [
	'npm',
	'bun',
	'pip',
	'uv',
	'gomod',
	'bundler',
	'cargo',
	'maven',
	'gradle',
	'composer',
	'mix',
	'docker',
	'docker-compose',
	'terraform',
	'github-actions',
] as const;
/** The kinds of dependencies that Dependabot reads and that are written here, as it calls them. */
export type DependabotEcosystem = (typeof ecosystems)[number];

const updateSchema = v.strictObject({
	'package-ecosystem': v.picklist(ecosystems),
	directory: v.pipe(v.string(), v.regex(/^\/(?!.*\/$)(?!.*\.\.)[^\p{Cc}*]*$/u, 'must be a folder from the root, such as / or /api')),
	schedule: v.strictObject({interval: v.picklist(['daily', 'weekly', 'monthly'])}),
	cooldown: v.strictObject({'default-days': v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(90))}),
	'open-pull-requests-limit': v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(20)),
	groups: v.record(v.string(), v.strictObject({'update-types': v.pipe(v.array(v.picklist(['major', 'minor', 'patch'])), v.minLength(1))})),
});
const schema = v.strictObject({version: v.literal(2), updates: v.pipe(v.array(updateSchema), v.minLength(1))});

/** What is wrong with a generated configuration of Dependabot, or undefined: an unknown key or kind, a folder named twice. */
export function dependabotProblem(text: string): string | undefined {
	const document = parseDocument(text, {uniqueKeys: true});
	const broken = document.errors[0] ?? document.warnings[0];
	if (broken) return broken.message;
	const parsed = v.safeParse(schema, document.toJS({maxAliasCount: 0}));
	if (!parsed.success) return parsed.issues.map(issue => `${v.getDotPath(issue) ?? 'the file'}: ${issue.message}`).join('; ');
	const keys = parsed.output.updates.map(update => `${update['package-ecosystem']} in ${update.directory}`);
	const twice = keys.find((key, index) => keys.indexOf(key) !== index);
	return twice && `${twice} is named twice`;
}
