import {describe, expect, test} from 'vitest';
import {schemaIn, shown} from './shown.ts';

const examples: readonly (readonly [string, Record<string, string>, Record<string, readonly string[]>])[] = [
	[
		'Alembic, in the order of its chain',
		{
			'alembic/versions/a_last.py': `from alembic import op
import sqlalchemy as sa
revision = 'c3'
down_revision = 'b2'
def upgrade():
    with op.batch_alter_table('kits') as batch_op:
        batch_op.add_column(sa.Column('price', sa.Numeric(), nullable=False))
        batch_op.create_foreign_key('owners', 'owners', ['owner_id'], ['id'], ondelete='CASCADE')
    op.execute("CREATE INDEX prices ON kits (price)")
    op.drop_column('kits', 'label')
def downgrade():
    op.drop_table('kits')
`,
			'alembic/versions/b_middle.py': `from alembic import op
import sqlalchemy as sa
revision = 'b2'
down_revision = 'a1'
def owners():
    op.create_table('owners', sa.Column('id', sa.Integer(), nullable=False), sa.PrimaryKeyConstraint('id'))
def upgrade():
    owners()
    op.alter_column('kits', 'owner', new_column_name='owner_id', nullable=False)
`,
			'alembic/versions/c_first.py': `from alembic import op
import sqlalchemy as sa
revision = 'a1'
down_revision = None
def upgrade():
    op.create_table('kits', sa.Column('id', sa.Integer(), primary_key=True), sa.Column('owner', sa.Integer()), sa.Column('label', sa.String(30)))
    op.create_index(op.f('ix_kits_owner'), 'kits', ['owner'], unique=True)
`,
			'schema.sql': '',
		},
		{
			kits: [
				'id* integer',
				'owner_id integer',
				'price numeric',
				'unique owner_id',
				'owner_id -> owners(id) cascade',
				'unique index owner_id',
				'index price',
			],
			owners: ['id* integer'],
		},
	],
	[
		'Django, by its dependencies',
		{
			'shop/migrations/0001_first.py': `from django.conf import settings
from django.db import migrations, models
class Migration(migrations.Migration):
    dependencies = [migrations.swappable_dependency(settings.AUTH_USER_MODEL)]
    operations = [
        migrations.CreateModel(name='Kit', fields=[('id', models.BigAutoField(primary_key=True)), ('label', models.CharField(max_length=30)), ('owner', models.ForeignKey(on_delete=models.CASCADE, to=settings.AUTH_USER_MODEL))], options={'db_table': 'the_kits'}),
        migrations.CreateModel(name='Tag', fields=[('code', models.SlugField(primary_key=True))]),
    ]
`,
			'shop/migrations/0002_more.py': `from django.db import migrations, models
class Migration(migrations.Migration):
    dependencies = [('shop', '0001_first')]
    operations = [
        migrations.AddField('kit', 'tags', models.ManyToManyField(to='shop.Tag')),
        migrations.RenameField('kit', 'label', 'title'),
        migrations.AddField(model_name='kit', name='price', field=models.FloatField(default=0)),
        migrations.AlterField(model_name='kit', name='title', field=models.CharField(max_length=40, null=True)),
        migrations.AlterUniqueTogether(name='kit', unique_together={('title', 'owner')}),
        migrations.RenameModel('Tag', 'Label'),
        migrations.RunSQL('CREATE TABLE extras (id integer)', 'DROP TABLE extras'),
    ]
`,
			'schema.sql': '',
		},
		{
			the_kits: [
				'id* bigauto = generated',
				'title char?',
				'owner_id reference',
				'price float = 0',
				'unique title+owner_id',
				'owner_id -> auth_user() cascade',
				'index owner_id',
			],
			shop_label: ['code* slug'],
			shop_kit_tags: [
				'id* bigauto',
				'kit_id reference',
				'tag_id reference',
				'unique kit_id+tag_id',
				'kit_id -> the_kits(id)',
				'tag_id -> shop_label(code)',
			],
			extras: ['id integer?'],
		},
	],
	[
		'Knex',
		{
			'migrations/1_kits.js': `exports.up = async knex => {
	await knex.schema.createTable('kits', table => {
		table.increments('id');
		table.string('label', 30).notNullable().unique();
		table.integer('owner').references('owners.id').onDelete('CASCADE');
		table.timestamps(true, true);
		table.index(['label', 'owner']);
	});
	await knex.schema.alterTable('kits', t => { t.renameColumn('label', 'title'); t.dropColumn('created_at'); t.text('note').defaultTo('x'); });
	await knex.raw('create table extras (id int)');
};
exports.down = knex => knex.schema.dropTable('kits');`,
			'schema.sql': '',
		},
		{
			kits: [
				'id* integer = generated',
				'title string',
				'owner integer?',
				'updated_at timestamp?',
				"note text? = 'x'",
				'unique title',
				'owner -> owners(id) cascade',
				'index title+owner',
			],
			extras: ['id integer?'],
		},
	],
	[
		'Sequelize',
		{
			'migrations/20240101-kits.js': `module.exports = {
	async up(queryInterface, Sequelize) {
		await queryInterface.createTable('kits', {id: {type: Sequelize.UUID, primaryKey: true, allowNull: false}, owner: {type: Sequelize.UUID, references: {model: 'owners', key: 'id'}, onDelete: 'CASCADE'}});
		await queryInterface.addColumn('kits', 'label', {type: Sequelize.STRING, allowNull: false});
		await queryInterface.addIndex('kits', ['label'], {unique: true});
		await queryInterface.renameTable('kits', 'sets');
	},
	async down(queryInterface) { await queryInterface.dropTable('sets'); },
};`,
		},
		{sets: ['id* uuid', 'owner uuid?', 'label string', 'unique label', 'owner -> owners(id) cascade', 'unique index label']},
	],
	[
		'TypeORM',
		{
			'src/migrations/1-kits.ts': `import {MigrationInterface, QueryRunner, Table, TableForeignKey} from 'typeorm';
export class Kits1 implements MigrationInterface {
	public async up(queryRunner: QueryRunner): Promise<void> {
		await queryRunner.query(\`CREATE TABLE "kits" ("id" SERIAL NOT NULL, "label" text, CONSTRAINT "kits_key" PRIMARY KEY ("id"))\`);
		await queryRunner.createTable(new Table({name: 'owners', columns: [{name: 'id', type: 'uuid', isPrimary: true}, {name: 'mail', type: 'varchar', isNullable: true, isUnique: true}]}));
		await queryRunner.createForeignKey('kits', new TableForeignKey({columnNames: ['id'], referencedTableName: 'owners', referencedColumnNames: ['id'], onDelete: 'CASCADE'}));
	}
	public async down(queryRunner: QueryRunner): Promise<void> { await queryRunner.dropTable('kits'); }
}`,
			'schema.sql': '',
		},
		{kits: ['id* serial = nextval()', 'label text?', 'id -> owners(id) cascade'], owners: ['id* uuid', 'mail varchar?', 'unique mail']},
	],
	[
		'Kysely',
		{
			'migrations/1_kits.ts': `export async function up(db) {
	await db.schema.createTable('kits').addColumn('id', 'serial', column => column.primaryKey()).addColumn('owner', 'integer', column => column.references('owners.id').onDelete('cascade').notNull()).execute();
	await db.schema.alterTable('kits').addColumn('label', 'text').execute();
}
export async function down(db) { await db.schema.dropTable('kits').execute(); }`,
		},
		{kits: ['id* serial', 'owner integer', 'label text?', 'owner -> owners(id) cascade']},
	],
];

describe('migrations written in code', () => {
	test.each(examples)('%s', (_tool, files, expected) => {
		const {tables, unread} = schemaIn(files);
		expect(Object.fromEntries(tables.map(table => [table.name, shown(table)]))).toEqual(expected);
		expect(unread).toEqual([]);
	});

	test('what is put together at run time is named', () => {
		const {tables, unread} = schemaIn({
			'migrations/1.js':
				'exports.up = async knex => { for (const name of names) await knex.schema.createTable(name, table => { table.increments(); }); await knex.raw(`alter table ${x} add y int`); };',
		});
		expect(tables).toEqual([]);
		expect(unread.map(({because}) => because)).toEqual([
			'a table whose name is put together at run time',
			'SQL that is put together at run time',
		]);
	});
});
