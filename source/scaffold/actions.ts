/** The only actions that a generated workflow may use, each at the commit of a release. */
export const actions = {
	checkout: {uses: 'actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1', version: 'v7.0.1'},
	setupNode: {uses: 'actions/setup-node@820762786026740c76f36085b0efc47a31fe5020', version: 'v7.0.0'},
	setupPython: {uses: 'actions/setup-python@5fda3b95a4ea91299a34e894583c3862153e4b97', version: 'v7.0.0'},
} as const;

/** `owner/name@commit` of every action that may be used. */
export const allowedActions: ReadonlySet<string> = new Set(Object.values(actions).map(({uses}) => uses));
