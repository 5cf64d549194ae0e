import type {FileFact} from '../../facts/files.ts';
import {distinct} from '../../facts/places.ts';
import {isEnvFile} from '../../facts/secrets/env-file.ts';
import {notApplicable, type Probe, unknown} from '../probe.ts';

const keyFile = /(?:^|\/)(?:id_rsa|id_ed25519)$|\.(?:pem|p12)$|service-?account[\w.-]*\.json$/iu;
const ofTests: ReadonlySet<FileFact['role']> = new Set<FileFact['role']>(['test', 'docs', 'example', 'vendored']);

const probe: Probe = facts => {
	if (facts.files.every(({tracked}) => tracked === 'unknown')) return notApplicable('no history of git was found here');
	const kept = facts.files.filter(
		file => file.tracked === true && !ofTests.has(file.role) && (isEnvFile(file.path) || keyFile.test(file.path)),
	);
	const ignored = facts.files.flatMap(({path, marks}) =>
		marks.filter(({kind}) => kind === 'gitignore.env').map(({line, text}) => ({path, line, text})),
	);
	const [first] = kept;
	const seen = first === undefined ? '' : `${first.path} is in it today, and what it held before is not read; `;
	return unknown(
		`${seen}git keeps each file that was ever added, and looking reads only what lies in the folder today`,
		distinct([...kept.map(({firstLine}) => firstLine), ...ignored]),
		{
			asks: 'Which files with keys were ever added to git, and since when are those keys revoked?',
		},
	);
};

export default probe;
