import {describe, expect, test} from 'vitest';
import {schemaIn, shown, tableNamed} from './shown.ts';

const examples: readonly (readonly [string, Record<string, string>, Record<string, readonly string[]>])[] = [
	[
		'Prisma, in several files',
		{
			'prisma/schema/base.prisma': 'datasource db {\n  provider = "postgresql"\n}\nenum Kind {\n  SMALL\n}\n',
			'prisma/schema/kit.prisma': `model Kit {
  id      String   @id @default(uuid()) // {not the end}
  kind    Kind     @default(SMALL)
  tags    String[]
  price   Decimal  @db.Decimal(10, 2)
  ownerId Int      @map("owner_id")
  owner   Owner    @relation(fields: [ownerId], references: [id], onDelete: Cascade)
  note    String?  @default("{}")
  @@unique([ownerId, kind])
  @@index([price(sort: Desc)])
  @@map("kits")
}
model Owner {
  id   Int   @id @default(autoincrement())
  mail String @unique
  kits Kit[]
}`,
		},
		{
			kits: [
				'id* string = uuid()',
				'kind kind = SMALL',
				'tags string[]',
				'price decimal decimal',
				'owner_id int',
				'note string? = "{}"',
				'unique owner_id+kind',
				'owner_id -> Owner(id) cascade',
				'index price',
			],
			Owner: ['id* int = autoincrement()', 'mail string', 'unique mail'],
		},
	],
	[
		'Drizzle, with columns that are shared, a creator of tables, a policy and a reference to another file',
		{
			'src/owner.ts': `import {pgTable, serial, text} from 'drizzle-orm/pg-core';
export const owners = pgTable('owners', {id: serial('id').primaryKey(), mail: text('mail').notNull().unique()});`,
			'src/kit.ts': `import {index, integer, pgPolicy, pgTableCreator, primaryKey, text, timestamp} from 'drizzle-orm/pg-core';
import {sql} from 'drizzle-orm';
import {owners} from './owner';
const table = pgTableCreator(name => \`shop_\${name}\`);
const stamps = {made: timestamp('made_at').defaultNow().notNull()};
export const kits = table('kits', {
	ownerId: integer('owner_id').references(() => owners.id, {onDelete: 'cascade'}),
	label: text().default('x'),
	...stamps,
}, t => [index('labels').on(t.label, t.made), primaryKey({columns: [t.ownerId, t.label]}), pgPolicy('open', {for: 'select', to: 'anon', using: sql\`true\`})]);`,
		},
		{
			owners: ['id* serial = nextval()', 'mail text', 'unique mail'],
			shop_kits: [
				'owner_id* integer?',
				"label* text? = 'x'",
				'made_at timestamp = defaultNow',
				'owner_id -> owners(id) cascade',
				'index label+made_at',
			],
		},
	],
	[
		'TypeORM, with a base class, relations and a table between two others',
		{
			'src/base.ts': `import {CreateDateColumn, PrimaryGeneratedColumn} from 'typeorm';
export abstract class Base { @PrimaryGeneratedColumn('uuid') id: string;
@CreateDateColumn() madeAt: Date; }`,
			'src/kit.ts': `import {Column, Entity, Index, JoinColumn, JoinTable, ManyToMany, ManyToOne} from 'typeorm';
import {Base} from './base';
import {Owner} from './owner';
@Entity({name: 'kits'})
@Index(['label', 'owner'], {unique: true})
export class Kit extends Base {
	@Column({type: 'varchar', nullable: true}) label?: string;
	@Column({default: 0}) count: number;
	@ManyToOne(() => Owner, owner => owner.kits, {nullable: false, onDelete: 'CASCADE'}) @JoinColumn({name: 'owner_id'}) owner: Owner;
	@ManyToMany(() => Owner) @JoinTable({name: 'kit_fans'}) fans: Owner[];
}`,
			'src/owner.ts': `import {Column, Entity, OneToMany} from 'typeorm';
import {Base} from './base';
import {Kit} from './kit';
@Entity()
export class Owner extends Base { @Column({unique: true}) mail: string; @OneToMany(() => Kit, kit => kit.owner) kits: Kit[]; }`,
		},
		{
			kits: [
				'label varchar?',
				'count number = 0',
				'owner_id reference',
				'id* uuid = generated',
				'madeAt timestamp = now()',
				'unique label+owner_id',
				'owner_id -> owner(id) cascade',
				'unique index label+owner_id',
			],
			owner: ['mail string', 'id* uuid = generated', 'madeAt timestamp = now()', 'unique mail'],
			kit_fans: ['kitsId* reference', 'ownerId* reference', 'kitsId -> kits(id) cascade', 'ownerId -> owner(id) cascade'],
		},
	],
	[
		'Sequelize: define, init and decorators',
		{
			'models/owner.js': `module.exports = (sequelize, DataTypes) => sequelize.define('Owner', {mail: {type: DataTypes.STRING, allowNull: false, unique: true}}, {timestamps: false});`,
			'models/kit.js': `const {DataTypes, Model} = require('sequelize');
class Kit extends Model {}
Kit.init({id: {type: DataTypes.UUID, primaryKey: true}, label: DataTypes.STRING(30), ownerId: {type: DataTypes.INTEGER, references: {model: 'Owners', key: 'id'}, onDelete: 'CASCADE'}}, {sequelize, modelName: 'Kit', tableName: 'kits', updatedAt: false});`,
			'models/tag.ts': `import {AllowNull, BelongsTo, Column, DataType, ForeignKey, Model, PrimaryKey, Table} from 'sequelize-typescript';
import {Kit} from './kit';
@Table({tableName: 'tags', timestamps: false})
export class Tag extends Model { @PrimaryKey @Column(DataType.UUID) id: string; @AllowNull(false) @Column name: string; @ForeignKey(() => Kit) @Column kitId: string; @BelongsTo(() => Kit) kit: Kit; }`,
		},
		{
			Owners: ['id* integer', 'mail string', 'unique mail'],
			kits: ['id* uuid', 'label string?', 'ownerId integer?', 'createdAt date', 'ownerId -> Owners(id) cascade'],
			tags: ['id* uuid', 'name string', 'kitId string?', 'kitId -> kits(id)'],
		},
	],
	[
		'Mongoose, with parts and lists',
		{
			'models/kit.js': `import mongoose from 'mongoose';
const partSchema = new mongoose.Schema({size: Number});
const kitSchema = new mongoose.Schema({
	label: {type: String, required: true, unique: true},
	owner: {type: mongoose.Schema.Types.ObjectId, ref: 'Owner', index: true},
	address: {street: String, town: {type: String, default: 'x'}},
	tags: [String],
}, {timestamps: true});
kitSchema.index({label: 1, owner: -1});
export default mongoose.model('Kit', kitSchema);`,
		},
		{
			kits: [
				'_id* objectid',
				'label string',
				'owner objectid?',
				'address.street string?',
				"address.town string? = 'x'",
				'tags string[]?',
				'createdAt date?',
				'updatedAt date?',
				'unique label',
				'owner -> Owner(_id)',
				'unique index label',
				'index owner',
				'index label+owner',
			],
		},
	],
	[
		'SQLAlchemy: columns, mapped columns, a mixin, a plain table',
		{
			'app/models.py': `from sqlalchemy import Column, ForeignKey, Index, Integer, String, Table, UniqueConstraint
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
class Base(DeclarativeBase):
    pass
class Stamped:
    made = Column(String, server_default='now')
class Owner(Base, Stamped):
    __tablename__ = 'owners'
    __table_args__ = (UniqueConstraint('mail', 'label'), Index('labels', 'label'), {'schema': 'shop'})
    id: Mapped[int] = mapped_column(primary_key=True)
    mail: Mapped[str | None]
    label = Column('the_label', String(30), nullable=False, index=True)
    kits: Mapped[list['Kit']] = relationship()
class Kit(Base):
    __tablename__ = 'kits'
    id = Column(Integer, primary_key=True)
    owner_id = Column(ForeignKey('shop.owners.id', ondelete='CASCADE'))
fans = Table('fans', Base.metadata, Column('kit', ForeignKey('kits.id'), primary_key=True))`,
		},
		{
			owners: [
				'id* int',
				'mail str?',
				'the_label string',
				"made string? = 'now'",
				'unique mail+the_label',
				'index the_label',
				'index the_label',
			],
			kits: ['id* integer', 'owner_id unknown?', 'owner_id -> owners(id) cascade'],
			fans: ['kit* unknown', 'kit -> kits(id)'],
		},
	],
	[
		'SQLModel, with a base that is no table',
		{
			'app/models.py': `from sqlmodel import Field, Relationship, SQLModel
class OwnerBase(SQLModel):
    mail: str = Field(unique=True, index=True)
class Owner(OwnerBase, table=True):
    id: int | None = Field(default=None, primary_key=True)
    kits: list["Kit"] = Relationship(back_populates="owner")
class Kit(SQLModel, table=True):
    id: int = Field(primary_key=True)
    owner_id: int | None = Field(default=None, foreign_key="owner.id", ondelete="CASCADE")
class OwnerPublic(OwnerBase):
    id: int`,
		},
		{
			owner: ['id* int', 'mail str', 'unique mail', 'index mail'],
			kit: ['id* int', 'owner_id int?', 'owner_id -> owner(id) cascade'],
		},
	],
	[
		'Django, with an abstract base, the users of the project and a table between two others',
		{
			'shop/settings.py': "AUTH_USER_MODEL = 'people.Person'\n",
			'shop/models.py': `from django.conf import settings
from django.db import models
class Stamped(models.Model):
    made = models.DateTimeField(auto_now_add=True)
    class Meta:
        abstract = True
class Kit(Stamped):
    label = models.CharField(max_length=30, unique=True)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True)
    price = models.FloatField(default=0)
    tags = models.ManyToManyField('Tag')
    class Meta:
        unique_together = [('label', 'owner')]
        indexes = [models.Index(fields=['-price'])]
class Tag(models.Model):
    code = models.SlugField(primary_key=True)
    class Meta:
        db_table = 'labels'`,
		},
		{
			shop_kit: [
				'id* bigauto = generated',
				'label char',
				'owner_id reference?',
				'price float = 0',
				'made datetime',
				'unique label',
				'unique label+owner_id',
				'owner_id -> people_person() cascade',
				'index owner_id',
				'index price',
			],
			shop_kit_tags: [
				'id* bigauto',
				'kit_id reference',
				'tag_id reference',
				'unique kit_id+tag_id',
				'kit_id -> shop_kit(id)',
				'tag_id -> shop_tag()',
			],
			labels: ['code* slug'],
		},
	],
	[
		'Convex',
		{
			'convex/schema.ts': `import {defineSchema, defineTable} from 'convex/server';
import {v} from 'convex/values';
export default defineSchema({
	kits: defineTable({label: v.string(), owner: v.id('owners'), note: v.optional(v.string())}).index('by_owner', ['owner']),
	owners: defineTable({mail: v.string()}),
});`,
		},
		{
			kits: ['_id* id', 'label string', 'owner id', 'note string?', 'owner -> owners(_id)', 'index owner'],
			owners: ['_id* id', 'mail string'],
		},
	],
];

describe('tables that only code describes', () => {
	test.each(examples)('%s', (_tool, files, expected) => {
		const {tables, unread} = schemaIn({'package.json': '{"name": "shop"}', ...files});
		expect(Object.fromEntries(tables.map(table => [table.name, shown(table)]))).toEqual(expected);
		expect(tables.every(({made, described}) => made === 'code' && described !== undefined)).toBe(true);
		expect(unread).toEqual([]);
	});

	test('a policy of Drizzle, and row security that it turns on', () => {
		const files = examples[1]?.[1] ?? {};
		const schema = schemaIn(files);
		expect(tableNamed(schema, 'shop_kits')).toMatchObject({
			rowSecurity: {state: 'on'},
			policies: [{name: 'open', command: 'select', roles: ['anon'], alwaysTrue: true}],
		});
		expect(tableNamed(schema, 'owners').rowSecurity?.state).toBe('off');
	});
});

describe('tables that migrations make and code describes', () => {
	const schema = 'datasource db {\n  provider = "sqlite"\n}\nmodel Kit {\n  id Int @id\n  ownerMail String\n  @@map("kits")\n}\n';

	test('are one table: migrations decide, and what they lack is said', () => {
		const {tables} = schemaIn({
			'prisma/schema.prisma': schema,
			'prisma/migrations/1/migration.sql': 'create table "kits" ("id" integer primary key, "extra" text);',
		});
		expect(tables).toHaveLength(1);
		expect(tables[0]).toMatchObject({
			made: 'migrations',
			described: {model: 'Kit', missing: ['ownerMail']},
			columns: [{name: 'id'}, {name: 'extra'}],
		});
		expect(tables[0]?.rowSecurity).toBeUndefined();
	});

	test('are one table across the packages of a repository only where the package has no migrations of its own', () => {
		const files = {
			'package.json': '{"name": "root", "workspaces": ["packages/*"], "scripts": {"x": "x"}}',
			'packages/db/package.json': '{"name": "db", "scripts": {"x": "x"}}',
			'packages/db/prisma/schema.prisma': schema,
			'packages/other/package.json': '{"name": "other", "scripts": {"x": "x"}}',
			'packages/other/migrations/1_kits.sql': 'create table kits (id int);',
		};
		expect(schemaIn(files).tables.map(({made, package: owner}) => `${owner} ${made}`)).toEqual(['packages/other migrations']);
		const own = {...files, 'packages/db/prisma/migrations/1/migration.sql': 'create table others (id int);'};
		expect(schemaIn(own).tables.map(({name, made, package: owner}) => `${owner} ${name} ${made}`)).toEqual([
			'packages/db others migrations',
			'packages/other kits migrations',
			'packages/db kits code',
		]);
	});

	test('names that a statement mentions which could not be read are not said to be missing', () => {
		const files = {
			'prisma/schema.prisma': schema,
			'prisma/migrations/1/migration.sql': 'create table "kits" ("id" integer primary key);\nalter table kits add colum ownerMail text;',
		};
		expect(schemaIn(files).tables[0]?.described?.missing).toEqual([]);
	});
});
