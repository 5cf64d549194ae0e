import type {Place} from '../../../safe-text.ts';
import {textOf} from '../../code/code.ts';
import {type Facts, holds} from '../../facts.ts';
import {givenIn} from '../given.ts';
import {runningFiles} from '../running.ts';

/** Where the framework is told to believe whatever is forwarded, beside a limiter that counts by address. */
export function believingAll(facts: Facts): readonly Place[] {
	const files = runningFiles(facts).filter(({file}) => file.side !== 'client');
	const limiter =
		files.some(({code}) => code.imports.some(({from, typeOnly}) => !typeOnly && /^express-rate-limit$|^express-slow-down$/u.test(from))) &&
		!files.some(({code}) => givenIn(code).some(({name}) => name === 'keyGenerator'));
	if (!limiter) return [];
	return files.flatMap(({path, code}) =>
		code.calls
			.filter(
				({to, args}) =>
					(/\.set$/u.test(to) && textOf(args[0]) === 'trust proxy' && args[1]?.is === 'literal' && args[1].value === true) ||
					(/\.enable$/u.test(to) && textOf(args[0]) === 'trust proxy'),
			)
			.map(({line, text}) => ({path, line, text})),
	);
}

/** A platform that writes the header itself, whatever the visitor sent; Cloudflare and others only add to it. */
export const isOverwritten = (facts: Facts): boolean => holds(facts, 'deploy.vercel');

/** The headers that a platform sets itself, and that nobody else can. */
const platformHeaders: ReadonlyMap<string, string> = new Map([
	['cf-connecting-ip', 'deploy.cloudflare'],
	['x-nf-client-connection-ip', 'deploy.netlify'],
	['fly-client-ip', 'deploy.fly'],
	['x-vercel-forwarded-for', 'deploy.vercel'],
]);

/** The header is the address that the platform, on which this runs, vouches for. */
export function isVouchedFor(name: string, facts: Facts): boolean {
	const platform = platformHeaders.get(name.toLowerCase());
	return platform !== undefined && holds(facts, platform);
}

/** It is put online by itself, behind whatever proxy there is. */
export const isSelfHosted = (facts: Facts): boolean =>
	holds(
		facts,
		'deploy.docker',
		'deploy.compose',
		'deploy.k8s',
		'deploy.helm',
		'deploy.fly',
		'deploy.heroku',
		'deploy.render',
		'deploy.railway',
	);
