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
