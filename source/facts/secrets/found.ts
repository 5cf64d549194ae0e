/** How much a credential opens. `default` is what developers choose on their own machine; `doubtful` needs a person's word. */
export type SecretWeight = 'live' | 'limited' | 'test' | 'publishable' | 'placeholder' | 'default' | 'doubtful';

/** How a credential is known: by its exact form, as a framework's setting, as a line of an environment file, inside an address, or as a file. */
export type SecretForm = 'shape' | 'setting' | 'environment' | 'address' | 'file';

/** A credential before it is masked; it never leaves this folder. */
export type FoundSecret = {
	readonly index: number;
	readonly secret: string;
	readonly what: string;
	readonly weight: SecretWeight;
	readonly seen: SecretForm;
};
