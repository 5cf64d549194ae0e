/** Virtual modules and the data that each exports by default. */
export const compiled: Readonly<Record<string, () => unknown>>;
