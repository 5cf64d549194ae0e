/** @type {import('pg').Pool | undefined} */
let pool;
const memory = [];

export const kayaks = [
	{id: 1, name: 'Heron', price: 24.5},
	{id: 2, name: 'Otter', price: 29.9},
	{id: 3, name: 'Plover', price: 19.99},
];

async function database() {
	if (!process.env.DATABASE_URL) return undefined;
	const {default: pg} = await import('pg');
	pool ??= new pg.Pool({connectionString: process.env.DATABASE_URL});
	return pool;
}

export async function addBooking({kayak, day, name, email, phone}) {
	const price = kayaks.find(one => one.id === kayak).price;
	const db = await database();
	if (!db) {
		const booking = {id: memory.length + 1, kayak, day, name, email, phone, price, paid: false};
		memory.push(booking);
		return booking;
	}
	const taken = await db.query(`select id from bookings where kayak = ${kayak} and day = '${day}'`);
	if (taken.rows.length > 0) throw new Error('That kayak is taken on that day');
	const saved = await db.query(
		`insert into bookings (kayak, day, name, email, phone, price) values (${kayak}, '${day}', '${name}', '${email}', '${phone}', ${price}) returning *`,
	);
	return saved.rows[0];
}

export async function bookingById(id) {
	const db = await database();
	if (!db) return memory.find(booking => booking.id === Number(id));
	const found = await db.query(`select * from bookings where id = ${id}`);
	return found.rows[0];
}

export async function allBookings() {
	const db = await database();
	return db ? (await db.query('select * from bookings')).rows : memory;
}

export async function removeBooking(id) {
	const db = await database();
	if (!db) memory.splice(memory.findIndex(booking => booking.id === Number(id)), 1);
	else await db.query(`delete from bookings where id = ${id}`);
}
