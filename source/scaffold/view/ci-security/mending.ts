import type {CiRisk} from '../../../facts/ci-risks.ts';
import type {CiStep, Workflow} from '../../../facts/workflows.ts';
import {actions} from '../../actions.ts';
import type {Edit} from '../../wiring/edit.ts';

/** What needs more than reading the code: it writes to the repository, its packages or its pages with the workflow's own token. */
const writes =
	/GITHUB_TOKEN|github\.token|\bgit (?:push|tag|commit)\b|\bgh (?:pr|issue|release|api|workflow)\b|ghcr\.io|npm publish --provenance|semantic-release|changeset|release-please|lerna publish/u;
const writingActions =
	/^(?:peter-evans\/|peaceiris\/|softprops\/|stefanzweifel\/|JamesIves\/|changesets\/|google(?:-github-actions|apis)\/(?:release-please|auth)|actions\/(?:github-script|labeler|stale|deploy-pages|create-release|first-interaction|attest)|github\/codeql-action|docker\/(?:login|build-push)-action|aws-actions\/configure-aws-credentials|azure\/login|dorny\/|marocchino\/|EndBug\/|release-drafter\/|amannn\/|codecov\/|anthropics\/|sigstore\/|slsa-framework\/)/iu;

const textsOf = ({run = '', env, with: given}: CiStep): readonly string[] => [run, ...Object.values(env), ...Object.values(given)];

/** A step that may need more rights than reading; undefined when none does. */
const writingStep = ({jobs}: Workflow): CiStep | undefined =>
	jobs
		.filter(({permissions}) => permissions === undefined)
		.flatMap(({steps}) => steps)
		.find(step => writingActions.test(step.uses ?? '') || textsOf(step).some(text => writes.test(text)));

const knownPins = Object.values(actions).map(({uses, version}) => {
	const [name = ''] = uses.split('@');
	return {name, to: uses, version, tags: [`${name}@${version}`, `${name}@${version.split('.')[0] ?? ''}`]};
});

const pinFor = (uses: string): {readonly from: string; readonly to: string; readonly version: string} | undefined => {
	const known = knownPins.find(({tags}) => tags.includes(uses));
	return known && {from: uses, to: known.to, version: known.version};
};

/** What a person has to do about a risk that no safe edit mends; empty for those that one mends. */
function beyondOf(risk: CiRisk, workflow: Workflow, uses: ReadonlyMap<number, string>): string {
	switch (risk.kind) {
		case 'strangers code':
			return `line ${risk.line}: it checks a stranger's change out where your secrets are at hand. Start it by pull_request instead of pull_request_target, and do what needs secrets in another workflow`;
		case 'untrusted text':
			return `line ${risk.line}: hand the words over as a setting of the step (env: TITLE: \${{ … }}), and write "$TITLE" in the command`;
		case 'unpinned':
		case 'unpinned with secrets': {
			const name = uses.get(risk.line) ?? '';
			const [action = '', tag = ''] = name.split('@');
			return pinFor(name) === undefined
				? `line ${risk.line}: pin ${action} to a commit. git ls-remote https://github.com/${action.split('/').slice(0, 2).join('/')} ${tag} names the one behind ${tag}; write it behind the @, and # ${tag} behind it`
				: '';
		}
		case 'wide permissions': {
			const step = writingStep(workflow);
			if (workflow.permissions === 'write-all')
				return `line ${risk.line}: instead of write-all name what it needs: permissions: contents: read, and more on the job that needs it`;
			return step === undefined ? '' : `add permissions: contents: read above jobs, and what line ${step.line} needs on its job`;
		}
	}
}

/** What is added to a workflow that is there. */
export function mendingOf(workflow: Workflow, risks: readonly CiRisk[]): Edit {
	const uses = new Map(
		workflow.jobs.flatMap(({steps, line, uses: called}) => [
			...steps.map(step => [step.line, step.uses ?? ''] as const),
			[line, called ?? ''] as const,
		]),
	);
	const beyond = risks.map(risk => beyondOf(risk, workflow, uses)).filter(one => one !== '');
	const pins = risks.flatMap(({kind, line}) =>
		kind === 'unpinned' || kind === 'unpinned with secrets' ? (pinFor(uses.get(line) ?? '') ?? []) : [],
	);
	const permissions = risks.some(({kind}) => kind === 'wide permissions');
	return {
		kind: 'workflow',
		path: workflow.path,
		permissions,
		pins,
		beyond: beyond.length === 0 ? '' : 'it holds what only you can mend',
		does:
			[...(permissions ? ['says what its token may do'] : []), ...(pins.length > 0 ? ['pins actions of others to a commit'] : [])].join(
				', and ',
			) || 'nothing',
		byHand: beyond.length === 0 ? 'Add permissions: contents: read above jobs.' : `${beyond.slice(0, 3).join('. ')}.`,
	};
}
