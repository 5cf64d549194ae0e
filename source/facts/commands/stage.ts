import {simplesIn} from './simple.ts';

/** What a command is for. `lint` includes type checks and format checks. */
export type Stage = 'install' | 'build' | 'test' | 'lint' | 'start' | 'deploy' | 'other';

const test =
	/\b(?:vitest|jest|mocha|ava|jasmine|karma start|uvu|nyc|c8|playwright test|cypress(?:-\w+)? run|cypress:run|wdio|testcafe|nightwatch|newman run|hurl|k6 run|artillery run|pytest|py\.test|unittest|nosetests|tox|nox|behave|manage\.py test|runtests|go test|gotestsum|cargo (?:test|nextest)|rspec|rails test|rake (?:test|spec)|phpunit|pest|artisan test|dotnet test|mix test|flutter test|dart test|bats|ng test|react-scripts test|(?:node|tsx)\b[^;&|]{0,80}\s--test|(?:bun|deno|swift|zig) test|web-test-runner|hardhat test|forge test|pgtap|supabase test|pg_prove|start-server-and-test|sbt test|lein test|stack test|cabal test|xcodebuild[^;&|]{0,80}\stest|fastlane test|bazel test|zig build test|crystal spec|cucumber|robot|bru run|maestro test|test-storybook|ctest)\b|\b(?:mvnw?|gradlew?|gradle)\b[^;&|]{0,80}\s(?:test|verify|check|build|integrationTest)\b|\bmvnw?\b(?!.*skipTests)[^;&|]{0,80}\s(?:package|install)\b|\bdocker\b[^;&|]{0,120}(?:--target[= ]\S{0,20}test|--exit-code-from)/u;
const lint =
	/\b(?:eslint|oxlint|tslint|jshint|stylelint|xo|biome (?:check|lint|ci)|biome\s+--|tsc|tsgo|vue-tsc|svelte-check|astro check|next lint|ng lint|next typegen|prettier[^;&|]{0,80}\s(?:--check|-c|-l|--list-different)|ruff|flake8|pylint|pycodestyle|mypy|pyright|basedpyright|pytype|black[^;&|]{0,80}\s--check|isort[^;&|]{0,80}\s(?:--check|-c)|golangci-lint|go vet|gofmt|staticcheck|govulncheck|rubocop|standardrb|brakeman|deno (?:lint|check|fmt)|clippy|cargo (?:fmt|check)|shellcheck|hadolint|actionlint|markdownlint\S*|spectral lint|knip|pre-commit run|prek run|lefthook run|phpstan|psalm|php-cs-fixer|pint|credo|dialyzer|mix format|(?:dart|flutter) analyze|ktlint\w*|detekt|checkstyle|spotless\w*|dotnet format|react-router typegen|djlint|ansible-lint|tflint|terraform (?:validate|fmt)|cfn-lint|kubeconform|helm lint|buf lint|sqlfluff lint|squawk|manage\.py check|makemigrations --check|drizzle-kit check|prisma validate|ty check|lychee|linkinator)\b/u;
const deploy =
	/\b(?:netlify[^;&|]{0,40} deploy|vercel(?: deploy| --| pull| build| promote)|(?:fly|flyctl) deploy|wrangler(?: pages)? (?:deploy|publish)|firebase deploy|kubectl (?:apply|set|rollout)|helm (?:upgrade|install)|terraform apply|tofu apply|docker (?:image )?push|docker[ -]compose[^;&|]{0,120}\s(?:up|pull)\b[^;&|]{0,60}-d|gcloud (?:run|app|functions) deploy|aws (?:s3 sync|s3 cp|ecs update-service|lambda update-function-code|cloudfront)|eb deploy|(?:serverless|sls|sst|cdk|copilot svc|kamal|cap production|amplify|supabase functions|convex|railway up|heroku|dokku|deployctl|nixops) ?deploy|railway up|pulumi up|git push (?:heroku|dokku|production|live)|git pull|rsync|scp|ssh|pm2 (?:restart|reload|deploy|startOrReload)|systemctl (?:restart|reload)|semantic-release|npm publish|pnpm publish|yarn publish|twine upload|changeset publish|ansible-playbook|supabase db push|gh-pages|cargo publish|gh release|migrate deploy|db:migrate|manage\.py migrate|alembic upgrade|eas (?:submit|update|build))\b/u;
const build =
	/\b(?:next build|vite build|nuxt (?:build|generate)|astro build|ng build|nest build|react-scripts build|webpack|rollup|rolldown|esbuild|tsup|tsdown|unbuild|parcel build|swc|babel|turbo build|nx build|docker(?: buildx)?(?: image)? build|docker[ -]compose[^;&|]{0,80}\sbuild|go build|cargo build|mvnw?\b[^;&|]{0,60}\s(?:package|install)|gradlew?\b[^;&|]{0,60}\sassemble|collectstatic|prisma generate|eleventy|@11ty\/eleventy|gatsby build|hugo|jekyll build|docusaurus build|remix(?: vite:)?build|react-router build|flutter build|expo export|sveltekit build|python -m build|uv build|poetry build|dotnet (?:build|publish)|mix (?:compile|release)|make build|electron-builder|tauri build|storybook build|graphql-codegen|tailwindcss|sass)\b/u;
const start =
	/\b(?:next start|nuxt start|nest start|react-router-serve|remix-serve|uvicorn|gunicorn|hypercorn|daphne|waitress-serve|uwsgi|flask run|fastapi (?:run|dev)|manage\.py runserver|streamlit run|gradio|celery|dramatiq|rq worker|rails (?:s|server)|puma|unicorn|php-fpm|artisan serve|java[^;&|]{0,80}\s-jar|pm2(?:-runtime)? start|pm2-runtime|nodemon|ts-node(?:-dev)?|tsx|nginx|caddy run|supervisord|dumb-init|tini|http-server|vite preview|expo start|dotnet run|go run|mix phx\.server)\b|^(?:exec\s+)?(?:node|bun|deno|python3?)\s+(?!-m (?:pip|venv|build|compileall)|run\b|ci\b|i\b|x\b|install\b|add\b|task\b|-[ce]\b)\S|^(?:npx\s+)?serve\s/u;
const install =
	/\b(?:npm (?:ci|i|install|clean-install)|pnpm (?:i|install|add|fetch)|yarn install|yarn (?:add|--frozen-lockfile|--immutable)|bun (?:i|ci|install)|pip3? install|uv (?:sync|pip install)|poetry install|pipenv (?:install|sync)|pdm (?:install|sync)|bundle install|go mod (?:download|tidy)|composer install|cargo fetch|mix deps\.get|flutter pub get|apt(?:-get)? |apk add|yum install|dnf install|corepack|playwright install|npx playwright install)|^yarn$/u;
const byName: readonly (readonly [RegExp, Stage])[] = [
	[/^(?:pre|post)?install$|^prepare$/u, 'install'],
	[/(?:^|[:_-])(?:deploy|release|publish|rollback|promote|ship)(?:[:_-]|$)/u, 'deploy'],
	[
		/(?:^|[:_-])(?:lint|eslint|types?|tsc|type-?check|typing|check-types|check|checks|format:check|fmt:check|ci|validate|verify|style|mypy|ruff)(?:[:_-]|$)/u,
		'lint',
	],
	[/(?:^|[:_-])(?:tests?|spec|e2e|unit|integration|cypress|playwright|coverage|smoke)(?:[:_-]|$)/u, 'test'],
	[/^(?:build|vercel-build|heroku-postbuild|gcp-build|compile|generate)(?:[:_-]|$)|[:_-]build$/u, 'build'],
	[/^(?:start|serve|prod|production)(?:[:_-]|$)/u, 'start'],
];

/** What a command line is for, by the programs that it names; the most telling one counts. A script that is called by name is judged by its name. */
export function stageOf(text: string): Stage {
	const parts = simplesIn(text);
	if (parts.length > 1) {
		const found = parts.map(part => stageOf(part.text));
		return tellingFirst.find(stage => found.includes(stage)) ?? 'other';
	}
	if (/no test specified/u.test(text)) return 'other';
	const programs = stageOfPrograms(text.replace(said, ''));
	if (programs !== 'other') return programs;
	const called = calledName.exec(text);
	const name = called?.groups?.name ?? called?.groups?.target;
	return name === undefined || notAScript.has(name) ? 'other' : (stageOfName(name) ?? 'other');
}

const tellingFirst: readonly Stage[] = ['test', 'lint', 'deploy', 'build', 'start', 'install'];

function stageOfPrograms(text: string): Stage {
	const installs = adds.test(text);
	if (installs) return 'install';
	if (test.test(text)) return 'test';
	if (lint.test(text)) return 'lint';
	if (deploy.test(text)) return 'deploy';
	if (build.test(text)) return 'build';
	if (install.test(text)) return 'install';
	if (start.test(text)) return 'start';
	return 'other';
}

/** What is only printed is not run. */
const said = /\b(?:echo|printf)\s+(?:"[^"]*"|'[^']*'|[^;&|"']*)+/gu;
const adds = /\b(?:pip3?|npm|pnpm|yarn|bun|gem|go|cargo|apt-get|apk|brew|cypress|playwright)\b[^;&|]{0,30}\s(?:install|add|i|get)\b/u;
const calledName =
	/^(?:npm|pnpm|yarn|bun)(?:\s+-\S+)*\s+(?:run(?:-script)?\s+)?(?<name>[\w:.-]+)|^(?:make|just|task|poe|inv|invoke|deno task|composer(?: run(?:-script)?)?|(?:hatch|pdm|rye) run|turbo(?:\s+run)?|nx(?:\s+run-many)?)\s+(?:-\S+\s+)*(?<target>[\w:.-]+)/u;
/** Words of the package managers themselves. */
const notAScript: ReadonlySet<string> = new Set([
	'exec',
	'dlx',
	'x',
	'run',
	'config',
	'cache',
	'version',
	'audit',
	'prune',
	'dedupe',
	'pack',
	'store',
	'set',
	'up',
	'create',
	'init',
	'workspaces',
	'workspace',
]);

/** What a script or target is for, by its name; `undefined` when the name does not say. */
export const stageOfName = (name: string): Stage | undefined => byName.find(([pattern]) => pattern.test(name))?.[1];
