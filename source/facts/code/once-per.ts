/** Makes what belongs to a file's code, or to anything else that stays from look to look, once for as long as that is kept. */
export function oncePer<Key extends object, Made>(make: (key: Key) => Made): (key: Key) => Made {
	const known = new WeakMap<Key, {readonly made: Made}>();
	return key => {
		const before = known.get(key);
		if (before !== undefined) return before.made;
		const made = make(key);
		known.set(key, {made});
		return made;
	};
}
