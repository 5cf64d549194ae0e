import bundled from 'shipworthy:exercises';
import {type Exercise, readExercise} from './exercise.ts';

let read: readonly Exercise[] | undefined;

/** The exercises of this package, sorted by id. */
export function allExercises(): readonly Exercise[] {
	read ??= Object.entries(bundled)
		.map(([id, {described, files}]) => readExercise(id, described, files))
		.sort((one, other) => one.id.localeCompare(other.id, 'en'));
	return read;
}

/** The exercise with this id, or undefined. */
export const exerciseById = (id: string): Exercise | undefined => allExercises().find(exercise => exercise.id === id);
