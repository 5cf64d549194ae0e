import type {Place} from '../../safe-text.ts';
import {type Call, lastOf} from '../code/code.ts';
import {mayName} from '../code/lazy.ts';
import type {Facts} from '../facts.ts';
import type {FileFact} from '../files.ts';
import {isReached} from '../reached.ts';

/** A line that opens a server which ends at once when its process is told to stop, unless something hears that. */
export type Listening = Place & {readonly file: FileFact};

const receivers =
	/^(?:(?:this\.)?\w*(?:app|server|http|https|fastify|koa|instance|api|express|nest)|createServer\(\)|http\.createServer\(\)|https\.createServer\(\)|express\(\))$/iu;

/** Where Node.js servers of one's own start to listen, in code that runs. */
export function listeningIn(files: readonly FileFact[], reached: Facts['reached']): readonly Listening[] {
	return files.flatMap((file): readonly Listening[] => {
		const {code, path, role} = file;
		if (role !== 'app' || file.language === 'py' || file.side === 'client' || code === undefined) return [];
		if (!mayName(code, ['listen', 'serve']) || isReached(file, reached) !== true) return [];
		const isServe = code.imports.some(({from, name}) => from === '@hono/node-server' && name === 'serve');
		return code.calls
			.filter(call => isListening(call, isServe) && !onlyElsewhere(call))
			.slice(0, 3)
			.map(({line, text}) => ({path, line, text, file}));
	});
}

function isListening({to, args, named}: Call, isServe: boolean): boolean {
	if (to === 'serve') return isServe && named.length === 0;
	if (lastOf(to) !== 'listen' || args.length === 0) return false;
	const first = args[0];
	return (
		receivers.test(to.slice(0, -'.listen'.length)) && first?.is !== 'function' && !(first?.is === 'text' && !/^\d+$|^\//u.test(first.text))
	);
}

/** It listens only while the code is worked on; a platform starts it otherwise. */
const onlyElsewhere = ({when}: Call): boolean => when.some(word => /NODE_ENV|VERCEL|LAMBDA|isDev|import\.meta\.main\b.*test/u.test(word));
