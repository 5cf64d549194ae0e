import type {Func} from '../code/code.ts';
import type {Ancestor} from './python-classes.ts';

const verbs = ['get', 'post', 'put', 'patch', 'delete'] as const;

const byPackageClass: Readonly<Record<string, readonly string[]>> = {
	TemplateView: ['GET'],
	ListView: ['GET'],
	DetailView: ['GET'],
	ArchiveIndexView: ['GET'],
	YearArchiveView: ['GET'],
	MonthArchiveView: ['GET'],
	DayArchiveView: ['GET'],
	FormView: ['GET', 'POST'],
	CreateView: ['GET', 'POST'],
	UpdateView: ['GET', 'POST'],
	DeleteView: ['GET', 'POST'],
	LoginView: ['GET', 'POST'],
	LogoutView: ['POST'],
	PasswordChangeView: ['GET', 'POST'],
	PasswordChangeDoneView: ['GET'],
	PasswordResetView: ['GET', 'POST'],
	PasswordResetDoneView: ['GET'],
	PasswordResetConfirmView: ['GET', 'POST'],
	PasswordResetCompleteView: ['GET'],
	RedirectView: ['ANY'],
	CreateAPIView: ['POST'],
	ListAPIView: ['GET'],
	RetrieveAPIView: ['GET'],
	DestroyAPIView: ['DELETE'],
	UpdateAPIView: ['PUT', 'PATCH'],
	ListCreateAPIView: ['GET', 'POST'],
	RetrieveUpdateAPIView: ['GET', 'PUT', 'PATCH'],
	RetrieveDestroyAPIView: ['GET', 'DELETE'],
	RetrieveUpdateDestroyAPIView: ['GET', 'PUT', 'PATCH', 'DELETE'],
	ObtainAuthToken: ['POST'],
	TokenObtainPairView: ['POST'],
	TokenRefreshView: ['POST'],
	TokenVerifyView: ['POST'],
	TokenBlacklistView: ['POST'],
	TokenObtainSlidingView: ['POST'],
	TokenRefreshSlidingView: ['POST'],
};

/** What a view of a package answers, by the name of its class; `ANY` when it is not known. */
export const packageMethods = (name: string): readonly string[] => byPackageClass[name] ?? ['ANY'];

/** What a view of the project answers: the methods that it has functions for, and those of what it extends. */
export function methodsIn(ancestors: readonly Ancestor[], has: (verb: string) => boolean): readonly string[] {
	const own = verbs.filter(has).map(verb => verb.toUpperCase());
	const inherited = ancestors.flatMap(one => (one.is === 'package' ? (byPackageClass[one.name] ?? []) : []));
	const all = [...new Set([...own, ...inherited])];
	return all.length === 0 ? ['ANY'] : all.length > 1 ? all.filter(method => method !== 'ANY') : all;
}

/** An action of a set of views: whether it is about one thing, and the method that calls it. */
export type Action = {readonly name: string; readonly detail: boolean; readonly method: string};

const actions = {
	list: {name: 'list', detail: false, method: 'GET'},
	create: {name: 'create', detail: false, method: 'POST'},
	retrieve: {name: 'retrieve', detail: true, method: 'GET'},
	update: {name: 'update', detail: true, method: 'PUT'},
	partial_update: {name: 'partial_update', detail: true, method: 'PATCH'},
	destroy: {name: 'destroy', detail: true, method: 'DELETE'},
} as const;

const {list, create, retrieve, update, partial_update, destroy} = actions;
const byViewSet: Readonly<Record<string, readonly Action[]>> = {
	ModelViewSet: [list, create, retrieve, update, partial_update, destroy],
	ReadOnlyModelViewSet: [list, retrieve],
	ListModelMixin: [list],
	CreateModelMixin: [create],
	RetrieveModelMixin: [retrieve],
	UpdateModelMixin: [update, partial_update],
	DestroyModelMixin: [destroy],
};

/** The standard actions of a set of views: those it has functions for, and those of what it extends. */
export function actionsIn(ancestors: readonly Ancestor[], has: (name: string) => boolean): readonly Action[] {
	const inherited = new Set(ancestors.flatMap(one => (one.is === 'package' ? (byViewSet[one.name] ?? []) : [])));
	return Object.values(actions).filter(action => has(action.name) || inherited.has(action));
}

const compared =
	/\bmethod\s{0,3}[!=]=\s{0,3}['"](?<one>GET|POST|PUT|PATCH|DELETE)['"]|\bmethod\s{1,3}(?:not\s{1,3})?in\s{1,3}[([{](?<many>[^)\]}]{1,120})/gu;
const refusesOthers = /\bHttpResponseNotAllowed\b|\b405\b/u;
const longestView = 400;

/** The methods that a function compares the request's with, when it refuses the others with 405; otherwise it answers any. */
export function comparedMethods(text: string | undefined, {line, end}: Pick<Func, 'line' | 'end'>): readonly string[] {
	const body = (text ?? '')
		.split('\n', Math.min(end, line + longestView))
		.slice(line - 1)
		.join('\n');
	if (!refusesOthers.test(body)) return ['ANY'];
	const named = [...body.matchAll(compared)].flatMap(({groups}) =>
		groups?.one === undefined ? [...(groups?.many ?? '').matchAll(/GET|POST|PUT|PATCH|DELETE/gu)].map(([method]) => method) : [groups.one],
	);
	return named.length === 0 ? ['ANY'] : [...new Set(named)];
}
