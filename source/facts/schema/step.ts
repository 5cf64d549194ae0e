/** One change that a file makes to a database, in the order of the file. To be replayed over all files in theirs. */
export type SchemaStep = {readonly does: 'unread'; readonly line: number; readonly text: string; readonly because: string};
