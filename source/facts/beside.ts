import type {App} from './apps.ts';
import {requestsIn} from './entry-points/requests.ts';
import type {Facts} from './facts.ts';

/** The product's server answers this many times as many requests as what only stands beside it. */
const times = 10;

/** A small server beside the product's own, such as a page of open figures: hardly anything comes in there. */
export const isBeside = (app: App, main: App, facts: Facts): boolean =>
	app.path !== main.path && requestsIn(facts, app.files).length * times <= requestsIn(facts, main.files).length;
