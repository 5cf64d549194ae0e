const written =
	/:(?<colon>[A-Za-z_]\w*)|\{(?<brace>[A-Za-z_]\w*)[^}/]*\}|<(?:[a-z]+:)?(?<angle>[A-Za-z_]\w*)>|\[{1,2}(?:\.{3})?(?<square>[A-Za-z_]\w*)\]{1,2}/gu;

/** The names of the parameters in a path, in whichever way it writes them. */
export const parametersOf = (route: string): readonly string[] => [
	...new Set(
		[...route.slice(0, 2000).matchAll(written)].flatMap(
			({groups}) => groups?.colon ?? groups?.brace ?? groups?.angle ?? groups?.square ?? [],
		),
	),
];
