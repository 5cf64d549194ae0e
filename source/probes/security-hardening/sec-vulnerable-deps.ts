import type {PackageManager} from '../../facts/packages.ts';
import {notApplicable, type Probe, unknown} from '../probe.ts';
import {listed} from '../when.ts';

/** The command with which each package manager asks for known holes. It sends names and versions to an index, so a person runs it. */
const commands: Readonly<Record<PackageManager, string>> = {
	npm: 'npm audit --omit=dev',
	pnpm: 'pnpm audit --prod',
	yarn: 'yarn npm audit --environment production',
	bun: 'bun audit',
	uv: 'uvx pip-audit',
	poetry: 'pipx run pip-audit',
	pipenv: 'pipx run pip-audit',
	pip: 'pipx run pip-audit -r requirements.txt',
};

const probe: Probe = facts => {
	const needed = facts.packages.flatMap(({dependencies}) => dependencies).length;
	if (facts.locks.length === 0 && needed === 0) return notApplicable('it has no dependencies');
	const asked = facts.locks.map(({folder, manager}) => `${folder === '.' ? '' : `cd ${folder} && `}${commands[manager]}`);
	const [first = 'osv-scanner scan --recursive .'] = asked;
	const more = new Set(asked).size - 1;
	const locked =
		facts.locks.length === 0
			? `${needed} dependencies and no lockfile`
			: listed(
					facts.locks.slice(0, 3).map(({path}) => path),
					'and',
				);
	return unknown(
		`known holes are found by sending the names of the dependencies (${locked}) to a list of holes, and looking sends nothing`,
		facts.locks.slice(0, 5).map(({path, line, text}) => ({path, line, text})),
		{asks: `What does this say: ${first}${more > 0 ? `, and the same for ${more} more` : ''}`},
	);
};

export default probe;
