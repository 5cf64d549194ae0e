/** A class of settings for developers alone. */
export const developersClass = /Dev|Test|Local|Mock/u;

/** The line decides by whether it runs for developers. */
export const forDevelopers = /NODE_ENV|isProd|isDev|IS_PROD|IS_DEV|production|development|\bDEBUG\b|env\.DEV|\btest/iu;

/** A file that no visitor is served by. */
export const notShipped =
	/(?:^|[/._-])(?:dev|development|local|test|tests|testing|ci|e2e|example|examples|sample|seed|seeds|fixtures|mock|mocks|storybook|docs)(?=[/._-]|$)/iu;
