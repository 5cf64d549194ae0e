import {type Code, textOf} from '../../../facts/code/code.ts';
import type {EntryPoint} from '../../../facts/entry-points/entry-point.ts';
import type {PlainFacts} from '../../../facts/facts.ts';
import type {CodeNow} from '../../view.ts';
import type {Swap, WantedImport} from '../../wiring/edit.ts';
import {frontSwap} from '../web/in-front.ts';
import {askFirst} from './asked-first.ts';
import {bringing} from './bringing.ts';
import {fileOf, type GuardKind} from './guard-kind.ts';
import {isServable} from './nest-guard.ts';
import {callOf, filesUsing, type Own} from './own-guard.ts';

/** A guard in front of one entry point: what changes in which file, and what it brings in. */
export type InFront = {readonly path: string; readonly swap: Swap; readonly imports: readonly WantedImport[]};

const handlerAfterPath = /^(?<before>.*,\s*|\s*)(?<handler>(?:async\s*)?(?:\([^()]*\)[^=()]*=>|\w+\s*=>|function\b).*|[\w.]+\)\s*;?\s*)$/u;
const method = /^(?<indent>\s*)(?<head>(?:public\s+)?(?:async\s+)?[A-Za-z_$][\w$]*\(.*)$/u;
const definition = /^(?<indent>\s*)(?<head>(?:async\s+)?def\s+\w+\(.*)$/u;

/** What puts the project's own guard in front of an entry point; undefined where that cannot be done safely. */
export function inFront(point: EntryPoint, kind: GuardKind, own: Own, facts: PlainFacts, code: CodeNow): InFront | undefined {
	const path = fileOf(point, kind);
	const now = code(path);
	const line = point.handler?.line ?? point.line;
	if (now === undefined) return undefined;
	if (kind === 'next') {
		const first = askFirst(point, own, facts, code);
		return first && {path, ...first};
	}
	const imports = bringing(own.name, filesUsing(own, kind), path, line, facts, code);
	const swap = imports && swapFor(point, kind, own, facts, code);
	return swap && {path, swap, imports: [...besides(kind), ...imports]};
}

/** What the framework itself must be asked for, to write a guard at all. */
function besides(kind: GuardKind): readonly WantedImport[] {
	if (kind === 'fastapi') return [{name: 'Depends', from: {package: 'fastapi'}}];
	return kind === 'nest' ? [{name: 'UseGuards', from: {package: '@nestjs/common'}}] : [];
}

function swapFor(point: EntryPoint, kind: Exclude<GuardKind, 'next'>, own: Own, facts: PlainFacts, code: CodeNow): Swap | undefined {
	const now = code(fileOf(point, kind));
	if (now === undefined) return undefined;
	const front = {name: own.written, answer: 'stranger'};
	const at = point.handler?.line ?? point.line;
	switch (kind) {
		case 'express':
		case 'hono':
			return frontSwap(point, 'express', now, front);
		case 'fastapi':
			return overLines(point, now, own) ?? frontSwap(point, kind, now, front);
		case 'flask':
			return frontSwap(point, kind, now, front);
		case 'edge':
			return undefined;
		case 'fastify': {
			const call = callOf(point, now.calls);
			if (call === undefined || call.args.length !== 2) return undefined;
			const server = call.to.slice(0, call.to.lastIndexOf('.'));
			const isInline = point.handler?.path === point.path && point.handler.name === '';
			return {
				line: isInline ? at : point.line,
				pattern: handlerAfterPath,
				to: ({before = '', handler: rest}) => `${before}${own.written.replace('$server', server)}, ${rest}`,
			};
		}
		case 'nest':
			return isServable(own, facts, code)
				? {line: at, pattern: method, to: ({indent = '', head}) => `${indent}@UseGuards(${own.written})\n${indent}${head}`}
				: undefined;
		case 'django': {
			const handled = now.functions.find(one => one.line === at);
			// What the REST framework answers has guards of its own.
			const isPlain = handled !== undefined && handled.class === undefined && !point.middleware.includes('api_view');
			return isPlain
				? {line: at, pattern: definition, to: ({indent = '', head}) => `${indent}@${own.written}\n${indent}${head}`}
				: undefined;
		}
	}
}

const inPattern = /[$()*+.?[\\\]^{|}]/gu;

/** A decorator of FastAPI whose path stands in a line of its own. */
function overLines(point: EntryPoint, {calls}: Code, own: Own): Swap | undefined {
	const made = calls.find(call => call.line === point.line && call.end > call.line && call.named.every(({key}) => key !== 'dependencies'));
	const route = textOf(made?.args[0]);
	if (route === undefined) return undefined;
	const quoted = `["']${route.replaceAll(inPattern, '\\$&')}["']`;
	return {
		line: point.line + 1,
		pattern: new RegExp(`^(?<indent>\\s+)(?<path>${quoted}),\\s*$`, 'u'),
		to: ({indent = '', path = ''}) => `${indent}${path},\n${indent}dependencies=[Depends(${own.written})],`,
	};
}
