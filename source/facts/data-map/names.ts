/** A name as its words, in small letters and without a plural: `app_users` and `AppUser` are `app user`. */
export const wordsOf = (name: string): string =>
	name
		.replaceAll(/(?<=[a-z\d])(?=[A-Z])/gu, ' ')
		.toLowerCase()
		.split(/[^a-z\d]+/u)
		.filter(word => word !== '')
		.map(word => (/[^s]s$/u.test(word) ? word.slice(0, -1) : word))
		.join(' ');
