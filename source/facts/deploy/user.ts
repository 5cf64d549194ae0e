import type {Place} from '../../safe-text.ts';
import type {Command} from '../commands.ts';
import type {Deploy, ImageFile} from './deploy.ts';
import {baseOf, nameAndTag, shippedSteps} from './image.ts';

/** Who a container runs as: the place that says so, when one does. */
export type RunsAs =
	| {readonly is: 'root'; readonly place: Place}
	| {readonly is: 'other'; readonly place: Place}
	/** Its base may say so, which is not here. */
	| {readonly is: 'unknown'; readonly place: Place};

/** Base images that start as root unless an image says otherwise. */
const rootBases =
	/(?:^|\/)(?:node|python|bun|deno|golang|ruby|rust|php|openjdk|eclipse-temurin|amazoncorretto|maven|gradle|alpine|debian|ubuntu|centos|fedora|rockylinux|almalinux|amazonlinux|busybox|buildpack-deps|perl|elixir|erlang|uv|cuda|pytorch|tensorflow|miniconda3|miniforge3|micromamba-root|playwright|playwright-python|uvicorn-gunicorn(?:-\w+)*|python-nodejs|ffmpeg|static-debian\d+|base-debian\d+|cc-debian\d+|nodejs\d+-debian\d+|python3-debian\d+|scratch)$/u;
const neverRoot = /non-?root|rootless|unprivileged/iu;
/** What gives the rights of root up before it starts the program. */
const drops =
	/\b(?:gosu|su-exec|setpriv|setuidgid|s6-setuidgid|chpst|runuser|start-stop-daemon)\b|\bsudo\s+-u\s|\bsu\s+(?:-\w*\s+)*\S+\s+-c\b|^su\s+-?\s*\w+/u;
const serversThatDrop = /(?:^|\/)(?:nginx|httpd|openresty)$/u;

/** Who the container of an image runs as, as far as files say. */
export function runsAs(
	image: Pick<ImageFile, 'path' | 'line' | 'text' | 'stages'>,
	target: string | undefined,
	{services, workloads}: Pick<Deploy, 'services' | 'workloads'>,
	commands: readonly Command[],
): RunsAs {
	const steps = shippedSteps(image, target);
	const user = steps.findLast(({word}) => word === 'USER');
	const base = baseOf(image, target);
	const start: Place = base ?? image;
	const told = services.find(({build, user: given}) => build?.file === image.path && given !== undefined);
	if (told !== undefined && !isRoot(told.user ?? '')) return {is: 'other', place: placeOf(told)};
	const pod = workloads.flatMap(({containers}) => containers).find(({nonRoot, init}) => nonRoot === true && !init);
	if (pod !== undefined) return {is: 'other', place: placeOf(pod)};
	const dropped = droppedBy(image, target, commands);
	if (dropped !== undefined) return {is: 'other', place: dropped};
	if (user !== undefined) return {is: isRoot(user.rest) ? 'root' : 'other', place: placeOf(user)};
	if (base === undefined) return {is: 'unknown', place: placeOf(start)};
	const {name, tag} = nameAndTag(base.base);
	if (neverRoot.test(`${name}:${tag}`) || serversThatDrop.test(name)) return {is: 'other', place: placeOf(base)};
	return {
		is: rootBases.test(name) && !/^(?:bitnami|cgr\.dev|dhi\.io|public\.ecr\.aws\/lambda)\b/u.test(name) ? 'root' : 'unknown',
		place: placeOf(base),
	};
}

const isRoot = (user: string): boolean => /^["']?(?:root|0)(?::\S*)?["']?$/u.test(user.trim());
const placeOf = ({path, line, text}: Place): Place => ({path, line, text});

/** A start script, or a step of the image, that hands the program to another user. */
function droppedBy(image: Pick<ImageFile, 'stages'>, target: string | undefined, commands: readonly Command[]): Place | undefined {
	const starts = shippedSteps(image, target).filter(({word}) => word === 'ENTRYPOINT' || word === 'CMD');
	const here = starts.find(({rest}) => drops.test(rest));
	if (here !== undefined) return placeOf(here);
	const scripts = new Set(starts.flatMap(({rest}) => rest.match(/[\w./-]+/gu) ?? []).map(word => word.split('/').at(-1) ?? ''));
	const script = commands.find(
		({where, path, command}) => where === 'shell' && drops.test(command) && scripts.has(path.split('/').at(-1) ?? ''),
	);
	if (script !== undefined) return placeOf(script);
	const s6 = shippedSteps(image, target).find(
		({word, rest}) => word !== 'FROM' && /\b(?:s6-overlay|supervisord?\.conf|PUID)\b/u.test(rest),
	);
	return s6 === undefined ? undefined : placeOf(s6);
}
