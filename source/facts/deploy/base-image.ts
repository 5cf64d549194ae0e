import {nameAndTag} from './image.ts';

/** What an image from outside fixes of the runtimes in it. */
export type Base = {
	readonly runtimes: readonly {readonly runtime: 'node' | 'python'; readonly version: string}[];
	/** Its name says no version, so that each build may get another. */
	readonly floats: boolean;
};

const nodeNames = /(?:^|\/)(?:node|bun|nodejs|nodejs\d+-debian\d+|python-nodejs)$/u;
const pythonNames = /(?:^|\/)(?:python|python3|python3-debian\d+|python-nodejs|uv|uvicorn-gunicorn(?:-\w+)*|meinheld-gunicorn(?:-\w+)*)$/u;
const version = /(?:^|-|python|nodejs|v)(?<version>\d+(?:\.\d+)*)/u;
const pythonVersion = /(?:^|-|python)(?<version>\d+\.\d+(?:\.\d+)?)/u;
const unversioned = /^(?:latest|current|lts|stable|edge|nightly|main|master|mainline|canary|rolling)?(?:-|$)/u;

/** Reads an image's name, as far as it tells. */
export function readBase(image: string): Base {
	const {name, tag, digest} = nameAndTag(image);
	if (name === 'scratch' || image.includes('$')) return {runtimes: [], floats: false};
	const isNode = nodeNames.test(name);
	const isPython = pythonNames.test(name);
	const runtimes: Base['runtimes'][number][] = [];
	const named = /nodejs(?<version>\d+)-debian/u.exec(name)?.groups?.version;
	const node = named ?? (name.endsWith('python-nodejs') ? /nodejs(?<version>\d+)/u : version).exec(tag)?.groups?.version;
	const python = pythonVersion.exec(tag)?.groups?.version;
	if (isNode && node !== undefined) runtimes.push({runtime: 'node', version: node});
	if (isPython && python !== undefined) runtimes.push({runtime: 'python', version: python});
	if (digest) return {runtimes, floats: false};
	if (isNode && !isPython) return {runtimes, floats: named === undefined && !/^v?\d|-\d+(?:\.|-|$)/u.test(tag)};
	if (isPython && !name.endsWith('debian12'))
		return {runtimes, floats: python === undefined && !/^\d+\.\d/u.test(tag) && !/debian\d/u.test(name)};
	if (name.includes('/')) return {runtimes, floats: false};
	return {runtimes, floats: unversioned.test(tag) && tag.split('-')[0] !== ''};
}

/** Whether a public image's tag names no release at all: none, or `latest`. */
export const isLatest = (image: string): boolean => {
	const {name, tag, digest} = nameAndTag(image);
	return (
		!name.includes('/') &&
		name !== 'scratch' &&
		!/\d-debian\d+$|\d$/u.test(name) &&
		!digest &&
		!image.includes('$') &&
		(tag === '' || tag === 'latest')
	);
};
