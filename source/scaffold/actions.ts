/** The only actions that a generated workflow may use, each at the commit of a release. */
export const actions = {
	checkout: {uses: 'actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1', version: 'v7.0.1'},
	setupNode: {uses: 'actions/setup-node@820762786026740c76f36085b0efc47a31fe5020', version: 'v7.0.0'},
	setupPython: {uses: 'actions/setup-python@5fda3b95a4ea91299a34e894583c3862153e4b97', version: 'v7.0.0'},
	uploadArtifact: {uses: 'actions/upload-artifact@bbbca2ddaa5d8feaa63e36b76fdaad77386f024f', version: 'v7.0.0'},
	dependencyReview: {uses: 'actions/dependency-review-action@2031cfc080254a8a887f58cffee85186f0e49e48', version: 'v4.9.0'},
	attestBuildProvenance: {uses: 'actions/attest-build-provenance@a2bbfa25375fe432b6a289bc6b6cd05ecd0c4c32', version: 'v4.1.0'},
	setupBuildx: {uses: 'docker/setup-buildx-action@37fe631027851001ddb9b187196cc803df7f5f0e', version: 'v4.3.0'},
	buildPush: {uses: 'docker/build-push-action@53b7df96c91f9c12dcc8a07bcb9ccacbed38856a', version: 'v7.3.0'},
	dockerLogin: {uses: 'docker/login-action@4907a6ddec9925e35a0a9e82d7399ccc52663121', version: 'v4.1.0'},
	dockerMetadata: {uses: 'docker/metadata-action@dc802804100637a589fabce1cb79ff13a1411302', version: 'v6.2.0'},
	scorecard: {uses: 'ossf/scorecard-action@2d1146689b8cda280b9bc96326124645441f03bc', version: 'v2.4.4'},
	sbom: {uses: 'anchore/sbom-action@e22c389904149dbc22b58101806040fa8d37a610', version: 'v0.24.0'},
} as const;

/** `owner/name@commit` of every action that may be used. */
export const allowedActions: ReadonlySet<string> = new Set(Object.values(actions).map(({uses}) => uses));
