-- What this session can see of the data, one fact a line, fields divided by tabs.
-- backup.sh runs it in the very snapshot that is dumped; restore-drill.sh runs it in what was restored. Equal lines mean equal data.
-- psql variables: compare (contents: a sum over every row; counts: rows only, for very large databases), schemas (empty: all).
\set ON_ERROR_STOP on
\pset tuples_only on
\pset format unaligned
\pset fieldsep '\t'
-- Rows that a policy hides would be missing without a word: stop instead.
SET LOCAL row_security = off;
-- Every setting that changes how a row is printed.
SET LOCAL search_path = pg_catalog;
SET LOCAL datestyle = 'ISO, YMD';
SET LOCAL intervalstyle = 'iso_8601';
SET LOCAL timezone = 'UTC';
SET LOCAL bytea_output = 'hex';
SET LOCAL extra_float_digits = 3;
SET LOCAL lc_monetary = 'C';
SET LOCAL xmloption = 'content';
SET LOCAL statement_timeout = 0;

-- Schemas that are ours: not the server's own, and only the chosen ones when some were chosen.
\set ours 'n.nspname <> ''information_schema'' AND n.nspname !~ ''^pg_'' AND (:''schemas'' = '''' OR n.nspname = ANY (string_to_array(:''schemas'', '' '')))'
-- What belongs to an extension comes back with the extension.
\set of_extension 'EXISTS (SELECT FROM pg_depend d WHERE d.classid = :kind::regclass AND d.objid = :id AND d.deptype = ''e'')'

SELECT 'format', 1;
SELECT 'taken', to_char(now(), 'YYYY-MM-DD"T"HH24:MI:SS"Z"');
SELECT 'database', to_json(current_database()::text);
SELECT 'server', current_setting('server_version_num')::int / 10000;
SELECT 'system', system_identifier FROM pg_control_system();
SELECT 'compare', :'compare';
SELECT 'schemas', :'schemas';

\set kind '''pg_class'''
\set id c.oid
-- Ordinary tables, so that partitions count once. The sum does not depend on the order of the rows.
SELECT format(
         'SELECT %L, %L, count(*), %s FROM ONLY %I.%I AS whole_row_',
         'table', to_json(format('%I.%I', n.nspname, c.relname)),
         CASE :'compare' WHEN 'contents'
              THEN 'coalesce(sum((''x'' || left(md5(whole_row_::text), 16))::bit(64)::bigint::numeric), 0)'
              ELSE quote_literal('-') END,
         n.nspname, c.relname)
  FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
 WHERE c.relkind = 'r' AND c.relpersistence <> 't' AND :ours AND NOT :of_extension
 ORDER BY n.nspname, c.relname
\gexec

SELECT 'sequence', to_json(format('%I.%I', s.schemaname, s.sequencename)), coalesce(s.last_value::text, '-'), s.increment_by
  FROM pg_sequences s JOIN pg_namespace n ON n.nspname = s.schemaname
 WHERE :ours
 ORDER BY s.schemaname, s.sequencename;

SELECT 'count', 'indexes', count(*)
  FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid JOIN pg_namespace n ON n.oid = c.relnamespace
 WHERE c.relkind IN ('r', 'p', 'm') AND :ours AND NOT :of_extension;
SELECT 'count', 'constraints', count(*)
  FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid JOIN pg_namespace n ON n.oid = c.relnamespace
 WHERE k.contype <> 'n' AND :ours AND NOT :of_extension;
SELECT 'count', 'triggers', count(*)
  FROM pg_trigger g JOIN pg_class c ON c.oid = g.tgrelid JOIN pg_namespace n ON n.oid = c.relnamespace
 WHERE NOT g.tgisinternal AND :ours AND NOT :of_extension;
SELECT 'count', 'views', count(*)
  FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
 WHERE c.relkind IN ('v', 'm') AND :ours AND NOT :of_extension;
SELECT 'count', 'tables with row security', count(*)
  FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
 WHERE c.relrowsecurity AND :ours AND NOT :of_extension;
SELECT 'count', 'policies', count(*)
  FROM pg_policy p JOIN pg_class c ON c.oid = p.polrelid JOIN pg_namespace n ON n.oid = c.relnamespace
 WHERE :ours AND NOT :of_extension;

\set kind '''pg_proc'''
\set id p.oid
SELECT 'count', 'functions', count(*)
  FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
 WHERE :ours AND NOT :of_extension;

SELECT 'extension', to_json(extname::text) FROM pg_extension WHERE :'schemas' = '' AND extname <> 'plpgsql' ORDER BY extname;
SELECT 'count', 'large objects', count(*) FROM pg_largeobject_metadata WHERE :'schemas' = '';
