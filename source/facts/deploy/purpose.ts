import type {Role} from '../role.ts';
import type {Purpose} from './deploy.ts';

const development = /(?:^|[./_-])(?:dev|development|devcontainer|local|override|debug|workspace)(?:[./_-]|$)/iu;
const testing = /(?:^|[./_-])(?:tests?|e2e|ci|integration|playwright|cypress|benchmarks?|loadtest)(?:[./_-]|$)/iu;

/** Makes packages for systems, or tools to build with. */
const making = /(?:^|[./_-])(?:debian|deb|rpm|builder|build-?tools|toolchain|sdk|base)(?:\/|[._-])/iu;

/** Who a file with this path starts something for. */
export function purposeOf(path: string, role: Role): Purpose {
	if (role === 'test' || testing.test(path)) return 'test';
	return development.test(path) || making.test(path) || /(?:^|\/)\.gitpod\./u.test(path) ? 'development' : 'production';
}
