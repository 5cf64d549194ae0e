create table bookings (
  id serial primary key,
  kayak integer,
  day text,
  name text,
  email text,
  phone text,
  price real,
  paid boolean default false
);
