// Plays the database, in memory: nothing has to be installed, and a restart begins anew.
import {randomUUID} from 'node:crypto';

class Table {
	#rows = new Map();

	insert(row) {
		const saved = {id: `order_${randomUUID()}`, ...row};
		this.#rows.set(saved.id, saved);
		return saved;
	}

	find(id) {
		return this.#rows.get(id);
	}

	update(id, changes) {
		const row = this.#rows.get(id);
		if (row) Object.assign(row, changes);
	}
}

export const db = {orders: new Table()};
