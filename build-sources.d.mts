/** Virtual modules and the data that each exports by default. */
export const compiled: Readonly<Record<string, () => unknown>>;
/** Folders that a watcher must follow for them. */
export const compiledFolders: readonly string[];
