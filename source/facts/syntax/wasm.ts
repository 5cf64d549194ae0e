import {createRequire} from 'node:module';
import {fileURLToPath} from 'node:url';

/** Set by the build, which copies the files beside the bundle. */
declare const SHIPWORTHY_BUNDLED: true | undefined;

/** Where a package's WebAssembly file lies: in the package itself, or beside the bundle. `file` is `package/file.wasm`. */
export const wasmPath = (file: `${string}/${string}.wasm`): string =>
	typeof SHIPWORTHY_BUNDLED === 'undefined'
		? createRequire(import.meta.url).resolve(file)
		: fileURLToPath(new URL(file.slice(file.lastIndexOf('/') + 1), import.meta.url));
