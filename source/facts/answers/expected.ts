import {wordsOf} from '../guards/words.ts';

const gates: ReadonlySet<string> = new Set('env dev development production prod debug staging'.split(' '));
const typed = /(?:^|\.)(?!Error\b)[A-Z]\w*(?:Error|Exception)\w*(?:\(\))?$/u;
const told = /\.(?:code|name|status|statusCode|type|digest|isOperational|expose|errors|issues)$/u;

/** Conditions that let something happen in development alone. */
export const isGated = (names: readonly string[]): boolean => names.some(name => wordsOf(name).some(word => gates.has(word)));
/** Conditions that ask what kind of error it is: one that was meant to be told. */
export const isTyped = (names: readonly string[]): boolean => names.some(name => typed.test(name) || told.test(name));
