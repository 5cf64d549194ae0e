import type {MarkRule} from '../marks.ts';
import {accessibilityMarks} from './accessibility.ts';
import {addressMarks} from './addresses.ts';
import {alertMarks} from './alerts.ts';
import {askedKeyMarks} from './asked-keys.ts';
import {backupMarks} from './backups.ts';
import {cardMarks} from './cards.ts';
import {contractMarks} from './contracts.ts';
import {databaseMarks} from './databases.ts';
import {disclosureMarks} from './disclosure.ts';
import {failureTestMarks} from './failure-tests.ts';
import {headerMarks} from './headers.ts';
import {healthMarks} from './health.ts';
import {hostedDatabaseMarks} from './hosted-databases.ts';
import {lastResortMarks} from './last-resort.ts';
import {loadMarks} from './load.ts';
import {lockMarks} from './locks.ts';
import {loggingMarks} from './logging.ts';
import {meantMarks} from './meant.ts';
import {measuringMarks} from './measuring.ts';
import {noticeMarks} from './notices.ts';
import {otherServerMarks} from './other-servers.ts';
import {personalMarks} from './personal.ts';
import {privacyMarks} from './privacy.ts';
import {protectionMarks} from './protection.ts';
import {publicApiMarks} from './public-api.ts';
import {rawHtmlMarks} from './raw-html.ts';
import {routeFileMarks} from './route-files.ts';
import {serverMarks} from './server.ts';
import {settingMarks} from './settings.ts';
import {signInMarks} from './sign-in.ts';
import {stubHandlerMarks} from './stub-handlers.ts';
import {surfaceMarks} from './surfaces.ts';
import {testMarks} from './tests.ts';
import {trackerMarks} from './trackers.ts';
import {trackingMarks} from './tracking.ts';
import {unfinishedMarks} from './unfinished.ts';
import {vendorMarks} from './vendors.ts';
import {workloadMarks} from './workloads.ts';

/** Every rule of the text pass, by topic. */
export const markRules: readonly MarkRule[] = [
	...addressMarks,
	...askedKeyMarks,
	...serverMarks,
	...hostedDatabaseMarks,
	...healthMarks,
	...routeFileMarks,
	...trackerMarks,
	...otherServerMarks,
	...loggingMarks,
	...databaseMarks,
	...backupMarks,
	...alertMarks,
	...personalMarks,
	...noticeMarks,
	...signInMarks,
	...publicApiMarks,
	...contractMarks,
	...vendorMarks,
	...surfaceMarks,
	...loadMarks,
	...settingMarks,
	...testMarks,
	...disclosureMarks,
	...headerMarks,
	...lastResortMarks,
	...failureTestMarks,
	...lockMarks,
	...workloadMarks,
	...unfinishedMarks,
	...stubHandlerMarks,
	...protectionMarks,
	...rawHtmlMarks,
	...accessibilityMarks,
	...measuringMarks,
	...meantMarks,
	...cardMarks,
	...privacyMarks,
	...trackingMarks,
];
