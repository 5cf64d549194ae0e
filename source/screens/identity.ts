import type {Session} from '../coaching/session.ts';

/** What distinguishes one screen from another, so that a menu and a list start anew on each. */
export const identityOf = (session: Session): string => {
	if (session.phase === 'left') return 'left';
	const {here} = session;
	const about =
		'key' in here
			? here.key
			: 'question' in here
				? here.question
				: 'category' in here
					? here.category
					: 'folder' in here
						? here.folder
						: '';
	return [session.phase, here.screen, about, 'part' in here ? here.part : '', session.trail.length].join(' ');
};
